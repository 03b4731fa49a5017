import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  ledgerOf,
  MODEL,
  subscribe,
  track,
  WORKED_EXAMPLE,
  WORKED_TOTAL,
} from "../../test/scenario.js";

const instance = sharedInstance(createCatalog);

test("the worked example costs 126 and takes exactly 126 from the balance", async () => {
  const on = await subscribe(instance, "balance");
  const before = await balanceOf(instance, on);
  const { status, body } = await track(instance, {
    ...WORKED_EXAMPLE,
    customerId: on.customerId,
    feature: "ai_generation",
  });
  expect(status).toBe(201);
  expect(body.cost).toMatchObject({
    inputCost: 30,
    outputCost: 75,
    subtotal: 105,
    margin: 2000,
    marginAmount: 21,
    total: WORKED_TOTAL,
  });
  expect(body.consumption).toMatchObject({
    model: "balance",
    deducted: 126,
    remaining: 100_000 - 126,
    unit: "USD",
  });
  const after = await balanceOf(instance, on);
  expect(before.remaining - after.remaining).toBe(126);
  expect(BigInt(before.remainingNanos) - BigInt(after.remainingNanos)).toBe(12_600_000n);
});

test("every charge is explained by a ledger entry that names feature, model, tokens and its event", async () => {
  const on = await subscribe(instance, "balance");
  const { body: event } = await track(instance, {
    ...WORKED_EXAMPLE,
    customerId: on.customerId,
    feature: "ai_generation",
  });
  const [entry, allowance] = await ledgerOf(instance, on);
  expect(entry).toMatchObject({ type: "consumption", amount: -126, balanceAfter: 99_874, eventId: event.id });
  expect(entry.description).toBe(`ai_generation: ${MODEL}, 1,000 in, 500 out`);
  expect(allowance).toMatchObject({
    type: "allowance",
    amount: 100_000,
    balanceAfter: 100_000,
    eventId: null,
  });
});

test("a fixed price is deducted per unit, decimals included", async () => {
  const on = await subscribe(instance, "balance");
  const { body } = await track(instance, { customerId: on.customerId, feature: "api_calls", value: 0.5 });
  expect(body.cost).toMatchObject({ quantity: 0.5, unitPrice: 10, total: 5 });
  expect((await balanceOf(instance, on)).remaining).toBe(99_995);
});

test("value defaults to 1 and the timestamp to now", async () => {
  const on = await subscribe(instance, "balance");
  const before = Date.now();
  const { body } = await track(instance, { customerId: on.customerId, feature: "api_calls" });
  expect(body.value).toBe(1);
  expect(Date.parse(body.timestamp)).toBeGreaterThanOrEqual(before);
  expect(Date.parse(body.timestamp)).toBeLessThanOrEqual(Date.now());
});

test("credits are deducted per unit, and what is not there is refused with 402", async () => {
  const on = await subscribe(instance, "credits");
  const { body } = await track(instance, { customerId: on.customerId, feature: "api_calls", value: 4.5 });
  expect(body.consumption).toMatchObject({ model: "credits", deducted: 9, remaining: 1, unit: "credits" });
  const refused = await track(instance, { customerId: on.customerId, feature: "api_calls" });
  expect(refused.status).toBe(402);
  expect(refused.body.error).toMatchObject({
    code: "insufficient_credits",
    details: { required: 2, available: 1 },
  });
});

