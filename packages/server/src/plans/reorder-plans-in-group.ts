import { type Caller, type Db, invalid } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requirePlan, requirePlanGroup } from "./find.js";
import { type PlanGroupRow, plansOfGroups, setPlace } from "./plan-group-store.js";
import type { PlanRow } from "./store.js";

interface PlansOfGroup {
  readonly group: PlanGroupRow;
  /** The lowest first. */
  readonly plans: readonly PlanRow[];
}

/**
 * Ranks the plans of a group anew, from 0.
 * @param planIds ids or codes of all of them, the lowest first
 * @throws FarthingError `plan_group_not_found`, `plan_not_found`, `validation_error` where one is missing, alien or twice
 */
export function reorderPlansInGroup(
  db: Db,
  caller: Caller,
  groupId: string,
  planIds: readonly string[],
): Promise<PlansOfGroup> {
  return changeConfig(db, caller, async (tx) => {
    const group = await requirePlanGroup(tx, caller, groupId);
    const before = await plansOfGroups(tx, [group.id]);
    const wanted: PlanRow[] = [];
    for (const [i, idOrCode] of planIds.entries()) {
      const plan = await requirePlan(tx, caller, idOrCode, `planIds[${i}]`);
      if (plan.planGroupId !== group.id) throw invalid(`planIds[${i}]`, `${plan.code} is not in the group`);
      if (wanted.some(({ id }) => id === plan.id))
        throw invalid(`planIds[${i}]`, `${plan.code} is listed twice`);
      wanted.push(plan);
    }
    const missing = before.filter((plan) => !wanted.some(({ id }) => id === plan.id));
    if (missing.length > 0) {
      throw invalid(
        "planIds",
        `must list all plans of the group; missing: ${missing.map(({ code }) => code).join(", ")}`,
      );
    }
    const updatedAt = caller.now();
    for (const [sortOrder, { id }] of wanted.entries())
      await setPlace(tx, id, { planGroupId: group.id, sortOrder, updatedAt });
    return { group, plans: await plansOfGroups(tx, [group.id]) };
  });
}
