/**
 * What is due of a subscription is done by billing, which comes after this room: it is handed in. Whoever is about to
 * change a subscription or its balance has it done first, so that nothing is changed in a period that is over.
 */
import { type Account, lockAccounts } from "../ledger/index.js";
import type { Caller, Db, Id } from "../platform/index.js";
import type { SubscriptionRow } from "./schema.js";

/** Whose account it is, and that it is locked in this transaction. */
export interface LockedCustomer {
  readonly account: Account;
  readonly livemode: boolean;
}

/**
 * Does what is due at `now`, in the transaction that holds the lock. Changes the account that is given.
 * @returns whether there was anything
 * @throws FarthingError `unavailable` where it cannot be done
 */
export type CatchUp = (tx: Db, customer: LockedCustomer, now: Date) => Promise<boolean>;

/**
 * Keeps the seats that a subscription begins with, before its first period does. They are billing's, as what is due is.
 * @param initialSeats by the code of their feature
 */
export type BeginSeats = (
  tx: Db,
  caller: Caller,
  subscription: SubscriptionRow,
  initialSeats: Readonly<Record<string, number>>,
) => Promise<void>;

/** Locks a customer's account and brings the subscription up to date. */
export async function lockCurrent(
  tx: Db,
  caller: Pick<Caller, "environmentId" | "livemode" | "now">,
  customerId: Id<"cus">,
  catchUp: CatchUp,
): Promise<LockedCustomer> {
  const now = caller.now();
  const accounts = await lockAccounts(tx, [{ customerId, environmentId: caller.environmentId, now }]);
  const customer = { account: accounts.get(customerId)!, livemode: caller.livemode };
  await catchUp(tx, customer, now);
  return customer;
}
