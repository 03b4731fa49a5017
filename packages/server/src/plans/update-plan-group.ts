import type { Caller, Db } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlanGroup } from "./find.js";
import type { PlanGroupChanges } from "./plan.js";
import { type PlanGroupRow, updatePlanGroupRow } from "./plan-group-store.js";

/** @throws FarthingError `plan_group_not_found` */
export function updatePlanGroup(
  db: Db,
  caller: Caller,
  id: string,
  changes: PlanGroupChanges,
): Promise<PlanGroupRow> {
  return changeConfig(db, caller, async (tx) => {
    const group = await requirePlanGroup(tx, caller, id);
    return updatePlanGroupRow(tx, group.id, { ...changes, updatedAt: caller.now() });
  });
}
