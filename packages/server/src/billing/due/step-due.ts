/** The step of a subscription that is due, by its row and by what its plans say. Pure. */
import type { BillingInterval, PlanConfig } from "../../plans/index.js";
import type { Id } from "../../platform/index.js";
import { nextStep, renewedAs, type Step, type SubscriptionRow } from "../../subscriptions/index.js";

/** A subscription to a deleted plan ends with its period, unless the plan names another, or a change waits. */
export function stepDue(config: PlanConfig, row: SubscriptionRow, until: Date): Step | undefined {
  const isOver = row.scheduledPlanId === null && renewedAs(config, row) === undefined;
  return nextStep(
    { ...row, cancelAtPeriodEnd: row.cancelAtPeriodEnd || isOver },
    intervalOf(config, row.priceId),
    until,
    intervalOf(config, row.scheduledPriceId),
  );
}

/** A plan without a price is free, and counted by the month. */
export const intervalOf = ({ prices }: PlanConfig, priceId: Id<"price"> | null): BillingInterval =>
  (priceId ? prices.get(priceId)?.billingInterval : undefined) ?? "monthly";
