/** A price's amounts, from the API's scales to nanos; undefined and null stay what they are. */
import { nanosFromRate, nanosPerSettlementUnit, nanoUnitsFromQuantity } from "@farthing/contract";
import { BASE_CURRENCY } from "./plan-in-currency.js";

/** Settlement scale (100 = $1.00, 100 = ¥100) → nanos. */
export const nanosOfPrice = (price: number, currency: string = BASE_CURRENCY): bigint =>
  BigInt(price) * nanosPerSettlementUnit(currency);

interface Included {
  readonly includedBalance?: number | null | undefined;
  readonly includedCredits?: number | null | undefined;
}

export const nanosOfIncluded = ({ includedBalance, includedCredits }: Included) => ({
  includedBalanceNanos: includedBalance == null ? includedBalance : nanosFromRate(includedBalance),
  includedCreditsNanos: includedCredits == null ? includedCredits : nanoUnitsFromQuantity(includedCredits),
});
