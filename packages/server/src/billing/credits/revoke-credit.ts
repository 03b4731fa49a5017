import { requireCustomer } from "../../customers/index.js";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import { type CatchUp, lockCurrent } from "../../subscriptions/index.js";
import type { CustomerCreditRow } from "../schema.js";
import { findCredit, updateCredit } from "./store.js";

/**
 * Takes back what is left of a credit. What it was used for stays paid; saying it twice changes nothing.
 * @throws FarthingError `customer_not_found`, `customer_credit_not_found`; `invalid_state` when nothing is left
 */
export function revokeCredit(
  db: Db,
  caller: Caller,
  reference: string,
  id: Id<"ccr">,
  catchUp: CatchUp,
): Promise<CustomerCreditRow> {
  return transaction(db, async (tx) => {
    const { id: customerId } = await requireCustomer(tx, caller, reference, "id");
    // What was due before is still paid with it.
    await lockCurrent(tx, caller, customerId, catchUp);
    const credit = await findCredit(tx, customerId, id);
    if (!credit) {
      throw new FarthingError("customer_credit_not_found", `Customer ${reference} has no credit ${id}.`, {
        param: "creditId",
      });
    }
    if (credit.revokedAt) return credit;
    if (credit.remainingNanos === 0n) {
      throw new FarthingError("invalid_state", `Credit ${id} is used up: nothing is left to revoke.`, {
        param: "creditId",
      });
    }
    const now = caller.now();
    const revokedNanos = credit.remainingNanos;
    return updateCredit(tx, credit, { remainingNanos: 0n, revokedNanos, revokedAt: now, updatedAt: now });
  });
}
