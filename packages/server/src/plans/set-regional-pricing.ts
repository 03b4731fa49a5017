/** What a plan costs in other currencies: amounts of its own, and a rate that converts what has none. */
import {
  decimalFromScaled,
  MAX_NANOS,
  nanosFromRate,
  nanoUnitsFromQuantity,
  type SetPlanRegionalPricing,
  type SetPriceRegionalPricing,
} from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, FarthingError, invalid } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan, requirePrice } from "./find.js";
import { assertRateHoldable } from "./holdable.js";
import {
  deleteCurrency,
  deleteOverridesIn,
  deleteOverridesOfPrice,
  insertPriceOverrides,
  insertUnitPriceOverrides,
  type PriceOverride,
  saveCurrency,
} from "./plan-currency-store.js";
import { BASE_CURRENCY } from "./plan-in-currency.js";
import { checkPrice } from "./plan-rules.js";
import { recordVersion } from "./plan-version-store.js";
import { nanosOfPrice } from "./price-amounts.js";
import { currentTermsOf } from "./regional-pricing.js";
import { requirePlanFeature } from "./require-plan-feature.js";
import type { PlanRow, PriceRow } from "./store.js";

type PlanInput = z.output<typeof SetPlanRegionalPricing>;
type PriceInput = z.output<typeof SetPriceRegionalPricing>;

/**
 * All that the plan says in one currency. What is not named is converted by the rate.
 * @throws FarthingError `plan_not_found`, `price_not_found`, `feature_not_found`, `plan_feature_not_found`,
 *   `validation_error`
 */
export function setPlanRegionalPricing(
  db: Db,
  caller: Caller,
  idOrCode: string,
  input: PlanInput,
): Promise<PlanRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const currency = otherCurrency(input.currency, "currency");
    await saveCurrency(tx, plan, currency, decimalFromScaled(nanoUnitsFromQuantity(input.exchangeRate), 9));
    await deleteOverridesIn(tx, plan.id, currency);
    const prices = input.prices ?? [];
    assertOnce(
      prices.map(({ priceId }) => priceId),
      "prices",
      "priceId",
    );
    const overrides: PriceOverride[] = [];
    for (const [i, given] of prices.entries()) {
      const price = await requirePrice(tx, plan, given.priceId, `prices[${i}].priceId`);
      overrides.push(overrideOf(plan, price, currency, given, `prices[${i}]`));
    }
    await insertPriceOverrides(tx, plan, overrides);
    await insertUnitPriceOverrides(tx, plan, await unitPrices(tx, caller, plan, currency, input));
    await recordVersion(tx, plan.id, caller.now());
    await assertRateHoldable(tx, plan.id, currency);
    return requirePlan(tx, caller, plan.id, "id");
  });
}

/** @throws FarthingError `plan_not_found`, `price_not_found` where the plan says nothing in the currency */
export function deletePlanRegionalPricing(
  db: Db,
  caller: Caller,
  idOrCode: string,
  currencyCode: string,
): Promise<PlanRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const currency = currencyCode.toUpperCase();
    await assertSoldIn(tx, plan, currency);
    await deleteCurrency(tx, plan.id, currency);
    await recordVersion(tx, plan.id, caller.now());
    return plan;
  });
}

/**
 * The amounts of a price in other currencies, all of them.
 * @throws FarthingError `plan_not_found`, `price_not_found`, `validation_error`
 */
export function setPriceRegionalPricing(
  db: Db,
  caller: Caller,
  idOrCode: string,
  priceId: string,
  { overrides }: PriceInput,
): Promise<PriceRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const price = await requirePrice(tx, plan, priceId);
    await deleteOverridesOfPrice(tx, price.id);
    const all = overrides.map((given, i) => {
      const currency = otherCurrency(given.currency, `overrides[${i}].currency`);
      return overrideOf(plan, price, currency, given, `overrides[${i}]`);
    });
    assertOnce(
      all.map(({ currency }) => currency),
      "overrides",
      "currency",
    );
    await insertPriceOverrides(tx, plan, all);
    await recordVersion(tx, plan.id, caller.now());
    return price;
  });
}

/** @throws FarthingError `plan_not_found`, `price_not_found` */
export function deletePriceRegionalPricing(
  db: Db,
  caller: Caller,
  idOrCode: string,
  priceId: string,
): Promise<PriceRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const price = await requirePrice(tx, plan, priceId);
    await deleteOverridesOfPrice(tx, price.id);
    await recordVersion(tx, plan.id, caller.now());
    return price;
  });
}

async function assertSoldIn(tx: Db, plan: PlanRow, currency: string): Promise<void> {
  const { currencies, prices, features } = await currentTermsOf(tx, plan.id);
  const own = [...prices.values(), ...features.values()];
  if (currencies.has(currency) || own.some((one) => one.currencies.has(currency))) return;
  throw new FarthingError("price_not_found", `Plan ${plan.code} has no prices in ${currency}.`, {
    param: "currency",
  });
}

function otherCurrency(code: string, param: string): string {
  const currency = code.toUpperCase();
  if (currency !== BASE_CURRENCY) return currency;
  throw invalid(param, `must not be ${BASE_CURRENCY}: change the plan's own prices instead`);
}

function assertOnce(all: readonly string[], field: string, key: string): void {
  const twice = all.findIndex((one, i) => all.indexOf(one) !== i);
  if (twice !== -1) throw invalid(`${field}[${twice}].${key}`, `${all[twice]} is listed twice`);
}

function overrideOf(
  plan: PlanRow,
  price: PriceRow,
  currency: string,
  given: { readonly price: number; readonly includedBalance?: number | undefined },
  param: string,
): PriceOverride {
  checkPrice(plan, given, `${param}.`);
  const amountNanos = nanosOfPrice(given.price, currency);
  if (amountNanos > MAX_NANOS)
    throw invalid(`${param}.price`, `is more than an account in ${currency} can hold`);
  const includedBalanceNanos =
    given.includedBalance === undefined ? null : nanosFromRate(given.includedBalance);
  return { priceId: price.id, currency, amountNanos, includedBalanceNanos };
}

async function unitPrices(
  tx: Db,
  caller: Caller,
  plan: PlanRow,
  currency: string,
  { features = [] }: PlanInput,
) {
  const overrides = [];
  for (const [i, { featureId, overageUnitPrice }] of features.entries()) {
    const param = `features[${i}].featureId`;
    const { feature, terms } = await requirePlanFeature(tx, caller, plan.id, featureId, param);
    if (terms.unitPriceNanos === null)
      throw invalid(
        `features[${i}].overageUnitPrice`,
        `is not possible: ${feature.code} has no price per unit in the plan`,
      );
    overrides.push({ featureId: feature.id, currency, unitPriceNanos: nanosFromRate(overageUnitPrice) });
  }
  assertOnce(
    overrides.map(({ featureId }) => featureId),
    "features",
    "featureId",
  );
  return overrides;
}
