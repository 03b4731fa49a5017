/**
 * A batch is a hundred events that share a request and nothing else.
 *
 * Broken on purpose: an error of one item thrown on instead of kept as its result; the items decided in reverse (five
 * tests failed); refusals closed before they were written (one stayed open though its usage was recorded). Not to be
 * seen from here: a key forgotten while folding, since the unique index then splits the batch and the answers are
 * the same.
 */
import { expect, test } from "vitest";
import type { TestAnswer } from "../../packages/server/test/instance.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  MODEL,
  type Subscribed,
  subscribe,
  WORKED_EXAMPLE,
  WORKED_TOTAL,
} from "../../packages/server/test/scenario.js";

const instance = sharedInstance(createCatalog);

const batch = async (
  events: readonly unknown[],
  headers?: Record<string, string>,
): Promise<TestAnswer["body"]> => {
  const { status, body } = await instance.call("POST", "/usage/events/batch", { events }, headers);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
interface Result {
  readonly status: string;
  readonly event?: { readonly id: string; readonly consumption: { readonly remaining: number } };
  readonly error?: { readonly code: string; readonly param?: string };
}
const outcomes = (body: { results: Result[] }): string[] =>
  body.results.map(({ status, error }) => (error ? `${error.code} ${error.param ?? ""}`.trim() : status));
const calls = (on: Subscribed, more: object = {}) => ({
  customerId: on.customerId,
  feature: "api_calls",
  ...more,
});

test("98 are recorded beside 1 duplicate and 1 refused, told item by item in the order sent", async () => {
  const on = await subscribe(instance, "balance");
  const [original] = (await batch([calls(on, { idempotencyKey: "k17" })])).results;
  const events = Array.from({ length: 100 }, (_, n) => calls(on, { idempotencyKey: `k${n}` }));
  events[42] = { ...calls(on, { idempotencyKey: "k42" }), feature: "unplanned" };
  const body = await batch(events);
  expect([body.object, body.recorded, body.duplicates, body.refused]).toEqual(["usage_batch", 98, 1, 1]);
  const expected = Array.from({ length: 100 }, (_, n) =>
    n === 17 ? "duplicate" : n === 42 ? "feature_not_in_plan events[42].feature" : "recorded",
  );
  expect(outcomes(body)).toEqual(expected);
  expect(body.results[17].event).toEqual(original.event);
  body.results.forEach((result: { event?: { idempotencyKey: string } }, n: number) => {
    if (n !== 42) expect(result.event!.idempotencyKey).toBe(`k${n}`);
  });
});

test("re-sending a whole batch charges nothing again and answers with the same events", async () => {
  const on = await subscribe(instance, "balance");
  const events = Array.from({ length: 20 }, (_, n) => calls(on, { idempotencyKey: `again_${n}`, value: n }));
  const first = await batch(events);
  const before = await balanceOf(instance, on);
  for (let n = 0; n < 3; n++) {
    const again = await batch(events);
    expect([again.recorded, again.duplicates]).toEqual([0, 20]);
    expect(again.results.map(({ event }: Result) => event)).toEqual(
      first.results.map(({ event }: Result) => event),
    );
  }
  expect((await balanceOf(instance, on)).remainingNanos).toBe(before.remainingNanos);
});

test("events without keys take theirs from the request's: the same request again gives the stored answer", async () => {
  const on = await subscribe(instance, "balance");
  const events = Array.from({ length: 5 }, () => calls(on));
  const headers = { "idempotency-key": "batch without keys" };
  const first = await batch(events, headers);
  expect(first.recorded).toBe(5);
  const again = await instance.call("POST", "/usage/events/batch", { events }, headers);
  expect(again.headers.get("idempotent-replayed")).toBe("true");
  expect(again.body).toEqual(first);
  const other = await instance.call("POST", "/usage/events/batch", { events: events.slice(1) }, headers);
  expect([other.status, other.body.error.code]).toEqual([409, "idempotency_key_mismatch"]);
  expect(await eventsOf(instance, on)).toHaveLength(5);
});

test("without any keys the same batch twice is twice the usage", async () => {
  const on = await subscribe(instance, "balance");
  await batch([calls(on), calls(on)]);
  await batch([calls(on), calls(on)]);
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 40);
});

