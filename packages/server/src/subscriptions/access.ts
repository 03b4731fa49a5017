/** Whether a subscription lets its customer use anything at an instant. */
import type { PlanDefinition } from "../plans/index.js";
import type { SubscriptionStatus } from "./schema.js";
import type { OpenSubscription } from "./store.js";

type Lifecycle = Pick<OpenSubscription, "status" | "cancelAtPeriodEnd" | "periodEnd">;

const GRANTS: ReadonlySet<SubscriptionStatus> = new Set(["active", "trialing", "past_due"]);

/**
 * Active, trialing and past due grant access. A cancellation at the end of the period takes it away at that instant,
 * whether or not a job has already written the new status.
 */
export const grantsAccess = (subscription: Lifecycle, now: Date): boolean =>
  GRANTS.has(statusAt(subscription, now));

/** The status that holds at an instant: a cancellation at the end of the period is one from there on. */
export function statusAt(subscription: Lifecycle, now: Date): SubscriptionStatus {
  const { status, cancelAtPeriodEnd, periodEnd } = subscription;
  return cancelAtPeriodEnd && periodEnd !== null && now >= periodEnd ? "canceled" : status;
}

/** Whether a balance may go below zero: what is owed then is invoiced, which trials and free plans are not. */
export const mayOwe = (
  plan: Pick<PlanDefinition, "consumptionModel" | "blockOnExhaustion" | "isFree">,
  subscription: Pick<Lifecycle, "status">,
): boolean =>
  plan.consumptionModel === "balance" &&
  !plan.blockOnExhaustion &&
  !plan.isFree &&
  subscription.status !== "trialing";

export const isTrialing = (subscription: Lifecycle): boolean => subscription.status === "trialing";
