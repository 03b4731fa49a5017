import type { PlanConfig } from "../plans/index.js";
import type { OnPlan } from "./renewal.js";
import type { SubscriptionRow } from "./schema.js";

/** Of a subscription that goes over to a plan at `at`: since when usage is counted; see {@link Counted}. */
export function countedSinceOf(
  { plans }: Pick<PlanConfig, "plans">,
  from: Pick<SubscriptionRow, "planId" | "countedSince">,
  to: Pick<OnPlan, "planId">,
  at: Date,
): Date | null {
  const counts = ({ planId }: Pick<OnPlan, "planId">): boolean =>
    plans.get(planId)!.consumptionModel === "metered";
  return counts(to) && !counts(from) ? at : from.countedSince;
}