test("items are decided in their order on what is left then: what fits after one that does not is still recorded", async () => {
  const on = await subscribe(instance, "balance");
  const values = [6000, 5000, 3000, 1001, 1000, 1];
  const body = await batch(values.map((value) => calls(on, { value })));
  expect(outcomes(body)).toEqual([
    "recorded",
    "insufficient_balance",
    "recorded",
    "insufficient_balance",
    "recorded",
    "insufficient_balance",
  ]);
  expect(body.results.flatMap(({ event }: Result) => event?.consumption.remaining ?? [])).toEqual([
    40_000, 10_000, 0,
  ]);
  expect(body.results[1].error.details).toEqual({ required: 50_000, available: 40_000, unit: "USD" });
});

test("two spends from one balance are first come, first served, whichever feature they are of", async () => {
  const on = await subscribe(instance, "balance");
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/adjust`, { amount: -90_000 });
  // 6,000 and 20 %: twice that is more than the 10,000 there are.
  const dear = { customerId: on.customerId, feature: "ai_generation", model: MODEL, inputTokens: 200_000 };
  const body = await batch([dear, dear, calls(on, { value: 280 }), calls(on)]);
  expect(outcomes(body)).toEqual(["recorded", "insufficient_balance", "recorded", "insufficient_balance"]);
  expect((await balanceOf(instance, on)).remaining).toBe(0);
});

test("a key twice in one batch is one charge; with another payload it is a mismatch", async () => {
  const on = await subscribe(instance, "balance");
  const body = await batch([
    calls(on, { idempotencyKey: "twice", value: 2 }),
    calls(on, { idempotencyKey: "twice", value: 2 }),
    calls(on, { eventId: "twice", value: 2 }),
    calls(on, { idempotencyKey: "twice", value: 3 }),
  ]);
  expect(outcomes(body)).toEqual([
    "recorded",
    "duplicate",
    "duplicate",
    "idempotency_key_mismatch events[3].idempotencyKey",
  ]);
  expect(new Set(body.results.slice(0, 3).map(({ event }: Result) => event!.id)).size).toBe(1);
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 20);
});

test("a key that is refused and then affordable within one batch is recorded once, and nothing is left open", async () => {
  const on = await subscribe(instance, "balance");
  const body = await batch([
    calls(on, { idempotencyKey: "later", value: 20_000 }),
    calls(on, { idempotencyKey: "later", value: 1 }),
    calls(on, { idempotencyKey: "later", value: 1 }),
  ]);
  expect(outcomes(body)).toEqual(["insufficient_balance", "recorded", "duplicate"]);
  const { body: refused } = await instance.call("GET", `/usage/refused?customerId=${on.customerId}`);
  expect(refused.data.map((row: { status: string; eventId: string }) => [row.status, row.eventId])).toEqual([
    ["recorded", body.results[1].event.id],
  ]);
});

/** Every way an event can be wrong, with the code and field it must be told. */
const BAD: readonly (readonly [unknown, string])[] = [
  [null, "validation_error events[N]"],
  ["event", "validation_error events[N]"],
  [[], "validation_error events[N]"],
  [42, "validation_error events[N]"],
  [{}, "validation_error events[N].customerId"],
  [{ feature: "api_calls" }, "validation_error events[N].customerId"],
  [{ customerId: "CUSTOMER" }, "validation_error events[N].feature"],
  [{ customerId: "CUSTOMER", feature: "API" }, "validation_error events[N].feature"],
  [{ customerId: "CUSTOMER", feature: "api_calls", value: -1 }, "validation_error events[N].value"],
  [{ customerId: "CUSTOMER", feature: "api_calls", value: "1" }, "validation_error events[N].value"],
  [{ customerId: "CUSTOMER", feature: "api_calls", value: 0.1234567891 }, "validation_error events[N].value"],
  [{ customerId: "CUSTOMER", feature: "api_calls", nope: 1 }, "validation_error events[N].nope"],
  [
    { customerId: "CUSTOMER", feature: "api_calls", idempotencyKey: "a\u0000b" },
    "validation_error events[N].idempotencyKey",
  ],
  [
    { customerId: "CUSTOMER", feature: "api_calls", idempotencyKey: "\ud800" },
    "validation_error events[N].idempotencyKey",
  ],
  [
    { customerId: "CUSTOMER", feature: "api_calls", timestamp: "now" },
    "validation_error events[N].timestamp",
  ],
  [
    { customerId: "CUSTOMER", feature: "api_calls", timestamp: "2001-01-01T00:00:00Z" },
    "timestamp_out_of_range events[N].timestamp",
  ],
  [{ customerId: "CUSTOMER", feature: "api_calls", properties: {} }, "validation_error events[N].properties"],
  [
    { customerId: "CUSTOMER", feature: "ai_generation", model: MODEL },
    "validation_error events[N].inputTokens",
  ],
  [
    { customerId: "CUSTOMER", feature: "ai_generation", model: "nope", inputTokens: 1 },
    "model_not_found events[N].model",
  ],
  [{ customerId: "CUSTOMER", feature: "ai_generation" }, "pricing_mode_mismatch events[N].model"],
  [
    { customerId: "CUSTOMER", feature: "api_calls", ...WORKED_EXAMPLE },
    "pricing_mode_mismatch events[N].model",
  ],
  [{ customerId: "nobody", feature: "api_calls" }, "customer_not_found events[N].customerId"],
  [{ customerId: "CUSTOMER", feature: "no_such" }, "feature_not_found events[N].feature"],
  [{ customerId: "CUSTOMER", feature: "unplanned" }, "feature_not_in_plan events[N].feature"],
  [{ customerId: "CUSTOMER", feature: "export" }, "validation_error events[N].feature"],
  [{ customerId: "CUSTOMER", feature: "api_calls", value: 1e9 }, "insufficient_balance"],
  [{ customerId: "CUSTOMER", feature: "api_calls", value: 1e27 }, "validation_error events[N].value"],
  [{ customerId: "CUSTOMER", feature: "api_calls", value: 1e15 }, "validation_error events[N].value"],
];

test("no kind of bad event spoils a good one before, between or after, and each is told what is wrong with it", async () => {
  const on = await subscribe(instance, "balance");
  const good = { customerId: on.customerId, feature: "ai_generation", ...WORKED_EXAMPLE };
  const bad = BAD.map(([event]) => JSON.parse(JSON.stringify(event).replace("CUSTOMER", on.customerId)));
  const events = [good, ...bad.flatMap((event) => [event, good])];
  const body = await batch(events);
  const expected = [
    "recorded",
    ...BAD.flatMap(([, error], n) => [error.replace("[N]", `[${2 * n + 1}]`), "recorded"]),
  ];
  expect(outcomes(body)).toEqual(expected);
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - (BAD.length + 1) * WORKED_TOTAL);
});

test("customers of one batch do not touch each other", async () => {
  const on = await Promise.all(
    ["balance", "credits", "metered", "free"].map((plan) => subscribe(instance, plan)),
  );
  const body = await batch(on.flatMap((each) => [calls(each, { value: 5 }), calls(each, { value: 6 })]));
  expect(outcomes(body)).toEqual([
    "recorded",
    "recorded",
    "recorded",
    "insufficient_credits",
    "recorded",
    "recorded",
    "recorded",
    "included_limit_reached",
  ]);
});
