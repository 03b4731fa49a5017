import type { Caller, Db } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan } from "./find.js";
import { type PlanRow, updatePlanRow } from "./store.js";

/**
 * No new subscription can take it; open ones end at their renewal. Its code is free again.
 * @throws FarthingError `plan_not_found`
 */
export function deletePlan(db: Db, caller: Caller, idOrCode: string): Promise<PlanRow> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    return updatePlanRow(tx, plan.id, { deletedAt: caller.now(), isDefault: false });
  });
}
