/**
 * Reports over customers of several currencies add no yen to dollars.
 *
 * Broken on purpose: AI totals read from `usage_rollups` (yen counted as dollars); the amount of a price taken as it is in
 * dollars (2000 for 3000); the cost of refused usage summed over all currencies.
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { foundOwner } from "../../test/operator.js";
import { type Caller, type Id, idFromUuid } from "../platform/index.js";
import { readOverview } from "./overview.js";
import { aiGroups } from "./store.js";

let caller: Caller;
const NOW = new Date("2030-04-02T00:00:00Z");

/** Of 1.00 for each call, without a margin. */
const instance = sharedInstance(async () => {
  await must("POST", "/test-clock", { frozenTime: "2030-04-01T00:00:00Z" });
  await must("POST", "/features", { name: "Tokens", code: "tokens", type: "metered" });
  const price = { inputPrice: 10_000_000_000, outputPrice: 0 };
  await must("POST", "/models", { provider: "lab", modelId: "one", price });
  await must("POST", "/plans", { name: "Wallet", code: "wallet", consumptionModel: "balance" });
  await must("POST", "/plans/wallet/prices", {
    billingInterval: "monthly",
    price: 2000,
    includedBalance: 1_000_000,
  });
  const feature = { featureId: "tokens", pricingMode: "ai_model", margin: 0 };
  await must("POST", "/plans/wallet/features", feature);
  await must("PUT", "/plans/wallet/regional", { currency: "JPY", exchangeRate: 150 });
  await must("POST", "/exchange-rates", { currency: "JPY", rate: 100 });
  for (const [customerId, currency] of [
    ["tokyo_1", "JPY"],
    ["tokyo_2", "JPY"],
    ["boston", "USD"],
  ]) {
    await must("POST", "/customers", { id: customerId });
    await must("POST", "/subscriptions", { customerId, planCode: "wallet", currency });
    await must("POST", "/usage/events", { customerId, feature: "tokens", model: "lab/one", inputTokens: 1 });
  }
  // More than is left, and a model without a price: refused.
  for (const [customerId, model, status] of [
    ["tokyo_1", "lab/one", 402],
    ["boston", "lab/one", 402],
    ["boston", "lab/two", 404],
  ] as const) {
    const refused = { customerId, feature: "tokens", model, inputTokens: 1_000 };
    expect((await instance.call("POST", "/usage/events", refused)).status).toBe(status);
  }
  const { rows } = await instance.database.pool.query("SELECT id FROM environments WHERE kind = 'sandbox'");
  const environmentId: Id<"env"> = idFromUuid("env", rows[0].id);
  caller = { environmentId, livemode: false, now: () => NOW } as Caller;
});
const { must } = instance;

test("AI totals are in dollars, each event by the rate of its hour", async () => {
  const filter = {
    environmentId: caller.environmentId,
    customerId: undefined,
    featureId: undefined,
    models: undefined,
    from: new Date("2030-03-31T00:00:00Z"),
    to: NOW,
  };
  const [sums] = await aiGroups(instance.database.db, filter, "model", 1);
  expect([sums?.events, sums?.cost_nanos, sums?.provider_cost_nanos].map(Number)).toEqual([3, 3e9, 3e9]);
});

test("an overview is of the currency of most subscriptions, at the prices they pay in it", async () => {
  const overview = await readOverview(instance.database.db, caller, 30);
  expect(overview).toMatchObject({
    currency: "JPY",
    otherCurrencies: ["USD"],
    activeSubscriptions: 3,
    // Two at 20.00 × 150.
    monthlyRecurringNanos: 6_000_000_000_000n,
    invoicedNanos: 6_000_000_000_000n,
  });
  const days = [...overview.days.values()];
  expect(days.reduce((sum, { events }) => sum + events, 0)).toBe(3);
  // Two calls of ¥100.
  expect(days.reduce((sum, { aiChargedNanos }) => sum + aiChargedNanos, 0n)).toBe(200_000_000_000n);
});

test("what refused usage would have cost is of the overview's currency; it is counted in all", async () => {
  const { counts } = await readOverview(instance.database.db, caller, 30);
  // A thousand calls of ¥100, and not the thousand dollars.
  expect(counts).toMatchObject({ open: 3, nanos: "100000000000000" });
});

test("what refused usage would have cost is summed up by currency, of what a filter lets through", async () => {
  const owner = await foundOwner(instance);
  const totals = async (query: string) => {
    const { status, body } = await owner.api("GET", `/api/operator/reports/refused-totals?${query}`);
    return status === 200 ? { count: body.count, unrated: body.unrated, costs: body.costs } : body.error;
  };
  const yen = { currency: "JPY", count: 1, nanos: "100000000000000" };
  const dollars = { currency: "USD", count: 1, nanos: "1000000000000" };
  expect(await totals("status=open")).toEqual({ count: 3, unrated: 1, costs: [yen, dollars] });
  expect(await totals("customerId=boston")).toEqual({ count: 2, unrated: 1, costs: [dollars] });
  expect(await totals("model=lab/two&feature=tokens")).toEqual({ count: 1, unrated: 1, costs: [] });
  expect(await totals("reason=insufficient_balance&customerId=tokyo_1")).toEqual({
    count: 1,
    unrated: 0,
    costs: [yen],
  });
  expect(await totals("status=recorded")).toEqual({ count: 0, unrated: 0, costs: [] });
  expect((await totals("customerId=nobody")).code).toBe("customer_not_found");
});

// Last: it takes a refusal away.
test("refused usage is found and replayed by its model", async () => {
  const open = async (query: string) =>
    (await instance.call("GET", `/usage/refused?status=open&${query}`)).body.data.map(
      ({ event }: { event: { model: string } }) => event.model,
    );
  expect(await open("model=lab/two")).toEqual(["lab/two"]);
  const price = { inputPrice: 10_000, outputPrice: 0 };
  await must("POST", "/models", { provider: "lab", modelId: "two", price });
  const replayed = await must("POST", "/usage/refused/replay", { model: "lab/two" });
  expect(replayed).toMatchObject({ recorded: 1, refused: 0, remaining: 0 });
  expect(await open("customerId=boston")).toEqual(["lab/one"]);
});
