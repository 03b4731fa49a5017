import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import {
  activatePending,
  lockSubscription,
  requireSubscription,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import type { DueEngine } from "../due/due-engine.js";
import type { Collect } from "../invoices/collect.js";

/** The operator has the money: nothing is charged, and the invoice is paid. */
const paidElsewhere: Collect = (_tx, invoice) => ({ status: "paid", at: invoice.issuedAt! });

/**
 * Makes a subscription that awaits its payment active: the operator has been paid outside of Farthing. What was paid for
 * begins, and not a trial. Its first invoice is paid, and no card is charged for it.
 * @throws FarthingError `subscription_not_found`, `invalid_state` when it awaits no payment, or cannot begin
 */
export function activateSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  engine: DueEngine,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customer, row } = await lockSubscription(tx, caller, id, engine.catchUp);
    if (row.status !== "pending_payment") {
      throw new FarthingError(
        "invalid_state",
        `Subscription ${id} is ${row.status}. Only a subscription that is pending_payment can be activated.`,
        { param: "id" },
      );
    }
    const begin = async (...due: Parameters<typeof engine.catchUp>) =>
      (await engine.performAll(...due, paidElsewhere)).length > 0;
    await activatePending(tx, customer, row, { now, trialDays: 0, catchUp: begin });
    return requireSubscription(tx, caller, id);
  });
}
