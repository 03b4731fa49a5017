import { type Caller, type Db, transaction } from "../platform/index.js";
import { raiseConfigVersion } from "../tenancy/index.js";

/**
 * Runs a change to features, plans or prices in one transaction. The version is raised first: the lock on its row
 * makes changes of one environment wait for one another, so a rule that looks before it writes (one default, a code
 * that is free) holds when two come at once.
 */
export function changeConfig<T>(db: Db, caller: Caller, work: (tx: Db) => Promise<T>): Promise<T> {
  return transaction(db, async (tx) => {
    await raiseConfigVersion(tx, caller.environmentId);
    return work(tx);
  });
}
