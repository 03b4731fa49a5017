/**
 * Amounts as people read them, and as they type them. The only place that knows of scales: 100 settlement units =
 * 10000 rate units = 10^9 nanos = 1.00 of the currency. All of it in whole numbers: no amount passes through a float.
 */
import { minorUnitDigits } from "../../../contract/src/currencies";

const NANO_DIGITS = 9;
const RATE_DIGITS = 4;
/** A rate unit has five decimals more, which are its nanos. */
const RATE_NANO_DIGITS = 5;

/** Decimals of a currency's minor unit, as the server counts them; browsers have other tables, with other figures. */
export const minorDigits = (currency: string): number => minorUnitDigits(currency);

const SYMBOLS: Readonly<Record<string, string>> = { USD: "$", EUR: "€", GBP: "£", JPY: "¥" };

/** The whole number that a JSON number of rate scale stands for, in nanos. */
export function nanosFromRate(rate: number): bigint {
  const [whole = "0", fraction = ""] = plainDecimal(rate).replace("-", "").split(".");
  const nanos = BigInt(whole + fraction.padEnd(RATE_NANO_DIGITS, "0").slice(0, RATE_NANO_DIGITS));
  return rate < 0 ? -nanos : nanos;
}

/** Without an exponent: `1e-7` → `0.0000001`. */
function plainDecimal(value: number): string {
  const text = String(value);
  return text.includes("e") ? value.toFixed(NANO_DIGITS) : text;
}

export const nanosFromSettlement = (amount: number, currency = "USD"): bigint =>
  BigInt(Math.round(amount)) * 10n ** BigInt(NANO_DIGITS - minorDigits(currency));

interface Shown {
  /** Most decimals; what is beyond is rounded half away from zero. */
  readonly most?: number;
  /** With a plus where it is above zero. */
  readonly signed?: boolean;
  /** Least decimals of an amount that has more than the currency's minor unit. */
  readonly fine?: number;
}

/** For columns of small amounts: `$0.0030` below `$0.0186`. */
export const EVEN: Shown = { fine: RATE_DIGITS };

/** `$1,234.50`; tiny amounts keep their decimals, as what costs something never reads as nothing. */
export function formatNanos(
  nanos: bigint | string,
  currency = "USD",
  { most, signed = false, fine = 0 }: Shown = {},
): string {
  const value = BigInt(nanos);
  const least = minorDigits(currency);
  const magnitude = value < 0n ? -value : value;
  const digits = rounded(magnitude, most ?? NANO_DIGITS, least, fine);
  const sign = value < 0n ? "−" : signed && value > 0n ? "+" : "";
  const symbol = SYMBOLS[currency];
  return symbol ? `${sign}${symbol}${digits}` : `${sign}${digits} ${currency}`;
}

function rounded(magnitude: bigint, most: number, least: number, fine = 0): string {
  const dropped = 10n ** BigInt(NANO_DIGITS - most);
  const kept = ((magnitude + dropped / 2n) / dropped) * dropped;
  const text = kept.toString().padStart(NANO_DIGITS + 1, "0");
  const whole = text.slice(0, -NANO_DIGITS).replace(/\B(?=(\d{3})+$)/g, ",");
  const digits = text.slice(-NANO_DIGITS).replace(/0+$/, "");
  const fraction = digits.padEnd(digits.length > least ? fine : least, "0");
  return fraction ? `${whole}.${fraction}` : whole;
}

/** Rate scale: balances, ledger entries, unit prices, costs of events. */
export const formatRate = (rate: number, currency = "USD", shown: Shown = {}): string =>
  formatNanos(nanosFromRate(rate), currency, shown);

/** Settlement scale: plan prices and invoices. */
export const formatSettlement = (amount: number, currency = "USD"): string =>
  formatNanos(nanosFromSettlement(amount, currency), currency);

/** An amount of a balance: money, or credits. */
export const formatUnit = (amount: number, unit: string, shown: Shown = {}): string =>
  unit === "credits" || unit === "units"
    ? `${shown.signed && amount > 0 ? "+" : ""}${formatNumber(amount)} ${unit}`
    : formatRate(amount, unit, shown);

