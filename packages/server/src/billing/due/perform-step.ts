/** One step of a subscription: what was used is billed, the account is renewed, the row moves on. */
import { closeAllowance, renewAllowance } from "../../ledger/index.js";
import { type Db, publish } from "../../platform/index.js";
import {
  beginsOn,
  findSubscription,
  NO_SCHEDULED_CHANGE,
  newsOfSubscription,
  type PlanChangeStep,
  type Step,
  type SubscriptionRow,
  updateSubscription,
} from "../../subscriptions/index.js";
import { makeRoom } from "../changes/make-room.js";
import { closePeriod } from "../periods/store.js";
import { heldAtEnd, type PeriodTerms, pinnedTerms, termsInForce } from "../periods/terms.js";
import { applyHeld } from "../purchases/apply-purchase.js";
import type { InvoiceReason, InvoiceRow } from "../schema.js";
import { bill } from "./bill-step.js";
import { changePlan } from "./change-plan.js";
import { closingOf, closingSeats, settleClosing } from "./closing.js";
import { moveOn } from "./move-on.js";
import { openPeriod } from "./open-period.js";
import type { PeriodStep, StepContext, StepDone } from "./step-context.js";
import { stepDue } from "./step-due.js";

/** Performs a step that is due, in the transaction that holds the account's lock. */
export function performStep(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  step: Step,
): Promise<StepDone> {
  switch (step.kind) {
    case "subscription_started":
      return start(tx, context, row, step);
    case "allowance_reset":
      return reset(tx, context, row, step);
    case "trial_ended":
    case "period_renewed":
      return renew(tx, context, row, step);
    case "plan_changed":
      return change(tx, context, row, step);
    case "subscription_paused":
      return pause(tx, context, row, step);
    case "subscription_canceled":
      return end(tx, context, row, step);
  }
}

/** The allowance was given when the customer was put on the plan; here the period is opened and billed in advance. */
async function start(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  step: PeriodStep,
): Promise<StepDone> {
  const terms = pinnedTerms(context.config, row);
  const lines = await openPeriod(tx, context, row, step, terms);
  const invoice = await bill(tx, context, row, { lines, reason: "subscription_start", ...step });
  await applyHeld(tx, context.account, step.at);
  return { step, invoice, row: await moveOn(tx, context, row, step) };
}

async function reset(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  step: Extract<Step, { kind: "allowance_reset" }>,
): Promise<StepDone> {
  const closing = await closingOf(tx, context, row, step.at);
  const period = { start: row.allowanceStart!, end: step.at };
  const { lines, terms } = closing;
  const invoice = await bill(tx, context, row, { lines, reason: "overage", period, at: step.at });
  const invoicedNanos = await settleClosing(tx, context, closing, invoice !== undefined);
  await renewAccount(tx, context, terms, invoicedNanos, step.at);
  return { step, invoice, row: await moveOn(tx, context, row, step) };
}

async function renew(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  step: PeriodStep,
): Promise<StepDone> {
  const closing = await closingOf(tx, context, row, step.at);
  await closePeriod(tx, row, step.at, heldAtEnd(context.config, row, closing.terms));
  const next = await renewed(tx, context, row, step.at);
  const terms = pinnedTerms(context.config, next);
  const seats = await closingSeats(tx, context, row, closing, step.at);
  const advance = await openPeriod(tx, context, { ...next, status: "active" }, step, terms);
  const lines = [...advance, ...seats, ...closing.lines];
  const reason = step.kind === "trial_ended" ? "subscription_start" : "renewal";
  const invoice = await bill(tx, context, row, { lines, reason, ...step });
  const invoicedNanos = await settleClosing(tx, context, closing, invoice !== undefined);
  await renewAccount(tx, context, termsInForce(context.config, next), invoicedNanos, step.at);
  // What could not be collected has made it past due in the meantime.
  const isUnpaid = invoice?.status === "open";
  const current = isUnpaid ? ((await findSubscription(tx, row.environmentId, row.id)) ?? row) : row;
  const { planId, planVersion, priceId } = next;
  const moved = await moveOn(tx, context, { ...current, planId, planVersion, priceId }, step);
  if (planId !== row.planId)
    await publish(tx, [newsOfSubscription("subscription.updated", moved, context.config)]);
  if (step.kind === "trial_ended" && moved.status === "active")
    await publish(tx, [newsOfSubscription("subscription.activated", moved, context.config)]);
  return { step, invoice, row: moved };
}

