/** What a provider has of an invoice. */
import type { PaymentCorrections } from "../billing/index.js";
import { findPaymentOfInvoice } from "./payment-store.js";

export const keptNanos: PaymentCorrections["keptNanos"] = async (tx, { customerId, id }) => {
  const payment = await findPaymentOfInvoice(tx, customerId, id);
  return payment?.status === "succeeded" ? payment.amountNanos - payment.refundedNanos : undefined;
};
