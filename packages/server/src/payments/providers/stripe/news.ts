/** What events of Stripe tell. Pure. Anything else is of no concern, and is acknowledged all the same. */
import type Stripe from "stripe";
import { timeFrom } from "../../../platform/index.js";
import type { ProviderNews, Refunded } from "../provider.js";
import { nanosOfStripe } from "./amounts.js";
import { chargedOf } from "./charges.js";

/** Under these, what belongs to what is kept at Stripe. */
export const TRANSACTION = "farthingTransactionId";
export const REFUND = "farthingRefundId";
export const CHECKOUT = "farthingCheckoutId";

export function newsOf(event: Stripe.Event): ProviderNews | undefined {
  switch (event.type) {
    case "payment_intent.succeeded":
    case "payment_intent.processing":
    case "payment_intent.payment_failed":
    case "payment_intent.canceled":
      return ofIntent(event.data.object);
    case "checkout.session.completed":
    case "checkout.session.async_payment_succeeded":
      return { kind: "session", sessionId: event.data.object.id };
    case "refund.created":
    case "refund.updated":
    case "refund.failed":
      return ofRefund(event.data.object);
    case "charge.dispute.created":
    case "charge.dispute.updated":
    case "charge.dispute.closed":
    case "charge.dispute.funds_reinstated":
      return ofDispute(event.data.object, event.created);
    default:
      return undefined;
  }
}

/** One that was paid at a page has no transaction: the page tells of it. */
function ofIntent(intent: Stripe.PaymentIntent): ProviderNews | undefined {
  const transactionId = intent.metadata[TRANSACTION];
  return transactionId ? { kind: "charge", transactionId, charged: chargedOf(intent) } : undefined;
}

function ofRefund(refund: Stripe.Refund): ProviderNews | undefined {
  const { payment_intent: intent, id: reference } = refund;
  const charge = typeof intent === "string" ? intent : intent?.id;
  if (!charge) return undefined;
  return {
    kind: "refund",
    refundId: refund.metadata?.[REFUND] ?? null,
    reference,
    charge,
    amountNanos: nanosOfStripe(refund.amount, refund.currency),
    refunded: refundedOf(refund),
  };
}

/** @param createdSeconds when the event happened */
function ofDispute(dispute: Stripe.Dispute, createdSeconds: number): ProviderNews | undefined {
  const { payment_intent: intent, id: reference, amount, currency, reason, status } = dispute;
  const charge = typeof intent === "string" ? intent : intent?.id;
  if (!charge) return undefined;
  return {
    kind: "dispute",
    reference,
    charge,
    status: outcomeOf(status),
    amountNanos: nanosOfStripe(amount, currency),
    currency: currency.toUpperCase(),
    reason: reason || null,
    saidAt: timeFrom(createdSeconds * 1_000),
  };
}

/** An inquiry that is closed, and a dispute that was prevented, take nothing. */
function outcomeOf(status: Stripe.Dispute.Status): "open" | "won" | "lost" {
  if (status === "lost") return "lost";
  return status === "won" || status === "warning_closed" || status === "prevented" ? "won" : "open";
}

export function refundedOf({ id: reference, status, failure_reason }: Stripe.Refund): Refunded {
  if (status === "succeeded") return { status, reference };
  if (status === "failed" || status === "canceled")
    return { status: "failed", message: `Stripe could not refund it (${failure_reason ?? status}).` };
  return { status: "pending", reference };
}
