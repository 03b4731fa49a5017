import { type Caller, type Db, FarthingError } from "../platform/index.js";
import { requireFeature, requirePlan } from "./find.js";
import { findPlanFeatureRow, type PlanFeatureWithFeature, type PlanRow } from "./store.js";

/** @throws FarthingError `plan_not_found`, `feature_not_found`, `plan_feature_not_found` */
export async function requirePlanFeature(
  db: Db,
  caller: Caller,
  planIdOrCode: string,
  featureIdOrCode: string,
  param = "featureId",
): Promise<PlanFeatureWithFeature & { readonly plan: PlanRow }> {
  const plan = await requirePlan(db, caller, planIdOrCode, "id");
  const feature = await requireFeature(db, caller, featureIdOrCode, param);
  const terms = await findPlanFeatureRow(db, plan.id, feature.id);
  if (terms) return { plan, feature, terms };
  throw new FarthingError(
    "plan_feature_not_found",
    `Plan ${plan.code} does not have feature ${feature.code}.`,
    { param },
  );
}
