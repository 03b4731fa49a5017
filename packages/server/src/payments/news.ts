/** What is told of payments. */
import { type PaymentState, settlementFromNanos } from "@farthing/contract";
import type { z } from "zod";
import type { News } from "../platform/index.js";
import type { PaymentRow, TransactionRow } from "./schema.js";

/** @param payment as the attempt left it */
export const newsOfPayment = (
  type: "payment.received" | "payment.failed",
  payment: PaymentRow,
  transaction: TransactionRow,
): News => ({
  environmentId: payment.environmentId,
  customerId: payment.customerId,
  type,
  data: stateOf(payment, transaction),
  createdAt: payment.updatedAt,
});

const stateOf = (payment: PaymentRow, transaction: TransactionRow): z.input<typeof PaymentState> => ({
  paymentId: payment.id,
  transactionId: transaction.id,
  invoiceId: payment.invoiceId,
  subscriptionId: payment.subscriptionId,
  provider: transaction.provider,
  amount: settlementFromNanos(transaction.amountNanos, transaction.currency),
  currency: transaction.currency,
  attempt: payment.attempts,
  failureCode: transaction.failureCode,
  failureMessage: transaction.failureMessage,
  nextRetryAt: payment.retryAt?.toISOString() ?? null,
});
