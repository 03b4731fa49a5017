/** Values as Postgres's binary formats have them, written where they go. */

/** Where Postgres counts time from: 2000-01-01, in milliseconds since 1970. */
const POSTGRES_EPOCH_MS = 946_684_800_000;
const TWO_TO_32 = 4_294_967_296;

/** `bigint`. @throws RangeError above what the column holds */
export function writeBigint(view: DataView, at: number, value: bigint): void {
  // The view would write what is left of it in 64 bits.
  if (BigInt.asIntN(64, value) !== value)
    throw new RangeError(`${value} is above what a bigint column holds`);
  view.setBigInt64(at, value);
}

/** `timestamptz`. In two halves, which makes no bigint; beyond the year 2285 it takes one. */
export function writeTime(view: DataView, at: number, value: Date): void {
  const ms = value.getTime() - POSTGRES_EPOCH_MS;
  const micros = ms * 1_000;
  if (!Number.isSafeInteger(micros)) {
    view.setBigInt64(at, BigInt(ms) * 1_000n);
    return;
  }
  const high = Math.floor(micros / TWO_TO_32);
  view.setInt32(at, high);
  view.setUint32(at + 4, micros - high * TWO_TO_32);
}

export const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView =>
  new DataView(buffer, byteOffset, length);
