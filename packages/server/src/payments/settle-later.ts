/** Writes the result of what was asked for outside of any transaction, in one of its own. */
import { type Clock, type Db, type Id, transaction } from "../platform/index.js";
import { type CatchUp, type LockedCustomer, lockCurrent } from "../subscriptions/index.js";
import { findEnvironment } from "../tenancy/index.js";
import type { Charged } from "./providers/provider.js";
import type { TransactionRow } from "./schema.js";
import { settle } from "./settle.js";
import { findTransaction } from "./transaction-store.js";

export interface SettleDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly catchUp: CatchUp;
}

/** Writes what a provider said of an attempt. @returns false for an id that is nobody's: it is another instance's */
export async function settleLater(
  dependencies: SettleDependencies,
  { environmentId, id }: Pick<TransactionRow, "environmentId" | "id">,
  charged: Charged,
): Promise<boolean> {
  const row = await findTransaction(dependencies.db, environmentId, id);
  if (!row) return false;
  await locked(dependencies, row, async (tx, customer, at) => {
    const current = await findTransaction(tx, environmentId, id);
    if (current) await settle(tx, customer, current, charged, at);
  });
  return true;
}

/** In one transaction, with the customer's account locked and brought up to date. */
export async function locked<T>(
  { db, clock, catchUp }: SettleDependencies,
  { customerId, environmentId }: { readonly customerId: Id<"cus">; readonly environmentId: Id<"env"> },
  work: (tx: Db, customer: LockedCustomer, at: Date) => Promise<T>,
): Promise<T> {
  const environment = await findEnvironment(db, environmentId);
  const at = clock.now(environment);
  const whose = { environmentId, livemode: environment.kind === "live", now: () => at };
  return transaction(db, async (tx) => work(tx, await lockCurrent(tx, whose, customerId, catchUp), at));
}
