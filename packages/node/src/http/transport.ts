/** Sends a request to the API: keys, timeouts, retries, errors. */

import { errorFromAnswer } from "../errors/error-from.js";
import { APIConnectionError, APIRedirectError, APITimeoutError } from "../errors/index.js";
import { positive, type Settings, wholeNumber } from "../settings.js";
import { VERSION } from "../version.js";
import { type ApiPath, pathText, type Query, withQuery } from "./address.js";
import { isRetryable, mayHaveTakenEffect, readRetryAfter, retryDelayMs } from "./retry.js";
import { wait } from "./wait.js";

/** What one call may set for itself. */
export interface RequestOptions {
  /** Milliseconds that one attempt may take. */
  readonly timeout?: number | undefined;
  /** Attempts after the first. */
  readonly maxRetries?: number | undefined;
  /** Ends the call at once; it rejects with the signal's reason. */
  readonly signal?: AbortSignal | null | undefined;
  /** In place of the key that a write gets of its own: the same key makes a later call the same write, for 24 h. */
  readonly idempotencyKey?: string | undefined;
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface ApiCall {
  readonly method: "GET" | "POST" | "PUT" | "PATCH" | "DELETE";
  readonly path: ApiPath;
  readonly query?: Query | undefined;
  readonly body?: unknown;
  /** `none` where the operation takes no `Idempotency-Key`, or its body has keys that do the same. */
  readonly idempotency?: "header" | "none";
  readonly maxRetries?: number;
  /** `bytes` where the operation answers with a document. */
  readonly answer?: "json" | "bytes";
}

/** `uncertain`: an earlier attempt of the same call may have taken effect without its answer arriving. */
export type Outcome<T> =
  | { readonly ok: true; readonly data: T; readonly uncertain: boolean }
  | { readonly ok: false; readonly error: unknown; readonly uncertain: boolean };

interface PreparedRequest {
  readonly url: string;
  readonly init: RequestInit;
  readonly timeoutMs: number;
  readonly signal: AbortSignal | null | undefined;
  readonly answer: "json" | "bytes";
}

export class Transport {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  get baseURL(): string {
    return this.#settings.baseURL;
  }

  /** The answer's body; undefined where it is empty. @throws APIError APIConnectionError */
  async request<T>(call: ApiCall, options: RequestOptions = {}): Promise<T> {
    const outcome = await this.exchange<T>(call, options);
    if (outcome.ok) return outcome.data;
    throw outcome.error;
  }

  /** As {@link request}, and says whether an earlier attempt is in doubt. Rejects where it is aborted. */
  async exchange<T>(call: ApiCall, options: RequestOptions = {}): Promise<Outcome<T>> {
    const maxRetries = wholeNumber(
      "maxRetries",
      options.maxRetries ?? call.maxRetries ?? this.#settings.maxRetries,
    );
    const request = this.#prepare(call, options);
    let uncertain = false;
    for (let failures = 1; ; failures++) {
      try {
        return { ok: true, data: (await this.#attempt(request)) as T, uncertain };
      } catch (error) {
        if (request.signal?.aborted) throw error;
        if (failures > maxRetries || !isRetryable(error)) return { ok: false, error, uncertain };
        uncertain ||= mayHaveTakenEffect(error);
        await wait(retryDelayMs(failures, error), request.signal);
      }
    }
  }

  /** Made once for all attempts, so that each of them carries the same key. */
  #prepare(call: ApiCall, options: RequestOptions): PreparedRequest {
    const headers = new Headers({
      accept: call.answer === "bytes" ? "*/*" : "application/json",
      "user-agent": `farthing-node/${VERSION}`,
    });
    for (const [name, value] of Object.entries(this.#settings.defaultHeaders)) headers.set(name, value);
    headers.set("x-api-key", this.#settings.apiKey);
    if (call.body !== undefined) headers.set("content-type", "application/json");
    if (call.method !== "GET" && call.idempotency !== "none")
      headers.set("idempotency-key", options.idempotencyKey ?? crypto.randomUUID());
    for (const [name, value] of Object.entries(options.headers ?? {})) headers.set(name, value);
    return {
      url: withQuery(`${this.#settings.baseURL}/api/v1${pathText(call.path)}`, call.query),
      init: {
        method: call.method,
        headers,
        // Following one would turn a POST into a GET, and hand the key to whoever is at the other end.
        redirect: "manual",
        ...(call.body === undefined ? {} : { body: JSON.stringify(call.body) }),
      },
      timeoutMs: positive("timeout", options.timeout ?? this.#settings.timeoutMs),
      signal: options.signal,
      answer: call.answer ?? "json",
    };
  }

  async #attempt(request: PreparedRequest): Promise<unknown> {
    const { signal, timeoutMs } = request;
    signal?.throwIfAborted();
    const controller = new AbortController();
    const abort = () => controller.abort(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    const timer = setTimeout(() => {
      controller.abort(
        new APITimeoutError(`No complete response from ${this.baseURL} within ${timeoutMs} ms.`),
      );
    }, timeoutMs);
    try {
      // Raced, because a fetch that was passed in may not heed its signal.
      return await Promise.race([this.#roundTrip(request, controller.signal), rejectedOn(controller.signal)]);
    } catch (error) {
      throw controller.signal.aborted ? controller.signal.reason : error;
    } finally {
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
    }
  }

  async #roundTrip({ url, init, answer }: PreparedRequest, signal: AbortSignal): Promise<unknown> {
    let response: Response;
    let text: string;
    try {
      response = await this.#settings.fetch(url, { ...init, signal });
      if (response.ok && answer === "bytes") return new Uint8Array(await response.arrayBuffer());
      text = await response.text();
    } catch (cause) {
      throw new APIConnectionError(`No response from ${this.baseURL}: ${reasonOf(cause)}.`, { cause });
    }
    if (response.ok) return this.#readBody(text);
    if (response.status < 400) throw this.#redirected(response);
    throw errorFromAnswer(response.status, text, {
      baseURL: this.baseURL,
      requestId: response.headers.get("x-request-id") ?? undefined,
      retryAfterMs: readRetryAfter(response.headers.get("retry-after")),
    });
  }

  #readBody(text: string): unknown {
    if (text === "") return undefined;
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw new APIConnectionError(`The response from ${this.baseURL} is not an API response.`, { cause });
    }
  }

  #redirected(response: Response): APIRedirectError {
    const target = response.headers.get("location");
    return new APIRedirectError(
      `${this.baseURL} redirects${target ? ` to ${target}` : ""}. Set baseURL to the server's address.`,
    );
  }
}

function rejectedOn(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

/** `fetch failed` says nothing; its cause (`ECONNREFUSED`) does. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const cause = error.cause instanceof Error ? error.cause.message : undefined;
  return cause ? `${error.message} (${cause})` : error.message;
}
