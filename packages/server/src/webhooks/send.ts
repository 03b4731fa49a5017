/**
 * Sends one webhook, and looks at where the connection really goes: a name is resolved once, by the connection itself,
 * and the addresses it gets are the checked ones. So a name that means one address when it is looked at and another
 * when it is called has no way in. Node's own HTTP client: it follows no redirects, and asks for addresses by a hook.
 */
import { type LookupAddress, lookup } from "node:dns";
import { request as httpRequest, type IncomingMessage, type RequestOptions } from "node:http";
import { request as httpsRequest } from "node:https";
import { isIP, type LookupFunction, type Socket } from "node:net";
import { monotonicMs } from "../platform/index.js";
import { isPublic } from "./addresses.js";

export interface Sent {
  /** null where no answer came. */
  readonly statusCode: number | null;
  /** Why it did not get through; null where it did. A word or two, of a closed set or with a status. */
  readonly error: string | null;
  /** The beginning of the answer's body. */
  readonly response: string | null;
  readonly durationMs: number;
}

interface Envelope {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

export interface SendOptions {
  readonly allowPrivate: boolean;
  readonly signal?: AbortSignal | undefined;
  /** Default: {@link TIMEOUT_MS}. */
  readonly timeoutMs?: number;
  /** Default: that of the system. */
  readonly resolve?: Resolve;
}

/** All addresses of a name. */
type Resolve = (
  name: string,
  done: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export const TIMEOUT_MS = 15_000;
const MAX_ANSWER_BYTES = 65_536;
const KEPT_CHARACTERS = 1_000;

/** What was not allowed, as the attempt shows it. */
class AddressError extends Error {
  readonly code = "EPRIVATE";
}
const PRIVATE = "private address";

/** Whole within the time, from the look-up of the name to the end of the answer. Throws nothing. */
export async function send(envelope: Envelope, options: SendOptions): Promise<Sent> {
  const startedMs = monotonicMs();
  const timeout = AbortSignal.timeout(options.timeoutMs ?? TIMEOUT_MS);
  const signal = options.signal ? AbortSignal.any([timeout, options.signal]) : timeout;
  const took = () => Math.round(monotonicMs() - startedMs);
  let statusCode: number | null = null;
  try {
    const message = await post(envelope, options, signal);
    statusCode = message.statusCode!;
    const response = await readStart(message);
    return { statusCode, error: errorOf(statusCode), response, durationMs: took() };
  } catch (error) {
    // Of an answer that breaks off, or takes too long to end, the status has been said.
    if (statusCode !== null)
      return { statusCode, error: errorOf(statusCode), response: null, durationMs: took() };
    return { statusCode, error: wordFor(error, timeout), response: null, durationMs: took() };
  }
}

function post(
  { url, headers, body }: Envelope,
  { allowPrivate, resolve = resolveAll }: SendOptions,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const target = new URL(url);
  const host = target.hostname.replace(/^\[|\]$/g, "");
  const mayReach = (address: string): boolean => allowPrivate || isPublic(address);
  const bytes = Buffer.from(body);
  return new Promise((done, fail) => {
    // An address in place of a name is not looked up, so it does not come by the hook.
    if (isIP(host) !== 0 && !mayReach(host)) throw new AddressError(PRIVATE);
    const options: RequestOptions = {
      method: "POST",
      // A connection of its own: one that was kept could be closed by the other side while this is on its way.
      agent: false,
      signal,
      lookup: checkedLookup(resolve, mayReach),
      headers: { ...headers, "content-length": String(bytes.length), connection: "close" },
    };
    const request = (target.protocol === "https:" ? httpsRequest : httpRequest)(target, options, done);
    request.on("error", fail);
    // The last word has the connection itself.
    request.on("socket", (socket: Socket) =>
      socket.once("connect", () => {
        if (!socket.remoteAddress || !mayReach(socket.remoteAddress))
          socket.destroy(new AddressError(PRIVATE));
      }),
    );
    request.end(bytes);
  });
}

const resolveAll: Resolve = (name, done) => lookup(name, { all: true }, done);

/** Gives the connection those addresses alone that it may go to. */
const checkedLookup =
  (resolve: Resolve, mayReach: (address: string) => boolean): LookupFunction =>
  (name, options, done) => {
    resolve(name, (error, addresses) => {
      if (error) return done(error, []);
      const allowed = addresses.filter(({ address }) => mayReach(address));
      const [first] = allowed;
      if (!first) return done(new AddressError(PRIVATE), []);
      if (options.all) done(null, allowed);
      else done(null, first.address, first.family);
    });
  };

/** Reads no more than it may, and ends the connection there. */
async function readStart(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    size += chunk.length;
    if (size >= MAX_ANSWER_BYTES) break;
  }
  const text = Buffer.concat(chunks).subarray(0, MAX_ANSWER_BYTES).toString("utf8");
  // Postgres takes no NUL, and half a pair could be left at the cut.
  return text.replaceAll("\u0000", "\ufffd").slice(0, KEPT_CHARACTERS).toWellFormed();
}

function errorOf(statusCode: number): string | null {
  if (statusCode >= 200 && statusCode < 300) return null;
  return statusCode >= 300 && statusCode < 400
    ? `status ${statusCode}, redirects are not followed`
    : `status ${statusCode}`;
}

const WORDS: Readonly<Record<string, string>> = {
  EPRIVATE: PRIVATE,
  ENOTFOUND: "name not found",
  EAI_AGAIN: "name not resolved",
  ECONNREFUSED: "connection refused",
  ECONNRESET: "connection reset",
  EPIPE: "connection reset",
  EHOSTUNREACH: "host not reachable",
  ENETUNREACH: "network not reachable",
  ETIMEDOUT: "timeout",
};

function wordFor(error: unknown, timeout: AbortSignal): string {
  if (timeout.aborted) return "timeout";
  const { code, name, message } = error as NodeJS.ErrnoException;
  // Where several addresses were tried, each has an error of its own.
  const first = error instanceof AggregateError ? (error.errors[0] as NodeJS.ErrnoException).code : code;
  if (name === "AbortError") return "stopped";
  if (first && WORDS[first]) return WORDS[first];
  if (
    first?.includes("CERT") ||
    first?.includes("TLS") ||
    first?.includes("SSL") ||
    first?.includes("SIGNATURE")
  )
    return `certificate or TLS: ${first}`;
  return first ?? message.slice(0, 200);
}
