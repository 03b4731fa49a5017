/**
 * TypeIDs: `cus_` + base32 of a UUIDv7, so that ids sort by the time they were made.
 * Code, API and logs carry the text; Postgres holds the 16 bytes.
 */
import type { IdPrefix } from "@farthing/contract";
import { TypeID, typeidUnboxed } from "typeid-js";

export type Id<P extends IdPrefix> = `${P}_${string}`;

export const newId = <P extends IdPrefix>(prefix: P): Id<P> => typeidUnboxed(prefix) as string as Id<P>;

/** @throws Error when the text is not a TypeID; check callers' input with {@link isId} first. */
export const uuidFromId = (id: string): string => TypeID.fromString(id).toUUID();

export const idFromUuid = <P extends IdPrefix>(prefix: P, uuid: string): Id<P> =>
  TypeID.fromUUID(prefix, uuid).toString() as Id<P>;

export function isId<P extends IdPrefix>(prefix: P, text: string): text is Id<P> {
  return text.startsWith(`${prefix}_`) && /^[0-7][0-9a-hjkmnp-tv-z]{25}$/.test(text.slice(prefix.length + 1));
}
