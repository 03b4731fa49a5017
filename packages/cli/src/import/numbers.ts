/** Numbers out of text, exactly or not at all. */
import { RowProblem } from "./row-problem.js";

const MAX_DECIMALS = 9;
/** What a JSON number keeps. */
const MAX_DIGITS = 15;
const MAX_TOKENS = 1_000_000_000_000;

/** A quantity ≥ 0 with up to nine decimals. @throws RowProblem where a JSON number would not hold it exactly */
export function readDecimal(text: string): number {
  const match = /^(\d+)(?:\.(\d*))?$/.exec(text.trim());
  if (!match) throw new RowProblem("is not a number ≥ 0 written as digits, with a point before decimals");
  const whole = match[1]!.replace(/^0+/, "");
  const fraction = (match[2] ?? "").replace(/0+$/, "");
  if (fraction.length > MAX_DECIMALS) throw new RowProblem(`has more than ${MAX_DECIMALS} decimals`);
  const digits = `${whole}${fraction}`.replace(/^0+/, "");
  const value = Number(`${whole || "0"}.${fraction || "0"}`);
  if (digits.length > MAX_DIGITS && !Number.isSafeInteger(value))
    throw new RowProblem(`has more than the ${MAX_DIGITS} digits that a JSON number keeps exactly`);
  return value;
}

/** A whole number from 0 to 10^12; `374.0`, as some tools write whole numbers, is one. @throws RowProblem */
export function readTokenCount(text: string): number {
  const match = /^(\d+)(?:\.0*)?$/.exec(text.trim());
  if (!match) throw new RowProblem("is not a whole number ≥ 0");
  const count = Number(match[1]);
  if (count > MAX_TOKENS) throw new RowProblem("is larger than 10^12");
  return count;
}

/**
 * A number of an answer as an integer of `10^-fractionDigits`: money in rate scale has 5 (nanos), quantities 9.
 * The answer's numbers have no more digits than these.
 */
export function scaledFromAnswer(value: number, fractionDigits: number): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value));
  if (!match) throw new RangeError(`${value} is not an amount`);
  const [, sign = "", whole = "", fraction = "", exponent = "0"] = match;
  const shift = fractionDigits + Number(exponent) - fraction.length;
  const digits = BigInt(`${whole}${fraction}`);
  const scaled = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return sign ? -scaled : scaled;
}

/** `1500000000n` with 9 → `"1.5"`. */
export function decimalText(scaled: bigint, fractionDigits: number): string {
  const text = (scaled < 0n ? -scaled : scaled).toString().padStart(fractionDigits + 1, "0");
  const fraction = text.slice(-fractionDigits).replace(/0+$/, "");
  return `${scaled < 0n ? "-" : ""}${text.slice(0, -fractionDigits)}${fraction ? `.${fraction}` : ""}`;
}
