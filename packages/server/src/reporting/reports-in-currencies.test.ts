/**
 * Reports over customers of several currencies add no yen to dollars.
 *
 * Broken on purpose: AI totals read from `usage_rollups` (yen counted as dollars); the amount of a price taken as it is in
 * dollars (2000 for 3000).
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { type Caller, type Id, idFromUuid } from "../platform/index.js";
import { readOverview } from "./overview.js";
import { aiSum } from "./store.js";

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
  const { rows } = await instance.database.pool.query("SELECT id FROM environments WHERE kind = 'sandbox'");
  const environmentId: Id<"env"> = idFromUuid("env", rows[0].id);
  caller = { environmentId, livemode: false, now: () => NOW } as Caller;
});
const { must } = instance;

test("AI totals are in dollars, each event by the rate of its hour", async () => {
  const sums = await aiSum(instance.database.db, {
    environmentId: caller.environmentId,
    customerId: undefined,
    featureId: undefined,
    from: new Date("2030-03-31T00:00:00Z"),
    to: NOW,
  });
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
