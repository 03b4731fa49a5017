import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { listEnvironments } from "../tenancy/store.js";
import { loadPlanConfig } from "./index.js";

let sandboxId: `env_${string}`;
let liveId: `env_${string}`;
const instance = sharedInstance(async () => {
  const environments = await listEnvironments(instance.database.db);
  sandboxId = environments.find(({ kind }) => kind === "sandbox")!.id;
  liveId = environments.find(({ kind }) => kind === "live")!.id;
});

const configVersion = async (): Promise<bigint> => {
  const sql = "SELECT config_version FROM environments WHERE kind = 'sandbox'";
  return (await instance.database.pool.query(sql)).rows[0].config_version;
};

test("an environment without plans has an empty config", async () => {
  const config = await loadPlanConfig(instance.database.db, liveId);
  expect([config.features.size, config.featuresByCode.size, config.plans.size, config.prices.size]).toEqual([
    0, 0, 0, 0,
  ]);
});

test("the config holds exact amounts, and keeps what was deleted for those who are on it", async () => {
  const feature = (
    await instance.call("POST", "/features", {
      code: "tokens",
      name: "Tokens",
      type: "metered",
      unitName: "t",
    })
  ).body;
  const plan = (
    await instance.call("POST", "/plans", {
      code: "big",
      name: "Big",
      consumptionModel: "balance",
      blockOnExhaustion: false,
      topupsSurviveReset: true,
    })
  ).body;
  // Above 2^53, where a JSON number would round.
  const unitPrice = 90_000_000_000_000.1;
  const price = (
    await instance.call("POST", "/plans/big/prices", {
      billingInterval: "quarterly",
      price: 922_337_203_685,
      includedBalance: 90_071_992_547_409.9,
      trialDays: 3,
    })
  ).body;
  await instance.call("POST", "/plans/big/features", { featureId: "tokens", overage: { unitPrice } });
  const load = () => loadPlanConfig(instance.database.db, sandboxId);
  const config = await load();
  expect(config.featuresByCode.get("tokens")).toEqual({
    id: feature.id,
    code: "tokens",
    name: "Tokens",
    type: "metered",
    unitName: "t",
    isDeleted: false,
  });
  expect(config.plans.get(plan.id)).toEqual({
    id: plan.id,
    code: "big",
    name: "Big",
    consumptionModel: "balance",
    isFree: false,
    isDefault: false,
    blockOnExhaustion: false,
    topupsSurviveReset: true,
    planGroupId: null,
    sortOrder: 0,
    migrateTo: null,
    version: 3,
    versionSince: expect.any(Date),
    currencies: new Map(),
    prices: new Map([
      [
        price.id,
        {
          currency: "USD",
          amountNanos: 9_223_372_036_850_000_000n,
          includedBalanceNanos: 9_007_199_254_740_990_000n,
          includedCreditsNanos: null,
          currencies: new Map(),
        },
      ],
    ]),
    isDeleted: false,
    features: new Map([
      [
        feature.id,
        {
          enabled: true,
          pricingMode: "fixed",
          includedQuantity: 0n,
          unlimited: false,
          overageEnabled: true,
          unitPriceNanos: 9_000_000_000_000_010_000n,
          creditsPerUnitNanos: null,
          marginBasisPoints: null,
          rounding: "ceil",
          currencies: new Map(),
          seatBilling: "true_up",
          maxSeats: null,
        },
      ],
    ]),
  });
  expect(config.prices.get(price.id)).toEqual({
    id: price.id,
    planId: plan.id,
    billingInterval: "quarterly",
    currency: "USD",
    amountNanos: 9_223_372_036_850_000_000n,
    trialDays: 3,
    isDefault: true,
    includedBalanceNanos: 9_007_199_254_740_990_000n,
    includedCreditsNanos: null,
    currencies: new Map(),
    isDeleted: false,
  });
  await instance.call("DELETE", `/plans/big/prices/${price.id}`);
  await instance.call("DELETE", "/plans/big");
  await instance.call("DELETE", "/features/tokens");
  const later = await load();
  expect(later.featuresByCode.size).toBe(0);
  expect(later.features.get(feature.id)).toMatchObject({ code: "tokens", isDeleted: true });
  expect(later.plans.get(plan.id)).toMatchObject({ isDeleted: true, blockOnExhaustion: false });
  expect(later.plans.get(plan.id)!.features.get(feature.id)?.unitPriceNanos).toBe(9_000_000_000_000_010_000n);
  expect(later.prices.get(price.id)).toMatchObject({ isDeleted: true });
  expect((await loadPlanConfig(instance.database.db, liveId)).plans.size).toBe(0);
});

test("quantities keep nine decimals beyond 2^53", async () => {
  await instance.call("POST", "/features", { code: "calls", name: "Calls", type: "metered" });
  const { id } = (await instance.call("POST", "/plans", { code: "metered", name: "Metered" })).body;
  const { featureId } = (
    await instance.call("POST", "/plans/metered/features", {
      featureId: "calls",
      includedAmount: 123_456.123456789,
    })
  ).body;
  await instance.call("PATCH", "/plans/metered/features/calls", { includedAmount: 9_007_199_254_740_991 });
  const config = await loadPlanConfig(instance.database.db, sandboxId);
  expect(config.plans.get(id)!.features.get(featureId)!.includedQuantity).toBe(
    9_007_199_254_740_991_000_000_000n,
  );
});

test("every change to a plan, a price or a plan's feature raises the config version; a refused one does not", async () => {
  await instance.call("POST", "/features", { code: "versioned", name: "V", type: "metered" });
  let version = await configVersion();
  const raisedBy = async (method: string, path: string, body?: unknown) => {
    const answer = await instance.call(method, path, body);
    const now = await configVersion();
    const by = now - version;
    version = now;
    return { by, status: answer.status, id: answer.body.id };
  };
  const raises = async (method: string, path: string, body?: unknown) => {
    const { by, status, id } = await raisedBy(method, path, body);
    expect([method, path, status < 300, by]).toEqual([method, path, true, 1n]);
    return id;
  };
  await raises("POST", "/plans", { code: "v", name: "V" });
  await raises("PATCH", "/plans/v", { name: "W" });
  await raises("PUT", "/plans/v/visibility", { isPublic: false });
  const monthly = await raises("POST", "/plans/v/prices", { billingInterval: "monthly", price: 1 });
  const yearly = await raises("POST", "/plans/v/prices", { billingInterval: "yearly", price: 9 });
  await raises("PATCH", `/plans/v/prices/${monthly}`, { price: 2 });
  await raises("PUT", `/plans/v/prices/${yearly}/default`);
  await raises("DELETE", `/plans/v/prices/${monthly}`);
  await raises("POST", "/plans/v/features", { featureId: "versioned", includedAmount: 5 });
  await raises("PATCH", "/plans/v/features/versioned", { includedAmount: 6 });
  await raises("DELETE", "/plans/v/features/versioned");
  for (const [method, path, body] of [
    ["POST", "/plans", { code: "v", name: "V" }],
    ["POST", "/plans/v/prices", { billingInterval: "yearly", price: 9 }],
    ["POST", "/plans/v/features", { featureId: "versioned", creditsPerUnit: 1 }],
    ["PATCH", "/plans/nothing", { name: "x" }],
    ["GET", "/plans/v", undefined],
  ] as const) {
    expect((await raisedBy(method, path, body)).by).toBe(0n);
  }
  await raises("DELETE", "/plans/v");
});
