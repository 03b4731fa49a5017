/**
 * Arrays as parameters of set-based statements, in Postgres's binary format: `unnest($1::uuid[], $2::bigint[], …)`.
 *
 * Measured for 1,000 events of 27 columns under three indexes, CPU per event: JSON of all rows 17 µs in Postgres and
 * 5 µs here; arrays as text 11 + 4 µs; arrays in binary 8 + 5 µs. The layout is that of Postgres's `array_recv`.
 */
import type { IdPrefix } from "@farthing/contract";
import { type Id, UUID_BYTES, writeIdBytes, writeUuidBytes } from "../ids.js";
import { viewOf, writeBigint, writeTime } from "./binary.js";
import { type Digits, digitsOfNanoUnits, digitsOfWhole, numericRoom, writeNumeric } from "./numeric.js";

const OID = { int8: 20, text: 25, timestamptz: 1184, uuid: 2950, numeric: 1700 } as const;

/** Dimensions, a flag for nulls, the type of the elements; then the length and the lower bound of one dimension. */
const HEADER_BYTES = 20;
const LENGTH_BYTES = 4;
const NULL_LENGTH = -1;

function writeHeader(target: Buffer, elementOid: number, length: number): void {
  target.writeInt32BE(1, 0);
  target.writeInt32BE(1, 4);
  target.writeInt32BE(elementOid, 8);
  target.writeInt32BE(length, 12);
  target.writeInt32BE(1, 16);
}

/** Nulls take no room but their length: what is returned is the part that was written. */
const room = (count: number, width: number): Buffer =>
  Buffer.allocUnsafe(HEADER_BYTES + count * (LENGTH_BYTES + width));

type Pick<T, V> = (one: T) => V | null;

/** For arrays of what is sent itself. */
export const itself = <T>(one: T): T => one;

/** Ids of any kind as `uuid[]`. */
export function idArray<T>(from: readonly T[], pick: Pick<T, Id<IdPrefix>>): Buffer {
  const target = room(from.length, UUID_BYTES);
  writeHeader(target, OID.uuid, from.length);
  let offset = HEADER_BYTES;
  // Environments, features and prices come in runs; the bytes of the one before are at hand.
  let last: string | undefined;
  let lastOffset = 0;
  for (const one of from) {
    const id = pick(one);
    offset = target.writeInt32BE(id === null ? NULL_LENGTH : UUID_BYTES, offset);
    if (id === null) continue;
    if (id === last) target.copyWithin(offset, lastOffset, lastOffset + UUID_BYTES);
    else writeIdBytes(id, target, offset);
    last = id;
    lastOffset = offset;
    offset += UUID_BYTES;
  }
  return target.subarray(0, offset);
}

/** UUIDs in their text form (digests) as `uuid[]`. @throws Error for what is not one */
export function uuidArray<T>(from: readonly T[], pick: Pick<T, string>): Buffer {
  const target = room(from.length, UUID_BYTES);
  writeHeader(target, OID.uuid, from.length);
  let offset = HEADER_BYTES;
  for (const one of from) {
    const uuid = pick(one);
    offset = target.writeInt32BE(uuid === null ? NULL_LENGTH : UUID_BYTES, offset);
    if (uuid === null) continue;
    writeUuidBytes(uuid, target, offset);
    offset += UUID_BYTES;
  }
  return target.subarray(0, offset);
}

/** `bigint[]`. @throws RangeError above what the column holds */
export function bigintArray<T>(from: readonly T[], pick: Pick<T, bigint>): Buffer {
  const target = room(from.length, 8);
  const view = viewOf(target);
  writeHeader(target, OID.int8, from.length);
  let offset = HEADER_BYTES;
  for (const one of from) {
    const value = pick(one);
    offset = target.writeInt32BE(value === null ? NULL_LENGTH : 8, offset);
    if (value === null) continue;
    writeBigint(view, offset, value);
    offset += 8;
  }
  return target.subarray(0, offset);
}

/** `timestamptz[]`. */
export function timeArray<T>(from: readonly T[], pick: Pick<T, Date>): Buffer {
  const target = room(from.length, 8);
  const view = viewOf(target);
  writeHeader(target, OID.timestamptz, from.length);
  let offset = HEADER_BYTES;
  for (const one of from) {
    const time = pick(one);
    offset = target.writeInt32BE(time === null ? NULL_LENGTH : 8, offset);
    if (time === null) continue;
    writeTime(view, offset, time);
    offset += 8;
  }
  return target.subarray(0, offset);
}

/** A UTF-16 unit takes at most this many bytes in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;

/** `text[]`. The texts must be well-formed and without NUL, as every stored text is. */
export function textArray<T>(from: readonly T[], pick: Pick<T, string>): Buffer {
  let units = 0;
  for (const one of from) units += pick(one)?.length ?? 0;
  const target = Buffer.allocUnsafe(HEADER_BYTES + from.length * LENGTH_BYTES + units * MAX_BYTES_PER_UNIT);
  writeHeader(target, OID.text, from.length);
  let offset = HEADER_BYTES;
  for (const one of from) {
    const text = pick(one);
    const bytes = text === null ? NULL_LENGTH : target.write(text, offset + LENGTH_BYTES, "utf8");
    offset = target.writeInt32BE(bytes, offset) + Math.max(bytes, 0);
  }
  return target.subarray(0, offset);
}

/** `numeric[]`, from nano-units. */
export const nanoUnitArray = <T>(from: readonly T[], pick: Pick<T, bigint>): Buffer =>
  numericArray(from, pick, digitsOfNanoUnits);

/** `numeric[]`, from whole numbers. */
export const wholeArray = <T>(from: readonly T[], pick: Pick<T, bigint>): Buffer =>
  numericArray(from, pick, digitsOfWhole);

/** As text, reading eight of these was a third of what Postgres took to add a batch to the hourly totals. */
function numericArray<T>(
  from: readonly T[],
  pick: Pick<T, bigint>,
  digitsOf: (value: bigint) => Digits,
): Buffer {
  const numbers = from.map((one) => {
    const value = pick(one);
    return value === null ? null : digitsOf(value);
  });
  const width = numbers.reduce((sum, number) => sum + LENGTH_BYTES + (number ? numericRoom(number) : 0), 0);
  const target = Buffer.allocUnsafe(HEADER_BYTES + width);
  const view = viewOf(target);
  writeHeader(target, OID.numeric, from.length);
  let offset = HEADER_BYTES;
  for (const number of numbers) {
    const bytes = number ? writeNumeric(view, offset + LENGTH_BYTES, number) : NULL_LENGTH;
    view.setInt32(offset, bytes);
    offset += LENGTH_BYTES + Math.max(bytes, 0);
  }
  return target.subarray(0, offset);
}
