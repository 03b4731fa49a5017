/** Customers of whom something is due: a renewal, a reset, an end. It is done before anything is charged. */
import type { Db, Id } from "../platform/index.js";
import { type CatchUp, findOpenSubscriptions, type OpenSubscription } from "../subscriptions/index.js";
import type { ChargeItem } from "./item.js";
import type { Known } from "./known.js";

/** One item of each customer of whom something is due at its time: the latest. */
export function overdue(
  items: readonly ChargeItem[],
  subscriptions: readonly OpenSubscription[],
): ChargeItem[] {
  const due = new Map<Id<"cus">, Date>();
  for (const { customerId, nextDueAt } of subscriptions) if (nextDueAt) due.set(customerId, nextDueAt);
  const found = new Map<Id<"cus">, ChargeItem>();
  for (const item of items) {
    const dueAt = due.get(item.customerId);
    if (dueAt === undefined || dueAt > item.now) continue;
    const known = found.get(item.customerId);
    if (!known || known.now < item.now) found.set(item.customerId, item);
  }
  return [...found.values()];
}

/** Does what is due in the batch's own transaction, which holds the locks. Costs nothing where nothing is. */
export async function bringUpToDate(
  tx: Db,
  items: readonly ChargeItem[],
  known: Known,
  catchUp: CatchUp,
): Promise<Known> {
  const late = overdue(items, known.subscriptions);
  if (late.length === 0) return known;
  for (const { customerId, livemode, now } of late)
    await catchUp(tx, { account: known.accounts.get(customerId)!, livemode }, now);
  const customerIds = [...new Set(items.map((item) => item.customerId))];
  return { ...known, subscriptions: await findOpenSubscriptions(tx, customerIds) };
}
