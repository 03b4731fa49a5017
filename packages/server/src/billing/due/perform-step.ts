/** One step of a subscription: what was used is billed, the account is renewed, the row moves on. */
import {
  type Account,
  canSwitchTo,
  closeAllowance,
  owedNanos,
  renewAllowance,
  switchAllowance,
} from "../../ledger/index.js";
import { type CounterToBill, countersToBill, markBilled } from "../../metering/index.js";
import type { PlanConfig } from "../../plans/index.js";
import { type Db, publish } from "../../platform/index.js";
import {
  allowanceEndAfter,
  type BillingInterval,
  beginsOn,
  findSubscription,
  NO_SCHEDULED_CHANGE,
  newsOfPlanChange,
  newsOfSubscription,
  type Period,
  type PlanChangeStep,
  type Step,
  type SubscriptionRow,
  unitOf,
  updateSubscription,
} from "../../subscriptions/index.js";
import { makeRoom } from "../changes/make-room.js";
import { unusedTime } from "../changes/unused-time.js";
import type { KeptNanos } from "../credit-notes/given-back.js";
import type { Collect } from "../invoices/collect.js";
import {
  type Billable,
  balanceOverageLine,
  baseLine,
  type Line,
  sumOf,
  usageLine,
} from "../invoices/lines.js";
import { writeInvoice } from "../invoices/write-invoice.js";
import { closePeriod, findPeriod, insertPeriod, type PeriodRow } from "../periods/store.js";
import { type PeriodTerms, pinnedTerms, readTerms, storedTerms, termsInForce } from "../periods/terms.js";
import { applyHeld } from "../purchases/apply-purchase.js";
import type { InvoiceReason, InvoiceRow } from "../schema.js";
import { openSeats, trueUpSeats } from "../seats/seat-lines.js";
import { stepDue } from "./step-due.js";

export interface StepContext {
  readonly config: PlanConfig;
  readonly collect: Collect;
  readonly keptNanos: KeptNanos;
  readonly livemode: boolean;
  /** The customer's account; its row is locked. */
  readonly account: Account;
  readonly interval: BillingInterval;
}

export interface StepDone {
  readonly step: Step;
  readonly row: SubscriptionRow;
  readonly invoice: InvoiceRow | undefined;
}

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
      return changePlan(tx, context, row, step);
    case "subscription_paused":
      return pause(tx, context, row, step);
    case "subscription_canceled":
      return end(tx, context, row, step);
  }
}

type PeriodStep = Exclude<Extract<Step, { period: Period }>, PlanChangeStep>;

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
  await closePeriod(tx, row, step.at, storedTerms(closing.terms));
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

async function end(tx: Db, context: StepContext, row: SubscriptionRow, step: Step): Promise<StepDone> {
  const { at } = step;
  const invoice = await close(tx, context, row, at, "cancellation");
  const canceled = { status: "canceled", cancelAtPeriodEnd: false, endedAt: at, nextDueAt: null } as const;
  const ended = await updateSubscription(tx, row, { ...canceled, updatedAt: at });
  await publish(tx, [newsOfSubscription("subscription.canceled", ended, context.config)]);
  return { step, invoice, row: ended };
}

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

/** Closes what ran at the old plan's terms, and opens what begins at the new one's, on one invoice. */
async function changePlan(
  tx: Db,
  context: StepContext,
  given: SubscriptionRow,
  step: PlanChangeStep,
): Promise<StepDone> {
  const { account, config } = context;
  const { at } = step;
  const scheduled = { planId: given.scheduledPlanId!, priceId: given.scheduledPriceId };
  const on = await beginsOn(tx, config, { ...scheduled, currency: given.currency }, at);
  if (!on) return stay(tx, context, given, step);
  const next = { ...given, ...on };
  const terms = pinnedTerms(config, next);
  const unit = unitOf(terms, given.currency);
  if (!canSwitchTo(account, unit)) return stay(tx, context, given, step);
  const { row, starts } = await makeRoom(tx, given, context.interval, at);
  const closing = await closingOf(tx, context, row, at);
  const unused = step.isEarly ? await unusedTime(tx, row, at, context.keptNanos) : [];
  await closePeriod(tx, row, at, storedTerms(closing.terms));
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
    anchorAt: step.anchorAt,
    earlierAllowanceStarts: earlierStarts(row, starts, step),
    ...NO_SCHEDULED_CHANGE,
    ...runningAt(account, step),
  });
  await publish(tx, [newsOfPlanChange(changed, given, config)]);
  return { step, invoice, row: changed };
}

