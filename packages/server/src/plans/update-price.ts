import { type Caller, type Db, FarthingError } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan, requirePrice } from "./find.js";
import { assertConvertedHoldable } from "./holdable.js";
import type { PriceChanges } from "./plan.js";
import { checkPrice } from "./plan-rules.js";
import { recordVersion } from "./plan-version-store.js";
import { nanosOfIncluded, nanosOfPrice } from "./price-amounts.js";
import { clearDefaultPrice, type PriceRow, updatePriceRow } from "./store.js";

/** @throws FarthingError `plan_not_found`, `price_not_found`, `validation_error`, `invalid_state` */
export function updatePrice(
  db: Db,
  caller: Caller,
  idOrCode: string,
  priceId: string,
  changes: PriceChanges,
): Promise<PriceRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const price = await requirePrice(tx, plan, priceId);
    checkPrice(plan, changes);
    if (changes.isDefault === false && price.isDefault) throw leavesNoDefault();
    const now = caller.now();
    if (changes.isDefault && !price.isDefault) await clearDefaultPrice(tx, plan.id, now);
    const updated = await updatePriceRow(tx, price.id, {
      amountNanos: changes.price === undefined ? undefined : nanosOfPrice(changes.price),
      trialDays: changes.trialDays,
      isDefault: changes.isDefault,
      ...nanosOfIncluded(changes),
      metadata: changes.metadata,
      updatedAt: now,
    });
    await recordVersion(tx, plan.id, now);
    await assertConvertedHoldable(tx, plan.id);
    return updated;
  });
}

const leavesNoDefault = (): FarthingError =>
  new FarthingError(
    "invalid_state",
    "This is the plan's default price, and a plan must have one. Make another price the default instead.",
    { param: "isDefault" },
  );
