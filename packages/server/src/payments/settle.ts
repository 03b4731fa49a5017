/**
 * The result of an attempt, written once: the attempt, the payment, the invoice, the subscription and the news of it in
 * one transaction, under the lock of the customer's account.
 */
import {
  abandonInvoice,
  amountDueNanos,
  findInvoice,
  isPurchase,
  markPaid,
  setAside,
} from "../billing/index.js";
import { addMs, type Db, publish } from "../platform/index.js";
import { findSubscription, type LockedCustomer, markPastDue } from "../subscriptions/index.js";
import { findEnvironment } from "../tenancy/index.js";
import { openCheckout } from "./checkout/open-checkout.js";
import { openCheckouts } from "./checkout/store.js";
import { newsOfPayment } from "./news.js";
import { findPayment, updatePayment } from "./payment-store.js";
import type { Charged } from "./providers/provider.js";
import type { PaymentRow, TransactionRow } from "./schema.js";
import { updateTransaction } from "./transaction-store.js";
import { type Charge, writeRefund } from "./write-refund.js";

type Succeeded = Extract<Charged, { status: "succeeded" }>;
type Failed = Extract<Charged, { status: "failed" }>;
interface Settling {
  readonly payment: PaymentRow;
  readonly transaction: TransactionRow;
}

/** The attempt as it ended. What it did to the payment is another's to write. */
const settleAttempt = (
  tx: Db,
  transaction: TransactionRow,
  charged: Succeeded | Failed,
  at: Date,
  isSurplus = false,
): Promise<TransactionRow> =>
  updateTransaction(tx, transaction, {
    status: charged.status,
    isSurplus,
    providerReference: charged.reference ?? transaction.providerReference,
    failureCode: charged.status === "failed" ? charged.code : null,
    failureMessage: charged.status === "failed" ? charged.message : null,
    claimedUntil: null,
    settledAt: at,
  });

/** That money was taken, for a payment that nothing has paid. The invoice is another's to mark; see {@link settle}. */
export async function recordSuccess(
  tx: Db,
  { payment, transaction }: Settling,
  charged: Succeeded,
  at: Date,
): Promise<PaymentRow> {
  const settled = await settleAttempt(tx, transaction, charged, at);
  const paid = await updatePayment(tx, payment, {
    status: "succeeded",
    provider: transaction.provider,
    // More than is owed by now, where it was sent before a credit note.
    amountNanos: transaction.amountNanos,
    failureCode: null,
    failureMessage: null,
    retryAt: null,
    paidAt: at,
    updatedAt: at,
  });
  await publish(tx, [newsOfPayment("payment.received", paid, settled)]);
  return paid;
}

/** That none was taken: when it is tried again, and what that does to the subscription. What no card can pay is set aside. */
export async function recordFailure(
  tx: Db,
  { payment, transaction }: Settling,
  charged: Failed,
  at: Date,
): Promise<PaymentRow> {
  const { code, message } = charged;
  const settled = await settleAttempt(tx, transaction, charged, at);
  const invoice = payment.invoiceId
    ? await findInvoice(tx, payment.environmentId, payment.invoiceId)
    : undefined;
  // Not where it was paid by other means, void or credited in the meantime.
  const isOwed = !invoice || amountDueNanos(invoice) > 0n;
  // What was given up is owed, and nobody asks for it; nor for what could not be taken of another card either.
  const isAsked =
    isOwed && invoice?.status !== "uncollectible" && !charged.isUnchargeable && !invoice?.isSetAside;
  // A card that asks its holder has declined nothing: what was bought can be paid where the holder is.
  const onFailure =
    code === "authentication_required" && invoice && isPurchase(invoice) ? "keep" : payment.onFailure;
  const failed = await updatePayment(tx, payment, {
    onFailure,
    status: !isOwed ? "canceled" : onFailure === "keep" ? "pending" : "failed",
    failureCode: code,
    failureMessage: message,
    retryAt: isAsked ? await nextRetry(tx, { ...payment, onFailure }, transaction, at) : null,
    updatedAt: at,
  });
  if (isAsked && failed.onFailure === "retry" && failed.subscriptionId) {
    const subscription = await findSubscription(tx, failed.environmentId, failed.subscriptionId);
    if (subscription) await markPastDue(tx, subscription, at);
  }
  if (isAsked && code === "authentication_required") await offerPage(tx, failed, at);
  await publish(tx, [newsOfPayment("payment.failed", failed, settled)]);
  if (failed.onFailure === "void" && invoice) await abandonInvoice(tx, invoice, "void", at);
  else if (charged.isUnchargeable && invoice) await setAside(tx, invoice, at);
  return failed;
}

