/**
 * Amounts as Stripe counts them: in a currency's smallest unit, of which Stripe has a list of its own that is not ISO's.
 * After its documentation ("Currencies", "Zero-decimal currencies", "Special cases").
 */
import { moneyText } from "../../../billing/index.js";
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

/**
 * The least that can be charged, as Stripe counts it, of an account that is paid out in the same currency ("Minimum and maximum
 * charge amounts"). Of one that is paid out in another, Stripe compares after it has exchanged: it alone knows.
 */
const MINIMA: Readonly<Record<string, bigint>> = {
  ...{
    USD: 50n,
    AED: 200n,
    AUD: 50n,
    BRL: 50n,
    CAD: 50n,
    CHF: 50n,
    CZK: 1500n,
    DKK: 250n,
    EUR: 50n,
    GBP: 30n,
  },
  ...{ HKD: 400n, HUF: 17_500n, INR: 50n, JPY: 50n, MXN: 1000n, MYR: 200n, NOK: 300n, NZD: 50n, PLN: 200n },
  ...{ RON: 200n, SEK: 300n, SGD: 50n, THB: 1000n },
};

export interface NotTaken {
  readonly code: "currency_not_supported" | "amount_too_small";
  readonly message: string;
  /** Of `amount_too_small`. */
  readonly minimumNanos?: bigint;
}

/** Why Stripe cannot be asked for it at all; undefined where it can. */
export function notSentToStripe(amountNanos: bigint, currency: string): NotTaken | undefined {
  const code = "currency_not_supported";
  const decimals = DECIMALS.get(currency);
  if (decimals === undefined)
    return { code, message: `Stripe does not charge ${currency}. It has to be paid by other means.` };
  const unit = unitNanos(decimals);
  const smallest = smallestOf(currency, decimals);
  if (amountNanos % (unit * smallest) === 0n) return undefined;
  const steps = `Stripe charges ${currency} in steps of ${smallest} of its smallest unit (${decimals} decimals)`;
  return { code, message: `${steps}, but the amount is ${moneyText(amountNanos, currency)}.` };
}

/** Why Stripe takes it of no card, as far as is known without asking; undefined where it may. */
export function notTakenByStripe(amountNanos: bigint, currency: string): NotTaken | undefined {
  const refusal = notSentToStripe(amountNanos, currency);
  const minimum = MINIMA[currency];
  if (refusal || minimum === undefined || stripeAmount(amountNanos, currency) >= minimum) return refusal;
  const minimumNanos = nanosOfStripe(Number(minimum), currency);
  const [amount, least] = [amountNanos, minimumNanos].map((nanos) => moneyText(nanos, currency));
  return {
    code: "amount_too_small",
    message: `${amount} is below ${least}, the smallest amount in ${currency} that Stripe charges. It has to be paid by other means.`,
    minimumNanos,
  };
}

/** @throws FarthingError `invalid_state` for what Stripe cannot take */
export function stripeAmount(amountNanos: bigint, currency: string): number {
  const refusal = notSentToStripe(amountNanos, currency);
  if (refusal) throw new FarthingError("invalid_state", refusal.message);
  const amount = amountNanos / unitNanos(DECIMALS.get(currency)!);
  return Number(amount);
}

/** @param amount as Stripe counts it */
export const nanosOfStripe = (amount: number, currency: string): bigint =>
  BigInt(amount) * unitNanos(DECIMALS.get(currency.toUpperCase()) ?? 2);
