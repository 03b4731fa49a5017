/** `numeric` as Postgres's binary format has it: digits of four decimals each, and how many of them stand before the point. */

const DIGIT = 10_000;
const DECIMALS_PER_DIGIT = 4;
const HEADER_BYTES = 8;
const POSITIVE = 0x0000;
const NEGATIVE = 0x4000;
const MAX_SAFE = BigInt(Number.MAX_SAFE_INTEGER);

/** A number in digits, the last one first, of which so many stand behind the point. */
export interface Digits {
  readonly isNegative: boolean;
  readonly digits: readonly number[];
  readonly behindPoint: number;
}

export function digitsOfWhole(value: bigint): Digits {
  const isNegative = value < 0n;
  return { isNegative, digits: digitsFrom(isNegative ? -value : value, []), behindPoint: 0 };
}

const TENTH = 10n;
const TENTH_TO_DIGIT = 1_000;

/** Nine decimals are filled up to twelve, which are three whole digits: the ninth stands alone in the third. */
export function digitsOfNanoUnits(nanoUnits: bigint): Digits {
  const isNegative = nanoUnits < 0n;
  const magnitude = isNegative ? -nanoUnits : nanoUnits;
  const digits = magnitude === 0n ? [] : [Number(magnitude % TENTH) * TENTH_TO_DIGIT];
  return { isNegative, digits: digitsFrom(magnitude / TENTH, digits), behindPoint: 3 };
}

/** As a number where it is one without loss, as nearly all are: as bigints the digits of an event were 500 bytes. */
function digitsFrom(magnitude: bigint, digits: number[]): number[] {
  let large = magnitude;
  for (; large > MAX_SAFE; large /= BigInt(DIGIT)) digits.push(Number(large % BigInt(DIGIT)));
  for (let rest = Number(large); rest > 0; rest = Math.floor(rest / DIGIT)) digits.push(rest % DIGIT);
  return digits;
}

/** What {@link writeNumeric} takes at most. */
export const numericRoom = ({ digits }: Digits): number => HEADER_BYTES + 2 * digits.length;

/** With no more decimals than it needs. @returns the bytes it takes */
export function writeNumeric(
  view: DataView,
  at: number,
  { isNegative, digits, behindPoint }: Digits,
): number {
  let zeros = 0;
  while (digits[zeros] === 0) zeros += 1;
  const kept = digits.length - zeros;
  view.setInt16(at, kept);
  view.setInt16(at + 2, kept === 0 ? 0 : digits.length - behindPoint - 1);
  view.setInt16(at + 4, isNegative ? NEGATIVE : POSITIVE);
  view.setInt16(at + 6, kept === 0 ? 0 : decimalsOf(digits[zeros]!, behindPoint - zeros));
  for (let i = 0; i < kept; i++) view.setInt16(at + HEADER_BYTES + 2 * i, digits[digits.length - 1 - i]!);
  return HEADER_BYTES + 2 * kept;
}

/** @param last the last digit that is not zero, the `behindPoint`th one behind the point */
function decimalsOf(last: number, behindPoint: number): number {
  if (behindPoint <= 0) return 0;
  let decimals = behindPoint * DECIMALS_PER_DIGIT;
  for (let rest = last; rest % 10 === 0; rest /= 10) decimals -= 1;
  return decimals;
}
