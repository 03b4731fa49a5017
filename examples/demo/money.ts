/** Dollars, exactly: amounts are nanos (10^-9 of a dollar) from the answer to the print. */

const NANOS_PER_RATE_UNIT = 100_000;
const NANOS_PER_DOLLAR = 1_000_000_000n;
const FRACTION_DIGITS = 9;
/** A rate unit, 10000 = $1.00, is the coarsest that prices are told in. */
const DIGITS_SHOWN = 4;

/** A rate-scale number of the API (10000 = $1.00, up to five decimals) in nanos. */
export const nanosOf = (rate: number): bigint => BigInt(Math.round(rate * NANOS_PER_RATE_UNIT));

/** `$0.0126`: four decimals, and more where there are more, or `digits` in a column. */
export function dollars(nanos: bigint, digits = digitsOf(nanos)): string {
  const absolute = nanos < 0n ? -nanos : nanos;
  const fraction = (absolute % NANOS_PER_DOLLAR).toString().padStart(FRACTION_DIGITS, "0").slice(0, digits);
  return `${nanos < 0n ? "-" : ""}$${absolute / NANOS_PER_DOLLAR}.${fraction}`;
}

/** Decimals that an amount needs to be shown in full; of several amounts, to be shown in one column. */
export function digitsOf(...nanos: readonly bigint[]): number {
  const needed = nanos.map(
    (amount) =>
      amount.toString().padStart(FRACTION_DIGITS, "0").slice(-FRACTION_DIGITS).replace(/0+$/, "").length,
  );
  return Math.max(DIGITS_SHOWN, ...needed);
}

export const count = (value: number): string => value.toLocaleString("en-US");
/** Basis points as percent: 2000 is `20 %`. */
export const percent = (basisPoints: number): string => `${basisPoints / 100} %`;
