/**
 * What credit notes and an operator's word do to payments, as billing asks for it: less is taken or nothing any more, or some
 * of it is given back.
 */
import { amountDueNanos, type InvoiceRow, type PaymentCorrections } from "../billing/index.js";
import type { Db } from "../platform/index.js";
import { keptNanos } from "./kept.js";
import { findPaymentOfInvoice, updatePayment } from "./payment-store.js";
import { assertConnected } from "./providers/assert-connected.js";
import type { Providers } from "./providers/choice.js";
import type { PaymentRow } from "./schema.js";
import { failUnsent, findTransactionOfPayment, lowerUnsent } from "./transaction-store.js";
import { writeRefund } from "./write-refund.js";

export const paymentCorrections = (providers: Pick<Providers, "nameOf">): PaymentCorrections => ({
  stop,
  lower: async (tx, invoice, at) => {
    const dueNanos = amountDueNanos(invoice);
    if (dueNanos === 0n) {
      await stop(tx, invoice, at);
      return;
    }
    const payment = await unpaidOf(tx, invoice);
    if (!payment) return;
    await lowerUnsent(tx, payment, dueNanos);
    await updatePayment(tx, payment, { amountNanos: dueNanos, updatedAt: at });
  },
  keptNanos,
  refund: async (tx, invoice, { amountNanos, reason, at }) => {
    const payment = await findPaymentOfInvoice(tx, invoice.customerId, invoice.id);
    const transaction = payment && (await findTransactionOfPayment(tx, payment, "succeeded"));
    if (!payment || !transaction || transaction.amountNanos - transaction.refundedNanos < amountNanos)
      throw new Error(`of invoice ${invoice.id} less was taken than is to be given back`);
    await assertConnected(providers, tx, transaction);
    return (await writeRefund(tx, { transaction, payment, amountNanos, reason, at })).id;
  },
});

/** What has been sent already may still take something: settling it gives back what is not owed. */
async function stop(tx: Db, invoice: InvoiceRow, at: Date): Promise<void> {
  const payment = await unpaidOf(tx, invoice);
  if (!payment) return;
  await failUnsent(tx, payment, STOPPED, at);
  await updatePayment(tx, payment, { status: "canceled", retryAt: null, updatedAt: at });
}

async function unpaidOf(tx: Db, { customerId, id }: InvoiceRow): Promise<PaymentRow | undefined> {
  const payment = await findPaymentOfInvoice(tx, customerId, id);
  return payment?.status === "succeeded" || payment?.status === "canceled" ? undefined : payment;
}

/** Why an attempt that was not sent never is. */
export const STOPPED = {
  code: "canceled",
  message: "The invoice was paid, void, credited or given up before the card was charged.",
};
