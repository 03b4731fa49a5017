/** Begins a period: its terms are pinned, and what is paid for it in advance is billed. */
import type { Db } from "../../platform/index.js";
import type { PlanChangeStep, SubscriptionRow } from "../../subscriptions/index.js";
import { baseLine, type Line } from "../invoices/lines.js";
import { insertPeriod } from "../periods/store.js";
import { type PeriodTerms, storedTerms } from "../periods/terms.js";
import { openSeats } from "../seats/seat-lines.js";
import type { PeriodStep, StepContext } from "./step-context.js";

/** @returns what is billed for the period in advance */
export async function openPeriod(
  tx: Db,
  { config, account }: StepContext,
  row: SubscriptionRow,
  step: PeriodStep | PlanChangeStep,
  terms: PeriodTerms,
): Promise<Line[]> {
  const { period } = step;
  const isEarly = step.kind === "subscription_started" || (step.kind === "plan_changed" && step.isEarly);
  // What was counted before belongs to other periods, and what was deducted to none.
  const isFirstCounted = row.countedSince?.getTime() === period.start.getTime();
  const isTrial = row.status === "trialing";
  await insertPeriod(tx, {
    customerId: row.customerId,
    subscriptionId: row.id,
    environmentId: row.environmentId,
    startAt: period.start,
    endAt: period.end,
    kind: isTrial ? "trial" : "billing",
    planId: row.planId,
    planVersion: row.planVersion,
    terms: storedTerms(terms),
    begunAfterSeq: isEarly || isFirstCounted ? account.lastSeq : null,
  });
  const seats = await openSeats(tx, config, row, terms, period);
  const isCharged = !isTrial && !terms.isFree && terms.priceNanos > 0n;
  return isCharged ? [baseLine(terms, period, row.currency), ...seats] : seats;
}
