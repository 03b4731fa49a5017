import { type Caller, type Db, newId } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { codeTaken, refuseIdAsCode } from "./code.js";
import type { NewFeature } from "./plan.js";
import { type FeatureRow, insertFeature } from "./store.js";

/** @throws FarthingError `code_taken` */
export function createFeature(db: Db, caller: Caller, input: NewFeature): Promise<FeatureRow> {
  refuseIdAsCode("feat", input.code);
  return changeConfig(db, caller, async (tx) => {
    const now = caller.now();
    const row = await insertFeature(tx, {
      ...input,
      id: newId("feat"),
      environmentId: caller.environmentId,
      createdAt: now,
      updatedAt: now,
    });
    if (!row) throw codeTaken("feature", input.code);
    return row;
  });
}
