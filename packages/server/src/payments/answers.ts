/** Payments as the API shows them. */
import {
  type Dispute,
  type Payment,
  type PaymentMethod,
  type Refund,
  settlementFromNanos,
  type Transaction,
} from "@farthing/contract";
import type { z } from "zod";
import type { Id } from "../platform/index.js";
import type { DisputeRow, PaymentMethodRow, PaymentRow, RefundRow, TransactionRow } from "./schema.js";

const isWhollyRefunded = ({
  amountNanos,
  refundedNanos,
}: Pick<PaymentRow, "amountNanos" | "refundedNanos">) => refundedNanos > 0n && refundedNanos === amountNanos;

const shapeDispute = (row: DisputeRow): z.input<typeof Dispute> => ({
  id: row.id,
  transactionId: row.transactionId,
  status: row.status,
  amount: settlementFromNanos(row.amountNanos, row.currency),
  currency: row.currency,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  closedAt: row.closedAt?.toISOString() ?? null,
});

/** @param beside the page at which it can be paid, and its latest dispute */
export const shapePayment = (
  row: PaymentRow,
  beside: { readonly checkoutUrl: string | null; readonly dispute: DisputeRow | undefined },
  livemode: boolean,
): z.input<typeof Payment> => ({
  object: "payment",
  livemode,
  id: row.id,
  customerId: row.customerId,
  invoiceId: row.invoiceId,
  subscriptionId: row.subscriptionId,
  provider: row.provider,
  status: isWhollyRefunded(row) ? "refunded" : row.status,
  amount: settlementFromNanos(row.amountNanos, row.currency),
  amountRefunded: settlementFromNanos(row.refundedNanos, row.currency),
  currency: row.currency,
  description: row.description,
  metadata: row.metadata,
  attempts: row.attempts,
  failureCode: row.failureCode,
  failureMessage: row.failureMessage,
  nextRetryAt: row.retryAt?.toISOString() ?? null,
  dispute: beside.dispute ? shapeDispute(beside.dispute) : null,
  checkoutUrl: beside.checkoutUrl,
  paidAt: row.paidAt?.toISOString() ?? null,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

function statusOf(row: TransactionRow): z.input<typeof Transaction>["status"] {
  if (isWhollyRefunded(row)) return "refunded";
  return row.refundedNanos > 0n ? "partially_refunded" : row.status;
}

export const shapeTransaction = (
  row: TransactionRow & { readonly invoiceId: Id<"inv"> | null },
  livemode: boolean,
): z.input<typeof Transaction> => ({
  object: "transaction",
  livemode,
  id: row.id,
  paymentId: row.paymentId,
  invoiceId: row.invoiceId,
  customerId: row.customerId,
  provider: row.provider,
  status: statusOf(row),
  amount: settlementFromNanos(row.amountNanos, row.currency),
  amountRefunded: settlementFromNanos(row.refundedNanos, row.currency),
  currency: row.currency,
  paymentMethod:
    row.cardBrand !== null && row.cardLast4 !== null
      ? { id: row.paymentMethodId, brand: row.cardBrand, last4: row.cardLast4 }
      : null,
  providerReference: row.providerReference,
  failureCode: row.failureCode,
  failureMessage: row.failureMessage,
  createdAt: row.createdAt.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
});

export const shapeRefund = (row: RefundRow, livemode: boolean): z.input<typeof Refund> => ({
  object: "refund",
  livemode,
  id: row.id,
  transactionId: row.transactionId,
  paymentId: row.paymentId,
  customerId: row.customerId,
  status: row.status,
  amount: settlementFromNanos(row.amountNanos, row.currency),
  currency: row.currency,
  reason: row.reason,
  createdAt: row.createdAt.toISOString(),
  settledAt: row.settledAt?.toISOString() ?? null,
});

export const shapeMethod = (row: PaymentMethodRow, livemode: boolean): z.input<typeof PaymentMethod> => ({
  object: "payment_method",
  livemode,
  id: row.id,
  customerId: row.customerId,
  provider: row.provider,
  brand: row.brand,
  last4: row.last4,
  expMonth: row.expMonth,
  expYear: row.expYear,
  isDefault: row.isDefault,
  createdAt: row.createdAt.toISOString(),
});
