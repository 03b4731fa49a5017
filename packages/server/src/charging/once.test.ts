/** What must happen once, or not at all, when requests come again: sets, replays, keys of requests. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestAnswer, type TestInstance } from "../../test/instance.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  subscribe,
  track,
  verifyTestLedger,
  WORKED_EXAMPLE,
} from "../../test/scenario.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

const set = (customerId: string, value: number, more: object = {}): Promise<TestAnswer> =>
  instance.call("PUT", "/usage", { customerId, feature: "api_calls", value, ...more });
const refusedOf = async (customerId: string) =>
  (await instance.call("GET", `/usage/refused?customerId=${customerId}`)).body.data;

test("setting a total writes the signed difference, up and down", async () => {
  const { customerId } = await subscribe(instance, "metered");
  await track(instance, { customerId, feature: "api_calls", value: 5 });
  expect((await set(customerId, 8, { reason: "recount" })).body).toMatchObject({
    previousValue: 5,
    adjustment: 3,
    value: 8,
    reason: "recount",
  });
  expect((await set(customerId, 2)).body).toMatchObject({ previousValue: 8, adjustment: -6 });
  expect((await set(customerId, 2)).body).toMatchObject({ id: null, adjustment: 0 });
  expect((await track(instance, { customerId, feature: "api_calls" })).body.consumption.used).toBe(3);
  // The trail has why, also where no reason was said; what was used has none.
  const events = (await instance.call("GET", `/usage/events?customerId=${customerId}`)).body.data;
  expect(events.map(({ value, adjustment }: TestAnswer["body"]) => [value, adjustment?.reason])).toEqual([
    [1, undefined],
    [-6, "Usage set"],
    [3, "recount"],
    [5, undefined],
  ]);
});

test("a set that changed nothing has taken its key: coming again after more usage it takes nothing away", async () => {
  const { customerId } = await subscribe(instance, "metered");
  await track(instance, { customerId, feature: "api_calls", value: 10 });
  expect((await set(customerId, 10, { idempotencyKey: "k1" })).body.adjustment).toBe(0);
  await track(instance, { customerId, feature: "api_calls", value: 3 });
  expect((await set(customerId, 10, { idempotencyKey: "k1" })).body.adjustment).toBe(0);
  expect((await track(instance, { customerId, feature: "api_calls" })).body.consumption.used).toBe(14);
});

test("a refused set is no usage that happened: nothing is kept to be charged", async () => {
  await instance.call("POST", "/customers", { id: "set_without_plan" });
  expect((await set("set_without_plan", 1000, { reason: "recount" })).status).toBe(403);
  expect(await refusedOf("set_without_plan")).toEqual([]);
});

test("a balance plan has no total to set", async () => {
  const { customerId } = await subscribe(instance, "balance");
  const { status, body } = await set(customerId, 1);
  expect([status, body.error.param]).toEqual([422, "feature"]);
});

test("replaying by a filter gets to everybody: what stays refused does not keep others from their turn", async () => {
  const poor = await subscribe(instance, "credits");
  const paid = await subscribe(instance, "credits");
  const over = (customerId: string) => ({ customerId, feature: "api_calls", value: 20 });
  const batch = Array.from({ length: 100 }, () => over(poor.customerId));
  await instance.call("POST", "/usage/events/batch", { events: batch });
  await track(instance, over(paid.customerId));
  await instance.call("POST", `/subscriptions/${paid.subscriptionId}/balance/adjust`, { amount: 100 });
  const replay = async () =>
    (
      await instance.call("POST", "/usage/refused/replay", {
        feature: "api_calls",
        reason: "insufficient_credits",
      })
    ).body;
  expect((await replay()).recorded + (await replay()).recorded).toBe(1);
  expect(await eventsOf(instance, paid)).toHaveLength(1);
});

test("a request's key is another for a batch, for its places, and for a single event", async () => {
  const on = await subscribe(instance, "balance");
  const event = { customerId: on.customerId, feature: "api_calls" };
  await instance.call(
    "POST",
    "/usage/events/batch",
    { events: [event, event] },
    { "idempotency-key": "run" },
  );
  await track(instance, event, { "idempotency-key": "run:0" });
  await track(instance, event, { "idempotency-key": "run-2" });
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 4 * 10);
});

test("a request's key that comes again after its 24 hours is a duplicate, and not silently uncharged", async () => {
  const on = await subscribe(instance, "balance");
  const event = { customerId: on.customerId, feature: "api_calls" };
  const first = await track(instance, event, { "idempotency-key": "daily" });
  expect((await track(instance, event, { "idempotency-key": "daily" })).body).toEqual(first.body);
  instance.clock.set(new Date(Date.now() + 25 * 3_600_000).toISOString());
  const later = await track(instance, event, { "idempotency-key": "daily" });
  instance.clock.reset();
  expect([later.status, later.body.error.code]).toEqual([409, "duplicate"]);
});

test("the same key with other reasoning tokens, or for another operation, is a mismatch", async () => {
  const on = await subscribe(instance, "balance");
  const call = {
    ...WORKED_EXAMPLE,
    customerId: on.customerId,
    feature: "ai_generation",
    idempotencyKey: "r",
  };
  await track(instance, { ...call, reasoningTokens: 1 });
  const other = await track(instance, { ...call, reasoningTokens: 9 });
  expect(other.body.error).toMatchObject({
    code: "idempotency_key_mismatch",
    details: { differing: ["reasoningTokens"] },
  });
  const metered = await subscribe(instance, "metered");
  await track(instance, {
    customerId: metered.customerId,
    feature: "api_calls",
    value: 4,
    idempotencyKey: "same",
  });
  expect((await set(metered.customerId, 4, { idempotencyKey: "same" })).body.error.code).toBe(
    "idempotency_key_mismatch",
  );
});

test("a backfill reaches any past, and no future", async () => {
  const { customerId } = await subscribe(instance, "balance");
  const at = (timestamp: string) => ({ customerId, feature: "api_calls", timestamp });
  const { body } = await instance.call("POST", "/usage/events/batch", {
    events: [at("2001-01-01T00:00:00Z"), at("2999-01-01T00:00:00Z")],
    backfill: {},
  });
  expect(
    body.results.map(
      (result: { status: string; error?: { code: string; param: string } }) => result.error ?? result.status,
    ),
  ).toEqual([
    "recorded",
    expect.objectContaining({ code: "timestamp_out_of_range", param: "events[1].timestamp" }),
  ]);
});

test("usage that is only recorded leaves its refusal open: it is still unpaid", async () => {
  await instance.call("POST", "/customers", { id: "recorded_only" });
  const event = { customerId: "recorded_only", feature: "api_calls", idempotencyKey: "once" };
  await track(instance, event);
  await instance.call("POST", "/usage/events/batch", { events: [event], backfill: { charge: false } });
  expect((await refusedOf("recorded_only")).map((row: { status: string }) => row.status)).toEqual(["open"]);
});

test("a refusal in a batch names the field by its place", async () => {
  const { customerId } = await subscribe(instance, "balance");
  const { body } = await instance.call("POST", "/usage/events/batch", {
    events: [
      { customerId, feature: "api_calls" },
      { customerId, feature: "unplanned" },
    ],
  });
  expect(body.results[1].error).toMatchObject({ code: "feature_not_in_plan", param: "events[1].feature" });
});

test.each([
  ["a counter that is raised", "UPDATE usage_counters SET used = used + 1", /counter/],
  [
    "a counted event that is deleted",
    "DELETE FROM usage_events WHERE used_after IS NOT NULL AND seq = 1 AND customer_id IN (SELECT customer_id FROM usage_counters)",
    /number of the line|counter/,
  ],
  [
    "an account that is deleted",
    "DELETE FROM balances WHERE customer_id = (SELECT customer_id FROM ledger_entries LIMIT 1)",
    /without an account/,
  ],
  [
    "a charge that is lowered",
    "UPDATE usage_events SET cost_nanos = cost_nanos - 1 WHERE cost_nanos > 0",
    /balance|cost/,
  ],
])("the verification sees %s", async (_, tampering, what) => {
  const client = await instance.database.pool.connect();
  try {
    const { verifyLedger } = await import("./verify-ledger.js");
    const { createModelPricing } = await import("../models/index.js");
    await client.query("BEGIN");
    const { rowCount } = await client.query(tampering);
    expect(rowCount).toBeGreaterThan(0);
    const { drizzle } = await import("drizzle-orm/node-postgres");
    const { broken } = await verifyLedger(drizzle(client) as never, createModelPricing().pricesById);
    expect(broken?.what).toMatch(what);
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});
