/**
 * Plans in currencies beside US dollars: what is converted and what has an amount of its own, changes of plan in yen and
 * Chilean pesos worked out on paper, and AI costs at exchange rates that are in force from a day on.
 *
 * Broken on purpose: a converted price left with its fractions (27,564.5 pesos); the rate of an AI event taken at the time
 * it came instead of the time it happened; each part rounded before it is exchanged (5142 for 5042); the rate left out of
 * what the verification rates again; a dollar price that was raised left unchecked against the plan's rates.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../test/instance.js";
import { verifyTestLedger } from "../../test/verify.js";
import { verifyLedger } from "../charging/index.js";
import { createModelPricing } from "../models/index.js";

let instance: TestInstance;
// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
type Body = any;
async function must(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await instance.call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
async function refused(method: string, path: string, body?: unknown): Promise<[number, string, string]> {
  const { status, body: answer } = await instance.call(method, path, body);
  return [status, answer.error?.code, answer.error?.param];
}

let group: string;
const prices: Record<string, string> = {};
beforeAll(async () => {
  instance = await startTestInstance();
  await must("POST", "/test-clock", { frozenTime: "2030-04-01T00:00:00Z" });
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  await must("POST", "/features", { name: "Tokens", code: "tokens", type: "metered" });
  await must("POST", "/features", { name: "Seats", code: "seats", type: "seats" });
  group = (await must("POST", "/plan-groups", { name: "All" })).id;
  for (const [code, price, includedAmount, unitPrice] of [
    ["starter", 2900, 1000, 200],
    ["pro", 9900, 10_000, 100],
  ] as const) {
    await must("POST", "/plans", { name: code, code, planGroupId: group });
    prices[code] = (await must("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price })).id;
    const overage = { enabled: true, unitPrice };
    await must("POST", `/plans/${code}/features`, { featureId: "calls", includedAmount, overage });
  }
  await must("POST", "/plans", {
    name: "Wallet",
    code: "wallet",
    consumptionModel: "balance",
    planGroupId: group,
  });
  prices.wallet = (
    await must("POST", "/plans/wallet/prices", {
      billingInterval: "monthly",
      price: 2000,
      includedBalance: 100_000,
    })
  ).id;
  await must("POST", "/plans/wallet/features", { featureId: "calls", overage: { unitPrice: 100 } });
  await must("POST", "/models", {
    provider: "lab",
    modelId: "one",
    price: { inputPrice: 33_333, outputPrice: 0 },
  });
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

let customers = 0;
interface One {
  readonly customerId: string;
  readonly id: string;
}
async function join(planCode: string, currency: string, more: object = {}): Promise<One> {
  const customerId = `payer_${++customers}`;
  await must("POST", "/customers", { id: customerId });
  const { id } = await must("POST", "/subscriptions", { customerId, planCode, currency, ...more });
  return { customerId, id };
}
const use = ({ customerId }: One, value: number) =>
  must("POST", "/usage/events", { customerId, feature: "calls", value });
const moveTo = (frozenTime: string) => must("POST", "/test-clock", { frozenTime });
async function lastInvoice({ customerId }: One): Promise<Body> {
  const { data } = await must("GET", `/invoices?customerId=${customerId}`);
  return must("GET", `/invoices/${data[0].id}`);
}
const amounts = ({ lines }: Body) => lines.map(({ kind, amount }: Body) => [kind, amount]);

test("yen, at amounts of its own: day 15 of 30, with 5,000 calls at ¥3: 9,900 - 1,451 + 15,000", async () => {
  const features = [{ featureId: "calls", overageUnitPrice: 30_000 }];
  await must("PUT", "/plans/starter/regional", {
    currency: "jpy",
    exchangeRate: 150,
    prices: [{ priceId: prices.starter, price: 2901 }],
    features,
  });
  const pro = await must("PUT", "/plans/pro/regional", {
    currency: "JPY",
    exchangeRate: 150,
    prices: [{ priceId: prices.pro, price: 9900 }],
  });
  expect(pro).toMatchObject({
    currency: "JPY",
    exchangeRate: 150,
    prices: [{ price: 9900, isConverted: false }],
    features: [{ overageUnitPrice: 15_000, isConverted: true }],
  });
  await moveTo("2031-04-01T00:00:00Z");
  const one = await join("starter", "JPY");
  expect(await lastInvoice(one)).toMatchObject({ currency: "JPY", total: 2901 });
  await use(one, 6000);
  await moveTo("2031-04-16T00:00:00Z");
  const { billing, newPlan, currentPlan } = await must("POST", `/subscriptions/${one.id}/change-plan`, {
    newPlanId: "pro",
  });
  expect([currentPlan.price, newPlan.price]).toEqual([2901, 9900]);
  expect(billing).toMatchObject({ credit: 1451, charge: 9900, overage: 15_000, total: 23_449 });
  // One call more than is included, at 1.5 yen: two whole ones.
  await use(one, 10_001);
  await moveTo("2031-05-16T00:00:00Z");
  expect(amounts(await lastInvoice(one))).toEqual([
    ["plan_base", 9900],
    ["feature_overage", 2],
  ]);
});

test("Chilean pesos, converted at 950.5: 94,100 - 13,783 + 95,069, each amount half up once", async () => {
  for (const code of ["starter", "pro"])
    await must("PUT", `/plans/${code}/regional`, { currency: "CLP", exchangeRate: 950.5 });
  await moveTo("2032-04-01T00:00:00Z");
  const one = await join("starter", "CLP");
  // 29.00 × 950.5 = 27,564.5.
  expect(amounts(await lastInvoice(one))).toEqual([["plan_base", 27_565]]);
  await use(one, 6001);
  await moveTo("2032-04-16T00:00:00Z");
  const { billing } = await must("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: "pro" });
  // 94,099.5 for the plan; 27,565 × 15 / 30 = 13,782.5; 5,001 × 19.01 = 95,069.01.
  expect(billing).toMatchObject({ credit: 13_783, charge: 94_100, overage: 95_069, total: 175_386 });
});

test("another rate, and amounts of another currency, are those of the next period", async () => {
  await must("PUT", "/plans/starter/regional", { currency: "EUR", exchangeRate: 0.9 });
  await moveTo("2033-04-01T00:00:00Z");
  const one = await join("starter", "eur");
  expect(await lastInvoice(one)).toMatchObject({ currency: "EUR", total: 2610 });
  await must("PUT", "/plans/starter/regional", { currency: "EUR", exchangeRate: 0.5 });
  await use(one, 1100);
  await moveTo("2033-05-01T00:00:00Z");
  // 100 × 0.02 × 0.9, and the new period at 0.5.
  expect(amounts(await lastInvoice(one))).toEqual([
    ["plan_base", 1450],
    ["feature_overage", 180],
  ]);
  await must("DELETE", "/plans/starter/regional?currency=EUR");
  await moveTo("2033-06-01T00:00:00Z");
  // Sold in euros no more: who is on it keeps what it has.
  expect(amounts(await lastInvoice(one))).toEqual([["plan_base", 1450]]);
});

test("a plan is sold in the currencies it has amounts in, whole or not at all", async () => {
  await must("POST", "/customers", { id: "asks" });
  const ask = (more: object) =>
    refused("POST", "/subscriptions", { customerId: "asks", planCode: "pro", ...more });
  expect(await ask({ currency: "GBP" })).toEqual([404, "price_not_found", "currency"]);
  const overrides = [{ currency: "gbp", price: 8000 }];
  await must("PUT", `/plans/pro/prices/${prices.pro}/regional`, { overrides });
  // Its calls have no price in pounds.
  expect(await ask({ currency: "GBP" })).toEqual([404, "price_not_found", "currency"]);
  expect((await must("GET", "/plans/pro")).regional).toMatchObject([
    { currency: "CLP", exchangeRate: 950.5, prices: [{ price: 94_100, isConverted: true }] },
    { currency: "GBP", exchangeRate: null, prices: [{ price: 8000, isConverted: false }], features: [] },
    { currency: "JPY", prices: [{ price: 14_850, isConverted: true }] },
  ]);
  await must("DELETE", `/plans/pro/prices/${prices.pro}/regional`);
  expect((await must("GET", "/plans/pro")).regional.map(({ currency }: Body) => currency)).toEqual([
    "CLP",
    "JPY",
  ]);
});

test("amounts that cannot be are refused by their field", async () => {
  const set = (body: object) =>
    refused("PUT", "/plans/pro/regional", { currency: "JPY", exchangeRate: 150, ...body });
  const invalid = (param: string) => [422, "validation_error", param];
  expect(await set({ currency: "USD" })).toEqual(invalid("currency"));
  expect(await set({ exchangeRate: 0 })).toEqual(invalid("exchangeRate"));
  expect(await set({ exchangeRate: 0.0000000001 })).toEqual(invalid("exchangeRate"));
  expect(await set({ exchangeRate: 9_000_000_000 })).toEqual(invalid("exchangeRate"));
  const price = { priceId: prices.pro, price: 1 };
  expect(await set({ prices: [price, price] })).toEqual(invalid("prices[1].priceId"));
  expect(await set({ prices: [{ ...price, price: 922_337_203_685 }] })).toEqual(invalid("prices[0].price"));
  expect(await set({ prices: [{ ...price, includedBalance: 1 }] })).toEqual(
    invalid("prices[0].includedBalance"),
  );
  expect(await set({ prices: [{ ...price, priceId: prices.starter }] })).toEqual([
    404,
    "price_not_found",
    "prices[0].priceId",
  ]);
  expect(await set({ features: [{ featureId: "tokens", overageUnitPrice: 1 }] })).toEqual([
    404,
    "plan_feature_not_found",
    "features[0].featureId",
  ]);
  expect(await refused("POST", "/exchange-rates", { currency: "USD", rate: 1 })).toEqual(invalid("currency"));
  expect((await must("GET", "/plans/pro")).regional.map(({ currency }: Body) => currency)).toEqual([
    "CLP",
    "JPY",
  ]);
});

test("an amount in dollars that its conversion makes too large is refused by its field, whichever came last", async () => {
  await must("POST", "/plans", { name: "Vast", code: "vast", consumptionModel: "balance" });
  const { id } = await must("POST", "/plans/vast/prices", { billingInterval: "monthly", price: 100 });
  await must("PUT", "/plans/vast/regional", { currency: "JPY", exchangeRate: 150 });
  const price = (body: object) => refused("PATCH", `/plans/vast/prices/${id}`, body);
  const invalid = (param: string) => [422, "validation_error", param];
  expect(await price({ price: 6_200_000_000 })).toEqual(invalid("price"));
  expect(await price({ includedBalance: 620_000_000_000 })).toEqual(invalid("includedBalance"));
  const yearly = { billingInterval: "yearly", price: 6_200_000_000 };
  expect(await refused("POST", "/plans/vast/prices", yearly)).toEqual(invalid("price"));
  const dear = { featureId: "calls", overage: { unitPrice: 620_000_000_000 } };
  expect(await refused("POST", "/plans/vast/features", dear)).toEqual(invalid("overage.unitPrice"));
  await must("POST", "/plans/vast/features", { ...dear, overage: { unitPrice: 610_000_000_000 } });
  const dearer = { overage: dear.overage };
  expect(await refused("PATCH", "/plans/vast/features/calls", dearer)).toEqual(invalid("overage.unitPrice"));
  await must("PATCH", `/plans/vast/prices/${id}`, { price: 6_100_000_000 });
  expect((await must("GET", "/plans/vast")).regional).toMatchObject([{ prices: [{ price: 9_150_000_000 }] }]);
});

test("a balance, its top-ups and the unit prices are in the subscription's currency", async () => {
  await must("PUT", "/plans/wallet/regional", {
    currency: "JPY",
    exchangeRate: 150,
    prices: [{ priceId: prices.wallet, price: 3000, includedBalance: 20_000_000 }],
  });
  const one = await join("wallet", "JPY");
  expect((await use(one, 2)).consumption).toMatchObject({ deducted: 30_000, remaining: 19_970_000 });
  const { balance } = await must("GET", `/subscriptions/${one.id}`);
  expect(balance).toEqual({ remaining: 19_970_000, included: 20_000_000, currency: "JPY" });
  const topped = await must("POST", `/subscriptions/${one.id}/balance/topup`, { amount: 5_000_000 });
  expect(topped.balance.remaining).toBe(24_970_000);
  expect(await lastInvoice(one)).toMatchObject({ currency: "JPY", total: 500 });
});

const call = (one: One, more: object = {}) =>
  instance.call("POST", "/usage/events", {
    customerId: one.customerId,
    feature: "tokens",
    model: "lab/one",
    inputTokens: 1000,
    ...more,
  });

test("an AI cost without a rate is refused and kept, and is charged once there is one", async () => {
  await moveTo("2034-04-01T00:00:00Z");
  const one = await join("wallet", "JPY");
  // It comes to charge for models after the customer came to it.
  const ai = { featureId: "tokens", pricingMode: "ai_model", margin: 2000 };
  await must("POST", "/plans/wallet/features", ai);
  // A price per unit it has none, in no currency.
  const wallet = {
    currency: "JPY",
    exchangeRate: 150,
    features: [{ featureId: "tokens", overageUnitPrice: 1 }],
  };
  expect(await refused("PUT", "/plans/wallet/regional", wallet)).toEqual([
    422,
    "validation_error",
    "features[0].overageUnitPrice",
  ]);
  const { status, body } = await call(one, { idempotencyKey: "first" });
  expect([status, body.error.code, body.error.details]).toEqual([
    404,
    "exchange_rate_not_found",
    { currency: "JPY" },
  ]);
  const check = await must("POST", "/usage/check", {
    customerId: one.customerId,
    feature: "tokens",
    model: "lab/one",
    inputTokens: 1000,
  });
  expect(check).toMatchObject({ allowed: false, reason: "exchange_rate_not_found" });
  expect((await must("GET", `/subscriptions/${one.id}/balance`)).remaining).toBe(20_000_000);
  // Nobody else comes to it in yen before there is a rate: neither anew nor from another plan.
  await must("POST", "/customers", { id: "too_early" });
  const anew = { customerId: "too_early", planCode: "wallet", currency: "JPY" };
  expect(await refused("POST", "/subscriptions", anew)).toEqual([422, "validation_error", "currency"]);
  const other = await join("starter", "JPY");
  expect(await refused("POST", `/subscriptions/${other.id}/change-plan`, { newPlanId: "wallet" })).toEqual([
    422,
    "validation_error",
    "newPlanId",
  ]);
  const made = await must("POST", "/exchange-rates", { currency: "jpy", rate: 151.234567891 });
  expect(made).toMatchObject({
    currency: "JPY",
    rate: 151.234567891,
    effectiveFrom: "2034-04-01T00:00:00.000Z",
  });
  const { data: kept } = await must("GET", `/usage/refused?customerId=${one.customerId}`);
  expect(kept).toMatchObject([{ reason: "exchange_rate_not_found", status: "open" }]);
  const replayed = await must("POST", "/usage/refused/replay", { customerId: one.customerId });
  expect(replayed).toMatchObject({ recorded: 1 });
  // 1,000 × 3.3333 / 1,000,000 × 151.234567891 is 0.5041…: 5042 with one rounding, 5142 with two. 20 % are 1008.4.
  const { data } = await must("GET", `/usage/events?customerId=${one.customerId}`);
  expect(data[0].cost).toMatchObject({
    currency: "JPY",
    exchangeRate: 151.234567891,
    inputCost: 5042,
    subtotal: 5042,
    marginAmount: 1009,
    total: 6051,
  });
});

test("usage is exchanged at the rate of the time it happened, and what was charged stays", async () => {
  await moveTo("2034-05-01T00:00:00Z");
  const one = await join("wallet", "JPY");
  const before = await call(one, { idempotencyKey: "before" });
  await must("POST", "/exchange-rates", {
    currency: "JPY",
    rate: 200,
    effectiveFrom: "2034-05-02T00:00:00Z",
  });
  await moveTo("2034-05-03T00:00:00Z");
  const late = await call(one, { timestamp: "2034-05-01T12:00:00Z" });
  const now = await call(one);
  const again = await call(one, { idempotencyKey: "before" });
  const events = [before.body, late.body, now.body, again.body.error.details.event];
  expect(events.map(({ cost }) => [cost.exchangeRate, cost.total])).toEqual([
    [151.234567891, 6051],
    [151.234567891, 6051],
    [200, 8001],
    [151.234567891, 6051],
  ]);
  const { data } = await must("GET", "/exchange-rates?currency=jpy");
  expect(data.map(({ rate }: Body) => rate)).toEqual([200, 151.234567891]);
});

test("a server charges by a new rate with the next event", async () => {
  const one = await join("wallet", "JPY");
  await must("POST", "/exchange-rates", { currency: "JPY", rate: 300 });
  expect((await call(one)).body.cost.exchangeRate).toBe(300);
});

test("the verification rates an event again by the rate in its row", async () => {
  const verify = () => verifyLedger(instance.database.db, createModelPricing().pricesById);
  expect((await verify()).broken).toBe(undefined);
  const set = (to: string, from: string) =>
    instance.database.pool.query(
      "UPDATE usage_events SET exchange_rate_nanos = $1 WHERE exchange_rate_nanos = $2",
      [to, from],
    );
  await set("210000000000", "200000000000");
  expect((await verify()).broken).toMatchObject({
    what: expect.stringContaining("against its pinned price"),
  });
  await set("200000000000", "210000000000");
});
