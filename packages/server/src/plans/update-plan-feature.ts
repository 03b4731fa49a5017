import type { Caller, Db } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { assertConvertedHoldable } from "./holdable.js";
import type { PlanFeatureChanges } from "./plan.js";
import { askedAgain, askedFrom, termsOf } from "./plan-feature-terms.js";
import { recordVersion } from "./plan-version-store.js";
import { requirePlanFeature } from "./require-plan-feature.js";
import { type PlanFeatureWithFeature, updatePlanFeatureRow } from "./store.js";

/** @throws FarthingError `plan_not_found`, `feature_not_found`, `plan_feature_not_found`, `validation_error` */
export function updatePlanFeature(
  db: Db,
  caller: Caller,
  planIdOrCode: string,
  featureIdOrCode: string,
  changes: PlanFeatureChanges,
): Promise<PlanFeatureWithFeature> {
  return changeConfig(db, caller, async (tx) => {
    const { plan, feature, terms } = await requirePlanFeature(tx, caller, planIdOrCode, featureIdOrCode);
    const asked = { ...askedAgain(terms), ...askedFrom(changes) };
    const updated = await updatePlanFeatureRow(tx, plan.id, feature.id, {
      ...termsOf(plan, feature, terms.pricingMode, asked),
      updatedAt: caller.now(),
    });
    await recordVersion(tx, plan.id, updated.updatedAt);
    await assertConvertedHoldable(tx, plan.id);
    return { terms: updated, feature };
  });
}
