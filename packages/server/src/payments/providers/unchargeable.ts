import type { PaymentRow } from "../schema.js";
import type { Charged } from "./provider.js";
import { notTakenByStripe } from "./stripe/amounts.js";

/**
 * What a provider takes of no card, as far as that is known without asking it. Pure, so that it can be asked inside a
 * transaction, and of customers without a card; what only the provider knows it says when it is charged.
 */
export const unchargeable = (
  { provider, currency }: Pick<PaymentRow, "provider" | "currency">,
  amountNanos: bigint,
): Charged | undefined => {
  const refusal = provider === "stripe" ? notTakenByStripe(amountNanos, currency) : undefined;
  return refusal && { status: "failed", reference: null, isUnchargeable: true, ...refusal };
};
