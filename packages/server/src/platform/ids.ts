/**
 * TypeIDs: `cus_` + base32 of a UUIDv7, so that ids sort by the time they were made.
 * Code, API and logs carry the text; Postgres holds the 16 bytes.
 */
import type { IdPrefix } from "@farthing/contract";
import { TypeID, typeidUnboxed } from "typeid-js";

export type Id<P extends IdPrefix> = `${P}_${string}`;

export const newId = <P extends IdPrefix>(prefix: P): Id<P> => typeidUnboxed(prefix) as string as Id<P>;

/**
 * Any 16 bytes: an id that a caller made up need not be a UUID of a known version, and must be looked for like any other.
 * @throws Error when the text is not a TypeID; check callers' input with {@link isId} first.
 */
export function uuidFromId(id: string): string {
  const hex = Buffer.from(TypeID.fromString(id).toUUIDBytes()).toString("hex");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

export const idFromUuid = <P extends IdPrefix>(prefix: P, uuid: string): Id<P> =>
  TypeID.fromUUID(prefix, uuid).toString() as Id<P>;

export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(`${prefix}_`) && /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.slice(prefix.length + 1));
}
