/** The public API, for all that is not measured: setting up, and asking afterwards. */
import { setTimeout as pause } from "node:timers/promises";

/** A machine that is busy with something else answers 503 now and then: what sets a run up waits, as clients do. */
const TRIES = 30;
const PAUSE_MS = 1_000;

export class Api {
  readonly headers: Readonly<Record<string, string>>;

  constructor(
    private readonly url: string,
    readonly key: string,
  ) {
    this.headers = { "x-api-key": key, "content-type": "application/json" };
  }

  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  get = (path: string): Promise<any> => this.#call("GET", path);
  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  post = (path: string, body: unknown): Promise<any> => this.#call("POST", path, body);

  // biome-ignore lint/suspicious/noExplicitAny: answers of every shape
  put = (path: string, body: unknown): Promise<any> => this.#call("PUT", path, body);

  async #call(method: string, path: string, body?: unknown): Promise<unknown> {
    const own = method === "GET" ? {} : { "idempotency-key": crypto.randomUUID() };
    for (let tried = 1; ; tried++) {
      const response = await fetch(`${this.url}/api/v1${path}`, {
        method,
        headers: { ...this.headers, ...own },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      const text = await response.text();
      if (response.ok) return JSON.parse(text);
      if (response.status !== 503 || tried === TRIES)
        throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 500)}`);
      await pause(PAUSE_MS);
    }
  }
}

/** Does `work` for every item, `inFlight` at a time. @throws the first error, after what was under way */
export async function forEachInFlight<T>(
  items: readonly T[],
  inFlight: number,
  work: (item: T) => Promise<void>,
): Promise<void> {
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < items.length) await work(items[next++]!);
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
}
