/** A published client has its origin built in: while a test runs, what it sends there reaches an instance instead. */
import { expect, vi } from "vitest";
import type { TestInstance } from "../../packages/server/test/instance.js";

const ORIGIN = "https://commet.co";

export interface Sent {
  readonly method: string;
  readonly path: string;
  readonly headers: Headers;
}

/** What was sent, in order. Undone by `vi.unstubAllGlobals()`. */
export function redirectTo(instance: TestInstance): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal("fetch", async (input: string, init: RequestInit) => {
    const url = new URL(input);
    if (url.origin !== ORIGIN) throw new Error(`unexpected request to ${url.origin}`);
    const path = url.pathname + url.search;
    sent.push({ method: init.method ?? "GET", path, headers: new Headers(init.headers) });
    return instance.app.request(path, init);
  });
  return sent;
}

interface Answer<T> {
  readonly success: boolean;
  readonly data?: T;
}

/** The data of an answer that says it succeeded. */
export async function dataOf<T>(answer: Promise<Answer<T>>): Promise<T> {
  const { success, data } = await answer;
  expect(success).toBe(true);
  return data as T;
}

/** The error a call ends with. */
export async function errorOf(call: Promise<unknown>): Promise<unknown> {
  return call.then(
    () => expect.fail("the call succeeded"),
    (error: unknown) => error,
  );
}
