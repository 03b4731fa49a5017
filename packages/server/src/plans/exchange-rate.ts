/** Exchange rates as they are in force. Pure. */

/** A rate from US dollars, in nanos of the currency's unit for one dollar. */
export interface RateFrom {
  /** Business time. */
  readonly effectiveFrom: Date;
  readonly rateNanos: bigint;
}

/** By currency; the newest first. */
export type ExchangeRates = ReadonlyMap<string, readonly RateFrom[]>;

/** @returns nanos of the currency's unit for one dollar; undefined where none is in force yet */
export const exchangeRateAt = (rates: ExchangeRates, currency: string, at: Date): bigint | undefined =>
  rates.get(currency)?.find(({ effectiveFrom }) => effectiveFrom <= at)?.rateNanos;
