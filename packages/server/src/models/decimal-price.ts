/** Prices as catalogs write them, decimal text, to whole nanos per million tokens. No float is in between. */
import { MAX_NANOS } from "@farthing/contract";

/** USD per million tokens → nanos per million: nine decimals. */
export const FROM_USD_PER_MILLION = 9;
/** USD per token → nanos per million: six more. */
export const FROM_USD_PER_TOKEN = 15;

const DECIMAL = /^(\d{1,30})(?:\.(\d{1,60}))?(?:e([+-]?\d{1,2}))?$/i;

/**
 * `text × 10^shift`, to the nearest whole nano (a nano per million tokens is $0.000000001 for a million of them).
 *
 * @returns undefined where the text is not a decimal number ≥ 0, or is more than a bigint column holds
 */
export function nanosFromDecimal(text: string, shift: number): bigint | undefined {
  const match = DECIMAL.exec(text);
  if (!match) return undefined;
  const [, whole = "", fraction = "", exponent = "0"] = match;
  const digits = BigInt(whole + fraction);
  const power = shift + Number(exponent) - fraction.length;
  const nanos = power >= 0 ? digits * 10n ** BigInt(power) : divideToNearest(digits, 10n ** BigInt(-power));
  return nanos <= MAX_NANOS ? nanos : undefined;
}

const divideToNearest = (value: bigint, divisor: bigint): bigint => (value + divisor / 2n) / divisor;
