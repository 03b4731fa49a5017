/** The step that puts a subscription on another plan. */
import { canSwitchTo, exchangeAllowance, switchAllowance } from "../../ledger/index.js";
import { type Db, publish } from "../../platform/index.js";
import {
  beginsOn,
  countedSinceOf,
  NO_SCHEDULED_CHANGE,
  newsOfPlanChange,
  type PlanChangeStep,
  type SubscriptionRow,
  unitOf,
  updateSubscription,
} from "../../subscriptions/index.js";
import { makeRoom } from "../changes/make-room.js";
import { unusedTime } from "../changes/unused-time.js";
import { changeTerms, closePeriod } from "../periods/store.js";
import { heldAtEnd, pinnedTerms, storedTerms, termsInForce } from "../periods/terms.js";
import { applyHeld } from "../purchases/apply-purchase.js";
import { invoiceOf } from "./bill-step.js";
import { closingOf, closingSeats, settleClosing } from "./closing.js";
import { runningAt } from "./move-on.js";
import { openPeriod } from "./open-period.js";
import type { StepContext, StepDone } from "./step-context.js";

/**
 * Closes what ran at the old plan's terms, and opens what begins at the new one's, on one invoice.
 * @returns undefined where it cannot be: what was bought in another unit has come since the change was asked for, or the
 * plan is sold no more
 */
export async function changePlan(
  tx: Db,
  context: StepContext,
  given: SubscriptionRow,
  step: PlanChangeStep,
): Promise<StepDone | undefined> {
  const { account, config } = context;
  const { at } = step;
  const scheduled = { planId: given.scheduledPlanId!, priceId: given.scheduledPriceId };
  const on = await beginsOn(tx, config, { ...scheduled, currency: given.currency }, at);
  if (!on) return undefined;
  const next = { ...given, ...on, countedSince: countedSinceOf(config, given, on, at) };
  const terms = pinnedTerms(config, next);
  const unit = unitOf(terms, given.currency);
  if (!canSwitchTo(account, unit)) return undefined;
  if (given.status === "trialing" && step.isEarly)
    return { step, invoice: undefined, row: await changeInTrial(tx, context, given, next, at) };
  const { row, starts } = await makeRoom(tx, given, context, at);
  const closing = await closingOf(tx, context, row, at);
  const unused = step.isEarly ? await unusedTime(tx, row, at, context.keptNanos) : [];
  await closePeriod(tx, row, at, heldAtEnd(config, row, closing.terms));
  const seats = await closingSeats(tx, context, row, closing, at);
  const advance = await openPeriod(tx, context, next, step, terms);
  const lines = [...advance, ...seats, ...unused, ...closing.lines];
  const reason = "plan_change";
  // Also of nothing: what was used at the old terms is settled with them.
  const toBill = { lines, reason, period: step.period, at } as const;
  const invoice = lines.length > 0 ? await invoiceOf(tx, context, row, toBill) : undefined;
  const invoicedNanos = await settleClosing(tx, context, closing, invoice !== undefined);
  const { includedNanos } = termsInForce(config, next);
  await switchAllowance(tx, account, { unit, includedNanos, invoicedNanos, now: at });
  await applyHeld(tx, account, at);
  const changed = await updateSubscription(tx, row, {
    ...on,
    countedSince: next.countedSince,
    anchorAt: step.anchorAt,
    earlierAllowanceStarts: earlierStarts(row, starts, step),
    ...NO_SCHEDULED_CHANGE,
    ...runningAt(account, step),
  });
  await publish(tx, [newsOfPlanChange(changed, given, config)]);
  return { step, invoice, row: changed };
}

/**
 * A trial is one period and one allowance, whatever plan it is on: both go on at the new plan's terms, and what was used
 * stays used. So going to and fro gives nothing.
 */
async function changeInTrial(
  tx: Db,
  { account, config }: StepContext,
  given: SubscriptionRow,
  next: SubscriptionRow,
  at: Date,
): Promise<SubscriptionRow> {
  const terms = pinnedTerms(config, next);
  const { includedNanos } = termsInForce(config, next);
  await changeTerms(tx, next, storedTerms(terms));
  await exchangeAllowance(tx, account, { unit: unitOf(terms, given.currency), includedNanos, now: at });
  await applyHeld(tx, account, at);
  const { planId, planVersion, priceId, countedSince } = next;
  const changed = await updateSubscription(tx, given, {
    planId,
    planVersion,
    priceId,
    countedSince,
    ...NO_SCHEDULED_CHANGE,
    nextDueAt: given.allowanceEnd,
    updatedAt: at,
  });
  await publish(tx, [newsOfPlanChange(changed, given, config)]);
  return changed;
}

/** Where the anchor has not moved, all is known by it. */
const earlierStarts = (row: SubscriptionRow, starts: Date[], step: PlanChangeStep): Date[] | null => {
  const hasMoved = step.isEarly || step.anchorAt.getTime() !== row.anchorAt!.getTime();
  return hasMoved ? starts : row.earlierAllowanceStarts;
};
