/** What credit notes do to payments, as billing asks for it: less is taken, or some of it is given back. */
import { amountDueNanos, type PaymentCorrections } from "../billing/index.js";
import {
  failUnsent,
  findPaymentOfInvoice,
  findTransactionOfPayment,
  lowerUnsent,
  updatePayment,
} from "./store.js";
import { writeRefund } from "./write-refund.js";

export const paymentCorrections: PaymentCorrections = {
  /** What has been sent already may still take more: settling it gives back what is not owed. */
  lower: async (tx, invoice, at) => {
    const payment = await findPaymentOfInvoice(tx, invoice.customerId, invoice.id);
    if (!payment || payment.status === "succeeded" || payment.status === "canceled") return;
    const dueNanos = amountDueNanos(invoice);
    if (dueNanos > 0n) {
      await lowerUnsent(tx, payment, dueNanos);
      await updatePayment(tx, payment, { amountNanos: dueNanos, updatedAt: at });
      return;
    }
    await failUnsent(tx, payment, CREDITED, at);
    await updatePayment(tx, payment, { status: "canceled", retryAt: null, updatedAt: at });
  },
  keptNanos: async (tx, invoice) => {
    const payment = await findPaymentOfInvoice(tx, invoice.customerId, invoice.id);
    return payment?.status === "succeeded" ? payment.amountNanos - payment.refundedNanos : undefined;
  },
  refund: async (tx, invoice, { amountNanos, reason, at }) => {
    const payment = await findPaymentOfInvoice(tx, invoice.customerId, invoice.id);
    const transaction = payment && (await findTransactionOfPayment(tx, payment, "succeeded"));
    if (!transaction || transaction.amountNanos - transaction.refundedNanos < amountNanos)
      throw new Error(`of invoice ${invoice.id} less was taken than is to be given back`);
    return (await writeRefund(tx, { transaction, amountNanos, reason, at })).id;
  },
};

const CREDITED = { code: "canceled", message: "The invoice was credited before the card was charged." };