test("purchased credits outlive the plan's and are spent after them", async () => {
  const on = await subscribe(instance, "credits");
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/adjust`, {
    amount: 5,
    type: "credits",
  });
  await track(instance, { customerId: on.customerId, feature: "api_calls", value: 6 });
  expect(await balanceOf(instance, on)).toMatchObject({ remaining: 3, allowance: 0, purchased: 3 });
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
  const again = await instance.call("POST", "/subscriptions", {
    customerId: on.customerId,
    planCode: "credits",
  });
  expect(again.body.credits).toEqual({ remaining: 13, included: 10, purchased: 3 });
});

test("metered usage is counted in its period, beyond what is included as overage", async () => {
  const on = await subscribe(instance, "metered");
  const first = await track(instance, { customerId: on.customerId, feature: "api_calls", value: 8 });
  expect(first.body.consumption).toMatchObject({
    model: "metered",
    deducted: 8,
    used: 8,
    included: 10,
    remaining: 2,
  });
  const second = await track(instance, { customerId: on.customerId, feature: "api_calls", value: 5 });
  expect(second.body.consumption).toMatchObject({ used: 13, remaining: 0 });
  expect(await ledgerOf(instance, on)).toEqual([]);
});

test("a free plan at its included limit refuses with included_limit_reached", async () => {
  const on = await subscribe(instance, "free");
  expect((await track(instance, { customerId: on.customerId, feature: "api_calls", value: 10 })).status).toBe(
    201,
  );
  const { status, body } = await track(instance, {
    customerId: on.customerId,
    feature: "api_calls",
    value: 1,
  });
  expect(status).toBe(402);
  expect(body.error).toMatchObject({
    code: "included_limit_reached",
    details: { used: 10, included: 10, required: 1 },
  });
});

test("a trial counts its allowance and has no overage", async () => {
  const on = await subscribe(instance, "metered", { customTrialDays: 14 });
  expect((await track(instance, { customerId: on.customerId, feature: "api_calls", value: 10 })).status).toBe(
    201,
  );
  const { body } = await track(instance, { customerId: on.customerId, feature: "api_calls" });
  expect(body.error.code).toBe("included_limit_reached");
});

test("a blocking balance refuses what costs more than is left, with required and available", async () => {
  const on = await subscribe(instance, "balance");
  const { status, body } = await track(instance, {
    customerId: on.customerId,
    feature: "api_calls",
    value: 10_001,
  });
  expect(status).toBe(402);
  expect(body.error).toMatchObject({
    code: "insufficient_balance",
    message: "This usage costs 10.001 USD, and 10 is left. Top up the balance or change the plan.",
    details: { required: 100_010, available: 100_000, unit: "USD" },
  });
  expect(
    (await track(instance, { customerId: on.customerId, feature: "api_calls", value: 10_000 })).body
      .consumption.remaining,
  ).toBe(0);
});

test("a balance that does not block goes below zero", async () => {
  const on = await subscribe(instance, "open_balance");
  const { body } = await track(instance, { customerId: on.customerId, feature: "api_calls", value: 10_001 });
  expect(body.consumption.remaining).toBe(-10);
  expect((await balanceOf(instance, on)).remaining).toBe(-10);
});

test("the access rules answer 403 and 404 with the code that says why", async () => {
  const on = await subscribe(instance, "balance");
  await instance.call("POST", "/customers", { id: "without_plan" });
  const code = async (body: object) => (await track(instance, { value: 1, ...body })).body.error.code;
  expect(await code({ customerId: "without_plan", feature: "api_calls" })).toBe("no_active_subscription");
  expect(await code({ customerId: on.customerId, feature: "unplanned" })).toBe("feature_not_in_plan");
  expect(await code({ customerId: "nobody", feature: "api_calls" })).toBe("customer_not_found");
  expect(await code({ customerId: on.customerId, feature: "no_such_feature" })).toBe("feature_not_found");
  expect(await code({ customerId: on.customerId, feature: "export" })).toBe("validation_error");
  await instance.call("PATCH", "/plans/balance/features/api_calls", { enabled: false });
  const { customerId } = await subscribe(instance, "balance");
  expect(await code({ customerId, feature: "api_calls" })).toBe("feature_disabled");
  // Who was on the plan before keeps the feature until the renewal.
  expect((await track(instance, { customerId: on.customerId, feature: "api_calls" })).status).toBe(201);
  await instance.call("PATCH", "/plans/balance/features/api_calls", { enabled: true });
  expect((await track(instance, { customerId, feature: "api_calls" })).status).toBe(201);
});

test("a model for a fixed price, and a value for a priced model, are pricing_mode_mismatch", async () => {
  const on = await subscribe(instance, "balance");
  const fixed = await track(instance, { ...WORKED_EXAMPLE, customerId: on.customerId, feature: "api_calls" });
  const model = await track(instance, { customerId: on.customerId, feature: "ai_generation", value: 1 });
  expect([fixed.status, fixed.body.error.code]).toEqual([422, "pricing_mode_mismatch"]);
  expect([model.status, model.body.error.code]).toEqual([422, "pricing_mode_mismatch"]);
});

test("a canceled subscription gives 403 from that instant, and one canceled at period end only from there", async () => {
  const now = await subscribe(instance, "metered");
  await instance.call("POST", `/subscriptions/${now.subscriptionId}/cancel`, { immediate: true });
  expect((await track(instance, { customerId: now.customerId, feature: "api_calls" })).body.error.code).toBe(
    "no_active_subscription",
  );
  const later = await subscribe(instance, "metered");
  const { body } = await instance.call("POST", `/subscriptions/${later.subscriptionId}/cancel`, {});
  expect((await track(instance, { customerId: later.customerId, feature: "api_calls" })).status).toBe(201);
  instance.clock.set(body.endDate);
  expect(
    (await track(instance, { customerId: later.customerId, feature: "api_calls" })).body.error.code,
  ).toBe("no_active_subscription");
  instance.clock.reset();
});

test("the balance read right after a track shows it", async () => {
  const on = await subscribe(instance, "balance");
  for (let n = 1; n <= 5; n++) {
    await track(instance, { customerId: on.customerId, feature: "api_calls" });
    expect((await balanceOf(instance, on)).remaining).toBe(100_000 - 10 * n);
  }
});

test("50 parallel events on a blocking balance that affords 10 record exactly 10, and it never goes below zero", async () => {
  const on = await subscribe(instance, "balance");
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/adjust`, { amount: -99_900 });
  const answers = await Promise.all(
    Array.from({ length: 50 }, () => track(instance, { customerId: on.customerId, feature: "api_calls" })),
  );
  expect(answers.filter((answer) => answer.status === 201)).toHaveLength(10);
  expect(answers.filter((answer) => answer.status === 402)).toHaveLength(40);
  expect((await balanceOf(instance, on)).remaining).toBe(0);
  expect(await eventsOf(instance, on)).toHaveLength(10);
});