/** As {@link formatUnit}, to the last decimal: for where somebody adds it up. */
export const formatUnitNanos = (nanos: string, unit: string, shown: Shown = {}): string =>
  unit === "credits"
    ? `${formatNumber(Number(nanos) / 10 ** NANO_DIGITS)} credits`
    : formatNanos(nanos, unit, shown);

/** `$3.00 / 1M` for a price of rate scale per million tokens. */
export const formatTokenPrice = (rate: number | null, currency = "USD"): string =>
  rate === null ? "–" : formatRate(rate, currency);

/** A number for axes and totals: `12.4k`. */
export const formatCompact = (value: number): string =>
  new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 }).format(value);

export const formatNumber = (value: number): string =>
  new Intl.NumberFormat("en", { maximumFractionDigits: 9 }).format(value);

const COMPACT_MONEY = new Intl.NumberFormat("en", { notation: "compact", maximumSignificantDigits: 3 });

/** `$12.4K` and `$0.075`, for axes, whose marks of cents are to differ too. @param nanos an amount that may be rounded */
export function formatCompactNanos(nanos: number, currency = "USD"): string {
  const text = COMPACT_MONEY.format(nanos / 10 ** NANO_DIGITS);
  return SYMBOLS[currency] ? `${SYMBOLS[currency]}${text}` : text;
}

export const formatMargin = (basisPoints: number): string => `${formatNumber(basisPoints / 100)} %`;

/** Margin on cost, as a percentage; undefined where nothing was spent. */
export function marginOf(costNanos: string, chargedNanos: string): string | undefined {
  const cost = BigInt(costNanos);
  if (cost === 0n) return undefined;
  const tenths = ((BigInt(chargedNanos) - cost) * 1_000n) / cost;
  return `${(Number(tenths) / 10).toFixed(1)} %`;
}

const TYPED = /^([+-]?)(\d{1,12})(?:[.,](\d+))?$/;

/**
 * What somebody typed as an amount of money, as a rate-scale number; undefined where it is none, or finer than a nano.
 */
export function rateFromTyped(text: string): number | undefined {
  const parts = typed(text, NANO_DIGITS);
  if (!parts) return undefined;
  const digits = parts.fraction.padEnd(NANO_DIGITS, "0");
  return Number(`${parts.sign}${parts.whole}${digits.slice(0, RATE_DIGITS)}.${digits.slice(RATE_DIGITS)}`);
}

/** As {@link rateFromTyped}, of settlement scale. */
export function settlementFromTyped(text: string, currency = "USD"): number | undefined {
  const decimals = minorDigits(currency);
  const parts = typed(text, decimals);
  return parts && Number(`${parts.sign}${parts.whole}${parts.fraction.padEnd(decimals, "0")}`);
}

/** A percentage as basis points: `12.5` → 1250. */
export function basisPointsFromTyped(text: string): number | undefined {
  const parts = typed(text.replace(/\s*%$/, ""), 2);
  return parts && Number(`${parts.sign}${parts.whole}${parts.fraction.padEnd(2, "0")}`);
}

function typed(text: string, decimals: number) {
  const match = TYPED.exec(
    text
      .trim()
      .replace(/^([+-]?)[$€£¥]/, "$1")
      .replaceAll(/,(?=\d{3}(?:\D|$))/g, ""),
  );
  const [, sign = "", whole = "", fraction = ""] = match ?? [];
  if (!match || fraction.length > decimals) return undefined;
  return { sign: sign === "-" ? "-" : "", whole, fraction };
}

/** For a field that is to be edited: `12.5`, no symbol. */
export const typedFromRate = (rate: number): string =>
  formatNanos(nanosFromRate(rate), "XXX", {}).replace(/ XXX$/, "").replaceAll(",", "").replace("−", "-");
/** With the decimals that the currency has, so that it can be read again: `1400` of yen. */
export const typedFromSettlement = (amount: number, currency = "USD"): string =>
  rounded(nanosFromSettlement(amount, currency), NANO_DIGITS, minorDigits(currency)).replaceAll(",", "");
