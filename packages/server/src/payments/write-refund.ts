/** Gives back what an attempt took, or a part of it. In a sandbox it is done at once; elsewhere it is sent after the commit. */
import { findInvoice, reconsiderHeld } from "../billing/index.js";
import { type Db, newId } from "../platform/index.js";
import { keptNanos } from "./kept.js";
import { findPayment, updatePayment } from "./payment-store.js";
import { insertRefund } from "./refund-store.js";
import type { RefundRow, TransactionRow } from "./schema.js";
import { findTransaction, updateTransaction } from "./transaction-store.js";

export interface GivingBack {
  readonly transaction: TransactionRow;
  /** At most what is left of the transaction. */
  readonly amountNanos: bigint;
  readonly reason: string | null;
  /** Business time. */
  readonly at: Date;
}

export async function writeRefund(tx: Db, giving: GivingBack): Promise<RefundRow> {
  const { transaction, amountNanos, reason, at } = giving;
  const isLocal = transaction.provider === "sandbox";
  await countRefunded(tx, transaction, amountNanos, at);
  return insertRefund(tx, {
    customerId: transaction.customerId,
    id: newId("rfd"),
    environmentId: transaction.environmentId,
    transactionId: transaction.id,
    paymentId: transaction.paymentId,
    status: isLocal ? "succeeded" : "pending",
    currency: transaction.currency,
    amountNanos,
    reason,
    createdAt: at,
    settledAt: isLocal ? at : null,
  });
}

/**
 * Counts what was given back of an attempt, and of its payment where the attempt is what paid it.
 * @param amountNanos below 0 for what was not given back after all
 */
export async function countRefunded(
  tx: Db,
  { environmentId, id, paymentId }: Pick<TransactionRow, "environmentId" | "id" | "paymentId">,
  amountNanos: bigint,
  at: Date,
): Promise<void> {
  const transaction = await findTransaction(tx, environmentId, id);
  const payment = await findPayment(tx, environmentId, paymentId);
  if (!transaction || !payment) throw new Error(`transaction ${id} has no payment`);
  await updateTransaction(tx, transaction, { refundedNanos: transaction.refundedNanos + amountNanos });
  if (transaction.isSurplus) return;
  const refundedNanos = payment.refundedNanos + amountNanos;
  await updatePayment(tx, payment, { refundedNanos, updatedAt: at });
  const invoice = payment.invoiceId && (await findInvoice(tx, environmentId, payment.invoiceId));
  if (invoice) await reconsiderHeld(tx, invoice, keptNanos, at);
}
