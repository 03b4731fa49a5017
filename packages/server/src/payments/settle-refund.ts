/** The result of a refund, written once. */
import { forgetRefund } from "../billing/index.js";
import { type Db, type Id, newId } from "../platform/index.js";
import { countLost, uncountLost } from "./disputes/count-lost.js";
import type { ProviderNews, Refunded } from "./providers/provider.js";
import { findRefund, findRefundByReference, insertRefund, updateRefund } from "./refund-store.js";
import type { RefundRow, TransactionRow } from "./schema.js";
import { locked, type SettleDependencies } from "./settle-later.js";
import { findTransactionByReference } from "./transaction-store.js";
import { type Charge, countRefunded, findCharge } from "./write-refund.js";

/** What was not given back after all can be given back again. A bank may say so when it had seemed done. */
export async function settleRefund(
  tx: Db,
  { customerId, id }: RefundRow,
  refunded: Refunded,
  at: Date,
): Promise<void> {
  const row = await findRefund(tx, { customerId, id });
  if (!row || row.status === "failed") return;
  if (row.status === "succeeded" && refunded.status !== "failed") return;
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
  await forgetRefund(tx, row);
  const charge = await findCharge(tx, { ...row, id: row.transactionId });
  const counted = await countRefunded(tx, charge, -row.amountNanos, at);
  // Of what a dispute took there was less to count while this refund did.
  await countLost(tx, counted, at);
}

type RefundNews = Extract<ProviderNews, { kind: "refund" }>;

/** What a provider tells of a refund, its own pages' included. @returns false where it is of no charge that is known */
export async function applyRefundNews(
  dependencies: SettleDependencies,
  environmentId: Id<"env">,
  news: RefundNews,
): Promise<boolean> {
  const of = await findTransactionByReference(dependencies.db, environmentId, news.charge);
  if (!of) return false;
  return locked(dependencies, of, async (tx, _customer, at) => {
    const { customerId } = of;
    const known =
      news.refundId === null
        ? await findRefundByReference(tx, customerId, news.reference)
        : await findRefund(tx, { customerId, id: news.refundId as Id<"rfd"> });
    if (known) await settleRefund(tx, known, news.refunded, at);
    else if (news.refundId !== null) return false;
    else await adopt(tx, of, news, at);
    return true;
  });
}

/** Keeps what was given back at the provider's own pages. */
async function adopt(
  tx: Db,
  of: TransactionRow,
  { amountNanos, reference, refunded }: RefundNews,
  at: Date,
): Promise<void> {
  if (refunded.status === "failed") return;
  const isDone = refunded.status === "succeeded";
  const found = await findCharge(tx, of);
  const isMore = leftNanos(found) < amountNanos;
  const charge = isMore ? await uncountLost(tx, found, at) : found;
  const { id, customerId, environmentId, paymentId, currency } = charge.transaction;
  if (leftNanos(charge) < amountNanos)
    throw new Error(`refund ${reference} is more than what is left of transaction ${id}`);
  await insertRefund(tx, {
    customerId,
    id: newId("rfd"),
    environmentId,
    transactionId: id,
    paymentId,
    status: isDone ? "succeeded" : "pending",
    currency,
    amountNanos,
    reason: "Refunded at the provider",
    providerReference: reference,
    createdAt: at,
    settledAt: isDone ? at : null,
  });
  await countLost(tx, await countRefunded(tx, charge, amountNanos, at), at);
}

const leftNanos = ({ transaction }: Charge): bigint => transaction.amountNanos - transaction.refundedNanos;
