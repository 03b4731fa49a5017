import { type Caller, type Db, FarthingError } from "../platform/index.js";
import type { PlaceInGroup } from "./add-plan-to-group.js";
import { changeConfig } from "./change-config.js";
import { requirePlan, requirePlanGroup } from "./find.js";
import { setPlace } from "./plan-group-store.js";

/** @throws FarthingError `plan_group_not_found`, `plan_not_found`, also where the plan is not in the group */
export function removePlanFromGroup(
  db: Db,
  caller: Caller,
  groupId: string,
  planId: string,
): Promise<Omit<PlaceInGroup, "sortOrder">> {
  return changeConfig(db, caller, async (tx) => {
    const group = await requirePlanGroup(tx, caller, groupId);
    const plan = await requirePlan(tx, caller, planId);
    if (plan.planGroupId !== group.id) {
      throw new FarthingError("plan_not_found", `Plan ${plan.code} is not in group ${group.id}.`, {
        param: "planId",
      });
    }
    await setPlace(tx, plan.id, { planGroupId: null, sortOrder: 0, updatedAt: caller.now() });
    return { groupId: group.id, planId: plan.id };
  });
}
