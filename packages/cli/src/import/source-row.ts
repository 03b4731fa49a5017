/** A row of a file, before it is an event. */

export interface SourceRow {
  /** 1 for the first row of data: a header and empty lines do not count. */
  readonly number: number;
  /** Line of the file on which the row ends, from 1. */
  readonly line: number;
  /** By column. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Why the row as a whole cannot be read. */
  readonly fault: string | undefined;
}

/** A file's rows. Reading them is repeatable; nothing is kept. */
export interface RowSource {
  /** Of the header; undefined where each row has its own. */
  readonly columns: readonly string[] | undefined;
  rows(onBytes?: (chunk: Uint8Array) => void): AsyncIterable<SourceRow>;
}

export const placeOf = ({ number, line }: Pick<SourceRow, "number" | "line">): string =>
  `row ${number} (line ${line})`;
