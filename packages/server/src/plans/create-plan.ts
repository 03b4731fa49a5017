import { type Caller, type Db, newId } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { codeTaken, refuseIdAsCode } from "./code.js";
import { requirePlanGroup } from "./find.js";
import type { NewPlan } from "./plan.js";
import { nextRank } from "./plan-group-store.js";
import { checkExhaustion } from "./plan-rules.js";
import { recordVersion } from "./plan-version-store.js";
import { clearDefaultPlan, insertPlan, type PlanRow } from "./store.js";

/**
 * A default plan takes over from the one before.
 * @throws FarthingError `code_taken`, `plan_group_not_found`, `validation_error`
 */
export function createPlan(db: Db, caller: Caller, input: NewPlan): Promise<PlanRow> {
  refuseIdAsCode("plan", input.code);
  checkExhaustion(input.consumptionModel, input);
  return changeConfig(db, caller, async (tx) => {
    const now = caller.now();
    if (input.isDefault) await clearDefaultPlan(tx, caller.environmentId, now);
    const group = input.planGroupId && (await requirePlanGroup(tx, caller, input.planGroupId, "planGroupId"));
    const row = await insertPlan(tx, {
      ...input,
      ...(group ? { planGroupId: group.id, sortOrder: await nextRank(tx, group.id) } : { planGroupId: null }),
      id: newId("plan"),
      environmentId: caller.environmentId,
      createdAt: now,
      updatedAt: now,
    });
    if (!row) throw codeTaken("plan", input.code);
    await recordVersion(tx, row.id, now);
    return row;
  });
}
