/** What a batch decides upon: all that its items need, read in one round trip. */
import { type Account, lockAccounts, lockKnownAccounts, readAccounts } from "../ledger/index.js";
import { findKnownKeys, type KnownKeys } from "../metering/index.js";
import { loadPinnedVersions } from "../plans/index.js";
import type { Db, Id } from "../platform/index.js";
import { findOpenSubscriptions, type OpenSubscription } from "../subscriptions/index.js";
import type { Catalog, Catalogs } from "./catalogs.js";
import type { ChargeItem } from "./item.js";

export interface Known extends Reads {
  readonly accounts: ReadonlyMap<Id<"cus">, Account>;
}

interface Reads {
  readonly subscriptions: readonly OpenSubscription[];
  readonly keys: KnownKeys;
  readonly catalogs: ReadonlyMap<Id<"env">, Catalog>;
}

/**
 * Locks the accounts, and reads the rest as it is under the locks: it stays true until the transaction ends. The
 * reads are sent behind the lock on the same connection, so that Postgres begins each only once the locks are held,
 * and all of it is one round trip.
 */
export async function lockAndRead(tx: Db, items: readonly ChargeItem[], catalogs: Catalogs): Promise<Known> {
  const [accounts, reads] = await Promise.all([lockKnownAccounts(tx, items), readRest(tx, items, catalogs)]);
  if (items.every((item) => accounts.has(item.customerId))) return withVersions(tx, { accounts, ...reads });
  // An account that is not there may be being made by another node, and used: so it is made and locked, and then read.
  const made = await lockAccounts(tx, items);
  return withVersions(tx, { accounts: made, ...(await readRest(tx, items, catalogs)) });
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
  const [found, reads] = await Promise.all([
    readAccounts(db, [...accounts.keys()]),
    readRest(db, items, catalogs),
  ]);
  for (const account of found) accounts.set(account.customerId, account);
  return withVersions(db, { accounts, ...reads });
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
  const customerIds = [...new Set(items.map((item) => item.customerId))];
  const sent = items.flatMap(({ customerId, request }) =>
    request.keyDigest ? [{ customerId, keyDigest: request.keyDigest }] : [],
  );
  const [subscriptions, keys, found] = await Promise.all([
    findOpenSubscriptions(db, customerIds),
    findKnownKeys(db, sent),
    catalogs.of(
      db,
      items.map((item) => item.environmentId),
    ),
  ]);
  return { subscriptions, keys, catalogs: found };
}
