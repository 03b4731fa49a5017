/**
 * The first reading of a file, in which nothing is sent: what it is (its digest), how much it is, and what cannot be
 * mapped. A file that is broken half-way is found to be so before its first half is charged.
 */
import { createHash } from "node:crypto";
import { stat } from "node:fs/promises";
import { TextDecoder } from "node:util";
import { FlawedError, InterruptedError } from "../errors.js";
import { FileError } from "./file-error.js";
import { mapRow, type Problem } from "./map-row.js";
import type { Mapping } from "./mapping.js";
import type { RowSource } from "./source-row.js";
import type { Zone } from "./timestamp.js";

export interface Scan {
  /** SHA-256 of the file's bytes, in hexadecimal. */
  readonly digest: string;
  readonly version: FileVersion;
  readonly rows: number;
  readonly unmappable: number;
  /** The first few. */
  readonly problems: readonly Problem[];
  /** Times of which digits below the millisecond are cut off. */
  readonly truncated: number;
}

/** Tells whether a file was written to meanwhile. */
interface FileVersion {
  readonly bytes: number;
  readonly modifiedMs: number;
}

export const PROBLEMS_SHOWN = 10;

/** @throws FileError where it is not text of the format, or a time has no zone and none is given */
export async function scanFile(
  file: string,
  source: RowSource,
  mapping: Mapping,
  zone: Zone | undefined,
  interrupted: AbortSignal,
): Promise<Scan> {
  const version = await versionOf(file);
  const hash = createHash("sha256");
  const utf8 = new TextDecoder("utf-8", { fatal: true });
  const problems: Problem[] = [];
  let rows = 0;
  let unmappable = 0;
  let truncated = 0;
  const onBytes = (chunk: Uint8Array): void => {
    hash.update(chunk);
    assertUtf8(file, () => utf8.decode(chunk, { stream: true }));
  };
  for await (const row of source.rows(onBytes)) {
    if (interrupted.aborted) throw new InterruptedError("Stopped. Nothing was sent.");
    rows += 1;
    const mapped = mapRow(row, mapping, { zone, keyPrefix: "" });
    if ("event" in mapped) {
      if (mapped.truncated) truncated += 1;
      continue;
    }
    unmappable += 1;
    if (mapped.problem.missingZone) throw new FileError(askForZone(mapped.problem));
    if (problems.length < PROBLEMS_SHOWN) problems.push(mapped.problem);
  }
  assertUtf8(file, () => utf8.decode());
  return { digest: hash.digest("hex"), version, rows, unmappable, problems, truncated };
}

function assertUtf8(file: string, decode: () => void): void {
  try {
    decode();
  } catch {
    throw new FileError(`${file} is not UTF-8 text. Save it as UTF-8. Nothing was sent.`);
  }
}

const askForZone = ({ message }: Problem): string =>
  `${message}. Pass --timezone UTC, or an offset like --timezone +02:00. Nothing was sent.`;

export async function versionOf(file: string): Promise<FileVersion> {
  const { size, mtimeMs } = await stat(file);
  return { bytes: size, modifiedMs: mtimeMs };
}

/** @throws FlawedError where the file is another than the one that was scanned */
export async function assertUnchanged(file: string, version: FileVersion): Promise<void> {
  const now = await versionOf(file);
  if (now.bytes === version.bytes && now.modifiedMs === version.modifiedMs) return;
  throw new FlawedError(
    `${file} was changed during the import. The rows sent so far have keys of the unchanged file; check what was recorded before you import it again.`,
  );
}
