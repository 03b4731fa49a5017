/** Column types shared by every room's schema: ids, nanos, exact quantities, times. */
import { decimalFromScaled, type IdPrefix } from "@farthing/contract";
import { bigint, customType, timestamp } from "drizzle-orm/pg-core";
import { type Id, idFromUuid, uuidFromId } from "../ids.js";

/** `cus_…` in code, `uuid` (16 bytes) in Postgres. */
export const typeId = <P extends IdPrefix>(name: string, prefix: P) =>
  customType<{ data: Id<P>; driverData: string }>({
    dataType: () => "uuid",
    toDriver: (id) => uuidFromId(id),
    fromDriver: (uuid) => idFromUuid(prefix, uuid),
  })(name);

/** An amount of money or credits: 10^-9 of the unit, as `bigint` on both sides. */
export const nanos = (name: string) => bigint(name, { mode: "bigint" });

/** Bytes: digests and hashes. */
export const bytea = customType<{ data: Buffer; driverData: Buffer }>({ dataType: () => "bytea" });

/** A whole number that may pass 2^53. */
export const count = (name: string) => bigint(name, { mode: "bigint" });

/** `numeric` with nine decimals in Postgres, nano-units as `bigint` in code: sums are exact and unbounded. */
export const nanoUnits = customType<{ data: bigint; driverData: string }>({
  dataType: () => "numeric",
  toDriver: (scaled) => decimalFromScaled(scaled, 9),
  fromDriver: (text) => nanoUnitsFromNumeric(text),
});

/** Nanos where a sum may pass what a `bigint` column holds: `numeric` in Postgres, whole. */
export const wideNanos = customType<{ data: bigint; driverData: string }>({
  dataType: () => "numeric",
  toDriver: (amount) => amount.toString(),
  fromDriver: (text) => BigInt(text),
});

/** Postgres's `numeric` text → nano-units. The column never holds more than nine decimals. */
export function nanoUnitsFromNumeric(text: string): bigint {
  const [whole = "0", fraction = ""] = text.split(".");
  const magnitude = BigInt(whole.replace("-", "") + fraction.padEnd(9, "0").slice(0, 9));
  return whole.startsWith("-") ? -magnitude : magnitude;
}

export const time = (name: string) => timestamp(name, { withTimezone: true, precision: 3, mode: "date" });
