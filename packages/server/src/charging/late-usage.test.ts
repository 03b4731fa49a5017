/**
 * Usage that is told of after its billing period is over: judged and priced by what held when it happened, as billing
 * does with what is counted in that period.
 *
 * Broken on purpose: `pastOf` always undefined (the terms of today for all usage). All of these failed but the two that
 * say what stays today's. What is deducted looked for where it would be counted: it cost what it does today once another
 * plan had counted in between.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../test/instance.js";
import { verifyTestLedger } from "../../test/verify.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  await must("POST", "/test-clock", { frozenTime: "2030-01-01T00:00:00Z" });
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  await must("POST", "/features", { name: "Tokens", code: "tokens", type: "metered" });
  await must("POST", "/models", {
    provider: "lab",
    modelId: "one",
    price: { inputPrice: 1_000_000_000, outputPrice: 0 },
  });
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
type Body = any;
async function must(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await instance.call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}

let made = 0;
interface Sold {
  readonly code: string;
  readonly priceId: string;
}
async function sell(plan: object, price: object, feature: object): Promise<Sold> {
  const code = `late_${++made}`;
  await must("POST", "/plans", { name: "Late", code, ...plan });
  const { id } = await must("POST", `/plans/${code}/prices`, {
    billingInterval: "monthly",
    price: 1000,
    ...price,
  });
  await must("POST", `/plans/${code}/features`, { featureId: "calls", ...feature });
  return { code, priceId: id };
}
const edit = ({ code }: Sold, body: object, feature = "calls") =>
  must("PATCH", `/plans/${code}/features/${feature}`, body);

interface Joined {
  readonly customerId: string;
  readonly subscriptionId: string;
  /** An hour into the first period. */
  readonly timestamp: string;
}
async function join({ code }: Sold): Promise<Joined> {
  const customerId = `late_${++made}`;
  await must("POST", "/customers", { id: customerId });
  const { id, currentPeriod } = await must("POST", "/subscriptions", { customerId, planCode: code });
  const timestamp = new Date(Date.parse(currentPeriod.start) + 3_600_000).toISOString();
  return { customerId, subscriptionId: id, timestamp };
}
/** Past one renewal of everybody who is subscribed now, and not past a second one. */
const renew = () => must("POST", "/test-clock", { advanceDays: 32 });
const use = async (customerId: string, value: number, more: object = {}): Promise<Body> =>
  (await instance.call("POST", "/usage/events", { customerId, feature: "calls", value, ...more })).body;
const linesOf = async (customerId: string, place = 0): Promise<Body[]> => {
  const { data } = await must("GET", `/invoices?customerId=${customerId}`);
  return (await must("GET", `/invoices/${data[place].id}`)).lines;
};
const OVERAGE = { enabled: true, unitPrice: 200 };

test("usage of a trial is refused beyond what it included, also once the trial is over, and kept", async () => {
  const sold = await sell({}, { trialDays: 7 }, { includedAmount: 100, overage: OVERAGE });
  const { customerId, timestamp } = await join(sold);
  await use(customerId, 100);
  await must("POST", "/test-clock", { advanceDays: 8 });
  expect((await use(customerId, 1, { timestamp })).error).toMatchObject({
    code: "included_limit_reached",
    message: "100 of 100 included calls are used, and a trial has no overage.",
  });
  const { data } = await must("GET", `/usage/refused?customerId=${customerId}`);
  expect(data).toMatchObject([{ reason: "included_limit_reached", timestamp }]);
  // The paid period has its own allowance, and overage.
  expect((await use(customerId, 101)).consumption).toMatchObject({ used: 101, included: 100 });
});

test("usage beyond what a plan without overage included is refused, also once the plan has overage", async () => {
  const sold = await sell({}, {}, { includedAmount: 10 });
  const { customerId, timestamp } = await join(sold);
  await use(customerId, 10);
  await edit(sold, { overage: OVERAGE });
  await renew();
  expect((await use(customerId, 1, { timestamp })).error.code).toBe("included_limit_reached");
  expect((await use(customerId, 11)).consumption).toMatchObject({ used: 11, included: 10 });
});

