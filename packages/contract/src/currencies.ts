import { numberFromScaled } from "./decimal.js";

/**
 * How many decimals a currency's minor unit has, after ISO 4217 (list one, column "minor unit"). Only those that
 * differ from two are listed. Settlement scale counts minor units: 100 = $1.00, 1 = ¥1, 1000 = 1.000 KWD.
 */
const MINOR_UNIT_DIGITS: Readonly<Record<string, number>> = {
  BIF: 0,
  CLP: 0,
  DJF: 0,
  GNF: 0,
  ISK: 0,
  JPY: 0,
  KMF: 0,
  KRW: 0,
  PYG: 0,
  RWF: 0,
  UGX: 0,
  UYI: 0,
  VND: 0,
  VUV: 0,
  XAF: 0,
  XOF: 0,
  XPF: 0,
  BHD: 3,
  IQD: 3,
  JOD: 3,
  KWD: 3,
  LYD: 3,
  OMR: 3,
  TND: 3,
  CLF: 4,
  UYW: 4,
};

const NANO_DIGITS = 9;

/** Decimals of a currency's minor unit: 2 for USD, 0 for JPY. */
export const minorUnitDigits = (currency: string): number => MINOR_UNIT_DIGITS[currency.toUpperCase()] ?? 2;

/** Nanos in one settlement unit of a currency: 10^7 for USD, 10^9 for JPY. */
export const nanosPerSettlementUnit = (currency: string): bigint =>
  10n ** BigInt(NANO_DIGITS - minorUnitDigits(currency));

/** Nanos of whole settlement units → settlement scale, exactly: 100 = $1.00, and ¥100. */
export const settlementFromNanos = (nanos: bigint, currency: string): number =>
  numberFromScaled(nanos, NANO_DIGITS - minorUnitDigits(currency));

/**
 * Nanos, rounded half up to whole settlement units of the currency, in nanos again. The one place where an exact
 * amount becomes one that can be paid.
 */
export function settledNanos(exactNanos: bigint, currency: string): bigint {
  const unit = nanosPerSettlementUnit(currency);
  const doubled = 2n * exactNanos + unit;
  const quotient = doubled / (2n * unit);
  // BigInt division cuts towards zero; half up means towards the greater whole, also below zero.
  const isCut = doubled < 0n && doubled % (2n * unit) !== 0n;
  return (isCut ? quotient - 1n : quotient) * unit;
}
