/** How many seats there can be, and what those beyond the included ones cost. Pure. */
import { settledNanos } from "@farthing/contract";
import type { Id } from "../../platform/index.js";
import type { Period } from "../../subscriptions/index.js";
import type { Line } from "../invoices/lines.js";
import type { SeatTerms } from "../periods/terms.js";

/** Begins an error about the plan that a subscription is to change to. */
export const NEXT_PLAN = "The new plan";

/** Most seats there can be; null where nothing limits them. */
export function seatLimit({ unlimited, priceNanos, includedSeats, maxSeats }: SeatTerms): bigint | null {
  if (unlimited || priceNanos !== null) return maxSeats;
  return maxSeats !== null && maxSeats < includedSeats ? maxSeats : includedSeats;
}

/** Seats that have a price of their own. */
export const paidSeats = (seats: bigint, { unlimited, includedSeats }: SeatTerms): bigint =>
  unlimited ? 0n : beyondIncluded(seats, includedSeats);

export const beyondIncluded = (seats: bigint, included: bigint): bigint =>
  seats <= included ? 0n : seats - included;

export interface SeatCharge {
  readonly featureId: Id<"feat">;
  readonly featureName: string;
  readonly terms: SeatTerms;
  readonly currency: string;
  /** The events behind the charge: after the one, up to the other. */
  readonly events: { readonly afterSeq: bigint; readonly upToSeq: bigint };
}

/** All seats beyond the included ones, for a whole period, in advance. */
export function advanceLine(charge: SeatCharge, seats: bigint, period: Period): Line | undefined {
  const quantity = paidSeats(seats, charge.terms);
  const exactNanos = quantity * (charge.terms.priceNanos ?? 0n);
  if (exactNanos <= 0n) return undefined;
  return seatLine(charge, { seats, quantity, period, exactNanos, description: charge.featureName });
}

/**
 * Seats that were added inside a period, for its rest: seats × price × rest / length, to the millisecond. What is finer
 * than a nano is cut off, so that the one rounding, half up to what can be paid, is of the exact amount.
 * @param whole the period as it was begun; `rest.end` is before its end where it was cut short
 */
export function proratedLine(
  charge: SeatCharge,
  { from, to }: { readonly from: bigint; readonly to: bigint },
  rest: Period,
  whole: Period,
): Line | undefined {
  const quantity = paidSeats(to, charge.terms) - paidSeats(from, charge.terms);
  const exactNanos = (quantity * (charge.terms.priceNanos ?? 0n) * lengthMs(rest)) / lengthMs(whole);
  if (exactNanos <= 0n) return undefined;
  const description = `${charge.featureName}, added within the period`;
  return seatLine(charge, { seats: to, quantity, period: rest, exactNanos, description });
}

const lengthMs = ({ start, end }: Period): bigint => BigInt(end.getTime() - start.getTime());
export const NANO_UNITS_PER_SEAT = 1_000_000_000n;

interface Priced {
  readonly seats: bigint;
  readonly quantity: bigint;
  readonly period: Period;
  readonly exactNanos: bigint;
  readonly description: string;
}

const seatLine = (
  { featureId, terms, currency, events }: SeatCharge,
  { seats, quantity, period, exactNanos, description }: Priced,
): Line => ({
  kind: "feature_seats",
  description,
  featureId,
  period,
  usedNanoUnits: seats * NANO_UNITS_PER_SEAT,
  includedNanoUnits: terms.includedSeats * NANO_UNITS_PER_SEAT,
  quantityNanoUnits: quantity * NANO_UNITS_PER_SEAT,
  unitPriceNanos: terms.priceNanos,
  exactNanos,
  amountNanos: settledNanos(exactNanos, currency),
  events,
});