test("usage that was included when it happened is taken, also once less is included", async () => {
  const sold = await sell({}, {}, { includedAmount: 1000 });
  const { customerId, timestamp } = await join(sold);
  await use(customerId, 500);
  await edit(sold, { includedAmount: 100 });
  await renew();
  expect((await use(customerId, 1, { timestamp })).consumption).toMatchObject({ used: 501, included: 1000 });
  expect((await use(customerId, 101)).error.code).toBe("included_limit_reached");
});

test("what became better within the period holds for its late usage; what became better after it does not", async () => {
  const sold = await sell({}, {}, { includedAmount: 10, overage: OVERAGE });
  const { customerId, timestamp } = await join(sold);
  await edit(sold, { includedAmount: 20 });
  await renew();
  await edit(sold, { includedAmount: 50 });
  expect((await use(customerId, 30, { timestamp })).consumption).toMatchObject({ used: 30, included: 20 });
  await renew();
  const late = (await linesOf(customerId)).find((line) => line.kind === "late_usage");
  expect(late).toMatchObject({ included: 20, used: 30, quantity: 10 });
});

test("the price of a unit is the one of the period it was used in", async () => {
  const sold = await sell(
    { consumptionModel: "balance" },
    { includedBalance: 100_000 },
    { overage: { unitPrice: 100 } },
  );
  const { customerId, timestamp } = await join(sold);
  await edit(sold, { overage: { unitPrice: 300 } });
  await renew();
  expect((await use(customerId, 2, { timestamp })).cost).toMatchObject({ unitPrice: 100, total: 200 });
  expect((await use(customerId, 2)).cost).toMatchObject({ unitPrice: 300, total: 600 });
});

test("credits per unit are those of the period it was used in", async () => {
  const sold = await sell({ consumptionModel: "credits" }, { includedCredits: 100 }, { creditsPerUnit: 2 });
  const { customerId, timestamp } = await join(sold);
  await edit(sold, { creditsPerUnit: 5 });
  await renew();
  expect((await use(customerId, 1, { timestamp })).consumption.deducted).toBe(2);
  expect((await use(customerId, 1)).consumption.deducted).toBe(5);
});

test("the margin and the rounding of tokens are those of the period they were used in", async () => {
  const sold = await sell(
    { consumptionModel: "balance" },
    { includedBalance: 100_000 },
    { overage: { unitPrice: 100 } },
  );
  const feature = { featureId: "tokens", pricingMode: "ai_model", margin: 2000 };
  await must("POST", `/plans/${sold.code}/features`, feature);
  const { customerId, timestamp } = await join(sold);
  await edit(sold, { margin: 5000, rounding: "exact" }, "tokens");
  await renew();
  const tokens = { customerId, feature: "tokens", model: "lab/one", inputTokens: 1 };
  const late = await must("POST", "/usage/events", { ...tokens, timestamp });
  expect(late.cost).toMatchObject({ subtotal: 1000, margin: 2000, total: 1200, rounding: "ceil" });
  const now = await must("POST", "/usage/events", tokens);
  expect(now.cost).toMatchObject({ margin: 5000, total: 1500, rounding: "exact" });
});

test("a feature that was taken out of the plan at the renewal takes usage from before it, and none from after", async () => {
  const sold = await sell({}, {}, { includedAmount: 10 });
  const { customerId, timestamp } = await join(sold);
  await must("DELETE", `/plans/${sold.code}/features/calls`);
  await renew();
  expect((await use(customerId, 1, { timestamp })).consumption).toMatchObject({ used: 1, included: 10 });
  expect((await use(customerId, 1)).error.code).toBe("feature_not_in_plan");
});

