/** What is told of disputes. */
import { type DisputeState, settlementFromNanos } from "@farthing/contract";
import type { z } from "zod";
import type { News } from "../../platform/index.js";
import type { DisputeRow, PaymentRow, ProviderName } from "../schema.js";

export const newsOfDispute = (
  dispute: DisputeRow,
  { invoiceId, subscriptionId }: PaymentRow,
  provider: ProviderName,
  at: Date,
): News => {
  const { id: disputeId, status, paymentId, transactionId, amountNanos, currency, reason } = dispute;
  const data: z.input<typeof DisputeState> = {
    disputeId,
    status,
    paymentId,
    transactionId,
    invoiceId,
    subscriptionId,
    provider,
    amount: settlementFromNanos(amountNanos, currency),
    currency,
    reason,
  };
  const { environmentId, customerId } = dispute;
  return { environmentId, customerId, type: "payment.disputed", data, createdAt: at };
};
