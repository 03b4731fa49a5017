/** Moves the subscription's row on to what runs after a step. */
import type { Account } from "../../ledger/index.js";
import type { Db } from "../../platform/index.js";
import {
  type Period,
  type Step,
  type SubscriptionRow,
  updateSubscription,
} from "../../subscriptions/index.js";
import type { PeriodStep, StepContext } from "./step-context.js";

export function moveOn(
  tx: Db,
  { account }: StepContext,
  row: SubscriptionRow,
  step: PeriodStep | Extract<Step, { kind: "allowance_reset" }>,
): Promise<SubscriptionRow> {
  return updateSubscription(tx, row, {
    ...(row.status === "trialing" && step.kind === "trial_ended" ? { status: "active" } : {}),
    planId: row.planId,
    planVersion: row.planVersion,
    priceId: row.priceId,
    ...runningAt(account, step),
  });
}

/** What runs from a step on. */
export const runningAt = (account: Account, step: Extract<Step, { allowance: Period }>) => ({
  ...("period" in step ? { periodStart: step.period.start, periodEnd: step.period.end } : {}),
  allowanceStart: step.allowance.start,
  allowanceEnd: step.allowance.end,
  allowanceSeq: account.lastSeq,
  nextDueAt: step.allowance.end,
  updatedAt: step.at,
});
