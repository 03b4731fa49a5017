/** Gives back what an attempt took, or a part of it. In a sandbox it is done at once; elsewhere it is sent after the commit. */
import { findInvoice, reconsiderHeld } from "../billing/index.js";
import { type Db, newId } from "../platform/index.js";
import { keptNanos } from "./kept.js";
import { findPayment, updatePayment } from "./payment-store.js";
import { insertRefund } from "./refund-store.js";
import type { PaymentRow, RefundRow, TransactionRow } from "./schema.js";
import { findTransaction, updateTransaction } from "./transaction-store.js";

/** An attempt that took money, and the payment that it was for; as they are under the account's lock. */
export interface Charge {
  readonly transaction: TransactionRow;
  readonly payment: PaymentRow;
}

interface GivingBack extends Charge {
  /** At most what is left of the transaction. */
  readonly amountNanos: bigint;
  readonly reason: string | null;
  /** Business time. */
  readonly at: Date;
}

export async function writeRefund(tx: Db, giving: GivingBack): Promise<RefundRow> {
  const { transaction, payment, amountNanos, reason, at } = giving;
  const isLocal = transaction.provider === "sandbox";
  await countRefunded(tx, { transaction, payment }, amountNanos, at);
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

export async function findCharge(
  tx: Db,
  { environmentId, id, paymentId }: Pick<TransactionRow, "environmentId" | "id" | "paymentId">,
): Promise<Charge> {
  const transaction = await findTransaction(tx, environmentId, id);
  const payment = await findPayment(tx, environmentId, paymentId);
  if (!transaction || !payment) throw new Error(`transaction ${id} has no payment`);
  return { transaction, payment };
}

/**
 * Counts what was given back of an attempt, and of its payment where the attempt is what paid it.
 * @param amountNanos below 0 for what was not given back after all
 * @returns both as they are then
 */
export async function countRefunded(
  tx: Db,
  { transaction, payment }: Charge,
  amountNanos: bigint,
  at: Date,
): Promise<Charge> {
  const counted = await updateTransaction(tx, transaction, {
    refundedNanos: transaction.refundedNanos + amountNanos,
  });
  if (transaction.isSurplus) return { transaction: counted, payment };
  const refundedNanos = payment.refundedNanos + amountNanos;
  const paid = await updatePayment(tx, payment, { refundedNanos, updatedAt: at });
  const invoice = paid.invoiceId && (await findInvoice(tx, paid.environmentId, paid.invoiceId));
  if (invoice) await reconsiderHeld(tx, invoice, keptNanos, at);
  return { transaction: counted, payment: paid };
}
