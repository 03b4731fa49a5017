/**
 * Stripe, through its own library. What is charged goes out once under the id of its transaction: Stripe keeps such a key
 * for a day and answers as it did the first time, also with a fault of its own. So whatever was asked before is looked for
 * before it is asked again, and nothing is ever sent under a second key.
 */
import Stripe from "stripe";
import { addMs, FarthingError } from "../../../platform/index.js";
import {
  type AskedCharge,
  type Charge,
  type Charged,
  type ExternalProvider,
  type NewCard,
  type Refunded,
  type RefundRequest,
  type SessionRequest,
  type SessionState,
  WrongSignature,
} from "../provider.js";
import { nanosOfStripe, notSentToStripe, stripeAmount } from "./amounts.js";
import { chargedOf, GIVEN_UP, refusedBy } from "./charges.js";
import { CHECKOUT, newsOf, REFUND, refundedOf, TRANSACTION } from "./news.js";

export interface StripeSettings {
  readonly secretKey: string;
  readonly webhookSecret: string;
  /** In place of https://api.stripe.com. */
  readonly apiUrl?: string | undefined;
  /** Of one try; there are at most three. */
  readonly timeoutMs?: number | undefined;
}

/** With three tries and the pauses between them this is less than a claim lasts; see send-pending. */
const TIMEOUT_MS = 20_000;
const MAX_RETRIES = 2;
/** Clocks differ. */
const SKEW_MS = 5 * 60_000;
/** Lists are read to this many, newest first. */
const MOST_LISTED = 1_000;

export function openStripe({ secretKey, apiUrl, timeoutMs = TIMEOUT_MS }: StripeSettings): Stripe {
  const url = apiUrl ? new URL(apiUrl) : undefined;
  return new Stripe(secretKey, {
    timeout: timeoutMs,
    maxNetworkRetries: MAX_RETRIES,
    telemetry: false,
    appInfo: { name: "Farthing" },
    ...(url && {
      protocol: url.protocol === "http:" ? ("http" as const) : ("https" as const),
      host: url.hostname,
      port: url.port || (url.protocol === "http:" ? "80" : "443"),
    }),
  });
}

export function createStripeProvider(settings: StripeSettings): ExternalProvider {
  const stripe = openStripe(settings);
  return {
    name: "stripe",
    createCustomer: (customer) => createCustomer(stripe, customer),
    charge: (charge) => makeCharge(stripe, charge),
    findCharge: (asked) => findCharge(stripe, asked),
    refund: (refund) => makeRefund(stripe, refund),
    openSession: (request) => openSession(stripe, request),
    readSession: async (id) =>
      stateOf(await stripe.checkout.sessions.retrieve(id, { expand: [...CARD_OF_SESSION] })),
    closeSession: (id) => closeSession(stripe, id),
    readWebhook: async (body, signature) => {
      const event = verified(stripe, body, signature, settings.webhookSecret);
      return newsOf(event);
    },
  };
}

/** A key that was used for other details gives an error: a customer's own may change between two tries. */
async function createCustomer(
  stripe: Stripe,
  { id, email, name }: Parameters<ExternalProvider["createCustomer"]>[0],
): Promise<string> {
  const details = { ...(email ? { email } : {}), ...(name ? { name } : {}), metadata: { [CUSTOMER]: id } };
  const customer = await stripe.customers.create(details, {
    idempotencyKey: `${id}:${email ?? ""}:${name ?? ""}`.slice(0, MOST_KEY_LENGTH),
  });
  return customer.id;
}
const CUSTOMER = "farthingCustomerId";
const MOST_KEY_LENGTH = 255;

/** What can never be done, whoever asks; anything else may have been done all the same. */
const isRefusal = (error: unknown): error is Stripe.errors.StripeError =>
  error instanceof Stripe.errors.StripeCardError || error instanceof Stripe.errors.StripeInvalidRequestError;

async function makeCharge(stripe: Stripe, charge: Charge): Promise<Charged> {
  const { transactionId, currency, customer, method, description } = charge;
  const refusal = notSentToStripe(charge.amountNanos, currency);
  if (refusal) return { status: "failed", reference: null, isUnchargeable: true, ...refusal };
  const amount = stripeAmount(charge.amountNanos, currency);
  try {
    const intent = await stripe.paymentIntents.create(
      {
        amount,
        currency: currency.toLowerCase(),
        customer,
        payment_method: method,
        allowed_payment_method_types: ["card"],
        off_session: true,
        confirm: true,
        description,
        metadata: { [TRANSACTION]: transactionId },
      },
      { idempotencyKey: transactionId },
    );
    return settled(stripe, intent);
  } catch (error) {
    if (isRefusal(error)) return refusedBy(error);
    throw error;
  }
}

/** What waits for a customer who is not there is taken back, so that it cannot be paid beside what is tried next. */
async function settled(stripe: Stripe, intent: Stripe.PaymentIntent): Promise<Charged> {
  const charged = chargedOf(intent);
  if (intent.status !== "requires_action" && intent.status !== "requires_confirmation") return charged;
  const canceled = await stripe.paymentIntents.cancel(intent.id, { cancellation_reason: GIVEN_UP });
  return canceled.status === "succeeded" ? chargedOf(canceled) : charged;
}

