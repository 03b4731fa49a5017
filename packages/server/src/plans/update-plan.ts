import type { Caller, Db } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan } from "./find.js";
import type { PlanChanges } from "./plan.js";
import { checkExhaustion } from "./plan-rules.js";
import { recordVersion } from "./plan-version-store.js";
import { clearDefaultPlan, type PlanRow, updatePlanRow } from "./store.js";

/**
 * Code, consumption model and whether it is free stay for ever: prices, features and balances rest on them.
 * @throws FarthingError `plan_not_found`, `validation_error`
 */
export function updatePlan(db: Db, caller: Caller, idOrCode: string, changes: PlanChanges): Promise<PlanRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    checkExhaustion(plan.consumptionModel, changes);
    const now = caller.now();
    if (changes.isDefault && !plan.isDefault) await clearDefaultPlan(tx, caller.environmentId, now);
    await updatePlanRow(tx, plan.id, { ...changes, updatedAt: now });
    await recordVersion(tx, plan.id, now);
    return requirePlan(tx, caller, plan.id, "id");
  });
}
