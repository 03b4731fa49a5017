/**
 * What is done last in a transaction, for all that asked for it at once. A lock that every transaction of a kind wants is
 * taken here: it is held until the commit, and so others wait for one round trip and not for all that is done besides.
 */
import pg from "pg";
import type { Db } from "./database.js";

/**
 * Does it for all items, in the order in which they came up.
 * @returns statements that were sent and need not be waited for: the COMMIT follows them on the wire
 */
type DoLast<I> = (tx: Db, items: readonly I[]) => Promise<readonly Promise<unknown>[]>;

type Waiting = Map<DoLast<never>, unknown[]>;

/** By transaction, for as long as it is open. */
const waiting = new WeakMap<Db, Waiting>();

/** @param all the same function for all that may go together */
export function beforeCommit<I>(tx: Db, item: I, all: DoLast<I>): void {
  if (tx.$client instanceof pg.Pool)
    throw new Error("outside of a transaction there is no commit to wait for");
  const ofTransaction: Waiting = waiting.get(tx) ?? new Map();
  waiting.set(tx, ofTransaction);
  const items = ofTransaction.get(all);
  if (items) items.push(item);
  else ofTransaction.set(all, [item]);
}

/** Sends what waits. @returns as {@link DoLast} */
export async function sendLast(tx: Db): Promise<readonly Promise<unknown>[]> {
  const all = waiting.get(tx);
  waiting.delete(tx);
  const sent: Promise<unknown>[] = [];
  for (const [doLast, items] of all ?? []) sent.push(...(await (doLast as DoLast<unknown>)(tx, items)));
  // One may fail before anybody has come to wait for it; that is no reason to end.
  for (const statement of sent) statement.catch(() => undefined);
  return sent;
}

/** Does what waits now, for an answer that has to say what came of it. What follows in the transaction should be short. */
export async function doLastNow(tx: Db): Promise<void> {
  await Promise.all(await sendLast(tx));
}

/** Nothing waits any more of a transaction that has ended: its connection is used again. */
export function forgetLast(tx: Db): void {
  waiting.delete(tx);
}

/** Of what comes up in `work` nothing is done, for it is taken back; what waited before still waits. */
export async function withoutLast<T>(tx: Db, work: () => Promise<T>): Promise<T> {
  const before = waiting.get(tx);
  waiting.delete(tx);
  try {
    return await work();
  } finally {
    if (before) waiting.set(tx, before);
    else waiting.delete(tx);
  }
}
