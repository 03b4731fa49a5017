/**
 * The file that lines are archived to: NDJSON. Its first line says what it is and of which database; then come chunks,
 * each a header and the lines it announces. A chunk is on disk before its lines leave the database, so a run that is
 * killed leaves at most one chunk, the last, that is cut off or whose lines are still there: that one is taken back.
 */
import { createHash } from "node:crypto";
import { type FileHandle, open } from "node:fs/promises";
import path from "node:path";
import type { ArchiveChunk } from "@farthing/server";
import { errnoOf, messageOf, UnfinishedError, UsageError } from "../errors.js";

type CustomerId = ArchiveChunk["customerId"];

/** Up to which line the database says that customers are archived. */
type ReadCommitted = (customerIds: readonly CustomerId[]) => Promise<ReadonlyMap<CustomerId, bigint>>;

interface ChunkHeader {
  readonly kind: "chunk";
  readonly customerId: CustomerId;
  readonly environmentId: string;
  readonly fromSeq: number;
  readonly throughSeq: number;
  /** Of the lines that follow, without this one. */
  readonly bytes: number;
  readonly sha256: string;
}

interface Found extends ChunkHeader {
  /** Of the header, in the file. */
  readonly offset: number;
  readonly end: number;
}

/** Longer than any header. */
const MAX_HEADER_BYTES = 1_024;
const CUSTOMERS_AT_ONCE = 1_000;

const firstLine = (database: string): string =>
  `${JSON.stringify({ kind: "archive", of: "farthing", version: 1, database })}\n`;

export class ArchiveFile {
  /** Lines that were taken back when the file was opened. */
  removedLines = 0;
  /** Since it was opened. */
  writtenBytes = 0;

  private constructor(
    private readonly file: string,
    private readonly handle: FileHandle,
    private end: number,
  ) {}

  /**
   * Makes the file, or opens it and brings it to what the database says.
   * @param database by what the database is known again
   * @throws UsageError where it is something else, of another database, damaged, or may not be written
   */
  static async open(file: string, database: string, readCommitted: ReadCommitted): Promise<ArchiveFile> {
    // Not created readable for others: it holds what customers did.
    const handle = await open(file, "a+", 0o600)
      .then(async (made) => {
        await made.close();
        return open(file, "r+");
      })
      .catch((error: unknown) => {
        throw new UsageError(`Cannot write ${file}: ${messageOf(error)}.`);
      });
    try {
      const opened = new ArchiveFile(file, handle, 0);
      await opened.#begin(firstLine(database));
      await opened.#takeBack(readCommitted);
      return opened;
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Resolves when the chunk is on disk. @throws UnfinishedError where the disk does not take it */
  async append({ customerId, environmentId, fromSeq, throughSeq, text }: ArchiveChunk): Promise<void> {
    const lines = Buffer.from(text);
    const header: ChunkHeader = {
      kind: "chunk",
      customerId,
      environmentId,
      fromSeq: Number(fromSeq),
      throughSeq: Number(throughSeq),
      bytes: lines.length,
      sha256: createHash("sha256").update(lines).digest("hex"),
    };
    await this.#write(Buffer.concat([Buffer.from(`${JSON.stringify(header)}\n`), lines]));
  }

  close(): Promise<void> {
    return this.handle.close();
  }

  async #write(bytes: Buffer): Promise<void> {
    try {
      let done = 0;
      while (done < bytes.length) {
        const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, this.end + done);
        done += bytesWritten;
      }
      await this.handle.sync();
    } catch (error) {
      throw new UnfinishedError(
        `Cannot write ${this.file}: ${messageOf(error)}. Run the same command to continue.`,
      );
    }
    this.end += bytes.length;
    this.writtenBytes += bytes.length;
  }

