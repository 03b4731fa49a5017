/**
 * What was paid in advance for days that are not used: the plan's price, and whatever else was billed for the running
 * period. Each line gives back its amount × remaining days / all its days, half up. A day is 24 hours from the period's
 * beginning; one that has begun counts as not used, so the days are those that `currentPeriod.daysRemaining` shows.
 */
import { settledNanos } from "@farthing/contract";
import type { Db } from "../../platform/index.js";
import type { Period, SubscriptionRow } from "../../subscriptions/index.js";
import { creditLine, type Line } from "../invoices/lines.js";
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
export const unusedNanos = (paidNanos: bigint, { remaining, total }: Days): bigint =>
  total === 0 ? 0n : (paidNanos * BigInt(remaining)) / BigInt(total);

/** @param row with the running period */
export async function unusedTime(tx: Db, row: SubscriptionRow, at: Date): Promise<Line[]> {
  const paid = await linesInAdvance(tx, row.id, { start: row.periodStart!, end: row.periodEnd! });
  return paid.flatMap(({ description, amountNanos, periodStart, periodEnd }) => {
    const days = daysOf({ start: periodStart!, end: periodEnd! }, at);
    const exactNanos = unusedNanos(amountNanos, days);
    const settled = settledNanos(exactNanos, row.currency);
    if (settled === 0n) return [];
    const text = `${description}, ${days.remaining} of ${days.total} days not used`;
    return [creditLine(text, { start: at, end: periodEnd! }, settled, exactNanos)];
  });
}
