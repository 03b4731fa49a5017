import type { Caller, Db } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlanGroup } from "./find.js";
import { deletePlanGroupRow, type PlanGroupRow } from "./plan-group-store.js";

/** Its plans stay, in no group. @throws FarthingError `plan_group_not_found` */
export function deletePlanGroup(db: Db, caller: Caller, id: string): Promise<PlanGroupRow> {
  return changeConfig(db, caller, async (tx) => {
    const group = await requirePlanGroup(tx, caller, id);
    await deletePlanGroupRow(tx, group.id);
    return group;
  });
}
