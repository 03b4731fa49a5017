/**
 * Arrays as parameters of set-based statements, in Postgres's binary format: `unnest($1::uuid[], $2::bigint[], …)`.
 *
 * Measured for 1,000 events of 27 columns under three indexes, CPU per event: JSON of all rows 17 µs in Postgres and
 * 5 µs here; arrays as text 11 + 4 µs; arrays in binary 8 + 5 µs. The layout is that of Postgres's `array_recv`.
 */
import type { IdPrefix } from "@farthing/contract";
import { type Id, writeIdBytes } from "../ids.js";

const OID = { bool: 16, int8: 20, int4: 23, text: 25, timestamptz: 1184, uuid: 2950 } as const;

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

function fixedWidth<T>(
  elementOid: number,
  width: number,
  values: readonly (T | null)[],
  write: (target: Buffer, value: T, offset: number) => void,
): Buffer {
  const target = Buffer.allocUnsafe(HEADER_BYTES + values.length * (LENGTH_BYTES + width));
  writeHeader(target, elementOid, values.length);
  let offset = HEADER_BYTES;
  for (const value of values) {
    offset = target.writeInt32BE(value === null ? NULL_LENGTH : width, offset);
    if (value === null) continue;
    write(target, value, offset);
    offset += width;
  }
  return target.subarray(0, offset);
}

/** Ids of any kind as `uuid[]`. */
export const idArray = (ids: readonly (Id<IdPrefix> | null)[]): Buffer =>
  fixedWidth(OID.uuid, 16, ids, (target, id, offset) => writeIdBytes(id, target, offset));

/** UUIDs in their text form (digests) as `uuid[]`. */
export const uuidArray = (uuids: readonly (string | null)[]): Buffer =>
  fixedWidth(OID.uuid, 16, uuids, (target, uuid, offset) => {
    if (target.write(uuid.replaceAll("-", ""), offset, 16, "hex") !== 16)
      throw new Error(`${uuid} is not a UUID`);
  });

/** `bigint[]`. @throws RangeError above what the column holds */
export const bigintArray = (values: readonly (bigint | null)[]): Buffer =>
  fixedWidth(OID.int8, 8, values, (target, value, offset) => target.writeBigInt64BE(value, offset));

/** `integer[]`. */
export const integerArray = (values: readonly (number | null)[]): Buffer =>
  fixedWidth(OID.int4, 4, values, (target, value, offset) => target.writeInt32BE(value, offset));

/** `boolean[]`. */
export const booleanArray = (values: readonly (boolean | null)[]): Buffer =>
  fixedWidth(OID.bool, 1, values, (target, value, offset) => target.writeUInt8(value ? 1 : 0, offset));

/** Where Postgres counts time from: 2000-01-01, in milliseconds since 1970. */
const POSTGRES_EPOCH_MS = 946_684_800_000;

/** `timestamptz[]`. */
export const timeArray = (times: readonly (Date | null)[]): Buffer =>
  fixedWidth(OID.timestamptz, 8, times, (target, time, offset) =>
    target.writeBigInt64BE(BigInt(time.getTime() - POSTGRES_EPOCH_MS) * 1_000n, offset),
  );

/** A UTF-16 unit takes at most this many bytes in UTF-8. */
const MAX_BYTES_PER_UNIT = 3;

/** `text[]`. The texts must be well-formed and without NUL, as every stored text is. */
export function textArray(texts: readonly (string | null)[]): Buffer {
  const atMost = texts.reduce((bytes, text) => bytes + (text?.length ?? 0) * MAX_BYTES_PER_UNIT, 0);
  const target = Buffer.allocUnsafe(HEADER_BYTES + texts.length * LENGTH_BYTES + atMost);
  writeHeader(target, OID.text, texts.length);
  let offset = HEADER_BYTES;
  for (const text of texts) {
    const bytes = text === null ? NULL_LENGTH : target.write(text, offset + LENGTH_BYTES, "utf8");
    target.writeInt32BE(bytes, offset);
    offset += LENGTH_BYTES + Math.max(bytes, 0);
  }
  return target.subarray(0, offset);
}

/** `numeric[]`, from decimal text: its binary form is more work to make than to read as text. */
export const numericArray = (decimals: readonly (string | null)[]): string =>
  `{${decimals.map((decimal) => decimal ?? "NULL").join(",")}}`;
