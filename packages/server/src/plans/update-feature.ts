import type { Caller, Db } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requireFeature } from "./find.js";
import type { FeatureChanges } from "./plan.js";
import { type FeatureRow, updateFeatureRow } from "./store.js";

/** Code and type stay for ever: events and plans rest on them. @throws FarthingError `feature_not_found` */
export function updateFeature(
  db: Db,
  caller: Caller,
  idOrCode: string,
  changes: FeatureChanges,
): Promise<FeatureRow> {
  return changeConfig(db, caller, async (tx) => {
    const { id } = await requireFeature(tx, caller, idOrCode, "code");
    return updateFeatureRow(tx, id, { ...changes, updatedAt: caller.now() });
  });
}
