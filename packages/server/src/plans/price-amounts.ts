/** A price's amounts, from the API's scales to nanos; undefined and null stay what they are. */
import {
  NANOS_PER_SETTLEMENT_UNIT,
  nanosFromRate,
  nanoUnitsFromQuantity,
  numberFromScaled,
} from "@farthing/contract";

/** Settlement scale (100 = $1.00) → nanos. */
export const nanosOfPrice = (price: number): bigint => BigInt(price) * NANOS_PER_SETTLEMENT_UNIT;

/** Nanos → settlement scale, exactly: a settlement unit is 10^7 nanos. */
export const priceOfNanos = (nanos: bigint): number => numberFromScaled(nanos, 7);

interface Included {
  readonly includedBalance?: number | null | undefined;
  readonly includedCredits?: number | null | undefined;
}

export const nanosOfIncluded = ({ includedBalance, includedCredits }: Included) => ({
  includedBalanceNanos: includedBalance == null ? includedBalance : nanosFromRate(includedBalance),
  includedCreditsNanos: includedCredits == null ? includedCredits : nanoUnitsFromQuantity(includedCredits),
});
