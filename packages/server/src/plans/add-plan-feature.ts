import { type Caller, type Db, FarthingError } from "../platform/index.js";
import { changeConfig } from "./change-config.js";
import { requireFeature, requirePlan } from "./find.js";
import { assertConvertedHoldable } from "./holdable.js";
import type { NewPlanFeature } from "./plan.js";
import { askedFrom, termsOf } from "./plan-feature-terms.js";
import { recordVersion } from "./plan-version-store.js";
import { insertPlanFeature, type PlanFeatureWithFeature } from "./store.js";

/** @throws FarthingError `plan_not_found`, `feature_not_found`, `validation_error`, `invalid_state` when it is there */
export function addPlanFeature(
  db: Db,
  caller: Caller,
  idOrCode: string,
  input: NewPlanFeature,
): Promise<PlanFeatureWithFeature> {
  return changeConfig(db, caller, async (tx) => {
    const plan = await requirePlan(tx, caller, idOrCode, "id");
    const feature = await requireFeature(tx, caller, input.featureId, "featureId");
    const now = caller.now();
    const terms = await insertPlanFeature(tx, {
      planId: plan.id,
      featureId: feature.id,
      environmentId: caller.environmentId,
      ...termsOf(plan, feature, input.pricingMode, askedFrom(input)),
      createdAt: now,
      updatedAt: now,
    });
    if (terms) {
      await recordVersion(tx, plan.id, now);
      await assertConvertedHoldable(tx, plan.id);
      return { terms, feature };
    }
    throw new FarthingError(
      "invalid_state",
      `Plan ${plan.code} already has feature ${feature.code}. Change it with PATCH.`,
      { param: "featureId" },
    );
  });
}
