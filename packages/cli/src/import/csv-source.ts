/** Rows of a CSV file whose first row names its columns. */
import { pipeline } from "node:stream";
import { CsvError, parse } from "csv-parse";
import { FileError } from "./file-error.js";
import { type OnBytes, readChunks } from "./read-chunks.js";
import type { RowSource, SourceRow } from "./source-row.js";

interface CsvOptions {
  readonly delimiter: string;
  /** For tests of what falls on the seam of two pieces. */
  readonly chunkBytes?: number;
}

interface Record {
  readonly cells: readonly string[];
  readonly line: number;
}

/** A row beyond this is a quote that was never closed. */
const MAX_ROW_BYTES = 1_048_576;

/** @throws FileError where there is no header */
export async function openCsv(file: string, options: CsvOptions): Promise<RowSource> {
  const columns = await readHeader(file, options);
  return {
    columns,
    rows: (onBytes) => readRows(file, options, columns, onBytes),
  };
}

async function readHeader(file: string, options: CsvOptions): Promise<string[]> {
  for await (const { cells } of readRecords(file, options)) return cells.map((cell) => cell.trim());
  throw new FileError(`${file} is empty: it has no header with column names.`);
}

async function* readRows(
  file: string,
  options: CsvOptions,
  columns: readonly string[],
  onBytes?: OnBytes,
): AsyncGenerator<SourceRow> {
  let number = -1;
  for await (const { cells, line } of readRecords(file, options, onBytes)) {
    number += 1;
    if (number > 0) yield { number, line, values: byColumn(columns, cells), fault: faultOf(columns, cells) };
  }
}

const faultOf = (columns: readonly string[], cells: readonly string[]): string | undefined =>
  cells.length === columns.length
    ? undefined
    : `has ${cells.length} cells, but the header has ${columns.length}`;

/** Cells beyond the header's are kept under their numbers, so that a report shows them. */
function byColumn(columns: readonly string[], cells: readonly string[]): SourceRow["values"] {
  const values: { [column: string]: string } = Object.create(null);
  cells.forEach((cell, i) => {
    values[columns[i] ?? `cell ${i + 1}`] = cell;
  });
  return values;
}

async function* readRecords(file: string, options: CsvOptions, onBytes?: OnBytes): AsyncGenerator<Record> {
  const parser = parse({
    bom: true,
    delimiter: options.delimiter,
    record_delimiter: ["\r\n", "\n", "\r"],
    skip_empty_lines: true,
    relax_column_count: true,
    max_record_size: MAX_ROW_BYTES,
    info: true,
  });
  // Its errors come out of the parser below.
  pipeline(readChunks(file, onBytes, options.chunkBytes), parser, () => {});
  try {
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      yield { cells: record, line: info.lines };
    }
  } catch (error) {
    throw error instanceof CsvError ? new FileError(describe(file, error)) : error;
  }
}

function describe(file: string, { code, message, lines }: CsvError): string {
  const where = typeof lines === "number" ? `${file}, about line ${lines}` : file;
  if (code === "CSV_MAX_RECORD_SIZE" || code === "CSV_QUOTE_NOT_CLOSED")
    return `${where}: a quote is never closed, or a row is larger than 1 MiB. Nothing was sent.`;
  return `${where} is not CSV: ${message}. Nothing was sent.`;
}
