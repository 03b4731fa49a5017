/** The bytes of a file, piece by piece. */
import { createReadStream } from "node:fs";

export type OnBytes = (chunk: Uint8Array) => void;

const CHUNK_BYTES = 256 * 1024;

export async function* readChunks(
  file: string,
  onBytes: OnBytes = () => {},
  chunkBytes = CHUNK_BYTES,
): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(file, { highWaterMark: chunkBytes }) as AsyncIterable<Buffer>) {
    onBytes(chunk);
    yield chunk;
  }
}
