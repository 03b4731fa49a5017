/** What the client is set up with: from its options, the environment, and defaults. */
import { FarthingError } from "./errors/index.js";
import type { QueueOptions } from "./usage/queue-options.js";

/** As `fetch`: gets the URL as text. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response> | Response;

export interface FarthingOptions {
  /** `ck_test_…` or `ck_live_…`. Default: `FARTHING_API_KEY`, else `COMMET_API_KEY`, of the environment. */
  readonly apiKey?: string | undefined;
  /** Where the server is. Default: `FARTHING_BASE_URL` of the environment, else `http://127.0.0.1:4800`. */
  readonly baseURL?: string | undefined;
  /** Milliseconds that one attempt may take, body included. Default: 30 000. */
  readonly timeout?: number | undefined;
  /** Attempts after the first. Default: 3. */
  readonly maxRetries?: number | undefined;
  /** In place of the global `fetch`. */
  readonly fetch?: Fetch | undefined;
  /** Sent with every request. */
  readonly defaultHeaders?: Readonly<Record<string, string>> | undefined;
  /** How `usage.enqueue` buffers, and who hears of what did not get through. */
  readonly queue?: QueueOptions | undefined;
}

export interface Settings {
  readonly apiKey: string;
  /** Without a slash at its end. */
  readonly baseURL: string;
  readonly timeoutMs: number;
  readonly maxRetries: number;
  readonly fetch: Fetch;
  readonly defaultHeaders: Readonly<Record<string, string>>;
}

const DEFAULT_BASE_URL = "http://127.0.0.1:4800";
const DEFAULT_TIMEOUT_MS = 30_000;
const DEFAULT_MAX_RETRIES = 3;

/** @throws FarthingError where there is no API key, no `fetch`, or an option is not usable */
export function readSettings(options: FarthingOptions): Settings {
  return {
    apiKey: readApiKey(options.apiKey),
    baseURL: readBaseURL(options.baseURL ?? fromEnvironment("FARTHING_BASE_URL") ?? DEFAULT_BASE_URL),
    timeoutMs: positive("timeout", options.timeout ?? DEFAULT_TIMEOUT_MS),
    maxRetries: wholeNumber("maxRetries", options.maxRetries ?? DEFAULT_MAX_RETRIES),
    fetch: options.fetch ?? globalFetch(),
    defaultHeaders: options.defaultHeaders ?? {},
  };
}

/** @throws FarthingError when `value` is not a number above 0 */
export function positive(name: string, value: number): number {
  if (value > 0 && Number.isFinite(value)) return value;
  throw new FarthingError(`${name} must be a number above 0, not ${value}.`);
}

/** @throws FarthingError when `value` is not 0 or a whole number above */
export function wholeNumber(name: string, value: number): number {
  if (value >= 0 && Number.isSafeInteger(value)) return value;
  throw new FarthingError(`${name} must be 0 or a positive whole number, not ${value}.`);
}

function readApiKey(given: string | undefined): string {
  // A key out of a file or a secret store often ends with a line break, which no header may have.
  const key = (given ?? fromEnvironment("FARTHING_API_KEY") ?? fromEnvironment("COMMET_API_KEY"))?.trim();
  if (!key) {
    throw new FarthingError(
      "There is no API key. Pass new Farthing({ apiKey }) or set FARTHING_API_KEY in the environment.",
    );
  }
  if (!/^[\x21-\x7e]+$/.test(key))
    throw new FarthingError("The API key contains characters that keys never have.");
  return key;
}

function readBaseURL(given: string): string {
  const trimmed = given.trim().replace(/\/+$/, "");
  const url = parse(trimmed);
  if (url?.protocol !== "http:" && url?.protocol !== "https:")
    throw new FarthingError(`baseURL must start with http:// or https://, but is ${JSON.stringify(given)}.`);
  // Accepted with the API's prefix too, as other tools have it.
  return trimmed.replace(/\/api(?:\/v1)?$/, "");
}

function parse(url: string): URL | undefined {
  try {
    return new URL(url);
  } catch {
    return undefined;
  }
}

function globalFetch(): Fetch {
  if (typeof globalThis.fetch !== "function")
    throw new FarthingError("This runtime has no fetch. Pass one: new Farthing({ fetch }).");
  // Called on the global object, which some runtimes insist on.
  return (url, init) => globalThis.fetch(url, init);
}

/** Some runtimes have no `process`, some refuse to let it be read. */
function fromEnvironment(name: string): string | undefined {
  try {
    return globalThis.process?.env?.[name] || undefined;
  } catch {
    return undefined;
  }
}
