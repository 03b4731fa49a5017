import type { Caller, Db, Id } from "../platform/index.js";
import { type CatchUp, type LockedCustomer, lockCurrent } from "./catch-up.js";
import { requireSubscription } from "./find-subscription.js";
import type { SubscriptionRow } from "./schema.js";

/** A subscription and the account of its customer, which is locked. */
export interface LockedSubscription {
  readonly customer: LockedCustomer;
  readonly row: SubscriptionRow;
}

/**
 * Locks the account of a subscription's customer and does what is due. The row is read again then: what was due, or
 * whoever held the lock before, may have changed it.
 * @throws FarthingError `subscription_not_found`
 */
export async function lockSubscription(
  tx: Db,
  caller: Caller,
  id: Id<"sub">,
  catchUp: CatchUp,
): Promise<LockedSubscription> {
  const { customerId } = await requireSubscription(tx, caller, id);
  const customer = await lockCurrent(tx, caller, customerId, catchUp);
  return { customer, row: await requireSubscription(tx, caller, id) };
}
