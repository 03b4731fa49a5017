/**
 * Customers of whom something is due: a renewal, a reset, an end, or what their plan includes more since it was changed.
 * It is done before anything is charged.
 */
import type { Db, Id } from "../platform/index.js";
import {
  type CatchUp,
  findOpenSubscriptions,
  missingIncludedNanos,
  type OpenSubscription,
} from "../subscriptions/index.js";
import type { ChargeItem } from "./item.js";
import { type Known, withVersions } from "./known.js";

/** One item of each customer of whom something is due at its time: the latest. */
export function overdue(items: readonly ChargeItem[], known: Known): ChargeItem[] {
  const latest = new Map<Id<"cus">, ChargeItem>();
  for (const item of items) {
    const earlier = latest.get(item.customerId);
    if (!earlier || earlier.now < item.now) latest.set(item.customerId, item);
  }
  return known.subscriptions.flatMap((subscription) => {
    const item = latest.get(subscription.customerId)!;
    return isDue(subscription, item, known) ? [item] : [];
  });
}

function isDue(subscription: OpenSubscription, item: ChargeItem, { accounts, catalogs }: Known): boolean {
  const { nextDueAt } = subscription;
  if (nextDueAt !== null && nextDueAt <= item.now) return true;
  const { config } = catalogs.get(item.environmentId)!;
  return missingIncludedNanos(config, subscription, accounts.get(item.customerId)!) > 0n;
}

/** Does what is due in the batch's own transaction, which holds the locks. Costs nothing where nothing is. */
export async function bringUpToDate(
  tx: Db,
  items: readonly ChargeItem[],
  known: Known,
  catchUp: CatchUp,
): Promise<Known> {
  const late = overdue(items, known);
  if (late.length === 0) return known;
  for (const { customerId, livemode, now } of late)
    await catchUp(tx, { account: known.accounts.get(customerId)!, livemode }, now);
  const customerIds = [...new Set(items.map((item) => item.customerId))];
  return withVersions(tx, { ...known, subscriptions: await findOpenSubscriptions(tx, customerIds) });
}