/** What was bought in another unit has come since the change was asked for, or the plan is sold no more: the old one goes on. */
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

/** Where the anchor has not moved, all is known by it; but a trial's parts are before its anchor. */
const earlierStarts = (row: SubscriptionRow, starts: Date[], step: PlanChangeStep): Date[] | null => {
  if (step.at < step.anchorAt) return [...starts, step.at];
  const hasMoved = step.isEarly || step.anchorAt.getTime() !== row.anchorAt!.getTime();
  return hasMoved ? starts : row.earlierAllowanceStarts;
};

/** An end, as far as money goes; but the subscription stays, and what was paid for its period is not given back. */
async function pause(tx: Db, context: StepContext, given: SubscriptionRow, step: Step): Promise<StepDone> {
  const { at } = step;
  const { row, starts } = await makeRoom(tx, given, context.interval, at);
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
  await closePeriod(tx, row, at, storedTerms(closing.terms));
  return invoice;
}

/** @returns what is billed for the period in advance */
async function openPeriod(
  tx: Db,
  { config, account }: StepContext,
  row: SubscriptionRow,
  step: PeriodStep | PlanChangeStep,
  terms: PeriodTerms,
): Promise<Line[]> {
  const { period } = step;
  const isEarly = step.kind === "subscription_started" || (step.kind === "plan_changed" && step.isEarly);
  const isTrial = row.status === "trialing";
  await insertPeriod(tx, {
    customerId: row.customerId,
    subscriptionId: row.id,
    environmentId: row.environmentId,
    startAt: period.start,
    endAt: period.end,
    kind: isTrial ? "trial" : "billing",
    terms: storedTerms(terms),
    begunAfterSeq: isEarly ? account.lastSeq : null,
  });
  const seats = await openSeats(tx, config, row, terms, period);
  const isCharged = !isTrial && !terms.isFree && terms.priceNanos > 0n;
  return isCharged ? [baseLine(terms, period, row.currency), ...seats] : seats;
}

/** Seats that were added in the period that ends. */
async function closingSeats(
  tx: Db,
  { config }: StepContext,
  row: SubscriptionRow,
  { running, terms }: Closing,
  at: Date,
): Promise<Line[]> {
  if (running.kind !== "billing") return [];
  return trueUpSeats(tx, config, row, terms, { start: running.startAt, end: running.endAt }, at);
}

/** What an allowance period that ends leaves to be billed. */
interface Closing {
  readonly running: PeriodRow;
  /** Of the running period, as they hold when it ends. */
  readonly terms: PeriodTerms;
  readonly lines: readonly Line[];
  readonly counters: readonly CounterToBill[];
  /** Of the account, in nanos. */
  readonly owedNanos: bigint;
}

async function closingOf(tx: Db, context: StepContext, row: SubscriptionRow, at: Date): Promise<Closing> {
  const { account } = context;
  const running = await findPeriod(tx, row, row.periodStart!);
  if (!running) throw new Error(`subscription ${row.id} has no period at ${row.periodStart!.toISOString()}`);
  const terms = termsOf(context, row, running);
  const counters = await countersToBill(tx, row.customerId, row.id, at);
  const usage = await usageLines(tx, context, row, { running, counters, at });
  const isBilled = running.kind === "billing" && !terms.isFree && terms.consumptionModel === "balance";
  // A debt that nothing is invoiced for stays on the account: it is not forgiven.
  const owed = isBilled ? owedNanos(account) : 0n;
  if (owed === 0n) return { running, terms, lines: usage, counters, owedNanos: 0n };
  const period = { start: row.allowanceStart!, end: at };
  const events = { afterSeq: row.allowanceSeq, upToSeq: account.lastSeq };
  const overage = balanceOverageLine(owed, period, row.currency, events);
  return { running, terms, lines: [...usage, overage], counters, owedNanos: owed };
}

