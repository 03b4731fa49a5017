import { type Caller, type Db, invalid } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan } from "./find.js";
import { loadPlanConfig } from "./load-plan-config.js";
import type { PlanConfig } from "./plan-config.js";
import { BASE_CURRENCY } from "./plan-in-currency.js";
import { planOnSale, pricesOf, pricesOnSale } from "./plan-on-sale.js";
import { type PlanRow, updatePlanRow } from "./store.js";

/**
 * No new subscription can take it; open ones go to another plan at their renewal, or end there. Its code is free again.
 * @param migrateTo the plan that they go to, by id or code
 * @throws FarthingError `plan_not_found`; `validation_error` where a subscription could not go there
 */
export function deletePlan(
  db: Db,
  caller: Caller,
  idOrCode: string,
  migrateTo: string | undefined,
): Promise<PlanRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const successor =
      migrateTo === undefined ? undefined : await requirePlan(tx, caller, migrateTo, "migrateTo");
    if (successor) assertTakesAll(await loadPlanConfig(tx, caller.environmentId), plan, successor);
    return updatePlanRow(tx, plan.id, {
      deletedAt: caller.now(),
      isDefault: false,
      migrateTo: successor?.id ?? null,
    });
  });
}

/** Whoever may be on the one plan has a price of the other: in the same unit, interval and currency. */
function assertTakesAll(config: PlanConfig, from: PlanRow, to: PlanRow): void {
  if (from.id === to.id) throw invalid("migrateTo", "must not be the plan that is being deleted");
  if (from.consumptionModel !== to.consumptionModel) {
    throw invalid(
      "migrateTo",
      `is a ${to.consumptionModel} plan, but ${from.code} is a ${from.consumptionModel} plan: usage and purchases cannot be moved between them`,
    );
  }
  for (const currency of currenciesOf(config, from)) {
    const has = new Set(pricesOnSale(config, to.id, currency).map(({ billingInterval }) => billingInterval));
    const intervals = new Set(
      pricesOf(config, planOnSale(config, from.id, currency)).map(({ billingInterval }) => billingInterval),
    );
    if (intervals.size === 0) intervals.add("monthly");
    const missing = [...intervals].find((interval) => !has.has(interval));
    if (missing === undefined || (to.isFree && has.size === 0)) continue;
    throw invalid("migrateTo", `has no ${missing} price in ${currency}, which ${from.code} has`);
  }
}

/** Also of deleted prices, as subscriptions may be on them. */
function currenciesOf(config: PlanConfig, { id }: PlanRow): Set<string> {
  const { currencies, prices } = config.plans.get(id)!;
  return new Set([
    BASE_CURRENCY,
    ...currencies.keys(),
    ...[...prices.values()].flatMap((price) => [...price.currencies.keys()]),
  ]);
}
