/** A price's amounts, from the API's scales to nanos; undefined and null stay what they are. */
import {
  minorUnitDigits,
  nanosFromRate,
  nanosPerSettlementUnit,
  nanoUnitsFromQuantity,
  numberFromScaled,
} from "@farthing/contract";
import { BASE_CURRENCY } from "./plan-in-currency.js";

/** Settlement scale (100 = $1.00, 100 = ¥100) → nanos. */
export const nanosOfPrice = (price: number, currency: string = BASE_CURRENCY): bigint =>
  BigInt(price) * nanosPerSettlementUnit(currency);

/** Nanos → settlement scale, exactly: a settlement unit is 10^7 nanos of a dollar, 10^9 of a yen. */
export const priceOfNanos = (nanos: bigint, currency: string): number =>
  numberFromScaled(nanos, 9 - minorUnitDigits(currency));

interface Included {
  readonly includedBalance?: number | null | undefined;
  readonly includedCredits?: number | null | undefined;
}

export const nanosOfIncluded = ({ includedBalance, includedCredits }: Included) => ({
  includedBalanceNanos: includedBalance == null ? includedBalance : nanosFromRate(includedBalance),
  includedCreditsNanos: includedCredits == null ? includedCredits : nanoUnitsFromQuantity(includedCredits),
});
