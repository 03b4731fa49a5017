/**
 * Amounts as Stripe counts them: in a currency's smallest unit, of which Stripe has a list of its own that is not ISO's.
 * After its documentation ("Currencies", "Zero-decimal currencies", "Special cases").
 */
import { FarthingError } from "../../../platform/index.js";

const ZERO_DECIMALS = "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split(" ");
const THREE_DECIMALS = "BHD JOD KWD OMR TND".split(" ");
const TWO_DECIMALS = (
  "USD AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BWP BYN BZD CAD CDF CHF CNY COP CRC " +
  "CVE CZK DKK DOP DZD EGP ETB EUR FJD FKP GBP GEL GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR ISK JMD KES KGS KHR " +
  "KYD KZT LAK LBP LKR LRD LSL MAD MDL MKD MMK MNT MOP MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK " +
  "PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SEK SGD SHP SLE SOS SRD STD SZL THB TJS TOP TRY TTD TWD TZS UAH UGX UYU " +
  "UZS WST XCD YER ZAR ZMW"
).split(" ");

const NANO_DIGITS = 9;
const DECIMALS: ReadonlyMap<string, number> = new Map([
  ...ZERO_DECIMALS.map((currency) => [currency, 0] as const),
  ...TWO_DECIMALS.map((currency) => [currency, 2] as const),
  ...THREE_DECIMALS.map((currency) => [currency, 3] as const),
]);
/** Written with decimals there, of which only whole units can be paid; of three decimals, the last one is 0. */
const SMALLEST_UNITS: Readonly<Record<string, bigint>> = { ISK: 100n, UGX: 100n };
const smallestOf = (currency: string, decimals: number): bigint =>
  SMALLEST_UNITS[currency] ?? (decimals === 3 ? 10n : 1n);

const unitNanos = (decimals: number): bigint => 10n ** BigInt(NANO_DIGITS - decimals);

/** @throws FarthingError `invalid_state` for what Stripe cannot take */
export function stripeAmount(amountNanos: bigint, currency: string): number {
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined)
    throw new FarthingError(
      "invalid_state",
      `Stripe takes no ${currency}. Mark the invoice as paid by other means.`,
    );
  const unit = unitNanos(decimals);
  const amount = amountNanos / unit;
  if (amountNanos % unit !== 0n || amount % smallestOf(currency, decimals) !== 0n)
    throw new FarthingError(
      "invalid_state",
      `Stripe takes ${currency} in steps of ${smallestOf(currency, decimals)} of its smallest unit (${decimals} decimals), and the amount is ${amountNanos} nanos.`,
    );
  return Number(amount);
}

/** @param amount as Stripe counts it */
export const nanosOfStripe = (amount: number, currency: string): bigint =>
  BigInt(amount) * unitNanos(DECIMALS.get(currency.toUpperCase()) ?? 2);
