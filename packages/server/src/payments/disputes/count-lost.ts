/**
 * What went back by disputes that were lost counts as refunded, once: a charge may be in question as a whole, though a part of
 * it was refunded before. So disputes count for what refunds have left.
 */
import { type Db, least, newId } from "../../platform/index.js";
import { insertRefund, updateRefund } from "../refund-store.js";
import type { DisputeRow, TransactionRow } from "../schema.js";
import { findTransaction } from "../transaction-store.js";
import { countRefunded } from "../write-refund.js";
import { disputesOfTransaction, refundsOfDispute } from "./store.js";

type Charge = Pick<TransactionRow, "customerId" | "environmentId" | "id" | "paymentId">;

/** To be called after a dispute, or what was refunded, has changed; under the account's lock. Called again it changes nothing. */
export async function countLost(tx: Db, of: Charge, at: Date): Promise<void> {
  for (const dispute of await disputesOfTransaction(tx, of)) {
    if (dispute.status !== "lost") await uncount(tx, of, dispute, "The dispute was won.", at);
    else await count(tx, of, dispute, at);
  }
}

/** Before a refund that a provider tells of late: it comes first, and disputes count for what it leaves. */
export async function uncountLost(tx: Db, of: Charge, at: Date): Promise<void> {
  for (const dispute of await disputesOfTransaction(tx, of))
    await uncount(tx, of, dispute, "A refund of before the dispute came late.", at);
}

async function count(tx: Db, of: Charge, dispute: DisputeRow, at: Date): Promise<void> {
  const counted = await refundsOfDispute(tx, dispute);
  const countedNanos = counted.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
  const transaction = (await findTransaction(tx, of.environmentId, of.id))!;
  const leftNanos = transaction.amountNanos - transaction.refundedNanos;
  const amountNanos = least(dispute.amountNanos - countedNanos, leftNanos);
  if (amountNanos <= 0n) return;
  const { customerId, environmentId, currency, id: transactionId, paymentId } = transaction;
  await insertRefund(tx, {
    customerId,
    id: newId("rfd"),
    environmentId,
    transactionId,
    paymentId,
    disputeId: dispute.id,
    status: "succeeded",
    currency,
    amountNanos,
    reason: `Dispute lost${dispute.reason === null ? "" : ` (${dispute.reason})`}`,
    createdAt: at,
    settledAt: at,
  });
  await countRefunded(tx, transaction, amountNanos, at);
}

async function uncount(
  tx: Db,
  of: Charge,
  dispute: DisputeRow,
  failureMessage: string,
  at: Date,
): Promise<void> {
  for (const refund of await refundsOfDispute(tx, dispute)) {
    await updateRefund(tx, refund, { status: "failed", failureMessage, settledAt: at });
    await countRefunded(tx, of, -refund.amountNanos, at);
  }
}
