/** Forgives refused usage: it is not charged, and does not count as unbilled any more. */
import { lockAccounts } from "../ledger/index.js";
import { markDismissed, type RefusedUsageRow, requireRefused } from "../metering/index.js";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../platform/index.js";

/** @throws FarthingError `refused_usage_not_found`; `invalid_state` where it is not open any more */
export function dismissRefused(
  db: Db,
  caller: Caller,
  id: Id<"rfu">,
  reason: string,
): Promise<RefusedUsageRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    await lockAccounts(tx, [{ ...(await requireRefused(tx, caller, id)), now }]);
    // As it is under the lock: a replay may have charged it in the meantime.
    const row = await requireRefused(tx, caller, id);
    if (row.status !== "open")
      throw new FarthingError("invalid_state", `Refused usage ${id} is ${row.status}.`, { param: "id" });
    return markDismissed(tx, row, reason, now);
  });
}
