/** Whether a subscription lets its customer use anything at an instant. */
import type { SubscriptionRow, SubscriptionStatus } from "./schema.js";

const GRANTS: ReadonlySet<SubscriptionStatus> = new Set(["active", "trialing", "past_due"]);

/**
 * Active, trialing and past due grant access. A cancellation at the end of the period takes it away at that instant,
 * whether or not a job has already written the new status.
 */
export function grantsAccess(subscription: SubscriptionRow, now: Date): boolean {
  if (!GRANTS.has(subscription.status)) return false;
  return !(
    subscription.cancelAtPeriodEnd &&
    subscription.periodEnd !== null &&
    now >= subscription.periodEnd
  );
}

export const isTrialing = (subscription: SubscriptionRow): boolean => subscription.status === "trialing";
