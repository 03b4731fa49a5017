/**
 * What Stripe keeps of one account, as far as its API reference says it to those who charge cards: customers, cards,
 * payment intents, refunds, checkout sessions, and the events of all of them in the order they happened.
 */
import { type Form, recordAt, textAt } from "./form.js";

/** How a card behaves when it is charged. */
export type CardBehaviour =
  | "succeeds"
  | "declined"
  | "insufficient_funds"
  | "needs_authentication"
  /** Answers `requires_action` in place of an error, as intents of other kinds do. */
  | "waits_for_action"
  | "processing";

// biome-ignore lint/suspicious/noExplicitAny: objects of every kind of the API
type Thing = any;

/** An error as the API answers it. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly error: Record<string, unknown>,
  ) {
    super(String(error.message));
  }
}

const invalid = (code: string, message: string, status = 400) =>
  new ApiError(status, { type: "invalid_request_error", code, message });
const missing = (what: string) => invalid("resource_missing", `No such ${what}`, 404);

const DECLINES: Partial<Record<CardBehaviour, { code: string; decline_code: string; message: string }>> = {
  declined: {
    code: "card_declined",
    decline_code: "generic_decline",
    message: "Your card was declined.",
  },
  insufficient_funds: {
    code: "card_declined",
    decline_code: "insufficient_funds",
    message: "Your card has insufficient funds.",
  },
  needs_authentication: {
    code: "authentication_required",
    decline_code: "authentication_required",
    message: "Your card was declined. This transaction requires authentication.",
  },
};
/** In the currency's smallest unit, of the currencies that tests use. */
const SMALLEST: Readonly<Record<string, number>> = { usd: 50, eur: 50, jpy: 50 };

export class StripeAccount {
  readonly id = "acct_stand_in";
  readonly customers = new Map<string, Thing>();
  readonly methods = new Map<string, Thing>();
  readonly intents = new Map<string, Thing>();
  readonly refunds = new Map<string, Thing>();
  readonly disputes = new Map<string, Thing>();
  readonly sessions = new Map<string, Thing>();
  readonly events: Thing[] = [];
  #last = 0;

  constructor(private readonly nowSeconds: () => number) {}

