/** Keeps what a provider tells of disputes: as often, as late and in whatever order it likes. */
import { type Db, type Id, newId, publish } from "../../platform/index.js";
import { findPayment } from "../payment-store.js";
import type { ProviderNews } from "../providers/provider.js";
import type { DisputeRow, TransactionRow } from "../schema.js";
import { locked, type SettleDependencies } from "../settle-later.js";
import { findTransactionByReference } from "../transaction-store.js";
import { findCharge } from "../write-refund.js";
import { countLost } from "./count-lost.js";
import { newsOfDispute } from "./news.js";
import { findDisputeByReference, insertDispute, updateDispute } from "./store.js";

type DisputeNews = Extract<ProviderNews, { kind: "dispute" }>;

/** @returns false where it is of no charge that is known */
export async function applyDisputeNews(
  dependencies: SettleDependencies,
  environmentId: Id<"env">,
  news: DisputeNews,
): Promise<boolean> {
  const of = await findTransactionByReference(dependencies.db, environmentId, news.charge);
  if (!of) return false;
  return locked(dependencies, of, async (tx, _customer, at) => {
    const known = await findDisputeByReference(tx, of.customerId, news.reference);
    if (known && isLate(known, news)) return true;
    const dispute = await keep(tx, of, known, news, at);
    await countLost(tx, await findCharge(tx, of), at);
    if (dispute.status !== known?.status) await tell(tx, dispute, of, at);
    return true;
  });
}

/** Of two that were said in the same second, the decision is the later one. */
const isLate = ({ saidAt, status }: DisputeRow, news: DisputeNews): boolean =>
  news.saidAt < saidAt ||
  (news.saidAt.getTime() === saidAt.getTime() && status !== "open" && news.status === "open");

function keep(
  tx: Db,
  of: TransactionRow,
  known: DisputeRow | undefined,
  { status, reason, reference, saidAt, amountNanos, currency }: DisputeNews,
  at: Date,
): Promise<DisputeRow> {
  const said = {
    status,
    reason,
    saidAt,
    // In another currency it says nothing of how much of the charge is in question: all of it may be.
    amountNanos: currency === of.currency ? amountNanos : of.amountNanos,
    closedAt: status === "open" ? null : (known?.closedAt ?? at),
  };
  if (known) return updateDispute(tx, known, said);
  const { customerId, environmentId, id: transactionId, paymentId } = of;
  return insertDispute(tx, {
    ...said,
    customerId,
    id: newId("dsp"),
    environmentId,
    paymentId,
    transactionId,
    currency: of.currency,
    providerReference: reference,
    createdAt: at,
  });
}

async function tell(tx: Db, dispute: DisputeRow, { provider }: TransactionRow, at: Date): Promise<void> {
  const payment = await findPayment(tx, dispute.environmentId, dispute.paymentId);
  if (!payment) throw new Error(`dispute ${dispute.id} has no payment`);
  await publish(tx, [newsOfDispute(dispute, payment, provider, at)]);
}
