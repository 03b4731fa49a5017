/** Amounts of an account on the API: rate scale for money, whole and decimal credits for credits. */
import { quantityFromNanoUnits, rateFromNanos } from "@farthing/contract";

export const CREDITS = "credits";

export const unitAmount = (unit: string, nanos: bigint): number =>
  unit === CREDITS ? quantityFromNanoUnits(nanos) : rateFromNanos(nanos);
