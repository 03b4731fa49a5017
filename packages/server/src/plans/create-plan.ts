import { type Caller, type Db, newId } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { codeTaken, refuseIdAsCode } from "./code.js";
import type { NewPlan } from "./plan.js";
import { checkExhaustion } from "./plan-rules.js";
import { clearDefaultPlan, insertPlan, type PlanRow } from "./store.js";

/**
 * A default plan takes over from the one before.
 * @throws FarthingError `code_taken`, `validation_error`
 */
export function createPlan(db: Db, caller: Caller, input: NewPlan): Promise<PlanRow> {
  refuseIdAsCode("plan", input.code);
  checkExhaustion(input.consumptionModel, input);
  return changeConfig(db, caller, async (tx) => {
    const now = caller.now();
    if (input.isDefault) await clearDefaultPlan(tx, caller.environmentId, now);
    const row = await insertPlan(tx, {
      ...input,
      id: newId("plan"),
      environmentId: caller.environmentId,
      createdAt: now,
      updatedAt: now,
    });
    if (!row) throw codeTaken("plan", input.code);
    return row;
  });
}