async function findCharge(stripe: Stripe, asked: AskedCharge): Promise<Charged | undefined> {
  if (asked.known) return settled(stripe, await stripe.paymentIntents.retrieve(asked.known));
  const since = Math.floor(addMs(asked.askedAt, -SKEW_MS).getTime() / 1_000);
  const listed = stripe.paymentIntents.list({
    customer: asked.customer,
    created: { gte: since },
    limit: 100,
  });
  let seen = 0;
  for await (const intent of listed) {
    if (intent.metadata[TRANSACTION] === asked.transactionId) return settled(stripe, intent);
    seen += 1;
    if (seen === MOST_LISTED) throw new Error(`more than ${MOST_LISTED} charges of ${asked.customer}`);
  }
  return undefined;
}

async function makeRefund(stripe: Stripe, request: RefundRequest): Promise<Refunded> {
  const { refundId, charge, amountNanos, currency, known, isRepeated } = request;
  if (known) return refundedOf(await stripe.refunds.retrieve(known));
  if (isRepeated) {
    for await (const refund of stripe.refunds.list({ payment_intent: charge, limit: 100 }))
      if (refund.metadata?.[REFUND] === refundId) return refundedOf(refund);
  }
  try {
    const refund = await stripe.refunds.create(
      {
        payment_intent: charge,
        amount: stripeAmount(amountNanos, currency),
        metadata: { [REFUND]: refundId },
      },
      { idempotencyKey: refundId },
    );
    return refundedOf(refund);
  } catch (error) {
    if (isRefusal(error)) return { status: "failed", message: error.message };
    throw error;
  }
}

async function openSession(stripe: Stripe, request: SessionRequest): Promise<{ id: string; url: string }> {
  const { checkoutId, key, customer, returnUrl, cancelUrl } = request;
  try {
    const session = await stripe.checkout.sessions.create(
      {
        customer,
        client_reference_id: checkoutId,
        allowed_payment_method_types: ["card"],
        success_url: returnUrl,
        cancel_url: cancelUrl,
        metadata: { [CHECKOUT]: checkoutId },
        ...(request.amountNanos === 0n ? toSaveACard(request) : toBePaid(request)),
      },
      { idempotencyKey: key },
    );
    if (!session.url) throw new Error(`Stripe opened session ${session.id} without a page`);
    return { id: session.id, url: session.url };
  } catch (error) {
    // An amount below the smallest that can be charged, for instance.
    if (isRefusal(error)) throw new FarthingError("invalid_state", error.message, { cause: error });
    throw error;
  }
}

const toSaveACard = ({ currency }: SessionRequest) => ({
  mode: "setup" as const,
  currency: currency.toLowerCase(),
});

const toBePaid = ({ checkoutId, amountNanos, currency, description }: SessionRequest) => ({
  mode: "payment" as const,
  line_items: [
    {
      quantity: 1,
      price_data: {
        currency: currency.toLowerCase(),
        unit_amount: stripeAmount(amountNanos, currency),
        product_data: { name: description || "Payment" },
      },
    },
  ],
  payment_intent_data: {
    description,
    // Kept, to be charged later without its holder.
    setup_future_usage: "off_session" as const,
    metadata: { [CHECKOUT]: checkoutId },
  },
});

async function closeSession(stripe: Stripe, id: string): Promise<void> {
  try {
    await stripe.checkout.sessions.expire(id);
  } catch (error) {
    // It is complete, or has expired already.
    if (!(error instanceof Stripe.errors.StripeInvalidRequestError)) throw error;
  }
}

const CARD_OF_SESSION = ["payment_intent.payment_method", "setup_intent.payment_method"] as const;

function stateOf(session: Stripe.Checkout.Session): SessionState {
  const paid = typeof session.payment_intent === "object" ? session.payment_intent : null;
  const setUp = typeof session.setup_intent === "object" ? session.setup_intent : null;
  const method = paid?.payment_method ?? setUp?.payment_method;
  const currency = (session.currency ?? "usd").toUpperCase();
  return {
    id: session.id,
    checkoutId: session.metadata?.[CHECKOUT] ?? null,
    isComplete: session.status === "complete" && session.payment_status !== "unpaid",
    url: session.status === "open" ? session.url : null,
    card: method && typeof method === "object" ? cardOf(method) : null,
    charge: paid?.id ?? null,
    amountNanos: nanosOfStripe(session.amount_total ?? 0, currency),
    currency,
  };
}

function cardOf({ id, card }: Stripe.PaymentMethod): NewCard | null {
  if (!card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  return { provider: "stripe", reference: id, brand, last4, expMonth, expYear };
}

function verified(stripe: Stripe, body: Uint8Array, signature: string, secret: string): Stripe.Event {
  try {
    return stripe.webhooks.constructEvent(Buffer.from(body), signature, secret);
  } catch (error) {
    if (error instanceof Stripe.errors.StripeSignatureVerificationError)
      throw new WrongSignature(error.message);
    throw error;
  }
}
