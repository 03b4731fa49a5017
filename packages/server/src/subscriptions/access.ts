/** Whether a subscription lets its customer use anything at an instant. */
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

export const isTrialing = (subscription: Lifecycle): boolean => subscription.status === "trialing";
