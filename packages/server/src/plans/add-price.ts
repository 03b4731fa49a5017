import { type Caller, type Db, FarthingError, newId } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan } from "./find.js";
import { assertConvertedHoldable } from "./holdable.js";
import type { NewPrice } from "./plan.js";
import { checkPrice } from "./plan-rules.js";
import { recordVersion } from "./plan-version-store.js";
import { nanosOfIncluded, nanosOfPrice } from "./price-amounts.js";
import { clearDefaultPrice, insertPrice, listPrices, type PriceRow } from "./store.js";

/**
 * The first price of a plan is its default; a later one becomes it where that is asked for.
 * @throws FarthingError `plan_not_found`, `validation_error`, `invalid_state` when the interval has a price
 */
export function addPrice(db: Db, caller: Caller, idOrCode: string, input: NewPrice): Promise<PriceRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    checkPrice(plan, input);
    const others = await listPrices(tx, [plan.id]);
    refuseSecond(others, input.billingInterval);
    const now = caller.now();
    const isDefault = input.isDefault || others.length === 0;
    if (isDefault) await clearDefaultPrice(tx, plan.id, now);
    const price = await insertPrice(tx, {
      id: newId("price"),
      environmentId: caller.environmentId,
      planId: plan.id,
      billingInterval: input.billingInterval,
      trialDays: input.trialDays,
      metadata: input.metadata,
      isDefault,
      amountNanos: nanosOfPrice(input.price),
      ...nanosOfIncluded(input),
      createdAt: now,
      updatedAt: now,
    });
    await recordVersion(tx, plan.id, now);
    await assertConvertedHoldable(tx, plan.id);
    return price;
  });
}

function refuseSecond(prices: readonly PriceRow[], billingInterval: PriceRow["billingInterval"]): void {
  const same = prices.find((price) => price.billingInterval === billingInterval);
  if (!same) return;
  throw new FarthingError(
    "invalid_state",
    `The plan already has a ${billingInterval} price, ${same.id}. Change that one, or delete it first.`,
    { param: "billingInterval" },
  );
}