/** A card that asks its holder can be charged where the holder is: `checkoutUrl` of the payment leads there. */
async function offerPage(tx: Db, payment: PaymentRow, at: Date): Promise<void> {
  const { customerId, environmentId, invoiceId, subscriptionId, onFailure } = payment;
  if (invoiceId === null || onFailure === "void") return;
  const open = await openCheckouts(tx, { invoiceIds: [invoiceId] }, at);
  if (open.length > 0) return;
  await openCheckout(tx, { customerId, environmentId, invoiceId, subscriptionId, kind: "invoice" }, at);
}

const DAY_MS = 86_400_000;

/**
 * After the last attempt of the schedule it is due at once, to be given up by a step of its own. The pauses between attempts are
 * as long as they were planned, also where an answer comes days late: what is tried again at once is declined again.
 */
async function nextRetry(
  tx: Db,
  payment: PaymentRow,
  { isScheduled }: TransactionRow,
  at: Date,
): Promise<Date | null> {
  if (payment.onFailure !== "retry") return null;
  if (!isScheduled) return payment.retryAt;
  const { paymentRetryDays } = await findEnvironment(tx, payment.environmentId);
  const [last, next] = paymentRetryDays.slice(payment.scheduledAttempts - 1);
  if (last === undefined || next === undefined) return at;
  const lateMs = at.getTime() - addMs(payment.createdAt, last * DAY_MS).getTime();
  return addMs(payment.createdAt, next * DAY_MS + Math.max(0, lateMs));
}

/**
 * Settles an attempt by what was said of it. Said again, later or out of order, it changes nothing; only that money was
 * taken is believed of an attempt that had failed. Money for what is not owed any more is given back.
 * @param transaction as it is under the account's lock
 */
export async function settle(
  tx: Db,
  customer: LockedCustomer,
  transaction: TransactionRow,
  charged: Charged,
  at: Date,
): Promise<void> {
  const payment = await findPayment(tx, transaction.environmentId, transaction.paymentId);
  if (!payment) throw new Error(`transaction ${transaction.id} has no payment`);
  const settling = { payment, transaction };
  if (charged.status === "pending") {
    if (transaction.status === "pending")
      await updateTransaction(tx, transaction, { providerReference: charged.reference });
    return;
  }
  if (transaction.status === "succeeded") return;
  if (charged.status === "failed" && transaction.settledAt !== null) return;
  if (payment.status === "succeeded") await settleBeside(tx, settling, charged, at);
  else if (charged.status === "failed") await recordFailure(tx, settling, charged, at);
  else await takePayment(tx, customer, settling, charged, at);
}

/**
 * Nothing is owed of it any more, for another attempt or other means have paid, or it is void: nothing of the payment changes,
 * and what this attempt took is given back.
 */
async function settleBeside(
  tx: Db,
  { payment, transaction }: Settling,
  charged: Succeeded | Failed,
  at: Date,
): Promise<void> {
  const isSurplus = charged.status === "succeeded";
  const settled = await settleAttempt(tx, transaction, charged, at, isSurplus);
  if (isSurplus) await giveBack(tx, { transaction: settled, payment }, at);
}

async function takePayment(
  tx: Db,
  customer: LockedCustomer,
  { payment, transaction }: Settling,
  charged: Succeeded,
  at: Date,
): Promise<void> {
  const invoice =
    payment.invoiceId === null
      ? undefined
      : await findInvoice(tx, payment.environmentId, payment.invoiceId, true);
  const dueNanos = invoice ? amountDueNanos(invoice) : 0n;
  const { amountNanos } = transaction;
  if (!invoice || dueNanos === 0n || amountNanos < dueNanos) {
    await settleBeside(tx, { payment, transaction }, charged, at);
    // A page's, which was made to note what was paid there.
    if (dueNanos === 0n && payment.status === "pending")
      await updatePayment(tx, payment, { status: "canceled", updatedAt: at });
    return;
  }
  const paid = { transaction, payment: await recordSuccess(tx, { payment, transaction }, charged, at) };
  await markPaid(tx, customer, invoice, at);
  // A credit note came in between.
  if (amountNanos > dueNanos) await giveBack(tx, paid, at, amountNanos - dueNanos);
}

/** What was taken and not owed; all of it, where nothing was. */
export async function giveBack(
  tx: Db,
  charge: Charge,
  at: Date,
  amountNanos = charge.transaction.amountNanos,
): Promise<void> {
  const reason = "Nothing was owed any more";
  await writeRefund(tx, { ...charge, amountNanos, reason, at });
}
