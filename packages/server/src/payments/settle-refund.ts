/** The result of a refund, written once. */
import type { Db } from "../platform/index.js";
import type { Refunded } from "./providers/provider.js";
import type { RefundRow } from "./schema.js";
import {
  findPayment,
  findRefund,
  findTransaction,
  updatePayment,
  updateRefund,
  updateTransaction,
} from "./store.js";

/** What was not given back after all can be given back again. */
export async function settleRefund(
  tx: Db,
  { customerId, id }: RefundRow,
  refunded: Refunded,
  at: Date,
): Promise<void> {
  const row = await findRefund(tx, { customerId, id });
  if (row?.status !== "pending") return;
  if (refunded.status === "pending") {
    await updateRefund(tx, row, { providerReference: refunded.reference });
    return;
  }
  if (refunded.status !== "failed") {
    const settled = { status: "succeeded", settledAt: at, claimedUntil: null } as const;
    await updateRefund(tx, row, { ...settled, providerReference: refunded.reference });
    return;
  }
  await updateRefund(tx, row, { status: "failed", failureMessage: refunded.message, settledAt: at });
  const [transaction, payment] = [
    await findTransaction(tx, row.transactionId, row.environmentId),
    await findPayment(tx, row.environmentId, row.paymentId),
  ];
  const without = (refundedNanos: bigint) => ({
    refundedNanos: refundedNanos > row.amountNanos ? refundedNanos - row.amountNanos : 0n,
  });
  if (transaction) await updateTransaction(tx, transaction, without(transaction.refundedNanos));
  if (payment) await updatePayment(tx, payment, without(payment.refundedNanos));
}
