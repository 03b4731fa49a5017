/** What Stripe says of a charge, as it is written down here. */
import type Stripe from "stripe";
import type { Charged } from "../provider.js";

type Failed = Extract<Charged, { status: "failed" }>;

type Outcome = Pick<Stripe.PaymentIntent, "id" | "status"> &
  Partial<Pick<Stripe.PaymentIntent, "last_payment_error" | "cancellation_reason">>;

/** Of an intent that was confirmed without its customer: whatever waits for somebody has failed. */
export function chargedOf(intent: Outcome): Charged {
  const { id: reference, status } = intent;
  if (status === "succeeded") return { status: "succeeded", reference };
  if (status === "processing") return { status: "pending", reference };
  const error = intent.last_payment_error;
  if (error) return failed(reference, error);
  const isForItsHolder = status === "requires_action" || intent.cancellation_reason === GIVEN_UP;
  if (isForItsHolder) return { status: "failed", reference, ...ASKED_TO_CONFIRM };
  const message = `The payment was not made (${intent.cancellation_reason ?? status}).`;
  return { status: "failed", reference, code: "canceled", message };
}

/** The reason by which this server takes back what waits for the card's holder. */
export const GIVEN_UP = "abandoned";

const ASKED_TO_CONFIRM = {
  code: "authentication_required",
  message: "The cardholder has to confirm the payment.",
};

interface Said {
  readonly code?: string | undefined;
  readonly decline_code?: string | undefined;
  readonly message?: string | undefined;
}

/** The same codes as of a sandbox's cards: why the bank declined, where it says so. */
function failed(reference: string | null, { code, decline_code, message }: Said): Failed {
  if (code === "authentication_required" || decline_code === "authentication_required")
    return { status: "failed", reference, ...ASKED_TO_CONFIRM };
  const reason = code === "card_declined" ? specific(decline_code) : code;
  return {
    status: "failed",
    reference,
    code: reason ?? "card_declined",
    message: message ?? "The card was declined.",
  };
}

/** `generic_decline` and its like say no more than `card_declined` does. */
const specific = (declineCode: string | undefined): string | undefined =>
  declineCode === undefined || declineCode === "generic_decline" || declineCode === "do_not_honor"
    ? "card_declined"
    : declineCode;

/** @param error of the card, or of a request that can never be done */
export const refusedBy = (error: Stripe.errors.StripeError): Charged =>
  error.payment_intent
    ? chargedOf({ ...error.payment_intent, last_payment_error: error as never })
    : {
        ...failed(null, {
          code: error.code ?? "provider_refused",
          decline_code: error.decline_code,
          message: error.message,
        }),
        isUnchargeable: AMOUNTS_REFUSED.has(error.code),
      };

/** Of an amount that another card would not pay either. */
const AMOUNTS_REFUSED: ReadonlySet<string | undefined> = new Set([
  "amount_too_small",
  "amount_too_large",
  "invalid_charge_amount",
]);
