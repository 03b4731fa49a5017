/**
 * Periods, counted from an anchor in UTC. A day that a month does not have lands on its last one, and the next
 * longer month has the anchor's day again: Jan 31 → Feb 28 → Mar 31.
 */
import type { BillingInterval } from "../plans/index.js";
import { addMs, timeFrom } from "../platform/index.js";

export interface Period {
  readonly start: Date;
  /** The first instant that is not in the period any more. */
  readonly end: Date;
}

const WEEK_MS = 7 * 86_400_000;
const MONTHS = { monthly: 1, quarterly: 3, yearly: 12 } as const;

/** The billing period that holds `at`. Before the anchor it is the first one. */
export function billingPeriodAt(anchor: Date, interval: BillingInterval, at: Date): Period {
  return interval === "weekly" ? weekAt(anchor, at) : monthsAt(anchor, MONTHS[interval], at);
}

/** The allowance period that holds `at`: monthly whatever the billing interval is, weekly for weekly plans. */
export function allowancePeriodAt(anchor: Date, interval: BillingInterval | null, at: Date): Period {
  return interval === "weekly" ? weekAt(anchor, at) : monthsAt(anchor, 1, at);
}

/** What a counter of usage belongs to. */
export interface Counted {
  readonly startedAt: Date | null;
  readonly anchorAt: Date;
  readonly earlierAllowanceStarts: readonly Date[] | null;
  /** Before it usage was deducted: what happened then and is told of later is counted with what begins here. */
  readonly countedSince?: Date | null;
}

/**
 * The start of the allowance period that usage at `at` is counted in. What came before the anchor belongs to the period
 * that ran then: those from before the anchor moved are known by their starts, and before the first of all there was
 * the trial, or nothing: that belongs to what began with the subscription.
 */
export function countedFrom(counted: Counted, interval: BillingInterval | null, at: Date): Date {
  const { startedAt, anchorAt, earlierAllowanceStarts: earlier, countedSince } = counted;
  if (countedSince && at < countedSince) return countedFrom(counted, interval, countedSince);
  if (at >= anchorAt) return allowancePeriodAt(anchorAt, interval, at).start;
  return earlier?.findLast((start) => start <= at) ?? earlier?.[0] ?? startedAt ?? anchorAt;
}

/** The end of the allowance period that began at `start`. */
export function allowanceEndAfter(counted: Counted, interval: BillingInterval | null, start: Date): Date {
  const { anchorAt, earlierAllowanceStarts: earlier } = counted;
  if (start >= anchorAt) return allowancePeriodAt(anchorAt, interval, start).end;
  return earlier?.find((next) => next > start) ?? anchorAt;
}

/**
 * The starts of the allowance periods that began at or before `at`, as far back as usage may still be reported: what began
 * before the last start that is older need not be known.
 * @param lateMs how late usage may be reported
 */
export function allowanceStartsUntil(
  { startedAt, anchorAt, earlierAllowanceStarts: earlier }: Counted,
  interval: BillingInterval | null,
  at: Date,
  lateMs: number,
): Date[] {
  const starts = earlier ? [...earlier] : startedAt && startedAt < anchorAt ? [startedAt] : [];
  let next = anchorAt;
  while (next <= at) {
    starts.push(next);
    next = allowancePeriodAt(anchorAt, interval, next).end;
  }
  const first = starts.findLastIndex((start) => start <= addMs(at, -lateMs));
  return starts.slice(Math.max(0, first));
}

function weekAt(anchor: Date, at: Date): Period {
  const passed = Math.max(0, Math.floor((at.getTime() - anchor.getTime()) / WEEK_MS));
  const start = addMs(anchor, passed * WEEK_MS);
  return { start, end: addMs(start, WEEK_MS) };
}

function monthsAt(anchor: Date, step: number, at: Date): Period {
  const monthsBetween =
    (at.getUTCFullYear() - anchor.getUTCFullYear()) * 12 + at.getUTCMonth() - anchor.getUTCMonth();
  let index = Math.max(0, Math.floor(monthsBetween / step));
  // The same month can still be before the anchor's day and time.
  if (index > 0 && addMonths(anchor, index * step) > at) index -= 1;
  return { start: addMonths(anchor, index * step), end: addMonths(anchor, (index + 1) * step) };
}

/** `months` after the anchor, at the anchor's time of day. */
export function addMonths(anchor: Date, months: number): Date {
  const first = timeFrom(Date.UTC(anchor.getUTCFullYear(), anchor.getUTCMonth() + months, 1));
  const lastDay = timeFrom(Date.UTC(first.getUTCFullYear(), first.getUTCMonth() + 1, 0)).getUTCDate();
  const day = Math.min(anchor.getUTCDate(), lastDay);
  const timeOfDayMs = anchor.getTime() % 86_400_000;
  return addMs(first, (day - 1) * 86_400_000 + timeOfDayMs);
}
