/**
 * Asks an external provider for what was written as pending. Between the asking and the writing of the result there is
 * no transaction, so this may be killed anywhere, run on several nodes, and be answered late: the provider does each
 * thing once under its id, and the result is written once, under the lock of the customer's account.
 */

import { amountDueNanos, findInvoice } from "../billing/index.js";
import { addMs, type Clock, type Db, type Id, type Log, transaction } from "../platform/index.js";
import { type CatchUp, type LockedCustomer, lockCurrent } from "../subscriptions/index.js";
import { findEnvironment } from "../tenancy/index.js";
import { settlementAmount } from "./answers.js";
import type { Charged, ExternalProvider } from "./providers/provider.js";
import type { RefundRow, TransactionRow } from "./schema.js";
import { settle } from "./settle.js";
import { settleRefund } from "./settle-refund.js";
import {
  claimRefund,
  claimTransaction,
  findMethod,
  findPayment,
  findProviderCustomer,
  findTransaction,
  refundsToSend,
  transactionsToSend,
  updateRefund,
  updateTransaction,
} from "./store.js";

export interface SendDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly external: ExternalProvider | undefined;
  readonly catchUp: CatchUp;
}

const AT_ONCE = 20;
/** Longer than the provider may take to answer, its own retries included. */
const CLAIM_MS = 90_000;
/** After a failure that says nothing about the outcome. */
const PAUSE_MS = 10_000;
/** While the provider itself is waiting; it tells by a webhook as well. */
const POLL_MS = 15 * 60_000;
/** Providers keep keys for a day; beyond it they are asked what they know before they are asked again. */
const KEY_KEPT_MS = 23 * 3_600_000;

/** @returns how many it has asked for */
export async function sendPending(dependencies: SendDependencies, signal?: AbortSignal): Promise<number> {
  const { db, clock, external } = dependencies;
  if (!external) return 0;
  let sent = 0;
  for (const row of await transactionsToSend(db, clock.real(), AT_ONCE)) {
    if (signal?.aborted) return sent;
    const now = clock.real();
    const claimed = await claimTransaction(db, row, now, addMs(now, CLAIM_MS));
    if (claimed) sent += await guarded(dependencies, claimed, () => send(dependencies, external, claimed));
  }
  for (const row of await refundsToSend(db, clock.real(), AT_ONCE)) {
    if (signal?.aborted) return sent;
    const now = clock.real();
    const claimed = await claimRefund(db, row, now, addMs(now, CLAIM_MS));
    if (claimed)
      sent += await guarded(dependencies, claimed, () => sendRefund(dependencies, external, claimed));
  }
  return sent;
}

/** Where the outcome is not known, it is asked for again after a pause. */
async function guarded(
  { db, clock, log }: SendDependencies,
  row: TransactionRow | RefundRow,
  work: () => Promise<void>,
): Promise<number> {
  try {
    await work();
    return 1;
  } catch (error) {
    log.warn({ id: row.id, error: String(error) }, "the payment provider gave no result; it is asked again");
    const claimedUntil = addMs(clock.real(), PAUSE_MS);
    await ("isScheduled" in row
      ? updateTransaction(db, row, { claimedUntil })
      : updateRefund(db, row, { claimedUntil }));
    return 0;
  }
}

const CANCELED: Charged = {
  status: "failed",
  reference: null,
  code: "canceled",
  message: "The invoice was paid, void or credited before the card was charged.",
};

async function send(
  dependencies: SendDependencies,
  external: ExternalProvider,
  row: TransactionRow,
): Promise<void> {
  const { db, clock } = dependencies;
  const payment = await findPayment(db, row.environmentId, row.paymentId);
  const invoice = payment?.invoiceId && (await findInvoice(db, row.environmentId, payment.invoiceId));
  const isFirst = row.sentAt === null || row.sentAt >= addMs(clock.real(), -1_000);
  // Only what has certainly not been sent before may be left out.
  if (isFirst && invoice && amountDueNanos(invoice) === 0n) return write(dependencies, row, CANCELED);
  const [customer, method] = await Promise.all([
    findProviderCustomer(db, row.customerId, row.provider),
    row.paymentMethodId ? findMethod(db, row.customerId, row.paymentMethodId) : undefined,
  ]);
  if (isFirst && (!customer || !method)) {
    const message = "The card was removed before it was charged.";
    return write(dependencies, row, {
      status: "failed",
      reference: null,
      code: "payment_method_missing",
      message,
    });
  }
  const charged = await external.charge({
    transactionId: row.id,
    amount: settlementAmount(row.amountNanos, row.currency),
    currency: row.currency,
    customer: customer ?? "",
    method: method?.reference ?? "",
    description: payment?.description ?? "",
    known: row.providerReference,
    mayBeForgotten: row.sentAt !== null && row.sentAt < addMs(clock.real(), -KEY_KEPT_MS),
  });
  await write(dependencies, row, charged);
  if (charged.status === "pending")
    await updateTransaction(db, row, { claimedUntil: addMs(clock.real(), POLL_MS) });
}

async function sendRefund(
  dependencies: SendDependencies,
  external: ExternalProvider,
  row: RefundRow,
): Promise<void> {
  const { db, clock } = dependencies;
  const of = await findTransaction(db, row.transactionId, row.environmentId);
  const refunded = await external.refund({
    refundId: row.id,
    charge: of?.providerReference ?? "",
    amount: settlementAmount(row.amountNanos, row.currency),
    currency: row.currency,
    known: row.providerReference,
  });
  await locked(dependencies, row, (tx, _customer, at) => settleRefund(tx, row, refunded, at));
  if (refunded.status === "pending")
    await updateRefund(db, row, { claimedUntil: addMs(clock.real(), POLL_MS) });
}

const write = (dependencies: SendDependencies, row: TransactionRow, charged: Charged): Promise<void> =>
  settleLater(dependencies, row.id, charged);

/** Writes what a provider said of an attempt. An id that is nobody's is passed over: it is another instance's. */
export async function settleLater(
  dependencies: Pick<SendDependencies, "db" | "clock" | "catchUp">,
  id: Id<"txn">,
  charged: Charged,
): Promise<void> {
  const row = await findTransaction(dependencies.db, id);
  if (!row) return;
  await locked(dependencies, row, async (tx, customer, at) => {
    const current = await findTransaction(tx, id);
    if (current) await settle(tx, customer, current, charged, at);
  });
}

/** In one transaction, with the customer's account locked and brought up to date. */
export async function locked<T>(
  { db, clock, catchUp }: Pick<SendDependencies, "db" | "clock" | "catchUp">,
  { customerId, environmentId }: { readonly customerId: Id<"cus">; readonly environmentId: Id<"env"> },
  work: (tx: Db, customer: LockedCustomer, at: Date) => Promise<T>,
): Promise<T> {
  const environment = await findEnvironment(db, environmentId);
  const at = clock.now(environment);
  const whose = { environmentId, livemode: environment.kind === "live", now: () => at };
  return transaction(db, async (tx) => work(tx, await lockCurrent(tx, whose, customerId, catchUp), at));
}