  /** Reads the first line, or writes it where there is none, or only its beginning. */
  async #begin(expected: string): Promise<void> {
    const { size } = await this.handle.stat();
    const found = await this.#read(0, MAX_HEADER_BYTES);
    const line = lineIn(found);
    if (line === undefined) {
      if (found.length < size || !expected.startsWith(found.toString()))
        throw new UsageError(`${this.file} is not a Farthing archive. Choose another file.`);
      await this.#write(Buffer.from(expected));
      this.writtenBytes = 0;
      await syncFolder(this.file);
      return;
    }
    const { kind, of, version, database } = (parse(line) ?? {}) as Record<string, unknown>;
    if (kind !== "archive" || of !== "farthing")
      throw new UsageError(`${this.file} is not a Farthing archive. Choose another file.`);
    if (version !== 1) throw new UsageError(`${this.file} was written by another version of this command.`);
    if (`${line}\n` !== expected)
      throw new UsageError(`${this.file} is the archive of another database (${String(database)}).`);
    this.end = expected.length;
  }

  /** Of the last chunk it is not known whether its lines have left the database: the database says. */
  async #takeBack(readCommitted: ReadCommitted): Promise<void> {
    const through = new Map<CustomerId, bigint>();
    const { size } = await this.handle.stat();
    let last: Found | undefined;
    while (this.end < size) {
      const chunk = await this.#chunkAt(this.end);
      if (!chunk || chunk.end > size) {
        await this.#assertIsEnd(this.end, size, chunk, readCommitted);
        await this.#truncate(this.end);
        break;
      }
      if (last) through.set(last.customerId, BigInt(last.throughSeq));
      last = chunk;
      this.end = chunk.end;
    }
    if (!last) return;
    await this.#assertCommitted(through, readCommitted);
    const committed = (await readCommitted([last.customerId])).get(last.customerId)!;
    if (BigInt(last.throughSeq) <= committed) return this.#assertWhole(last);
    this.removedLines = last.throughSeq - last.fromSeq + 1;
    await this.#truncate(last.offset);
  }

  /** Damage in the middle is not the trace of a run that was killed, and nothing is to be cut off for it. */
  async #assertIsEnd(
    offset: number,
    size: number,
    chunk: Found | undefined,
    readCommitted: ReadCommitted,
  ): Promise<void> {
    if (chunk) {
      const committed = (await readCommitted([chunk.customerId])).get(chunk.customerId)!;
      if (BigInt(chunk.throughSeq) > committed) return;
      // It was whole once, else its lines would still be in the database.
      throw new UsageError(`${this.file} is damaged in the chunk at byte ${offset}. Choose another file.`);
    }
    const rest = await this.#read(offset, MAX_HEADER_BYTES);
    const isBeginning = `{"kind":"chunk"`.startsWith(rest.subarray(0, 15).toString());
    if (lineIn(rest) === undefined && rest.length === size - offset && isBeginning) return;
    throw new UsageError(`${this.file} is damaged at byte ${offset}. Choose another file.`);
  }

  async #assertCommitted(through: ReadonlyMap<CustomerId, bigint>, readCommitted: ReadCommitted) {
    const customers = [...through.keys()];
    for (let i = 0; i < customers.length; i += CUSTOMERS_AT_ONCE) {
      const committed = await readCommitted(customers.slice(i, i + CUSTOMERS_AT_ONCE));
      for (const [customerId, throughSeq] of committed) {
        if (throughSeq >= through.get(customerId)!) continue;
        throw new UsageError(
          `${this.file} has lines of ${customerId} up to ${through.get(customerId)}, but the database has archived them only up to ${throughSeq}: it was restored from an earlier backup. Choose another file.`,
        );
      }
    }
  }

  async #assertWhole({ offset, end, bytes, sha256 }: Found): Promise<void> {
    const lines = await this.#read(end - bytes, bytes);
    if (createHash("sha256").update(lines).digest("hex") === sha256) return;
    throw new UsageError(`${this.file} is damaged in the chunk at byte ${offset}. Choose another file.`);
  }

  async #chunkAt(offset: number): Promise<Found | undefined> {
    const line = lineIn(await this.#read(offset, MAX_HEADER_BYTES));
    const header = line === undefined ? undefined : (parse(line) as Partial<ChunkHeader> | undefined);
    if (line === undefined || header?.kind !== "chunk" || !Number.isSafeInteger(header.bytes))
      return undefined;
    const found = header as ChunkHeader;
    return { ...found, offset, end: offset + Buffer.byteLength(line) + 1 + found.bytes };
  }

  async #read(offset: number, length: number): Promise<Buffer> {
    const target = Buffer.alloc(length);
    const { bytesRead } = await this.handle.read(target, 0, length, offset);
    return target.subarray(0, bytesRead);
  }

  async #truncate(end: number): Promise<void> {
    await this.handle.truncate(end);
    await this.handle.sync();
    this.end = end;
  }
}

function lineIn(bytes: Buffer): string | undefined {
  const end = bytes.indexOf(0x0a);
  return end === -1 ? undefined : bytes.subarray(0, end).toString();
}

function parse(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

/** A new file is on disk once its name is. Where a folder cannot be opened (Windows), the name is as safe as it gets. */
async function syncFolder(file: string): Promise<void> {
  try {
    const folder = await open(path.dirname(file), "r");
    await folder.sync().finally(() => folder.close());
  } catch (error) {
    if (!["EISDIR", "EPERM", "EINVAL", "ENOTSUP"].includes(errnoOf(error) ?? "")) throw error;
  }
}
