import { type Caller, type Db, newId } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import type { NewPlanGroup } from "./plan.js";
import { insertPlanGroup, type PlanGroupRow } from "./plan-group-store.js";

export function createPlanGroup(db: Db, caller: Caller, input: NewPlanGroup): Promise<PlanGroupRow> {
  return changeConfig(db, caller, (tx) => {
    const now = caller.now();
    const { environmentId } = caller;
    return insertPlanGroup(tx, { ...input, id: newId("pgr"), environmentId, createdAt: now, updatedAt: now });
  });
}
