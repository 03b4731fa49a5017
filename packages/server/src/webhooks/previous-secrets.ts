/** Secrets that were replaced, and sign as well until the overlap of each is over, so that receivers can follow. */
import { addMs, FarthingError, timeFrom } from "../platform/index.js";
import type { PreviousSecret, WebhookRow } from "./schema.js";

/** Each is a signature in a header of every delivery. */
const MOST = 10;

/** Those that sign at a (real) time, the last one first. */
export const stillSigning = (
  { previousSecrets }: Pick<WebhookRow, "previousSecrets">,
  at: Date,
): PreviousSecret[] => previousSecrets.filter(({ expiresAt }) => timeFrom(expiresAt) > at);

/** Until when one of them signs; null where none does. */
export const lastExpiry = (row: Pick<WebhookRow, "previousSecrets">, at: Date): string | null =>
  stillSigning(row, at)
    .map(({ expiresAt }) => expiresAt)
    .sort()
    .at(-1) ?? null;

/**
 * What signs beside the next secret: the present one, and what was replaced before and still has its time. Without an
 * overlap, nothing.
 * @throws FarthingError `invalid_state` where they would be too many
 */
export function replacedAt(row: WebhookRow, at: Date, overlapMs: number): PreviousSecret[] {
  if (overlapMs === 0) return [];
  const before = stillSigning(row, at);
  if (before.length >= MOST) {
    const [nextExpiry] = before.map(({ expiresAt }) => expiresAt).sort();
    throw new FarthingError(
      "invalid_state",
      `${MOST} earlier secrets of ${row.id} are still in use for signing. Wait until ${nextExpiry}, or send overlapHours 0 to stop using all of them.`,
      { param: "overlapHours" },
    );
  }
  return [{ secret: row.secret, expiresAt: addMs(at, overlapMs).toISOString() }, ...before];
}
