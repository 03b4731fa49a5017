/** A plan with its prices and features, as the API shows it. */
import type { Db } from "../platform/index.js";
import type { PlanTerms } from "./plan-config.js";
import { readCurrentVersions } from "./plan-version-store.js";
import { readPlanTerms } from "./read-plan-terms.js";
import {
  listPlanFeatures,
  listPrices,
  type PlanFeatureWithFeature,
  type PlanRow,
  type PriceRow,
} from "./store.js";

export interface PlanDetail {
  readonly plan: PlanRow;
  readonly prices: readonly PriceRow[];
  readonly features: readonly PlanFeatureWithFeature[];
  /** As of its current version. */
  readonly terms: PlanTerms;
}

/** In the order of the plans; four queries, however many plans. */
export async function detailsOf(db: Db, plans: readonly PlanRow[]): Promise<PlanDetail[]> {
  const ids = plans.map(({ id }) => id);
  const prices = await listPrices(db, ids);
  const features = await listPlanFeatures(db, ids);
  const versions = await readCurrentVersions(db, ids);
  const terms = new Map(versions.map((version) => [version.planId, version.terms]));
  return plans.map((plan) => ({
    plan,
    prices: prices.filter(({ planId }) => planId === plan.id),
    features: features.filter(({ terms: { planId } }) => planId === plan.id),
    terms: readPlanTerms(terms.get(plan.id)!),
  }));
}

export async function detailOf(db: Db, plan: PlanRow): Promise<PlanDetail> {
  const [detail] = await detailsOf(db, [plan]);
  return detail!;
}
