/**
 * What went back by disputes that were lost counts as refunded, once: a charge may be in question as a whole, though a part of
 * it was refunded before. So disputes count for what refunds have left.
 */
import { type Db, least, newId } from "../../platform/index.js";
import { insertRefund, updateRefund } from "../refund-store.js";
import type { DisputeRow } from "../schema.js";
import { type Charge, countRefunded } from "../write-refund.js";
import { disputesOfTransaction, refundsOfDispute } from "./store.js";

/**
 * To be called after a dispute, or what was refunded, has changed; under the account's lock. Called again it changes nothing.
 */
export async function countLost(tx: Db, charge: Charge, at: Date): Promise<void> {
  let counted = charge;
  for (const dispute of await disputesOfTransaction(tx, charge.transaction)) {
    if (dispute.status !== "lost") counted = await uncount(tx, counted, dispute, "The dispute was won.", at);
    else counted = await count(tx, counted, dispute, at);
  }
}

/** Before a refund that a provider tells of late: it comes first, and disputes count for what it leaves. @returns what is left */
export async function uncountLost(tx: Db, charge: Charge, at: Date): Promise<Charge> {
  let left = charge;
  for (const dispute of await disputesOfTransaction(tx, charge.transaction))
    left = await uncount(tx, left, dispute, "An earlier refund arrived after the dispute.", at);
  return left;
}

async function count(tx: Db, charge: Charge, dispute: DisputeRow, at: Date): Promise<Charge> {
  const counted = await refundsOfDispute(tx, dispute);
  const countedNanos = counted.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
  const { transaction } = charge;
  const leftNanos = transaction.amountNanos - transaction.refundedNanos;
  const amountNanos = least(dispute.amountNanos - countedNanos, leftNanos);
  if (amountNanos <= 0n) return charge;
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
  return countRefunded(tx, charge, amountNanos, at);
}

async function uncount(
  tx: Db,
  charge: Charge,
  dispute: DisputeRow,
  failureMessage: string,
  at: Date,
): Promise<Charge> {
  let left = charge;
  for (const refund of await refundsOfDispute(tx, dispute)) {
    await updateRefund(tx, refund, { status: "failed", failureMessage, settledAt: at });
    left = await countRefunded(tx, left, -refund.amountNanos, at);
  }
  return left;
}
