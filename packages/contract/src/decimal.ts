/**
 * Exact passage between JSON numbers and scaled integers.
 *
 * JSON has one number type and JavaScript reads it as a double. A double keeps every decimal of up to 15
 * significant digits, and every integer up to 2^53 - 1; past that what arrived may already differ from what was
 * sent, so such a number is refused rather than rounded.
 */

/** Thrown by {@link scaledFromNumber}; `reason` completes the sentence "the value …". */
export class InexactNumberError extends Error {
  override readonly name = "InexactNumberError";
  constructor(readonly reason: string) {
    super(`the value ${reason}`);
  }
}

const MAX_EXACT_DIGITS = 15;

/**
 * The integer `value × 10^fractionDigits`, exactly.
 *
 * @param value a finite JSON number, e.g. `0.5`
 * @param fractionDigits decimals kept: 9 for quantities, 5 for rate-scale amounts in nanos
 * @throws InexactNumberError when the number is not finite, has more decimals, or more digits than a double holds
 */
export function scaledFromNumber(value: number, fractionDigits: number): bigint {
  if (!Number.isFinite(value)) throw new InexactNumberError("must be a finite number");
  // Nearly every amount and quantity is a whole number: 0.1 µs, against 0.9 µs by way of its text.
  if (Number.isSafeInteger(value)) return BigInt(value) * powerOfTen(fractionDigits);
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!match) throw new InexactNumberError("must be a decimal number");
  const [, sign, whole = "0", fraction = "", exponentText] = match;
  const exponent = Number(exponentText ?? 0);
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  if (digits.replace(/0+$/, "").length > MAX_EXACT_DIGITS) {
    throw new InexactNumberError(
      `has more than the ${MAX_EXACT_DIGITS} digits that a JSON number keeps exactly`,
    );
  }
  const shift = fractionDigits + exponent - fraction.length;
  const magnitude = shiftDigits(digits || "0", shift, fractionDigits);
  return sign ? -magnitude : magnitude;
}

function shiftDigits(digits: string, shift: number, fractionDigits: number): bigint {
  if (shift >= 0) return BigInt(digits) * powerOfTen(shift);
  const divisor = powerOfTen(-shift);
  const scaled = BigInt(digits);
  if (scaled % divisor !== 0n) {
    throw new InexactNumberError(`has more than ${fractionDigits} decimal places`);
  }
  return scaled / divisor;
}

/** The decimal text of `scaled / 10^fractionDigits` without trailing zeros: `1500000000n, 9` → `"1.5"`. */
export function decimalFromScaled(scaled: bigint, fractionDigits: number): string {
  const negative = scaled < 0n;
  const text = (negative ? -scaled : scaled).toString().padStart(fractionDigits + 1, "0");
  const whole = text.slice(0, text.length - fractionDigits);
  const fraction = text.slice(text.length - fractionDigits).replace(/0+$/, "");
  return `${negative ? "-" : ""}${whole}${fraction ? `.${fraction}` : ""}`;
}

/**
 * The JSON number nearest to `scaled / 10^fractionDigits`; exact up to 15 significant digits.
 *
 * Both sides of the division are whole numbers that a double holds, and IEEE 754 rounds a quotient of such to the
 * nearest double: what reading the decimal text gives. Above 2^53 the text is read.
 */
export function numberFromScaled(scaled: bigint, fractionDigits: number): number {
  if (scaled <= MAX_EXACT && scaled >= -MAX_EXACT) return Number(scaled) / 10 ** fractionDigits;
  return Number(decimalFromScaled(scaled, fractionDigits));
}

const MAX_EXACT = BigInt(Number.MAX_SAFE_INTEGER);

/** 10^0 to 10^18, as every scale needs them. */
const POWERS = Array.from({ length: 19 }, (_, exponent) => 10n ** BigInt(exponent));
const powerOfTen = (exponent: number): bigint => POWERS[exponent] ?? 10n ** BigInt(exponent);
