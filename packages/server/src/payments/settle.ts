/**
 * The result of an attempt, written once: the attempt, the payment, the invoice, the subscription and the news of it in
 * one transaction, under the lock of the customer's account.
 */
import { abandonInvoice, amountDueNanos, findInvoice, markPaid } from "../billing/index.js";
import { addMs, type Db, publish } from "../platform/index.js";
import { findSubscription, type LockedCustomer, markPastDue } from "../subscriptions/index.js";
import { findEnvironment } from "../tenancy/index.js";
import { openCheckout } from "./checkout/open-checkout.js";
import { openCheckouts } from "./checkout/store.js";
import { newsOfPayment } from "./news.js";
import type { Charged } from "./providers/provider.js";
import type { PaymentRow, TransactionRow } from "./schema.js";
import { findPayment, updatePayment, updateTransaction } from "./store.js";
import { writeRefund } from "./write-refund.js";

type Succeeded = Extract<Charged, { status: "succeeded" }>;
type Failed = Extract<Charged, { status: "failed" }>;
interface Settling {
  readonly payment: PaymentRow;
  readonly transaction: TransactionRow;
}

/** That money was taken. The invoice is another's to mark; see {@link settle}. */
export async function recordSuccess(
  tx: Db,
  { payment, transaction }: Settling,
  { reference }: Succeeded,
  at: Date,
): Promise<PaymentRow> {
  const settled = await updateTransaction(tx, transaction, {
    status: "succeeded",
    providerReference: reference ?? transaction.providerReference,
    failureCode: null,
    failureMessage: null,
    claimedUntil: null,
    settledAt: at,
  });
  const paid = await updatePayment(tx, payment, {
    status: "succeeded",
    // More than is owed by now, where it was sent before a credit note.
    ...(payment.status === "succeeded" ? {} : { amountNanos: transaction.amountNanos }),
    failureCode: null,
    failureMessage: null,
    retryAt: null,
    paidAt: at,
    updatedAt: at,
  });
  await publish(tx, [newsOfPayment("payment.received", paid, settled)]);
  return paid;
}

/** That none was taken: when it is tried again, and what that does to the subscription. */
export async function recordFailure(
  tx: Db,
  { payment, transaction }: Settling,
  { reference, code, message }: Failed,
  at: Date,
): Promise<PaymentRow> {
  const settled = await updateTransaction(tx, transaction, {
    status: "failed",
    providerReference: reference ?? transaction.providerReference,
    failureCode: code,
    failureMessage: message,
    claimedUntil: null,
    settledAt: at,
  });
  const invoice = payment.invoiceId
    ? await findInvoice(tx, payment.environmentId, payment.invoiceId)
    : undefined;
  // Paid by other means, void or credited in the meantime.
  const isOwed = !invoice || amountDueNanos(invoice) > 0n;
  const failed = await updatePayment(tx, payment, {
    status: !isOwed ? "canceled" : payment.onFailure === "keep" ? "pending" : "failed",
    failureCode: code,
    failureMessage: message,
    retryAt: isOwed ? await nextRetry(tx, payment, transaction, at) : null,
    updatedAt: at,
  });
  if (isOwed && failed.onFailure === "retry" && failed.subscriptionId) {
    const subscription = await findSubscription(tx, failed.environmentId, failed.subscriptionId);
    if (subscription) await markPastDue(tx, subscription, at);
  }
  if (code === "authentication_required") await offerPage(tx, failed, at);
  await publish(tx, [newsOfPayment("payment.failed", failed, settled)]);
  if (failed.onFailure === "void" && invoice) await abandonInvoice(tx, invoice, "void", at);
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

/** After the last attempt of the schedule it is due at once, to be given up by a step of its own. */
async function nextRetry(
  tx: Db,
  payment: PaymentRow,
  { isScheduled }: TransactionRow,
  at: Date,
): Promise<Date | null> {
  if (payment.onFailure !== "retry") return null;
  if (!isScheduled) return payment.retryAt;
  const { paymentRetryDays } = await findEnvironment(tx, payment.environmentId);
  const days = paymentRetryDays[payment.scheduledAttempts];
  const due = days === undefined ? at : addMs(payment.createdAt, days * DAY_MS);
  return due < at ? at : due;
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
  if (charged.status === "failed") {
    if (transaction.settledAt === null) await recordFailure(tx, settling, charged, at);
    return;
  }
  if (transaction.status === "succeeded") return;
  const invoice =
    payment.invoiceId === null
      ? undefined
      : await findInvoice(tx, payment.environmentId, payment.invoiceId, true);
  const paid = await recordSuccess(tx, settling, charged, at);
  const dueNanos = invoice ? amountDueNanos(invoice) : 0n;
  const { amountNanos } = transaction;
  const whose = payment.status === "succeeded" ? undefined : paid;
  if (!invoice || dueNanos === 0n || amountNanos < dueNanos) {
    await giveBack(tx, whose, transaction, at);
    return;
  }
  await markPaid(tx, customer, invoice, at);
  // A credit note came in between.
  if (amountNanos > dueNanos) await giveBack(tx, whose, transaction, at, amountNanos - dueNanos);
}

/**
 * What was not owed, which is all of it where nothing else is said.
 * @param payment that is not paid then; undefined where another attempt has paid it
 */
export async function giveBack(
  tx: Db,
  payment: PaymentRow | undefined,
  transaction: TransactionRow,
  at: Date,
  amountNanos = transaction.amountNanos,
): Promise<void> {
  const reason = "Nothing was owed for it any more";
  await writeRefund(tx, { payment, transaction, amountNanos, reason, at });
}
