import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan, requirePlanGroup } from "./find.js";
import { makeRoomAt, nextRank, setPlace } from "./plan-group-store.js";

export interface PlaceInGroup {
  readonly groupId: Id<"pgr">;
  readonly planId: Id<"plan">;
  readonly sortOrder: number;
}

/**
 * @param sortOrder undefined: above all that are there
 * @throws FarthingError `plan_group_not_found`, `plan_not_found`, `invalid_state` when it is in a group already
 */
export function addPlanToGroup(
  db: Db,
  caller: Caller,
  groupId: string,
  input: { readonly planId: string; readonly sortOrder?: number | undefined },
): Promise<PlaceInGroup> {
  return changeConfig(db, caller, async (tx) => {
    const group = await requirePlanGroup(tx, caller, groupId);
    const plan = await requirePlan(tx, caller, input.planId);
    if (plan.planGroupId !== null) {
      const where = plan.planGroupId === group.id ? "this group" : `group ${plan.planGroupId}`;
      throw new FarthingError(
        "invalid_state",
        `Plan ${plan.code} is already in ${where}, and a plan can only be in one group. Remove it from there first.`,
        { param: "planId" },
      );
    }
    const sortOrder = input.sortOrder ?? (await nextRank(tx, group.id));
    await makeRoomAt(tx, group.id, sortOrder);
    await setPlace(tx, plan.id, { planGroupId: group.id, sortOrder, updatedAt: caller.now() });
    return { groupId: group.id, planId: plan.id, sortOrder };
  });
}