test("row 3: refused usage reserves nothing: all that was left can still be spent", async () => {
  const on = await subscribe(instance, "balance");
  const over = () => track(instance, { customerId: on.customerId, feature: "api_calls", value: 10_001 });
  expect((await Promise.all([over(), over(), over()])).map((answer) => answer.status)).toEqual([
    402, 402, 402,
  ]);
  const all = await track(instance, { customerId: on.customerId, feature: "api_calls", value: 10_000 });
  expect(all.body.consumption.remaining).toBe(0);
});

test("cached tokens are billed once, at the cache price", async () => {
  const on = await subscribe(instance, "balance");
  const { body } = await track(instance, {
    model: MODEL,
    inputTokens: 1000,
    cacheReadTokens: 9000,
    customerId: on.customerId,
    feature: "ai_generation",
  });
  // $3.00 and $0.30 per million: 30 + 27.
  expect(body.cost).toMatchObject({ inputCost: 30, cacheReadCost: 27, subtotal: 57 });
});

test("one-hour cache writes are priced as such, beside five-minute ones", async () => {
  const on = await subscribe(instance, "balance");
  const { body } = await track(instance, {
    model: MODEL,
    inputTokens: 0,
    cacheWriteTokens: 10_000,
    cacheWrite1hTokens: 10_000,
    customerId: on.customerId,
    feature: "ai_generation",
  });
  // $3.75 and $6.00 per million.
  expect(body.cost.cacheWriteCost).toBe(375 + 600);
});

test("prompts of more than 200,000 tokens are priced by their tier", async () => {
  const on = await subscribe(instance, "open_balance");
  const { body } = await track(instance, {
    model: "google/gemini-2.5-pro",
    inputTokens: 300_000,
    outputTokens: 1000,
    customerId: on.customerId,
    feature: "ai_generation",
  });
  expect(body.cost).toMatchObject({ inputCost: 7500, outputCost: 150 });
});

test("rounding exact bills tiny calls by the nano", async () => {
  await instance.call("POST", "/plans", { name: "Exact", code: "exact", consumptionModel: "balance" });
  await instance.call("POST", "/plans/exact/prices", {
    billingInterval: "monthly",
    price: 0,
    includedBalance: 100,
  });
  await instance.call("POST", "/plans/exact/features", {
    featureId: "ai_generation",
    pricingMode: "ai_model",
    rounding: "exact",
  });
  const on = await subscribe(instance, "exact");
  const { body } = await track(instance, {
    model: "openai/gpt-4o-mini",
    inputTokens: 20,
    customerId: on.customerId,
    feature: "ai_generation",
  });
  expect(body.cost.total).toBe(0.03);
  expect((await balanceOf(instance, on)).remainingNanos).toBe((10_000_000n - 3000n).toString());
});

test("the model that answered prices the call where it is known", async () => {
  const on = await subscribe(instance, "balance");
  const { body } = await track(instance, {
    model: "openai/gpt-4o-mini",
    responseModel: "gpt-4o-2024-08-06",
    inputTokens: 1000,
    customerId: on.customerId,
    feature: "ai_generation",
  });
  expect(body.cost.model).toBe("openai/gpt-4o");
});