  #id(prefix: string): string {
    this.#last += 1;
    return `${prefix}_${String(this.#last).padStart(6, "0")}`;
  }

  #tell(type: string, object: Thing): void {
    this.events.push({
      id: this.#id("evt"),
      object: "event",
      api_version: "2026-10-28.endive",
      type,
      created: this.nowSeconds(),
      livemode: false,
      data: { object: structuredClone(object) },
    });
  }

  createCustomer(form: Form): Thing {
    const customer = {
      id: this.#id("cus"),
      object: "customer",
      email: textAt(form, "email") ?? null,
      name: textAt(form, "name") ?? null,
      metadata: recordAt(form, "metadata"),
    };
    this.customers.set(customer.id, customer);
    return customer;
  }

  /** A card that is kept of a customer. */
  addCard(customer: string, behaviour: CardBehaviour, last4 = "4242"): Thing {
    const method = {
      id: this.#id("pm"),
      object: "payment_method",
      type: "card",
      customer,
      behaviour,
      card: { brand: "visa", last4, exp_month: 12, exp_year: 2040 },
    };
    this.methods.set(method.id, method);
    return method;
  }

  createIntent(form: Form): Thing {
    const currency = textAt(form, "currency") ?? "";
    const customer = textAt(form, "customer") ?? "";
    const method = this.methods.get(textAt(form, "payment_method") ?? "");
    const amount = Number(textAt(form, "amount"));
    if (!this.customers.has(customer)) throw missing(`customer: '${customer}'`);
    if (!method || method.customer !== customer) throw missing("PaymentMethod");
    if (amount < (SMALLEST[currency] ?? 1))
      throw invalid("amount_too_small", `Amount must be at least ${SMALLEST[currency]} ${currency}`);
    if (textAt(form, "off_session") !== "true" || textAt(form, "confirm") !== "true")
      throw invalid("parameter_missing", "off_session and confirm are expected here");
    const intent = {
      id: this.#id("pi"),
      object: "payment_intent",
      amount,
      currency,
      customer,
      payment_method: method.id,
      description: textAt(form, "description") ?? null,
      metadata: recordAt(form, "metadata"),
      created: this.nowSeconds(),
      status: "requires_confirmation",
      last_payment_error: null,
      cancellation_reason: null,
    };
    this.intents.set(intent.id, intent);
    return this.#confirm(intent, method.behaviour);
  }

  #confirm(intent: Thing, behaviour: CardBehaviour): Thing {
    const decline = DECLINES[behaviour];
    if (decline) {
      intent.status = "requires_payment_method";
      intent.last_payment_error = { type: "card_error", ...decline };
      this.#tell("payment_intent.payment_failed", intent);
      throw new ApiError(402, { type: "card_error", ...decline, payment_intent: intent });
    }
    if (behaviour === "waits_for_action") {
      intent.status = "requires_action";
      return intent;
    }
    if (behaviour === "processing") {
      intent.status = "processing";
      this.#tell("payment_intent.processing", intent);
      return intent;
    }
    intent.status = "succeeded";
    this.#tell("payment_intent.succeeded", intent);
    return intent;
  }

  /** What a bank said of one that was processing. */
  finish(id: string, status: "succeeded" | "failed"): void {
    const intent = this.intents.get(id);
    if (status === "succeeded") {
      intent.status = "succeeded";
      this.#tell("payment_intent.succeeded", intent);
      return;
    }
    intent.status = "requires_payment_method";
    intent.last_payment_error = { type: "card_error", ...DECLINES.declined };
    this.#tell("payment_intent.payment_failed", intent);
  }

  listIntents(query: URLSearchParams): Thing {
    const customer = query.get("customer");
    const since = Number(query.get("created[gte]") ?? 0);
    return listOf(
      [...this.intents.values()].filter((intent) => intent.customer === customer && intent.created >= since),
      query,
    );
  }

  intent(id: string): Thing {
    return this.intents.get(id) ?? refuse(missing(`payment_intent: '${id}'`));
  }

  cancelIntent(id: string, form: Form): Thing {
    const intent = this.intent(id);
    if (intent.status === "succeeded" || intent.status === "canceled")
      throw invalid("payment_intent_unexpected_state", `It is ${intent.status}`);
    intent.status = "canceled";
    intent.cancellation_reason = textAt(form, "cancellation_reason") ?? null;
    this.#tell("payment_intent.canceled", intent);
    return intent;
  }

  createRefund(form: Form): Thing {
    const intent = this.intent(textAt(form, "payment_intent") ?? "");
    const amount = Number(textAt(form, "amount") ?? intent.amount);
    const left = intent.amount - this.refundedOf(intent.id);
    if (intent.status !== "succeeded") throw invalid("payment_intent_unexpected_state", "nothing was taken");
    if (left === 0)
      throw invalid("charge_already_refunded", `Charge of ${intent.id} has already been refunded.`);
    if (amount > left) throw invalid("parameter_invalid_integer", "more than is left");
    const refund = {
      id: this.#id("re"),
      object: "refund",
      amount,
      currency: intent.currency,
      payment_intent: intent.id,
      metadata: recordAt(form, "metadata"),
      status: this.refundsWait ? "pending" : "succeeded",
    };
    this.refunds.set(refund.id, refund);
    this.#tell("refund.created", refund);
    return refund;
  }

  /** From now on: the bank takes its time with refunds. */
  refundsWait = false;

  finishRefund(id: string, status: "succeeded" | "failed"): void {
    const refund = this.refund(id);
    refund.status = status;
    if (status === "failed") refund.failure_reason = "expired_or_canceled_card";
    this.#tell(status === "failed" ? "refund.failed" : "refund.updated", refund);
  }

  refundedOf(intent: string): number {
    return [...this.refunds.values()]
      .filter((refund) => refund.payment_intent === intent && refund.status !== "failed")
      .reduce((sum, { amount }) => sum + amount, 0);
  }

  /** What a payer's bank says of a charge. @param amount of the charge's currency; left out: all of it */
  dispute(intent: string, amount?: number): Thing {
    const of = this.intent(intent);
    const dispute = {
      id: this.#id("du"),
      object: "dispute",
      amount: amount ?? of.amount,
      currency: of.currency,
      charge: `ch_of_${intent}`,
      payment_intent: intent,
      created: this.nowSeconds(),
      evidence_details: { due_by: this.nowSeconds() + 7 * 86_400, has_evidence: false, past_due: false },
      is_charge_refundable: false,
      livemode: false,
      metadata: {},
      reason: "fraudulent",
      status: "needs_response",
    };
    this.disputes.set(dispute.id, dispute);
    this.#tell("charge.dispute.created", dispute);
    this.#tell("charge.dispute.funds_withdrawn", dispute);
    return dispute;
  }

  decide(id: string, status: "won" | "lost" | "under_review" | "warning_closed"): void {
    const dispute = this.disputes.get(id) ?? refuse(missing(`dispute: '${id}'`));
    dispute.status = status;
    this.#tell(status === "under_review" ? "charge.dispute.updated" : "charge.dispute.closed", dispute);
    if (status === "won") this.#tell("charge.dispute.funds_reinstated", dispute);
  }

  listRefunds(query: URLSearchParams): Thing {
    const intent = query.get("payment_intent");
    return listOf(
      [...this.refunds.values()].filter((refund) => refund.payment_intent === intent),
      query,
    );
  }

  refund(id: string): Thing {
    return this.refunds.get(id) ?? refuse(missing(`refund: '${id}'`));
  }

  createSession(form: Form): Thing {
    const mode = textAt(form, "mode");
    const price = (form.line_items as readonly Form[] | undefined)?.[0]?.price_data as Form | undefined;
    const amount = price ? Number(textAt(price, "unit_amount")) : 0;
    const currency = (price ? textAt(price, "currency") : textAt(form, "currency")) ?? "usd";
    const customer = textAt(form, "customer") ?? "";
    if (!this.customers.has(customer)) throw missing(`customer: '${customer}'`);
    if (mode === "payment" && amount < (SMALLEST[currency] ?? 1))
      throw invalid("amount_too_small", `The amount must be at least ${SMALLEST[currency]} ${currency}.`);
    const id = this.#id("cs");
    const session = {
      id,
      object: "checkout.session",
      mode,
      customer,
      currency,
      amount_total: mode === "payment" ? amount : null,
      status: "open",
      payment_status: mode === "payment" ? "unpaid" : "no_payment_required",
      url: `https://checkout.stripe.example/${id}`,
      success_url: textAt(form, "success_url"),
      metadata: recordAt(form, "metadata"),
      intent_metadata: recordAt((form.payment_intent_data as Form | undefined) ?? {}, "metadata"),
      payment_intent: null as Thing,
      setup_intent: null as Thing,
    };
    this.sessions.set(id, session);
    return session;
  }

  session(id: string, query: URLSearchParams): Thing {
    const session = this.sessions.get(id) ?? refuse(missing(`checkout.session: ${id}`));
    const expand = [...query].filter(([name]) => name.startsWith("expand")).map(([, value]) => value);
    const opened = (intent: Thing, name: string): Thing =>
      intent && expand.some((path) => path === `${name}.payment_method`)
        ? { ...intent, payment_method: this.methods.get(intent.payment_method) ?? null }
        : (intent?.id ?? null);
    return {
      ...session,
      payment_intent: opened(session.payment_intent, "payment_intent"),
      setup_intent: opened(session.setup_intent, "setup_intent"),
    };
  }

  expireSession(id: string): Thing {
    const session = this.sessions.get(id) ?? refuse(missing(`checkout.session: ${id}`));
    if (session.status !== "open") throw invalid("resource_invalid", `It is ${session.status}`);
    session.status = "expired";
    session.url = null;
    this.#tell("checkout.session.expired", session);
    return session;
  }

  /** What somebody does at the page of a session, with a card that is kept from then on. */
  payAt(id: string, behaviour: CardBehaviour = "succeeds", last4 = "1881"): void {
    const session = this.sessions.get(id);
    if (session?.status !== "open") throw new Error(`session ${id} is ${session?.status}`);
    const method = this.addCard(session.customer, behaviour, last4);
    if (session.mode === "setup")
      session.setup_intent = { id: this.#id("seti"), object: "setup_intent", payment_method: method.id };
    else {
      const intent = {
        id: this.#id("pi"),
        object: "payment_intent",
        amount: session.amount_total,
        currency: session.currency,
        customer: session.customer,
        payment_method: method.id,
        metadata: session.intent_metadata,
        created: this.nowSeconds(),
        status: "succeeded",
        last_payment_error: null,
      };
      this.intents.set(intent.id, intent);
      session.payment_intent = intent;
      session.payment_status = "paid";
      this.#tell("payment_intent.succeeded", intent);
    }
    session.status = "complete";
    session.url = null;
    this.#tell("checkout.session.completed", this.session(id, new URLSearchParams()));
  }
}

function refuse(error: ApiError): never {
  throw error;
}

/** Newest first, in pages. */
function listOf(found: readonly Thing[], query: URLSearchParams): Thing {
  const newest = [...found].reverse();
  const after = query.get("starting_after");
  const from = after ? newest.findIndex(({ id }) => id === after) + 1 : 0;
  const limit = Number(query.get("limit") ?? 10);
  return {
    object: "list",
    url: "/v1/list",
    data: newest.slice(from, from + limit),
    has_more: newest.length > from + limit,
  };
}
