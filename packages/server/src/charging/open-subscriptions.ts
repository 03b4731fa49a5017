/**
 * The open subscriptions of customers, kept in memory under the versions that their accounts say under the lock. Any
 * change of a subscription gives its customer's account another version, in the same transaction (triggers do it), so
 * what is known under the version that was read is what would be read.
 *
 * Read for each batch, they were 2.3 µs of Postgres and 4.8 µs of the server for each event in batches of 100.
 */
import { LRUCache } from "lru-cache";
import type { LockedAccount } from "../ledger/index.js";
import type { Db, Id } from "../platform/index.js";
import { findOpenSubscriptions, type OpenSubscription } from "../subscriptions/index.js";

/** Some 35 MB when full. */
const MAX_KNOWN = 50_000;

interface Known {
  readonly version: bigint;
  /** Undefined where the customer has none. */
  readonly subscription: OpenSubscription | undefined;
}

export class OpenSubscriptions {
  readonly #known = new LRUCache<Id<"cus">, Known>({ max: MAX_KNOWN });

  /** @param accounts locked in `tx`, in which no subscription of theirs was changed since */
  async of(tx: Db, accounts: Iterable<LockedAccount>): Promise<OpenSubscription[]> {
    const found: OpenSubscription[] = [];
    const unknown: LockedAccount[] = [];
    for (const account of accounts) {
      const known = this.#known.get(account.customerId);
      if (known?.version !== account.subscriptionsVersion) unknown.push(account);
      else if (known.subscription) found.push(known.subscription);
    }
    return unknown.length === 0 ? found : [...found, ...(await this.#read(tx, unknown))];
  }

  async #read(tx: Db, accounts: readonly LockedAccount[]): Promise<OpenSubscription[]> {
    const read = await findOpenSubscriptions(
      tx,
      accounts.map(({ customerId }) => customerId),
    );
    const byCustomer = new Map(read.map((subscription) => [subscription.customerId, subscription]));
    for (const { customerId, subscriptionsVersion } of accounts) {
      this.#known.set(customerId, {
        version: subscriptionsVersion,
        subscription: byCustomer.get(customerId),
      });
    }
    return read;
  }
}
