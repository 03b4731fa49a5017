/** What time brings to payments that failed: another attempt, and at last the end of them. */
import {
  abandonInvoice,
  amountDueNanos,
  findInvoice,
  type InvoiceRow,
  type PaymentRetries,
  type Retried,
} from "../billing/index.js";
import type { Db } from "../platform/index.js";
import { endUnpaid, findSubscription, type LockedCustomer } from "../subscriptions/index.js";
import { findEnvironment } from "../tenancy/index.js";
import { attemptPayment } from "./attempt.js";
import {
  countDuePayments,
  duePayments,
  findPayment,
  nextDuePayment,
  updatePayment,
} from "./payment-store.js";
import type { PaymentRow } from "./schema.js";
import { settle } from "./settle.js";
import { findTransactionOfPayment, updateTransaction } from "./transaction-store.js";

export const paymentRetries: PaymentRetries = {
  due: (db, environmentId, until, except, limit) => duePayments(db, environmentId, until, except, limit),
  countDue: countDuePayments,
  nextOf: nextDuePayment,
  perform: async (tx, customer, { id, dueAt }) => {
    const payment = await findPayment(tx, customer.account.environmentId, id);
    if (!payment) throw new Error(`there is no payment ${id}`);
    const invoice =
      payment.invoiceId && (await findInvoice(tx, payment.environmentId, payment.invoiceId, true));
    const retried = { subscriptionId: payment.subscriptionId, invoiceId: payment.invoiceId };
    return { ...retried, kind: await perform(tx, customer, payment, invoice || undefined, dueAt) };
  },
};

async function perform(
  tx: Db,
  customer: LockedCustomer,
  payment: PaymentRow,
  invoice: InvoiceRow | undefined,
  at: Date,
): Promise<Retried["kind"]> {
  if (invoice?.status !== "open" || amountDueNanos(invoice) === 0n) {
    // Paid by other means, credited, or void.
    const isSettled = payment.status === "succeeded";
    await updatePayment(tx, payment, {
      retryAt: null,
      ...(isSettled ? {} : { status: "canceled" }),
      updatedAt: at,
    });
    return "payment_abandoned";
  }
  const { paymentRetryDays } = await findEnvironment(tx, payment.environmentId);
  if (payment.scheduledAttempts >= paymentRetryDays.length) {
    await giveUp(tx, payment, invoice, at);
    return "payment_abandoned";
  }
  const underWay = await findTransactionOfPayment(tx, payment, "pending");
  if (underWay) {
    // Somebody has asked for one already: it is this one.
    await updateTransaction(tx, underWay, { isScheduled: true });
    await updatePayment(tx, payment, { retryAt: null, scheduledAttempts: payment.scheduledAttempts + 1 });
    return "payment_retried";
  }
  const attempt = await attemptPayment(tx, payment, { isScheduled: true, at });
  if (attempt.charged) await settle(tx, customer, attempt.transaction, attempt.charged, at);
  return "payment_retried";
}

/** The subscription ends with the next step of it, which is due from now on. */
async function giveUp(tx: Db, payment: PaymentRow, invoice: InvoiceRow, at: Date): Promise<void> {
  await updatePayment(tx, payment, { retryAt: null, updatedAt: at });
  await abandonInvoice(tx, invoice, "uncollectible", at);
  if (payment.subscriptionId === null) return;
  const subscription = await findSubscription(tx, payment.environmentId, payment.subscriptionId);
  if (subscription) await endUnpaid(tx, subscription, at);
}
