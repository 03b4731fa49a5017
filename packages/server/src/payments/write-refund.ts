/** Gives back what an attempt took, or a part of it. In a sandbox it is done at once; elsewhere it is sent after the commit. */
import { type Db, newId } from "../platform/index.js";
import type { PaymentRow, RefundRow, TransactionRow } from "./schema.js";
import { insertRefund, updatePayment, updateTransaction } from "./store.js";

export interface GivingBack {
  readonly transaction: TransactionRow;
  /** Undefined where another attempt has paid it. */
  readonly payment: PaymentRow | undefined;
  /** At most what is left of the transaction. */
  readonly amountNanos: bigint;
  readonly reason: string | null;
  /** Business time. */
  readonly at: Date;
}

export async function writeRefund(tx: Db, giving: GivingBack): Promise<RefundRow> {
  const { transaction, payment, amountNanos, reason, at } = giving;
  const isLocal = transaction.provider === "sandbox";
  await updateTransaction(tx, transaction, { refundedNanos: transaction.refundedNanos + amountNanos });
  if (payment)
    await updatePayment(tx, payment, { refundedNanos: payment.refundedNanos + amountNanos, updatedAt: at });
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
