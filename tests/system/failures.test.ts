/**
 * What went wrong in other systems of this field, as users reported it, and must not here. The rows are numbered as
 * they were collected. Here are those that a server can get wrong; row 10 is faults.test.ts, row 16 outage.test.ts,
 * and those of the clients are with the clients' tests.
 *
 * Broken on purpose: cache reads added to the input pool (row 1); a cost of exactly what is left refused (2, 22); the
 * newest price taken whatever the time (5, 6); the one-hour pool priced as the five-minute one (7); reasoning tokens
 * added on top of output (8); the digest of a key made to include the time (5, 11, 12). Each failed the rows named.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import {
  startTestInstance,
  type TestAnswer,
  type TestInstance,
} from "../../packages/server/test/instance.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  ledgerOf,
  MODEL,
  type Subscribed,
  subscribe,
  track,
  verifyTestLedger,
} from "../../packages/server/test/scenario.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

const trackAi = (on: Subscribed, body: object): Promise<TestAnswer> =>
  track(instance, { customerId: on.customerId, feature: "ai_generation", ...body });

async function must(answer: Promise<TestAnswer>): Promise<TestAnswer["body"]> {
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
  return body;
}

test("row 1: 10,000 prompt tokens of which 9,000 came from the cache are billed as 1,000 and 9,000 at the cache price", async () => {
  const on = await subscribe(instance, "balance");
  const usage = { total: 10_000, noCache: 1000, cacheRead: 9000 };
  const body = await must(
    trackAi(on, { model: MODEL, inputTokens: usage.noCache, cacheReadTokens: usage.cacheRead }),
  );
  // $3.00 and $0.30 a million: 30 + 27, and 20 % of it rounded up.
  expect(body.cost).toMatchObject({
    inputCost: 30,
    cacheReadCost: 27,
    cacheWriteCost: 0,
    subtotal: 57,
    total: 69,
  });
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 69);
});

test("row 2: 50 parallel events on a blocking balance that affords 10 record exactly 10, and 40 are 402", async () => {
  const on = await subscribe(instance, "balance");
  await must(
    instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/adjust`, { amount: -98_740 }),
  );
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => trackAi(on, { model: MODEL, inputTokens: 1000, outputTokens: 500 })),
  );
  const statuses = answers.map(({ status }) => status);
  expect([201, 402].map((status) => statuses.filter((each) => each === status).length)).toEqual([10, 40]);
  // Every answer's own remainder is one that really was: 10 different ones, the last of them 0.
  const seen = answers.filter(({ status }) => status === 201).map(({ body }) => body.consumption.remaining);
  expect(seen.sort((a, b) => a - b)).toEqual(Array.from({ length: 10 }, (_, n) => n * 126));
  expect((await balanceOf(instance, on)).remaining).toBe(0);
  expect(await eventsOf(instance, on)).toHaveLength(10);
  for (const { body } of answers.filter(({ status }) => status === 402))
    expect(body.error.details.available).toBeLessThan(126);
});

test("row 5: a model without a price is 404, is kept, is listed, and is charged by a replay once it has one", async () => {
  const on = await subscribe(instance, "balance");
  const sent = { model: "acme/unpriced-1", inputTokens: 1000, outputTokens: 10, idempotencyKey: "row_5" };
  const refused = await trackAi(on, sent);
  expect([refused.status, refused.body.error.code]).toEqual([404, "model_not_found"]);
  expect(await eventsOf(instance, on)).toEqual([]);
  const { data } = await must(instance.call("GET", `/usage/refused?customerId=${on.customerId}&status=open`));
  expect(data).toEqual([
    expect.objectContaining({
      reason: "model_not_found",
      feature: "ai_generation",
      event: expect.objectContaining(sent),
    }),
  ]);
  await must(
    instance.call("POST", "/models", {
      provider: "acme",
      modelId: "unpriced-1",
      price: { inputPrice: 10_000, outputPrice: 20_000 },
    }),
  );
  const replayed = await must(instance.call("POST", `/usage/refused/${data[0].id}/replay`, {}));
  expect([replayed.recorded, replayed.results[0].event.cost.subtotal]).toEqual([1, 11]);
  expect((await trackAi(on, sent)).body.error.code).toBe("duplicate");
});

test("row 5: a name that fits nothing is never priced at zero, nor is a model known but not yet priced at that time", async () => {
  const on = await subscribe(instance, "balance");
  await must(
    instance.call("POST", "/models", {
      provider: "acme",
      modelId: "from-today",
      price: { inputPrice: 10_000, outputPrice: 0, effectiveFrom: new Date().toISOString() },
    }),
  );
  const early = new Date(Date.now() - 3_600_000).toISOString();
  for (const body of [
    { model: "no-such-model", inputTokens: 1 },
    { model: "acme/from-today", inputTokens: 1, timestamp: early },
  ]) {
    const { status, body: answer } = await trackAi(on, body);
    expect([status, answer.error.code]).toEqual([404, "model_not_found"]);
  }
  expect((await balanceOf(instance, on)).remaining).toBe(100_000);
});

test("row 6: a new price holds from its time on: events before keep theirs, and a late one gets the old", async () => {
  const on = await subscribe(instance, "balance");
  const model = "acme/repriced";
  await must(
    instance.call("POST", "/models", {
      provider: "acme",
      modelId: "repriced",
      price: { inputPrice: 10_000, outputPrice: 0 },
    }),
  );
  const usage = { model, inputTokens: 1_000_000 };
  const before = await must(trackAi(on, { ...usage, idempotencyKey: "before" }));
  const from = new Date();
  await must(
    instance.call("POST", "/models/acme/repriced/prices", {
      inputPrice: 20_000,
      outputPrice: 0,
      effectiveFrom: from.toISOString(),
    }),
  );
  const late = await must(
    trackAi(on, { ...usage, timestamp: new Date(from.getTime() - 1).toISOString(), idempotencyKey: "late" }),
  );
  const exactly = await must(
    trackAi(on, { ...usage, timestamp: from.toISOString(), idempotencyKey: "exactly" }),
  );
  const after = await must(trackAi(on, { ...usage, idempotencyKey: "after" }));
  expect([before, late, exactly, after].map(({ cost }) => cost.inputCost)).toEqual([
    10_000, 10_000, 20_000, 20_000,
  ]);
  // As they are listed now, each with the price row that rated it.
  const listed = (await eventsOf(instance, on)).map(({ idempotencyKey, cost }) => [
    idempotencyKey,
    cost.inputCost,
  ]);
  expect(Object.fromEntries(listed)).toEqual({
    before: 10_000,
    late: 10_000,
    exactly: 20_000,
    after: 20_000,
  });
  expect(before.cost.priceId).toBe(late.cost.priceId);
  expect(after.cost.priceId).not.toBe(before.cost.priceId);
});

test("row 6: a price that reaches back does not re-price what is already rated", async () => {
  const on = await subscribe(instance, "balance");
  await must(
    instance.call("POST", "/models", {
      provider: "acme",
      modelId: "corrected",
      price: { inputPrice: 10_000, outputPrice: 0 },
    }),
  );
  const event = await must(trackAi(on, { model: "acme/corrected", inputTokens: 1_000_000 }));
  await must(
    instance.call("POST", "/models/acme/corrected/prices", {
      inputPrice: 50_000,
      outputPrice: 0,
      effectiveFrom: "2020-01-01T00:00:00Z",
    }),
  );
  expect((await must(instance.call("GET", `/usage/events/${event.id}`))).cost).toEqual(event.cost);
  await verifyTestLedger(instance);
});

test("row 7: one-hour and five-minute cache writes are two pools with two prices", async () => {
  const on = await subscribe(instance, "balance");
  const cost = async (body: object) =>
    (await must(trackAi(on, { model: MODEL, inputTokens: 0, ...body }))).cost.cacheWriteCost;
  // $3.75 and $6.00 a million.
  expect(await cost({ cacheWriteTokens: 10_000 })).toBe(375);
  expect(await cost({ cacheWrite1hTokens: 10_000 })).toBe(600);
  expect(await cost({ cacheWriteTokens: 10_000, cacheWrite1hTokens: 10_000 })).toBe(975);
});

test("row 8: reasoning tokens are a part of output, priced apart only where the catalog does", async () => {
  const on = await subscribe(instance, "balance");
  const cost = async (model: string, reasoningTokens: number) =>
    (await must(trackAi(on, { model, inputTokens: 0, outputTokens: 1000, reasoningTokens }))).cost.outputCost;
  expect([await cost(MODEL, 0), await cost(MODEL, 400), await cost(MODEL, 1000)]).toEqual([150, 150, 150]);
  await must(
    instance.call("POST", "/models", {
      provider: "acme",
      modelId: "reasons",
      price: { inputPrice: 0, outputPrice: 100_000, reasoningPrice: 500_000 },
    }),
  );
  expect([await cost("acme/reasons", 0), await cost("acme/reasons", 400)]).toEqual([100, 60 + 200]);
  const { status, body } = await trackAi(on, {
    model: MODEL,
    inputTokens: 0,
    outputTokens: 10,
    reasoningTokens: 11,
  });
  expect([status, body.error.param]).toEqual([422, "reasoningTokens"]);
});

test("row 11: one duplicate and one bad event leave 98 of 100 recorded, and sending all again is safe", async () => {
  const on = await subscribe(instance, "balance");
  const event = (n: number) => ({
    customerId: on.customerId,
    feature: "api_calls",
    idempotencyKey: `row_11_${n}`,
  });
  await must(track(instance, event(0)));
  const events = Array.from({ length: 100 }, (_, n) => (n === 99 ? { ...event(n), value: -1 } : event(n)));
  const first = await must(instance.call("POST", "/usage/events/batch", { events }));
  expect([first.recorded, first.duplicates, first.refused]).toEqual([98, 1, 1]);
  const second = await must(instance.call("POST", "/usage/events/batch", { events }));
  expect([second.recorded, second.duplicates, second.refused]).toEqual([0, 99, 1]);
  expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 99 * 10);
});

test("row 12: the same key without a timestamp, a minute and a month later, is one charge", async () => {
  instance.clock.set("2026-03-01T10:00:00.000Z");
  const on = await subscribe(instance, "balance");
  const event = { customerId: on.customerId, feature: "api_calls", idempotencyKey: "row_12" };
  const first = await must(track(instance, event));
  for (const later of ["2026-03-01T10:01:00.000Z", "2026-03-31T10:00:00.000Z"]) {
    instance.clock.set(later);
    const again = await track(instance, event);
    expect([again.status, again.body.error.details?.event.id]).toEqual([409, first.id]);
  }
  instance.clock.reset();
  expect(await eventsOf(instance, on)).toHaveLength(1);
});

test("row 13: a balance read right after a track shows it, and so do ledger, events and summary", async () => {
  const on = await subscribe(instance, "balance");
  for (let n = 1; n <= 10; n++) {
    const event = await must(track(instance, { customerId: on.customerId, feature: "api_calls" }));
    expect(event.consumption.remaining).toBe(100_000 - 10 * n);
    expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 10 * n);
    expect((await ledgerOf(instance, on))[0]).toMatchObject({
      eventId: event.id,
      balanceAfter: 100_000 - 10 * n,
    });
    expect((await eventsOf(instance, on))[0].id).toBe(event.id);
    const summary = await must(instance.call("GET", `/usage/summary?customerId=${on.customerId}`));
    expect([summary.events, summary.cost]).toEqual([n, 10 * n]);
  }
});

test("row 19: a prompt of more than 200,000 tokens is priced whole by its tier, chosen by all three input pools", async () => {
  const on = await subscribe(instance, "open_balance");
  const model = "google/gemini-2.5-pro";
  const cost = async (body: object) => (await must(trackAi(on, { model, outputTokens: 1000, ...body }))).cost;
  expect(await cost({ inputTokens: 200_000 })).toMatchObject({ inputCost: 2500, outputCost: 100 });
  expect(await cost({ inputTokens: 200_001 })).toMatchObject({ inputCost: 5001, outputCost: 150 });
  expect(await cost({ inputTokens: 300_000 })).toMatchObject({ inputCost: 7500, outputCost: 150 });
  // 100,000 fresh and 150,000 read from the cache are one prompt of 250,000.
  expect(await cost({ inputTokens: 100_000, cacheReadTokens: 150_000 })).toMatchObject({
    inputCost: 2500,
    outputCost: 150,
  });
});

test("row 22: rounding exact bills 20 tokens at $0.15 a million as $0.000003: a million such calls are $3.00, not $100", async () => {
  await must(instance.call("POST", "/plans", { name: "Exact", code: "row_22", consumptionModel: "balance" }));
  await must(
    instance.call("POST", "/plans/row_22/prices", {
      billingInterval: "monthly",
      price: 0,
      includedBalance: 30,
    }),
  );
  await must(
    instance.call("POST", "/plans/row_22/features", {
      featureId: "ai_generation",
      pricingMode: "ai_model",
      rounding: "exact",
    }),
  );
  const on = await subscribe(instance, "row_22");
  const call = {
    customerId: on.customerId,
    feature: "ai_generation",
    model: "openai/gpt-4o-mini",
    inputTokens: 20,
  };
  const events = Array.from({ length: 100 }, () => call);
  // A thousand calls are $0.003, a thousandth of $3.00: 30 rate units, and the balance is used up to the nano.
  for (let n = 0; n < 10; n++) {
    const batch = await must(instance.call("POST", "/usage/events/batch", { events }));
    expect(batch.recorded).toBe(100);
  }
  const summary = await must(instance.call("GET", `/usage/summary?customerId=${on.customerId}`));
  expect([summary.events, summary.costNanos]).toEqual([1000, "3000000"]);
  expect((await balanceOf(instance, on)).remainingNanos).toBe("0");
  expect((await track(instance, call)).body.error.code).toBe("insufficient_balance");
});
