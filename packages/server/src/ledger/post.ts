/**
 * Posting to accounts. Whoever changes an account holds its lock first: charges, top-ups, resets and the opening
 * or closing of a subscription meet here, one after the other.
 */
import type { Db, Id } from "../platform/index.js";
import { newId } from "../platform/index.js";
import { type Account, add, type LockedAccount, type Posting, spend } from "./account.js";
import { createMissingRows, insertEntry, lockRows, type Saved, saveRows } from "./store.js";

export interface Owner {
  readonly customerId: Id<"cus">;
  readonly environmentId: Id<"env">;
  /** Business time of that environment. */
  readonly now: Date;
}

/** In id order, so that two writers meet in the same order. */
const sortedOwners = <O extends Pick<Owner, "customerId">>(owners: readonly O[]): O[] =>
  [...new Map(owners.map((owner) => [owner.customerId, owner])).values()].sort((a, b) =>
    a.customerId < b.customerId ? -1 : 1,
  );

const byCustomer = (accounts: readonly LockedAccount[]): Map<Id<"cus">, LockedAccount> =>
  new Map(accounts.map((account) => [account.customerId, account]));

/** Locks the accounts of these customers that exist. Its one statement is sent at once, before anything is awaited. */
export const lockKnownAccounts = (
  tx: Db,
  owners: readonly Pick<Owner, "customerId">[],
): Promise<Map<Id<"cus">, LockedAccount>> =>
  lockRows(
    tx,
    sortedOwners(owners).map((owner) => owner.customerId),
  ).then(byCustomer);

/** Locks the accounts of these customers, making those that are not there. */
export async function lockAccounts(tx: Db, owners: readonly Owner[]): Promise<Map<Id<"cus">, LockedAccount>> {
  const accounts = await lockKnownAccounts(tx, owners);
  const missing = sortedOwners(owners).filter((owner) => !accounts.has(owner.customerId));
  if (missing.length === 0) return accounts;
  await createMissingRows(tx, missing);
  return new Map([...accounts, ...(await lockKnownAccounts(tx, missing))]);
}

/** Writes what was folded in memory. The accounts must be locked in this transaction. */
export const saveAccounts = (tx: Db, saved: readonly Saved[]): Promise<void> => saveRows(tx, saved);

interface EntryInput {
  readonly type: "allowance" | "topup" | "adjustment" | "reset" | "expiry";
  /** Signed. A negative amount without a pool is taken as a spend would: allowance first. */
  readonly amountNanos: bigint;
  readonly pool?: "allowance" | "purchased";
  readonly description: string;
  /** What it was bought or billed with. */
  readonly invoiceId?: Id<"inv"> | undefined;
  readonly now: Date;
}

export interface Entry extends Posting {
  readonly id: Id<"led">;
  readonly type: EntryInput["type"];
  readonly description: string;
  readonly invoiceId: Id<"inv"> | null;
}

/**
 * Changes a locked account and writes the entry that explains it.
 * @throws FarthingError `validation_error` at `amount` when the account could not hold the result
 */
export async function postEntry(tx: Db, account: Account, input: EntryInput): Promise<Entry> {
  if (account.unit === null) throw new Error(`account of ${account.customerId} has no unit to post in`);
  const posting =
    input.pool === undefined && input.amountNanos < 0n
      ? spend(account, -input.amountNanos, "amount")
      : add(account, input.amountNanos, input.pool ?? "allowance");
  const id = newId("led");
  const invoiceId = input.invoiceId ?? null;
  await insertEntry(tx, {
    ...posting,
    id,
    customerId: account.customerId,
    environmentId: account.environmentId,
    subscriptionId: account.subscriptionId,
    type: input.type,
    unit: account.unit,
    description: input.description,
    invoiceId,
    createdAt: input.now,
  });
  await saveRows(tx, [{ account, at: input.now }]);
  return { ...posting, id, type: input.type, description: input.description, invoiceId };
}
