/** Opens a file as what it is. */
import { access, constants, stat } from "node:fs/promises";
import path from "node:path";
import { errnoOf, messageOf, UsageError } from "../errors.js";
import { openCsv } from "./csv-source.js";
import { openNdjson } from "./ndjson-source.js";
import type { RowSource } from "./source-row.js";

export const FORMATS = ["csv", "ndjson"] as const;
export type Format = (typeof FORMATS)[number];

interface SourceOptions {
  readonly format: Format | undefined;
  readonly delimiter: string | undefined;
}

const FORMAT_OF_EXTENSION: Readonly<Record<string, Format>> = {
  ".csv": "csv",
  ".tsv": "csv",
  ".ndjson": "ndjson",
  ".jsonl": "ndjson",
};

/** @throws UsageError where the file cannot be read, or neither its name nor `--format` says what it is */
export async function openSource(file: string, options: SourceOptions): Promise<RowSource> {
  await assertFile(file);
  const extension = path.extname(file).toLowerCase();
  const format = options.format ?? FORMAT_OF_EXTENSION[extension];
  if (!format)
    throw new UsageError(
      `The name of ${file} does not show its format. Pass --format csv or --format ndjson.`,
    );
  if (format === "ndjson") return openNdjson(file);
  return openCsv(file, { delimiter: options.delimiter ?? (extension === ".tsv" ? "\t" : ",") });
}

async function assertFile(file: string): Promise<void> {
  try {
    await access(file, constants.R_OK);
    if ((await stat(file)).isFile()) return;
  } catch (error) {
    const why = errnoOf(error) === "ENOENT" ? "no such file" : messageOf(error);
    throw new UsageError(`Cannot read ${file}: ${why}.`);
  }
  throw new UsageError(`${file} is not a regular file. It is read twice, so a pipe does not work.`);
}
