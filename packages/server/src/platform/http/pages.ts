/** Cursor pages: opaque to callers, stable while rows are added, because they name a position and not an offset. */
import { ID_PREFIXES, ID_SUFFIX, type IdPrefix } from "@farthing/contract";
import type { Id } from "../ids.js";
import { invalid } from "./validate.js";

export interface Page<T> {
  readonly data: T[];
  readonly nextCursor: string | null;
}

/** Rows are fetched with `limit + 1`, to know whether there is more without counting. */
export function pageOf<T>(rows: readonly T[], limit: number, position: (row: T) => string): Page<T> {
  const data = rows.slice(0, limit);
  const last = data.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { data, nextCursor: hasMore ? Buffer.from(position(last), "utf8").toString("base64url") : null };
}

/** @throws FarthingError `validation_error` at `cursor` when it is not one of ours */
export function readCursor(cursor: string | undefined, expected: RegExp): string | undefined {
  if (cursor === undefined) return undefined;
  const position = Buffer.from(cursor, "base64url").toString("utf8");
  if (!expected.test(position)) throw invalid("cursor", "must be a cursor returned by this list");
  return position;
}

/** As {@link readCursor}, of a list that is ordered by id. @throws as it does */
export const readIdCursor = <P extends IdPrefix>(prefix: P, cursor: string | undefined): Id<P> | undefined =>
  readCursor(cursor, ID_PATTERNS[prefix]) as Id<P> | undefined;

const ID_PATTERNS = Object.fromEntries(
  Object.values(ID_PREFIXES).map((prefix) => [prefix, new RegExp(`^${prefix}_${ID_SUFFIX}$`)]),
) as Record<IdPrefix, RegExp>;

export const listAnswer = <T>(page: Page<T>) => ({
  object: "list" as const,
  data: page.data,
  hasMore: page.nextCursor !== null,
  nextCursor: page.nextCursor,
});

/**
 * The answer of a list that is ordered by id, newest first.
 * @param rowsBefore the rows before a position: one more than `limit` where there are more
 * @throws as {@link readCursor}
 */
export async function listById<P extends IdPrefix, Row extends { readonly id: Id<P> }, T>(
  prefix: P,
  { cursor, limit }: { readonly cursor?: string | undefined; readonly limit: number },
  rowsBefore: (before: Id<P> | undefined) => Promise<readonly Row[]>,
  shapeAll: (rows: readonly Row[]) => T[] | Promise<T[]>,
) {
  const page = pageOf(await rowsBefore(readIdCursor(prefix, cursor)), limit, (row) => row.id);
  return listAnswer({ ...page, data: await shapeAll(page.data) });
}