async function end(tx: Db, context: StepContext, given: SubscriptionRow, step: Step): Promise<StepDone> {
  const { at } = step;
  const { row, starts } = await makeRoom(tx, given, context, at);
  const invoice = await close(tx, context, row, at, "cancellation");
  const canceled = { status: "canceled", cancelAtPeriodEnd: false, endedAt: at, nextDueAt: null } as const;
  const isMoved = row.allowanceStart! < given.allowanceStart!;
  const ended = await updateSubscription(tx, row, {
    ...canceled,
    ...NO_SCHEDULED_CHANGE,
    ...(isMoved ? withStarts(row, starts) : {}),
    updatedAt: at,
  });
  await publish(tx, [newsOfSubscription("subscription.canceled", ended, context.config)]);
  return { step, invoice, row: ended };
}

/** Of what began at the very instant at which it ends: the anchor does not tell any more where its allowances began. */
const withStarts = ({ periodStart }: SubscriptionRow, starts: Date[]) => ({
  periodStart,
  allowanceStart: null,
  allowanceEnd: null,
  earlierAllowanceStarts: starts,
});

/** The subscription as its next period begins it: on the version of its plan that is in force then. */
async function renewed(
  tx: Db,
  { config }: StepContext,
  row: SubscriptionRow,
  at: Date,
): Promise<SubscriptionRow> {
  const on = await beginsOn(tx, config, row, at);
  if (on) return { ...row, ...on };
  const plan = config.plans.get(row.planId)!;
  // The plan is not sold in the subscription's currency any more: those who are on it keep what they have.
  if (!plan.isDeleted) return row;
  throw new Error(`the plan that ${row.id} is to be moved to from ${plan.id} is not sold in ${row.currency}`);
}

async function change(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  step: PlanChangeStep,
): Promise<StepDone> {
  return (await changePlan(tx, context, row, step)) ?? stay(tx, context, row, step);
}

/** The change cannot be: the old plan goes on. */
async function stay(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  { at }: PlanChangeStep,
): Promise<StepDone> {
  const same = await updateSubscription(tx, row, { ...NO_SCHEDULED_CHANGE, updatedAt: at });
  await publish(tx, [newsOfSubscription("subscription.updated", same, context.config)]);
  return performStep(tx, context, same, stepDue(context.config, same, at)!);
}

/** An end, as far as money goes; but the subscription stays, and what was paid for its period is not given back. */
async function pause(tx: Db, context: StepContext, given: SubscriptionRow, step: Step): Promise<StepDone> {
  const { at } = step;
  const { row, starts } = await makeRoom(tx, given, context, at);
  const invoice = await close(tx, context, row, at, "overage");
  const paused = await updateSubscription(tx, row, {
    status: "paused",
    periodStart: null,
    periodEnd: null,
    allowanceStart: null,
    allowanceEnd: null,
    nextDueAt: null,
    earlierAllowanceStarts: starts,
    updatedAt: at,
  });
  await publish(tx, [newsOfSubscription("subscription.paused", paused, context.config)]);
  return { step, invoice, row: paused };
}

/** Bills what was used and takes back what is left, with nothing behind it. */
async function close(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  at: Date,
  reason: InvoiceReason,
): Promise<InvoiceRow | undefined> {
  const closing = await closingOf(tx, context, row, at);
  const period = { start: row.allowanceStart!, end: at };
  const lines = [...(await closingSeats(tx, context, row, closing, at)), ...closing.lines];
  const invoice = await bill(tx, context, row, { lines, reason, period, at });
  const invoicedNanos = await settleClosing(tx, context, closing, invoice !== undefined);
  if (context.account.unit !== null) await closeAllowance(tx, context.account, { invoicedNanos, now: at });
  await closePeriod(tx, row, at, heldAtEnd(context.config, row, closing.terms));
  return invoice;
}

/** Metered plans have nothing on the account. */
async function renewAccount(
  tx: Db,
  { account }: StepContext,
  { consumptionModel, includedNanos }: PeriodTerms,
  invoicedNanos: bigint,
  now: Date,
): Promise<void> {
  if (consumptionModel === "metered") return;
  await renewAllowance(tx, account, { includedNanos, invoicedNanos, now });
}
