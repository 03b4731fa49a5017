/** Reads a JSON body within bounds: size, encoding, syntax, depth. */
import type { IncomingMessage } from "node:http";
import { finished } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { FarthingError } from "../errors.js";

export const MAX_BODY_BYTES = 1_048_576;
/** What is taken off the wire of a body that is refused; who sends more may see the end of the connection alone. */
const MAX_DISCARDED_BYTES = 16 * MAX_BODY_BYTES;
const MAX_DISCARDING_MS = 5_000;
const MAX_DEPTH = 32;

const decoder = new TextDecoder("utf-8", { fatal: true });

export interface JsonBody {
  readonly value: unknown;
  /** The bytes as they came, for the digest that `Idempotency-Key` compares. */
  readonly bytes: Uint8Array;
}

/** @throws FarthingError `unsupported_media_type`, `invalid_json`, `validation_error` (depth) */
export function parseJson(request: Request, bytes: Uint8Array): JsonBody {
  if (bytes.length === 0) return { value: undefined, bytes };
  const contentType = request.headers.get("content-type") ?? "";
  if (!/^application\/(?:[\w.+-]+\+)?json\s*(?:;|$)/i.test(contentType)) {
    throw new FarthingError(
      "unsupported_media_type",
      `Send content-type: application/json instead of ${JSON.stringify(contentType)}.`,
    );
  }
  if (isTooDeep(bytes)) {
    throw new FarthingError("validation_error", `The body is nested deeper than ${MAX_DEPTH} levels.`);
  }
  try {
    return { value: JSON.parse(decoder.decode(bytes)), bytes };
  } catch (error) {
    throw new FarthingError("invalid_json", `The body is not valid JSON: ${(error as Error).message}`);
  }
}

/** @throws FarthingError `payload_too_large` */
export async function readBytes(request: Request): Promise<Uint8Array> {
  const tooLarge = () =>
    new FarthingError("payload_too_large", `The body is larger than ${MAX_BODY_BYTES} bytes.`);
  const declared = request.headers.get("content-length");
  if (Number(declared ?? 0) > MAX_BODY_BYTES) throw tooLarge();
  // With a declared length the bytes can be taken in one piece; Node's parser holds the sender to that length. And
  // `body` must not be touched before: it makes a stream, a signal and a whole Request of its own, 60 µs in all.
  if (declared !== null) return new Uint8Array(await request.arrayBuffer());
  if (!request.body) return new Uint8Array();
  const bytes = await readStream(request.body);
  if (bytes.length > MAX_BODY_BYTES) throw tooLarge();
  return bytes;
}

/** A body whose length nobody says. One above the limit comes back as the part of it that went above, not as the whole. */
export async function readStream(body: NonNullable<Request["body"]>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  const reader = body.getReader();
  while (size <= MAX_BODY_BYTES) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    size += value.length;
  }
  if (size > MAX_BODY_BYTES) await discardRest(reader);
  return Buffer.concat(chunks);
}

/** Of a body of which the beginning was read; for as long, and as much, as {@link discardBody} does. */
async function discardRest(reader: ReadableStreamDefaultReader<Uint8Array>): Promise<void> {
  const read = async (): Promise<void> => {
    for (let bytes = 0; bytes <= MAX_DISCARDED_BYTES; ) {
      const { done, value } = await reader.read();
      if (done) return;
      bytes += value.length;
    }
  };
  const given = new AbortController();
  const late = sleep(MAX_DISCARDING_MS, undefined, { signal: given.signal });
  // A client that leaves in the middle is told nothing.
  await Promise.race([read(), late]).catch(() => undefined);
  given.abort();
  await late.catch(() => undefined);
}

/**
 * Takes a body off the wire that nobody read, and keeps nothing of it. A client that is answered while it still sends may
 * have its connection reset before it has read the answer, or sends its next request on one that is being closed.
 */
export async function discardBody(incoming: IncomingMessage | undefined): Promise<void> {
  if (!incoming || incoming.readableDidRead || !hasBody(incoming)) return;
  let discardedBytes = 0;
  let timer: NodeJS.Timeout | undefined;
  await new Promise<void>((resolve) => {
    timer = setTimeout(resolve, MAX_DISCARDING_MS);
    finished(incoming, () => resolve());
    // Where this gives up, it goes on flowing, to nobody.
    incoming.on("data", (chunk: Uint8Array) => {
      discardedBytes += chunk.length;
      if (discardedBytes > MAX_DISCARDED_BYTES) resolve();
    });
  });
  clearTimeout(timer);
}

const hasBody = ({ headers }: IncomingMessage): boolean =>
  Number(headers["content-length"] ?? 0) > 0 || headers["transfer-encoding"] !== undefined;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside strings; cheaper than walking what was parsed, and safe on what cannot be parsed. */
function isTooDeep(bytes: Uint8Array): boolean {
  let depth = 0;
  let inString = false;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i];
    if (inString) {
      if (byte === BACKSLASH) i++;
      else if (byte === QUOTE) inString = false;
    } else if (byte === QUOTE) inString = true;
    else if (byte === 0x7b || byte === 0x5b) {
      if (++depth > MAX_DEPTH) return true;
    } else if (byte === 0x7d || byte === 0x5d) depth--;
  }
  return false;
}
