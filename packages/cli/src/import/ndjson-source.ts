/** Rows of a file with a JSON object on each line. */
import { FileError } from "./file-error.js";
import { type OnBytes, readChunks } from "./read-chunks.js";
import type { RowSource, SourceRow } from "./source-row.js";

const MAX_LINE_BYTES = 1_048_576;
const NEWLINE = 0x0a;

export const openNdjson = (file: string, chunkBytes?: number): RowSource => ({
  columns: undefined,
  rows: (onBytes) => readRows(file, onBytes, chunkBytes),
});

async function* readRows(file: string, onBytes?: OnBytes, chunkBytes?: number): AsyncGenerator<SourceRow> {
  let number = 0;
  let line = 0;
  for await (const bytes of splitLines(file, readChunks(file, onBytes, chunkBytes))) {
    line += 1;
    const text = bytes
      .toString("utf8")
      .replace(line === 1 ? /^\uFEFF/ : /$^/, "")
      .trim();
    if (text === "") continue;
    number += 1;
    yield { number, line, ...readObject(text) };
  }
}

function readObject(text: string): Pick<SourceRow, "values" | "fault"> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    return { values: { text }, fault: `is not JSON: ${(error as Error).message}` };
  }
  if (typeof value === "object" && value !== null && !Array.isArray(value))
    return { values: value as SourceRow["values"], fault: undefined };
  return { values: { text }, fault: "is not a JSON object" };
}

/** By bytes, because JSON's texts may hold other characters that some take for the end of a line. */
async function* splitLines(file: string, chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  let restBytes = 0;
  for await (const chunk of chunks) {
    let from = 0;
    for (let at = chunk.indexOf(NEWLINE); at !== -1; at = chunk.indexOf(NEWLINE, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, at)]);
      rest = [];
      restBytes = 0;
      from = at + 1;
    }
    rest.push(chunk.subarray(from));
    restBytes += chunk.length - from;
    if (restBytes > MAX_LINE_BYTES)
      throw new FileError(`${file} has a line larger than 1 MiB: it is not NDJSON. Nothing was sent.`);
  }
  if (restBytes > 0) yield Buffer.concat(rest);
}
