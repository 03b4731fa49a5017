/**
 * What is to be done next about a subscription, decided from its row and the time alone. The steps of one
 * subscription follow one another, each at the business time it was due, however late they are done.
 */
import type { BillingInterval } from "../plans/index.js";
import { allowancePeriodAt, billingPeriodAt, type Period } from "./period.js";
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
  | "scheduledPlanId"
  | "scheduledChangeAt"
  | "pausedAt"
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
  | PlanChangeStep
  | {
      readonly kind:
        | "draft_started"
        | "subscription_expired"
        | "subscription_canceled"
        | "subscription_paused";
      readonly at: Date;
    };

export interface PlanChangeStep {
  readonly kind: "plan_changed";
  readonly at: Date;
  readonly period: Period;
  readonly allowance: Period;
  readonly anchorAt: Date;
  /** Before the running period has ended, which is cut short. */
  readonly isEarly: boolean;
}

const RUNNING: ReadonlySet<SubscriptionStatus> = new Set(["trialing", "active", "past_due"]);

/**
 * The step that is due at `now`, or undefined.
 * @param nextInterval of the plan that is changed to, where a change is scheduled
 */
export function nextStep(
  row: DueSubscription,
  interval: BillingInterval,
  now: Date,
  nextInterval: BillingInterval = interval,
): Step | undefined {
  const { anchorAt, periodStart, periodEnd, allowanceEnd, nextDueAt, pausedAt } = row;
  if (nextDueAt === null || nextDueAt > now) return undefined;
  if (row.status === "draft") return { kind: "draft_started", at: nextDueAt };
  if (row.status === "pending_payment") return { kind: "subscription_expired", at: nextDueAt };
  if (!RUNNING.has(row.status)) return undefined;
  if (anchorAt === null || periodStart === null || periodEnd === null) return undefined;
  if (allowanceEnd === null) {
    const period = { start: periodStart, end: periodEnd };
    // A trial is one allowance period, however long it is.
    const allowance = row.status === "trialing" ? period : allowancePeriodAt(anchorAt, interval, periodStart);
    return { kind: "subscription_started", at: periodStart, period, allowance };
  }
  if (pausedAt !== null && pausedAt < allowanceEnd) return { kind: "subscription_paused", at: pausedAt };
  const changeAt = row.scheduledPlanId === null ? null : row.scheduledChangeAt;
  if (changeAt !== null && changeAt < allowanceEnd)
    return earlyChange(row.status, { anchorAt, periodStart, periodEnd }, nextInterval, changeAt);
  if (allowanceEnd < periodEnd) {
    const allowance = allowancePeriodAt(anchorAt, interval, allowanceEnd);
    return { kind: "allowance_reset", at: allowanceEnd, allowance };
  }
  if (row.cancelAtPeriodEnd) return { kind: "subscription_canceled", at: periodEnd };
  if (changeAt !== null) {
    const anchor = keepsAnchor(interval, nextInterval) ? anchorAt : periodEnd;
    return { ...changed(anchor, nextInterval, periodEnd), isEarly: false };
  }
  return {
    kind: row.status === "trialing" ? "trial_ended" : "period_renewed",
    at: periodEnd,
    period: billingPeriodAt(anchorAt, interval, periodEnd),
    allowance: allowancePeriodAt(anchorAt, interval, periodEnd),
  };
}

const changed = (anchorAt: Date, interval: BillingInterval, at: Date) => ({
  kind: "plan_changed" as const,
  at,
  anchorAt,
  period: billingPeriodAt(anchorAt, interval, at),
  allowance: allowancePeriodAt(anchorAt, interval, at),
});

/** Periods are counted afresh from the change; but a trial goes on to its end, as the one period that it is. */
function earlyChange(
  status: SubscriptionStatus,
  { anchorAt, periodStart, periodEnd }: { anchorAt: Date; periodStart: Date; periodEnd: Date },
  interval: BillingInterval,
  at: Date,
): PlanChangeStep {
  if (status !== "trialing") return { ...changed(at, interval, at), isEarly: true };
  const period = { start: periodStart, end: periodEnd };
  return { kind: "plan_changed", at, anchorAt, period, allowance: period, isEarly: true };
}

const MONTHS = { weekly: 0, monthly: 1, quarterly: 3, yearly: 12 } as const;

/** Whether the end of a period of one interval is the beginning of one of the other, counted from the same anchor. */
const keepsAnchor = (from: BillingInterval, to: BillingInterval): boolean =>
  from === to || (MONTHS[to] > 0 && MONTHS[from] % MONTHS[to] === 0 && MONTHS[from] > 0);
