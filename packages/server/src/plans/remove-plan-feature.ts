import type { Caller, Db } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { recordVersion } from "./plan-version-store.js";
import { requirePlanFeature } from "./require-plan-feature.js";
import { deletePlanFeatureRow, type PlanFeatureRow } from "./store.js";

/** @throws FarthingError `plan_not_found`, `feature_not_found`, `plan_feature_not_found` */
export function removePlanFeature(
  db: Db,
  caller: Caller,
  planIdOrCode: string,
  featureIdOrCode: string,
): Promise<PlanFeatureRow> {
  return changeConfig(db, caller, async (tx) => {
    const { plan, feature, terms } = await requirePlanFeature(tx, caller, planIdOrCode, featureIdOrCode);
    await deletePlanFeatureRow(tx, plan.id, feature.id);
    await recordVersion(tx, plan.id, caller.now());
    return terms;
  });
}
