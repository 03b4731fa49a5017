/** The rows that are not in: one line each, with the reason and the row itself. Made when there is the first. */
import { type FileHandle, open, rm, truncate } from "node:fs/promises";
import path from "node:path";
import { messageOf, UnfinishedError, UsageError } from "../errors.js";
import type { SourceRow } from "./source-row.js";

export interface ReportEntry {
  readonly row: SourceRow;
  /** `refused` by the server, or `skipped` here because it could not be mapped. */
  readonly status: "refused" | "skipped";
  readonly code: string;
  readonly message: string;
  readonly idempotencyKey: string | undefined;
}

type Format = (entries: readonly ReportEntry[], isFirst: boolean) => string;

export class RefusedReport {
  readonly #format: Format;
  #handle: FileHandle | undefined;
  #bytes: number;

  private constructor(
    readonly file: string,
    bytes: number,
    columns: readonly string[] | undefined,
  ) {
    this.#bytes = bytes;
    this.#format = path.extname(file).toLowerCase() === ".csv" ? csvOf(columns) : ndjson;
  }

  /**
   * @param bytes as far as an earlier run is answered for; 0 begins anew
   * @throws UsageError where the file cannot be written
   */
  static async open(
    file: string,
    bytes: number,
    columns: readonly string[] | undefined,
  ): Promise<RefusedReport> {
    try {
      // An earlier report would be taken for this import's.
      if (bytes === 0) await rm(file, { force: true });
      else await truncate(file, bytes);
      return new RefusedReport(file, bytes, columns);
    } catch (error) {
      throw new UsageError(`Cannot write ${file}: ${messageOf(error)}. Pass --report FILE.`);
    }
  }

  /** How much is written. */
  get bytes(): number {
    return this.#bytes;
  }

  async add(entries: readonly ReportEntry[]): Promise<void> {
    if (entries.length === 0) return;
    try {
      this.#handle ??= await open(this.file, "a");
      const text = this.#format(entries, this.#bytes === 0);
      await this.#handle.appendFile(text);
      this.#bytes += Buffer.byteLength(text);
    } catch (error) {
      throw new UnfinishedError(`Cannot write ${this.file}: ${messageOf(error)}.`);
    }
  }

  async close(): Promise<void> {
    await this.#handle?.close();
  }
}

const ndjson: Format = (entries) =>
  entries
    .map(({ row, status, code, message, idempotencyKey }) =>
      JSON.stringify({
        row: row.number,
        line: row.line,
        status,
        code,
        message,
        idempotencyKey,
        data: row.values,
      }),
    )
    .map((line) => `${line}\n`)
    .join("");

const csvOf =
  (columns: readonly string[] | undefined): Format =>
  (entries, isFirst) => {
    const own = ["row", "line", "status", "code", "message", "idempotencyKey"];
    const header = [...own, ...(columns ?? ["data"])];
    const lines = entries.map(({ row, status, code, message, idempotencyKey }) => [
      String(row.number),
      String(row.line),
      status,
      code,
      message,
      idempotencyKey ?? "",
      ...(columns?.map((column) => String(row.values[column] ?? "")) ?? [JSON.stringify(row.values)]),
    ]);
    return (isFirst ? [header, ...lines] : lines)
      .map((cells) => `${cells.map(csvCell).join(",")}\r\n`)
      .join("");
  };

const csvCell = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
