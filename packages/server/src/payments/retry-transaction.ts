import { amountDueNanos, findInvoice } from "../billing/index.js";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../platform/index.js";
import { type LockedCustomer, lockCurrent } from "../subscriptions/index.js";
import { attemptPayment } from "./attempt.js";
import type { LinkDependencies } from "./checkout/open-checkout.js";
import { requirePayment, requireTransaction } from "./find-payment.js";
import { assertConnected } from "./providers/assert-connected.js";
import type { PaymentRow, TransactionRow } from "./schema.js";
import { settle } from "./settle.js";
import { findTransaction, findTransactionOfPayment } from "./transaction-store.js";

/**
 * Charges the card on file once more for what a failed transaction was to pay. The schedule of retries goes on beside it.
 * @returns the new transaction
 * @throws FarthingError `transaction_not_found`, `invalid_state`
 */
export function retryTransaction(
  db: Db,
  caller: Caller,
  id: Id<"txn">,
  { providers, catchUp }: LinkDependencies,
): Promise<TransactionRow> {
  return transaction(db, async (tx) => {
    const { customerId } = await requireTransaction(tx, caller, id);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const failed = await requireTransaction(tx, caller, id);
    const payment = await requirePayment(tx, caller, failed.paymentId);
    await assertConnected(providers, tx, payment);
    const made = failed.status === "failed" && (await attemptAgain(tx, customer, payment, caller.now()));
    if (made) return made;
    throw new FarthingError(
      "invalid_state",
      `Transaction ${id} is ${failed.status} and its payment is ${payment.status}; only a failed transaction of a payment that is still owed can be retried.`,
      { param: "id" },
    );
  });
}

/** An attempt beside the schedule. @returns undefined where nothing is owed, or an attempt is under way */
export async function attemptAgain(
  tx: Db,
  customer: LockedCustomer,
  payment: PaymentRow,
  at: Date,
): Promise<TransactionRow | undefined> {
  const invoice =
    payment.invoiceId && (await findInvoice(tx, payment.environmentId, payment.invoiceId, true));
  if (!invoice || amountDueNanos(invoice) === 0n) return undefined;
  if (await findTransactionOfPayment(tx, payment, "pending")) return undefined;
  const attempt = await attemptPayment(tx, payment, { isScheduled: false, at });
  if (attempt.charged) await settle(tx, customer, attempt.transaction, attempt.charged, at);
  return findTransaction(tx, payment.environmentId, attempt.transaction.id);
}
