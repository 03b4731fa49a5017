/** What an allowance period that ends leaves to be billed: what was used, and what the account owes. */
import { owedNanos } from "../../ledger/index.js";
import { type CounterToBill, countersToBill, markBilled } from "../../metering/index.js";
import { type Db, greatest } from "../../platform/index.js";
import { allowanceEndAfter, type SubscriptionRow } from "../../subscriptions/index.js";
import { type Billable, balanceOverageLine, type Line, usageLine } from "../invoices/lines.js";
import { findPeriod, type PeriodRow } from "../periods/store.js";
import { type PeriodTerms, readTerms, termsInForce } from "../periods/terms.js";
import { trueUpSeats } from "../seats/seat-lines.js";
import type { StepContext } from "./step-context.js";

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

export async function closingOf(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  at: Date,
): Promise<Closing> {
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
    billedSeq: greatest(counter.billedSeq, beganAfter(period, counter)),
    isLate: counter.periodStart < row.allowanceStart!,
  };
}

/** Of what is counted in the first allowance of a period that began early. */
const beganAfter = ({ startAt, begunAfterSeq }: PeriodRow, { periodStart }: CounterToBill): bigint =>
  (startAt.getTime() === periodStart.getTime() && begunAfterSeq) || 0n;

/** Seats that were added in the period that ends. */
export async function closingSeats(
  tx: Db,
  { config }: StepContext,
  row: SubscriptionRow,
  { running, terms }: Closing,
  at: Date,
): Promise<Line[]> {
  if (running.kind !== "billing") return [];
  return trueUpSeats(tx, config, row, terms, { start: running.startAt, end: running.endAt }, at);
}

/** @returns how much of the account's debt is on the invoice, in nanos */
export async function settleClosing(
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
