/** What a batch decides upon: all that its items need, read in one round trip, and a second one where a subscription has changed. */
import { type Account, lockAccounts, lockKnownAccounts, readAccounts } from "../ledger/index.js";
import { findKnownKeys, type KnownKeys } from "../metering/index.js";
import { loadPinnedVersions } from "../plans/index.js";
import type { Db, Id } from "../platform/index.js";
import { findOpenSubscriptions, type OpenSubscription } from "../subscriptions/index.js";
import type { Catalog, Catalogs } from "./catalogs.js";
import type { ChargeItem } from "./item.js";
import type { OpenSubscriptions } from "./open-subscriptions.js";

export interface Known extends Reads {
  readonly accounts: ReadonlyMap<Id<"cus">, Account>;
  readonly subscriptions: readonly OpenSubscription[];
}

interface Reads {
  readonly keys: KnownKeys;
  readonly catalogs: ReadonlyMap<Id<"env">, Catalog>;
}

/** What is kept between batches, under versions. */
export interface Kept {
  readonly catalogs: Catalogs;
  readonly openSubscriptions: OpenSubscriptions;
}

/**
 * Locks the accounts, and reads the rest as it is under the locks: it stays true until the transaction ends. The
 * reads are sent behind the lock on the same connection, so that Postgres begins each only once the locks are held,
 * and all of it is one round trip; a second one reads the subscriptions that have changed.
 */
export async function lockAndRead(
  tx: Db,
  items: readonly ChargeItem[],
  { catalogs, openSubscriptions }: Kept,
): Promise<Known> {
  let [accounts, reads] = await Promise.all([lockKnownAccounts(tx, items), readRest(tx, items, catalogs)]);
  if (!items.every((item) => accounts.has(item.customerId))) {
    // One that is not there may be being made by another node, and used: so it is made and locked, and then read.
    accounts = await lockAccounts(tx, items);
    reads = await readRest(tx, items, catalogs);
  }
  const subscriptions = await openSubscriptions.of(tx, accounts.values());
  return withVersions(tx, { accounts, subscriptions, ...reads });
}

/** As last committed, without a lock: for answers, never for charges. A customer without an account gets an empty one. */
export async function readUnlocked(db: Db, items: readonly ChargeItem[], catalogs: Catalogs): Promise<Known> {
  const accounts = new Map<Id<"cus">, Account>();
  for (const { customerId, environmentId } of items) {
    accounts.set(customerId, {
      customerId,
      environmentId,
      lastSeq: 0n,
      subscriptionId: null,
      unit: null,
      allowanceNanos: 0n,
      purchasedNanos: 0n,
      includedNanos: 0n,
    });
  }
  const customerIds = [...accounts.keys()];
  const [found, subscriptions, reads] = await Promise.all([
    readAccounts(db, customerIds),
    findOpenSubscriptions(db, customerIds),
    readRest(db, items, catalogs),
  ]);
  for (const account of found) accounts.set(account.customerId, account);
  return withVersions(db, { accounts, subscriptions, ...reads });
}

/** With the versions of plans that the periods began with. Mostly they are current, or known already. */
export async function withVersions(db: Db, known: Known): Promise<Known> {
  const { accounts, catalogs } = known;
  for (const [environmentId, { config }] of catalogs) {
    const own = known.subscriptions.filter(
      ({ customerId }) => accounts.get(customerId)?.environmentId === environmentId,
    );
    await loadPinnedVersions(db, config, own);
  }
  return known;
}

async function readRest(db: Db, items: readonly ChargeItem[], catalogs: Catalogs): Promise<Reads> {
  const sent = items.flatMap(({ customerId, request }) =>
    request.keyDigest ? [{ customerId, keyDigest: request.keyDigest }] : [],
  );
  const [keys, found] = await Promise.all([
    findKnownKeys(db, sent),
    catalogs.of(
      db,
      items.map((item) => item.environmentId),
    ),
  ]);
  return { keys, catalogs: found };
}