/** Up, and so at once, three days after the customer joined. */
async function changeInThreeDays(from: object, to: object): Promise<Joined> {
  const group = await must("POST", "/plan-groups", { name: "Late" });
  const small = await sell({ planGroupId: group.id }, {}, { includedAmount: 10, overage: OVERAGE, ...from });
  const { feature, price, ...plan } = { feature: {}, price: {}, ...to };
  const large = await sell({ planGroupId: group.id, ...plan }, { price: 5000, ...price }, feature);
  const joined = await join(small);
  await must("POST", "/test-clock", { advanceDays: 3 });
  await must("POST", `/subscriptions/${joined.subscriptionId}/change-plan`, { newPlanId: large.code });
  return joined;
}

test("usage from before a change of plan is counted and billed by the plan that ran then", async () => {
  const { customerId, timestamp } = await changeInThreeDays({}, { feature: { includedAmount: 5 } });
  expect((await use(customerId, 15, { timestamp })).consumption).toMatchObject({ used: 15, included: 10 });
  expect((await use(customerId, 6)).error.code).toBe("included_limit_reached");
  await renew();
  const line = (await linesOf(customerId)).find(({ kind }) => kind === "late_usage");
  expect(line).toMatchObject({ used: 15, included: 10, quantity: 5 });
});

test("where the plan of then counted and the one of now deducts, the plan of now decides", async () => {
  const { customerId, timestamp } = await changeInThreeDays(
    {},
    {
      consumptionModel: "balance",
      price: { price: 5000, includedBalance: 100_000 },
      feature: { overage: { unitPrice: 700 } },
    },
  );
  expect((await use(customerId, 1, { timestamp })).cost).toMatchObject({ unitPrice: 700, total: 700 });
});

test("usage from before a plan that counted is deducted at the price of its day, where the plan of now deducts again", async () => {
  const balance = { consumptionModel: "balance" };
  const planGroupId = (await must("POST", "/plan-groups", { name: "To and fro" })).id;
  const sellAt = (price: number, more: object, feature: object, included: object) =>
    sell({ planGroupId, ...more }, { price, ...included }, feature);
  const small = await sellAt(1000, balance, { overage: { unitPrice: 100 } }, { includedBalance: 100_000 });
  const counting = await sellAt(2000, {}, { includedAmount: 10, overage: OVERAGE }, {});
  const large = await sellAt(3000, balance, { overage: { unitPrice: 700 } }, { includedBalance: 100_000 });
  const { customerId, subscriptionId, timestamp } = await join(small);
  for (const { code } of [counting, large]) {
    await must("POST", "/test-clock", { advanceDays: 3 });
    await must("POST", `/subscriptions/${subscriptionId}/change-plan`, { newPlanId: code });
  }
  expect((await use(customerId, 2, { timestamp })).cost).toMatchObject({ unitPrice: 100, total: 200 });
  expect((await use(customerId, 2)).cost).toMatchObject({ unitPrice: 700, total: 1400 });
});

test("whether a balance may go below zero is what the plan says now: what is owed is invoiced now", async () => {
  const sold = await sell(
    { consumptionModel: "balance", blockOnExhaustion: true },
    { includedBalance: 1000 },
    { overage: { unitPrice: 100 } },
  );
  const { customerId, timestamp } = await join(sold);
  await must("PATCH", `/plans/${sold.code}`, { blockOnExhaustion: false });
  await renew();
  expect((await use(customerId, 11, { timestamp })).consumption).toMatchObject({ remaining: -100 });
});

test("usage from before the subscription began is charged by the plan it began with", async () => {
  const sold = await sell(
    { consumptionModel: "balance" },
    { includedBalance: 1000 },
    { overage: { unitPrice: 100 } },
  );
  const { customerId, timestamp } = await join(sold);
  const before = new Date(Date.parse(timestamp) - 2 * 3_600_000).toISOString();
  expect((await use(customerId, 1, { timestamp: before })).cost.total).toBe(100);
  await edit(sold, { overage: { unitPrice: 300 } });
  await renew();
  expect((await use(customerId, 1, { timestamp: before })).cost.total).toBe(100);
});
