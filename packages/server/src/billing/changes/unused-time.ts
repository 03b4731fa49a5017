/**
 * What was paid in advance for days that are not used: the plan's price, and whatever else was billed for the running
 * period. Each line gives back its amount × remaining days / all its days, half up; and of its amount only what was not
 * given back before, by credit notes or refunds. A day is 24 hours from the period's
 * beginning; one that has begun counts as not used, so the days are those that `currentPeriod.daysRemaining` shows.
 */
import type { Db, Id } from "../../platform/index.js";
import type { Period, SubscriptionRow } from "../../subscriptions/index.js";
import { type KeptNanos, type Value, valueOfInvoice } from "../credit-notes/given-back.js";
import { type Line, unusedTimeLine } from "../invoices/lines.js";
import { linesInAdvance } from "../invoices/store.js";

const DAY_MS = 86_400_000;

/** Whole days from `from` on; the last one may be a part. */
const daysBetween = (from: Date, to: Date): number =>
  Math.max(0, Math.ceil((to.getTime() - from.getTime()) / DAY_MS));

export interface Days {
  readonly remaining: number;
  readonly total: number;
}

export function daysOf({ start, end }: Period, at: Date): Days {
  const total = daysBetween(start, end);
  return { remaining: Math.min(total, daysBetween(at, end)), total };
}

/** Nanos, cut below the nano: what is less than one changes no rounding to what can be paid. */
const unusedNanos = (paidNanos: bigint, { remaining, total }: Days): bigint =>
  total === 0 ? 0n : (paidNanos * BigInt(remaining)) / BigInt(total);

/** @param row with the running period */
export async function unusedTime(
  tx: Db,
  row: SubscriptionRow,
  at: Date,
  keptNanos: KeptNanos,
): Promise<Line[]> {
  const paid = await linesInAdvance(tx, row.id, { start: row.periodStart!, end: row.periodEnd! });
  const values = new Map<Id<"inv">, Value>();
  for (const { invoice } of paid)
    if (!values.has(invoice.id)) values.set(invoice.id, await valueOfInvoice(tx, invoice, keptNanos));
  return paid.flatMap(({ invoice, line }) => {
    const { id, description, periodStart, periodEnd } = line;
    const days = daysOf({ start: periodStart!, end: periodEnd! }, at);
    const exactNanos = unusedNanos(values.get(invoice.id)!.ofLine(line), days);
    const text = `${description}, ${days.remaining} of ${days.total} days unused`;
    const unused = unusedTimeLine(id, text, { start: at, end: periodEnd! }, exactNanos, row.currency);
    return unused.amountNanos === 0n ? [] : [unused];
  });
}
