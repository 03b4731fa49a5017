/**
 * What is to be done next about a subscription, decided from its row and the time alone. The steps of one
 * subscription follow one another, each at the business time it was due, however late they are done.
 */
import { allowancePeriodAt, type BillingInterval, billingPeriodAt, type Period } from "./period.js";
import type { SubscriptionRow, SubscriptionStatus } from "./schema.js";

export type DueSubscription = Pick<
  SubscriptionRow,
  | "status"
  | "anchorAt"
  | "periodStart"
  | "periodEnd"
  | "allowanceStart"
  | "allowanceEnd"
  | "cancelAtPeriodEnd"
  | "nextDueAt"
>;

/** `at` is the business time; `period` and `allowance` are those that begin then. */
export type Step =
  | {
      readonly kind: "subscription_started" | "trial_ended" | "period_renewed";
      readonly at: Date;
      readonly period: Period;
      readonly allowance: Period;
    }
  | { readonly kind: "allowance_reset"; readonly at: Date; readonly allowance: Period }
  | { readonly kind: "subscription_canceled"; readonly at: Date };

const RUNNING: ReadonlySet<SubscriptionStatus> = new Set(["trialing", "active", "past_due"]);

/** The step that is due at `now`, or undefined. */
export function nextStep(row: DueSubscription, interval: BillingInterval, now: Date): Step | undefined {
  const { anchorAt, periodStart, periodEnd, allowanceEnd, nextDueAt } = row;
  if (!RUNNING.has(row.status) || nextDueAt === null || nextDueAt > now) return undefined;
  if (anchorAt === null || periodStart === null || periodEnd === null) return undefined;
  if (allowanceEnd === null) {
    const period = { start: periodStart, end: periodEnd };
    // A trial is one allowance period, however long it is.
    const allowance = row.status === "trialing" ? period : allowancePeriodAt(anchorAt, interval, periodStart);
    return { kind: "subscription_started", at: periodStart, period, allowance };
  }
  if (allowanceEnd < periodEnd) {
    const allowance = allowancePeriodAt(anchorAt, interval, allowanceEnd);
    return { kind: "allowance_reset", at: allowanceEnd, allowance };
  }
  if (row.cancelAtPeriodEnd) return { kind: "subscription_canceled", at: periodEnd };
  return {
    kind: row.status === "trialing" ? "trial_ended" : "period_renewed",
    at: periodEnd,
    period: billingPeriodAt(anchorAt, interval, periodEnd),
    allowance: allowancePeriodAt(anchorAt, interval, periodEnd),
  };
}