/** Those of a period that is over were settled when it ended. */
const termsOf = (
  { config }: StepContext,
  row: SubscriptionRow,
  { terms, closedAt }: PeriodRow,
): PeriodTerms => (closedAt ? readTerms(terms) : termsInForce(config, row));

interface Counted {
  readonly running: PeriodRow;
  readonly counters: readonly CounterToBill[];
  readonly at: Date;
}

async function usageLines(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  { running, counters, at }: Counted,
): Promise<Line[]> {
  const lines: Line[] = [];
  for (const counter of counters) {
    const isRunning = counter.periodStart >= running.startAt;
    const period = isRunning ? running : await findPeriod(tx, row, counter.periodStart);
    // A trial has no overage, and a free plan has no invoices.
    if (period?.kind !== "billing" || period.terms.isFree) continue;
    const feature = termsOf(context, row, period).features.get(counter.featureId);
    const counted = feature && billable(context, row, counter, { period, at });
    const line = counted && usageLine(counted, feature, row.currency, context.account.lastSeq);
    if (line) lines.push(line);
  }
  return lines;
}

function billable(
  { config, interval }: StepContext,
  row: SubscriptionRow,
  counter: CounterToBill,
  { period, at }: { readonly period: PeriodRow; readonly at: Date },
): Billable {
  // It ends at `at`, also where a cancellation cut it short; those that came late ended before.
  const { startedAt, earlierAllowanceStarts } = row;
  const counted = { startedAt, anchorAt: row.anchorAt!, earlierAllowanceStarts };
  const end = allowanceEndAfter(counted, interval, counter.periodStart);
  return {
    featureId: counter.featureId,
    featureName: config.features.get(counter.featureId)!.name,
    period: { start: counter.periodStart, end: end <= at ? end : at },
    usedNanoUnits: counter.usedNanoUnits,
    billedNanoUnits: counter.billedNanoUnits,
    billedSeq: greater(counter.billedSeq, beganAfter(period, counter)),
    isLate: counter.periodStart < row.allowanceStart!,
  };
}

/** Of what is counted in the first allowance of a period that began early. */
const beganAfter = ({ startAt, begunAfterSeq }: PeriodRow, { periodStart }: CounterToBill): bigint =>
  (startAt.getTime() === periodStart.getTime() && begunAfterSeq) || 0n;

const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);

interface ToBill {
  readonly lines: readonly Line[];
  readonly reason: InvoiceReason;
  readonly period: Period;
  readonly at: Date;
}

/** No invoice is made of nothing: amounts that are too small to be paid wait for the next one. */
async function bill(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  toBill: ToBill,
): Promise<InvoiceRow | undefined> {
  return sumOf(toBill.lines) === 0n ? undefined : invoiceOf(tx, context, row, toBill);
}

function invoiceOf(
  tx: Db,
  { account, livemode, collect }: StepContext,
  row: SubscriptionRow,
  { lines, reason, period, at }: ToBill,
): Promise<InvoiceRow> {
  return writeInvoice(
    tx,
    {
      customer: { account, livemode },
      subscriptionId: row.id,
      reason,
      currency: row.currency,
      period: { start: period.start, end: period.end },
      lines,
      at,
    },
    collect,
  );
}

/** @returns how much of the account's debt is on the invoice, in nanos */
async function settleClosing(
  tx: Db,
  { account }: StepContext,
  { lines, counters, owedNanos: owed }: Closing,
  isInvoiced: boolean,
): Promise<bigint> {
  if (isInvoiced || lines.length === 0) {
    await markBilled(tx, counters, account.lastSeq);
    return owed;
  }
  return 0n;
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

function moveOn(
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
const runningAt = (account: Account, step: Extract<Step, { allowance: Period }>) => ({
  ...("period" in step ? { periodStart: step.period.start, periodEnd: step.period.end } : {}),
  allowanceStart: step.allowance.start,
  allowanceEnd: step.allowance.end,
  allowanceSeq: account.lastSeq,
  nextDueAt: step.allowance.end,
  updatedAt: step.at,
});
