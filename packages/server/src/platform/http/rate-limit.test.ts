/**
 * How many requests a key may make, and what the answers say of it.
 *
 * Broken on purpose: the caller's environment counted in place of the key; usage counted too; the headers left off the
 * refusal; a session told that its key asked too often. Each was seen.
 */
import { expect, test } from "vitest";
import { z } from "zod";
import { openDatabase } from "../db/database.js";
import { FarthingError } from "../errors.js";
import { createLog } from "../log.js";
import { createMetrics } from "../metrics/metrics.js";
import { Admission } from "./admission.js";
import { type Caller, endpoint } from "./endpoint.js";
import { RateLimit } from "./rate-limit.js";
import { createHttp } from "./server.js";

const LIMIT = 3;
const NO_BOUND = { maxRequests: 1_000, maxBytes: 1_048_576, maxUntakenMs: 1_000 };

/** Operators and customers have no key: they are let in by a session. */
function whoIs(name: string): object {
  if (name.startsWith("op_")) return { keyId: undefined, operator: { id: name } };
  return name.startsWith("cus_") ? { keyId: undefined, customer: { id: name } } : { keyId: name };
}

/** The key of a request is its caller; all callers are of one environment. */
function start(rateLimit: RateLimit | undefined) {
  const metrics = createMetrics();
  const log = createLog("silent");
  let reads = 0;
  const of = (operationId: string, path: string, scopes: readonly ["ingest"] | readonly ["read"]) =>
    endpoint({
      operationId,
      method: "get",
      path,
      tag: "Test",
      summary: operationId,
      scopes,
      answer: z.object({}).loose(),
      handle: async () => {
        reads += 1;
        if (path === "/missing") throw new FarthingError("not_found", "There is nothing here.");
        return {};
      },
    });
  const app = createHttp({
    endpoints: [
      of("read", "/read", ["read"]),
      of("miss", "/missing", ["read"]),
      of("use", "/use", ["ingest"]),
    ],
    database: openDatabase("postgres://127.0.0.1:1/none", log),
    log,
    metrics,
    admission: new Admission(NO_BOUND, { isFull: false, retryAfterSeconds: 1 }, metrics),
    rateLimit,
    realNow: () => new Date(0),
    authenticate: async (headers) =>
      ({ scope: "full", environmentId: "env_1", ...whoIs(headers.get("x-api-key")!) }) as unknown as Caller,
  });
  const ask = async (path: string, key: string): Promise<Response> =>
    app.request(`/api/v1${path}`, { headers: { "x-api-key": key } });
  return { ask, reads: () => reads };
}

const limitOf = ({ headers }: Response) =>
  ["limit", "remaining", "reset"].map((name) => headers.get(`ratelimit-${name}`));

test("a key's requests are counted down, and one too many is 429, undone, and says when to come back", async () => {
  const { ask, reads } = start(new RateLimit(LIMIT));
  const remaining: (string | null)[] = [];
  for (let n = 0; n < LIMIT; n += 1)
    remaining.push((await ask("/read", "key_a")).headers.get("ratelimit-remaining"));
  expect(remaining).toEqual(["2", "1", "0"]);
  const refused = await ask("/read", "key_a");
  expect(refused.status).toBe(429);
  expect(refused.headers.get("retry-after")).toBe("1");
  expect(limitOf(refused)).toEqual(["3", "0", "1"]);
  expect(await refused.json()).toMatchObject({ error: { code: "rate_limited", type: "rate_limit" } });
  expect(reads()).toBe(LIMIT);
});

test("each key has its own count, and an answer that is an error counts and says so", async () => {
  const { ask } = start(new RateLimit(LIMIT));
  for (let n = 0; n <= LIMIT; n += 1) await ask("/read", "key_a");
  const missed = await ask("/missing", "key_b");
  expect([missed.status, ...limitOf(missed)]).toEqual([404, "3", "2", "1"]);
});

test.each([
  ["key_a", "with this key"],
  ["op_a", "by this operator"],
  ["cus_a", "by this customer"],
])("the refusal of %s says who asked too often: %s", async (who, said) => {
  const { ask } = start(new RateLimit(LIMIT));
  for (let n = 0; n < LIMIT; n += 1) await ask("/read", who);
  const { error } = (await (await ask("/read", who)).json()) as { error: { message: string } };
  expect(error.message).toContain(`More than ${LIMIT} requests in a second ${said}.`);
});

test("a second later there are as many again", async () => {
  const { ask } = start(new RateLimit(LIMIT));
  for (let n = 0; n < LIMIT; n += 1) await ask("/read", "key_a");
  await expect.poll(async () => (await ask("/read", "key_a")).status, { timeout: 5_000 }).toBe(200);
});

test("usage is not counted, and says nothing of a limit", async () => {
  const { ask } = start(new RateLimit(LIMIT));
  for (let n = 0; n < 2 * LIMIT; n += 1) {
    const answer = await ask("/use", "key_a");
    expect([answer.status, ...limitOf(answer)]).toEqual([200, null, null, null]);
  }
  expect((await ask("/read", "key_a")).headers.get("ratelimit-remaining")).toBe("2");
});

test("without a limit nothing is counted", async () => {
  const { ask } = start(undefined);
  for (let n = 0; n < 2 * LIMIT; n += 1) expect((await ask("/read", "key_a")).status).toBe(200);
});
