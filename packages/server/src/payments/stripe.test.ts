/**
 * Payments by Stripe: its real library against a server on this machine that answers as its API documents, and fails.
 *
 * Broken on purpose, each seen: a success that is said again settled again; a key of its own for each question; no look
 * for what was asked before; a checkout completed twice; the attempt as it was read before the lock; a webhook whose
 * signature was not looked at, or that could name another environment's attempt; a refund of Stripe's own pages kept each
 * time it was told; a repeated refund not looked for; an intent that waits for its customer left open; money kept that was
 * taken for what could not begin, or at a page beside the one that is noted.
 */
import { expect, test } from "vitest";
import { type Body, send, startTestInstance } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedShop } from "../../test/one-per-file.js";
import { LIVE_STRIPE_KEY, TEST_STRIPE_KEY, TEST_WEBHOOK_SECRET } from "../../test/stripe/stand-in.js";
import { serverJobs } from "../jobs.js";
import { createLog, startJobs } from "../platform/index.js";

const shop = sharedShop();

const post = (path: string, body: unknown = {}, status?: number): Promise<Body> =>
  shop.must("POST", path, body, status);
const get = (path: string): Promise<Body> => shop.must("GET", path);
const paymentsOf = async (customerId: string): Promise<Body[]> =>
  (await get(`/payments?customerId=${customerId}`)).data;
const transactionsOf = async (customerId: string): Promise<Body[]> =>
  (await get(`/transactions?customerId=${customerId}`)).data;
const visit = (path: string) => shop.instance.app.request(path);
const CHARGE = { amount: 700, currency: "USD", description: "Extra report" };
const charge = (customerId: string, more: object = {}): Promise<Body> =>
  post("/payments/charge", { ...CHARGE, customerId, ...more });
/** Longer than the pause after an answer that says nothing. */
const AFTER_A_PAUSE_MS = 11_000;

test("it is connected by a key that Stripe knows, of the environment's mode, which is never shown again", async () => {
  const put = (secretKey: string, webhookSecret = TEST_WEBHOOK_SECRET) =>
    shop.instance.call("PUT", "/settings/payment-provider", { provider: "stripe", secretKey, webhookSecret });
  for (const [secretKey, what] of [
    ["sk_live_0123456789", "live key"],
    ["pk_test_0123456789", "secret or restricted Stripe key"],
    ["sk_test_unknown", "unknown to Stripe"],
  ] as const) {
    const { status, body } = await put(secretKey);
    expect([status, body.error.param, body.error.message]).toEqual([
      422,
      "secretKey",
      expect.stringContaining(what),
    ]);
  }
  expect((await put(TEST_STRIPE_KEY, "secret")).body.error.param).toBe("webhookSecret");
  const shown = await put(TEST_STRIPE_KEY);
  expect(shown.body).toMatchObject({
    provider: "stripe",
    stripe: { account: "acct_stand_in", keyHint: "x7Qz" },
    webhookUrl: expect.stringMatching(/\/provider-webhooks\/stripe\/env_/),
  });
  const { rows } = await shop.instance.database.pool.query("SELECT * FROM provider_connections");
  for (const text of [JSON.stringify(shown.body), JSON.stringify(rows)]) {
    expect(text).not.toContain(TEST_STRIPE_KEY);
    expect(text).not.toContain(TEST_WEBHOOK_SECRET);
  }
  expect(await get("/settings")).toMatchObject({ paymentProvider: "stripe", collection: "checkout" });
});

test("the connection is tested by asking Stripe, and the test changes nothing", async () => {
  const test = () => shop.instance.call("POST", "/settings/payment-provider/test");
  const before = await get("/settings/payment-provider");
  expect(before.stripe).toMatchObject({ keyHint: "x7Qz", webhookSecretHint: TEST_WEBHOOK_SECRET.slice(-4) });
  expect((await test()).body).toMatchObject({ result: "works", account: "acct_stand_in" });
  const { pool } = shop.instance.database;
  await pool.query("UPDATE provider_connections SET account = 'acct_other'");
  expect((await test()).body).toMatchObject({ result: "other_account", account: "acct_stand_in" });
  await pool.query("UPDATE provider_connections SET account = 'acct_stand_in'");
  const away = await startTestInstance();
  const { body } = await away.call("POST", "/settings/payment-provider/test");
  expect(body.error.code).toBe("invalid_state");
  await away.close();
  expect(await get("/settings/payment-provider")).toEqual(before);
});

test("row 14: a subscription begins at Stripe's page, and is charged off session afterwards; events that come twice change nothing", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("succeeds");
  expect(await get(`/subscriptions/${subscriptionId}`)).toMatchObject({ status: "active" });
  expect(await paymentsOf(customerId)).toMatchObject([{ status: "succeeded", amount: 2900 }]);
  expect((await get(`/customers/${customerId}/payment-methods`)).data).toMatchObject([
    { provider: "stripe", brand: "visa", last4: "1881", isDefault: true },
  ]);
  expect(await charge(customerId)).toMatchObject({ status: "pending", provider: "stripe" });
  expect(await shop.sendWaiting()).toBe(1);
  const events = shop.untold();
  expect(await shop.deliver([...events, ...events, ...events.reverse()])).toEqual(
    Array(events.length * 3).fill(200),
  );
  expect((await paymentsOf(customerId)).map(({ status }) => status)).toEqual(["succeeded", "succeeded"]);
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3600, refunded: 0 });
  expect((await get(`/events?customerId=${customerId}&type=payment.received`)).data).toHaveLength(2);
});

test("whoever comes back from the page before the webhook is served as well, and a second visit pays nothing", async () => {
  const customerId = "early_bird";
  await post("/customers", { id: customerId });
  const made = await post("/subscriptions", {
    customerId,
    planCode: "pro",
    successUrl: "https://shop.example/thanks",
  });
  const path = new URL(made.checkoutUrl).pathname;
  const session = await shop.sessionOf(made.checkoutUrl);
  expect(await shop.sessionOf(made.checkoutUrl)).toBe(session);
  expect((await visit(`${path}/return`)).headers.get("location")).toBe(path);
  shop.stripe.account.payAt(session);
  const back = await Promise.all([visit(`${path}/return`), visit(`${path}/return`)]);
  expect(back.map(({ headers }) => headers.get("location"))).toEqual(
    Array(2).fill("https://shop.example/thanks"),
  );
  await shop.deliver();
  expect((await visit(`${path}/pay`)).headers.get("location")).toBe("https://shop.example/thanks");
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 1, amount: 2900, refunded: 0 });
  expect(await paymentsOf(customerId)).toHaveLength(1);
});

test.each([
  ["declined", "card_declined"],
  ["insufficient_funds", "insufficient_funds"],
  ["needs_authentication", "authentication_required"],
  ["waits_for_action", "authentication_required"],
] as const)(
  "a card that is %s is not charged, and the reason is told as a sandbox's is",
  async (behaviour, code) => {
    const { customerId } = await shop.subscribe(behaviour);
    await charge(customerId);
    await shop.sendWaiting();
    const [payment] = await paymentsOf(customerId);
    expect(payment).toMatchObject({ status: "failed", failureCode: code });
    await shop.deliver();
    expect((await paymentsOf(customerId))[0]).toEqual(payment);
    expect(await shop.takenFrom(customerId)).toMatchObject({ charges: 1 });
    const waiting = [...shop.stripe.account.intents.values()].filter(
      ({ status }) => status === "requires_action",
    );
    expect(waiting).toEqual([]);
  },
);

test("a card that asks its holder leaves a page for what is owed; paid there, the subscription goes on", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("needs_authentication");
  const invoice = await post("/invoices", { customerId, amount: 900, description: "Setup" });
  await shop.sendWaiting();
  const [payment] = await paymentsOf(customerId);
  expect(payment).toMatchObject({ failureCode: "authentication_required", invoiceId: invoice.id });
  expect(payment.checkoutUrl).toContain("/checkout/");
  shop.stripe.account.payAt(await shop.sessionOf(payment.checkoutUrl));
  await shop.deliver();
  expect(await get(`/invoices/${invoice.id}`)).toMatchObject({ status: "paid" });
  expect((await paymentsOf(customerId))[0]).toMatchObject({ status: "succeeded", attempts: 2 });
  expect(await get(`/subscriptions/${subscriptionId}`)).toMatchObject({ status: "active" });
});

test.each([
  [["lost before"]],
  [["lost after"]],
  [["lost after", "lost after", "lost after"]],
  [["silent after", "silent after", "silent after"]],
  [[429]],
  [[503, 503, 503]],
  [["500 after"]],
] as const)(
  "after %j a charge is asked for again, and made once",
  async (faults) => {
    const { customerId } = await shop.subscribe("succeeds");
    await charge(customerId);
    shop.stripe.fail("POST /v1/payment_intents", ...faults);
    await shop.sendWaiting();
    for (let tries = 0; (await paymentsOf(customerId))[0].status === "pending"; tries++) {
      expect(tries).toBeLessThan(3);
      // Nobody is asked before the pause is over.
      expect(await shop.sendWaiting()).toBe(0);
      await shop.sendWaiting(AFTER_A_PAUSE_MS);
    }
    expect((await paymentsOf(customerId))[0]).toMatchObject({ status: "succeeded", attempts: 1 });
    await shop.deliver();
    expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3600, refunded: 0 });
  },
  30_000,
);

test("a charge whose answer was lost for longer than Stripe keeps keys is found, and not made again", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  await charge(customerId);
  shop.stripe.fail("POST /v1/payment_intents", "lost after", "lost after", "lost after");
  await shop.sendWaiting();
  shop.stripe.advance(25 * 3_600);
  await shop.sendWaiting(AFTER_A_PAUSE_MS);
  expect((await paymentsOf(customerId))[0]).toMatchObject({ status: "succeeded" });
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3600, refunded: 0 });
}, 30_000);

test("two senders at once, and a webhook beside them, are one charge and one result", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  await charge(customerId);
  await Promise.all([shop.sendWaiting(), shop.sendWaiting(), shop.sendWaiting()]);
  await Promise.all([shop.deliver(), shop.sendWaiting()]);
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3600, refunded: 0 });
  expect((await get(`/events?customerId=${customerId}&type=payment.received`)).data).toHaveLength(2);
});

test("a sender that comes while another's question is on its way asks under the same key: it is one charge", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  await charge(customerId);
  let hasCome = false;
  shop.stripe.watch(async (request, moment) => {
    if (hasCome || moment !== "arrived" || request !== "POST /v1/payment_intents") return;
    hasCome = true;
    // The claim of the first one is over, and Stripe knows of no charge yet.
    await shop.instance.database.pool.query("UPDATE transactions SET claimed_until = NULL");
    expect(await shop.sendWaiting()).toBe(1);
  });
  await shop.sendWaiting();
  shop.stripe.watch(undefined);
  expect(hasCome).toBe(true);
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3600, refunded: 0 });
  expect((await paymentsOf(customerId))[0]).toMatchObject({ status: "succeeded", amountRefunded: 0 });
});

test("what is paid by other means before it is sent is not charged; what was sent already is given back", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  const unsent = await post("/invoices", { customerId, amount: 900, description: "Setup" });
  await shop.must("PATCH", `/invoices/${unsent.id}/status`, { status: "paid" });
  expect((await transactionsOf(customerId))[0]).toMatchObject({ status: "failed", failureCode: "canceled" });
  const given = await post("/invoices", { customerId, amount: 700, description: "Setup" });
  await shop.must("PATCH", `/invoices/${given.id}/status`, { status: "uncollectible" });
  await shop.sendWaiting();
  expect(await shop.takenFrom(customerId)).toMatchObject({ charges: 1 });
  const sent = await post("/invoices", { customerId, amount: 800, description: "Setup" });
  shop.stripe.fail("POST /v1/payment_intents", "lost after", "lost after", "lost after");
  await shop.sendWaiting();
  await shop.must("PATCH", `/invoices/${sent.id}/status`, { status: "void" });
  await shop.sendWaiting(AFTER_A_PAUSE_MS);
  await shop.sendWaiting();
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3700, refunded: 800 });
  expect((await transactionsOf(customerId))[0]).toMatchObject({ status: "refunded", amountRefunded: 800 });
}, 30_000);

test("a bank that takes its time is waited for, whatever it says at last", async () => {
  const { customerId } = await shop.subscribe("processing");
  const [first, second] = [await charge(customerId), await charge(customerId)];
  await shop.sendWaiting();
  const references = new Map<string, string>();
  for (const one of await transactionsOf(customerId)) references.set(one.paymentId, one.providerReference);
  await shop.deliver();
  expect((await get(`/payments/${first.id}`)).status).toBe("pending");
  shop.stripe.account.finish(references.get(first.id)!, "succeeded");
  shop.stripe.account.finish(references.get(second.id)!, "failed");
  const events = shop.untold().reverse();
  // At once as well: each reads what is there under the lock.
  const answers = await Promise.all([1, 2, 3, 4].map(() => shop.deliver(events)));
  expect(answers.flat()).toEqual(Array(4 * events.length).fill(200));
  expect(await get(`/payments/${first.id}`)).toMatchObject({ status: "succeeded", amountRefunded: 0 });
  expect(await get(`/payments/${second.id}`)).toMatchObject({
    status: "failed",
    failureCode: "card_declined",
  });
  // Without a webhook it is asked about.
  const third = await charge(customerId);
  await shop.sendWaiting();
  const [{ providerReference }] = await transactionsOf(customerId);
  shop.stripe.account.finish(providerReference, "succeeded");
  shop.untold();
  await shop.sendWaiting(16 * 60_000);
  expect((await get(`/payments/${third.id}`)).status).toBe("succeeded");
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 3, amount: 4300, refunded: 0 });
});

test("a refund is given once, whatever is lost; a bank may take it back, and Stripe's own pages count", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  const [taken] = await transactionsOf(customerId);
  shop.stripe.fail("POST /v1/refunds", "lost after", "lost after", "lost after");
  expect(await post(`/transactions/${taken.id}/refund`, { amount: 1000 })).toMatchObject({
    status: "pending",
  });
  await shop.sendWaiting();
  // Long enough for the key to be forgotten: it is found among Stripe's refunds.
  shop.stripe.advance(25 * 3_600);
  await shop.sendWaiting(AFTER_A_PAUSE_MS);
  await shop.deliver();
  expect(await shop.takenFrom(customerId)).toMatchObject({ refunded: 1000 });
  // At Stripe's own pages.
  const { account } = shop.stripe;
  account.createRefund({ payment_intent: taken.providerReference, amount: "400" });
  const told = shop.untold();
  expect(await shop.deliver([...told, ...told])).toEqual(Array(2 * told.length).fill(200));
  expect(await get(`/transactions/${taken.id}`)).toMatchObject({ amountRefunded: 1400 });
  // Done, as it seemed.
  await post(`/transactions/${taken.id}/refund`, { amount: 500 });
  await shop.sendWaiting();
  const last = [...account.refunds.values()].at(-1);
  expect(await get(`/transactions/${taken.id}`)).toMatchObject({ amountRefunded: 1900 });
  account.finishRefund(last.id, "failed");
  await shop.deliver();
  await shop.deliver(account.events.slice(-2));
  expect(await get(`/transactions/${taken.id}`)).toMatchObject({ amountRefunded: 1400 });
  await post(`/transactions/${taken.id}/refund`, {});
  await shop.sendWaiting();
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 1, amount: 2900, refunded: 2900 });
  await post(`/transactions/${taken.id}/refund`, {}, 409);
}, 30_000);

test("a webhook is believed by its signature alone: of this environment, of this body, of now", async () => {
  const event = { id: "evt_x", object: "event", type: "customer.created", data: { object: {} } };
  const { body, signature } = shop.stripe.signed(event);
  const send = (sent: string, header: string | undefined, path = shop.webhookPath) =>
    shop.instance.app.request(path, {
      method: "POST",
      body: sent,
      headers: header === undefined ? {} : { "stripe-signature": header },
    });
  expect((await send(body, signature)).status).toBe(200);
  for (const [sent, header] of [
    [`${body} `, signature],
    [body, shop.stripe.signed(event, "whsec_another").signature],
    [body, shop.stripe.signed(event, undefined, 3_600).signature],
    [body, "t=1,v1=00"],
    [body, ""],
    [body, undefined],
  ] as const)
    expect((await send(sent, header)).status).toBe(400);
  expect((await send(body, signature, shop.webhookPath.slice(0, -1))).status).toBe(404);
  expect((await send(body, signature, "/provider-webhooks/stripe/env_")).status).toBe(404);
});

test("events of what is not ours are acknowledged, and change nothing", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  const before = await transactionsOf(customerId);
  const intent = {
    id: "pi_other",
    object: "payment_intent",
    status: "succeeded",
    metadata: { farthingTransactionId: before[0].id.replace(/.$/, "0") },
  };
  const refund = { id: "re_other", object: "refund", amount: 1, currency: "usd", status: "succeeded" };
  const events = [
    { type: "payment_intent.succeeded", data: { object: intent } },
    { type: "payment_intent.succeeded", data: { object: { ...intent, metadata: {} } } },
    {
      type: "payment_intent.payment_failed",
      data: { object: { ...intent, metadata: { farthingTransactionId: "?" } } },
    },
    { type: "refund.created", data: { object: { ...refund, payment_intent: "pi_other" } } },
    { type: "refund.created", data: { object: { ...refund, payment_intent: null } } },
    { type: "invoice.paid", data: { object: { id: "in_1" } } },
  ];
  expect(await shop.deliver(events)).toEqual(Array(events.length).fill(200));
  expect(await transactionsOf(customerId)).toEqual(before);
});

test("a webhook of one environment says nothing of another's payments", async () => {
  const { instance, stripe } = shop;
  const customerId = await shop.buyer("succeeds");
  const waiting = await charge(customerId);
  const [{ id }] = await transactionsOf(customerId);
  const liveKey = await createLiveKey(instance);
  const put = { provider: "stripe", secretKey: LIVE_STRIPE_KEY, webhookSecret: "whsec_live" };
  const connected = await send(instance, liveKey, "PUT", "/settings/payment-provider", put);
  const intent = { id: "pi_live", object: "payment_intent", status: "succeeded" };
  const object = { ...intent, metadata: { farthingTransactionId: id } };
  const event = { type: "payment_intent.succeeded", data: { object } };
  const { body, signature } = stripe.signed(event, "whsec_live");
  const path = new URL(connected.body.webhookUrl).pathname;
  const headers = { "stripe-signature": signature };
  expect((await instance.app.request(path, { method: "POST", body, headers })).status).toBe(200);
  expect((await get(`/payments/${waiting.id}`)).status).toBe("pending");
  await shop.sendWaiting();
  expect((await get(`/payments/${waiting.id}`)).status).toBe("succeeded");
});

test("a failure that is told late does not undo what was paid", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  await charge(customerId);
  await shop.sendWaiting();
  const [event] = shop.untold() as Body[];
  const late = structuredClone(event);
  late.type = "payment_intent.payment_failed";
  late.data.object.status = "requires_payment_method";
  expect(await shop.deliver([late])).toEqual([200]);
  expect((await paymentsOf(customerId))[0]).toMatchObject({ status: "succeeded" });
});

test("currencies without decimals are charged in whole units, and what Stripe does not take is refused in words", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  await charge(customerId, { amount: 1500, currency: "JPY" });
  await charge(customerId, { amount: 1500, currency: "CUP" });
  await charge(customerId, { amount: 1, currency: "USD" });
  await shop.sendWaiting();
  const [small, unknown, yen] = await paymentsOf(customerId);
  expect(yen).toMatchObject({ status: "succeeded", amount: 1500, currency: "JPY" });
  expect([...shop.stripe.account.intents.values()].at(-1)).toMatchObject({ amount: 1500, currency: "jpy" });
  expect(unknown).toMatchObject({ status: "failed", failureCode: "currency_not_supported" });
  expect(unknown.failureMessage).toContain("CUP");
  expect(small).toMatchObject({ status: "failed", failureCode: "amount_too_small" });
  expect(small.failureMessage).toContain("50");
});

test("another card is saved at a page, and what had failed is charged to it at once", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("declined");
  const invoice = await post("/invoices", { customerId, amount: 900, description: "Setup" });
  await shop.sendWaiting();
  const { checkoutUrl } = await post(`/subscriptions/${subscriptionId}/payment-method/update`);
  shop.stripe.account.payAt(await shop.sessionOf(checkoutUrl), "succeeds", "0005");
  await shop.deliver();
  await shop.sendWaiting();
  expect(await get(`/invoices/${invoice.id}`)).toMatchObject({ status: "paid" });
  expect((await transactionsOf(customerId))[0].paymentMethod).toMatchObject({ last4: "0005" });
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3800, refunded: 0 });
});

test("what was paid for a subscription that cannot begin any more is given back, once", async () => {
  await post("/plans", { name: "Tokens", code: "tokens", consumptionModel: "credits" });
  await post("/plans/tokens/prices", { billingInterval: "monthly", price: 500, includedCredits: 5 });
  const { id: packId } = await post("/credit-packs", { name: "Ten", credits: 10, price: 1000 });
  const customerId = "collector";
  await post("/customers", { id: customerId });
  const former = await post("/subscriptions", { customerId, planCode: "tokens" });
  await post(`/subscriptions/${former.id}/activate`);
  const { invoiceId } = await post(`/subscriptions/${former.id}/credits`, { creditPackId: packId });
  await post(`/subscriptions/${former.id}/cancel`, { immediate: true });
  const made = await post("/subscriptions", { customerId, planCode: "pro" });
  const session = await shop.sessionOf(made.checkoutUrl);
  // The pack is paid while the customer is on the way to Stripe: its credits are there now, and the plan is kept in dollars.
  await shop.must("PATCH", `/invoices/${invoiceId}/status`, { status: "paid" });
  const page = await visit(new URL(made.checkoutUrl).pathname);
  expect([page.status, await page.text()]).toEqual([409, expect.stringContaining("You still have credits")]);
  shop.stripe.account.payAt(session);
  const events = shop.untold();
  expect(new Set(await shop.deliver([...events, ...events]))).toEqual(new Set([200]));
  expect(await get(`/subscriptions/${made.id}`)).toMatchObject({ status: "pending_payment" });
  await shop.sendWaiting();
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 1, amount: 2900, refunded: 2900 });
  await post(`/subscriptions/${made.id}/recovery-links`, {}, 409);
  await post(`/subscriptions/${former.id}/balance/adjust`, { amount: -10 });
  const { checkoutUrl } = await post(`/subscriptions/${made.id}/recovery-links`);
  shop.stripe.account.payAt(await shop.sessionOf(checkoutUrl));
  await shop.deliver();
  expect(await get(`/subscriptions/${made.id}`)).toMatchObject({ status: "active" });
});

test.each(["the first", "the last"])(
  "of two pages that one checkout has led to either is paid, and what is paid at both goes back: %s that is noted",
  async (noted) => {
    const customerId = `in_a_hurry_at_${noted.replace(" ", "_")}`;
    await post("/customers", { id: customerId });
    const made = await post("/subscriptions", { customerId, planCode: "pro" });
    const note = (session: string | null) =>
      shop.instance.database.pool.query(
        "UPDATE checkouts SET provider_session = $1 WHERE customer_id = (SELECT id FROM customers WHERE external_id = $2)",
        [session, customerId],
      );
    const first = await shop.sessionOf(made.checkoutUrl);
    // As two clicks at once do, neither of which sees the other's page; between them another amount comes to be owed.
    await note(null);
    await post(`/customers/${customerId}/credits`, { amount: 1000, currency: "USD", reason: "Goodwill" });
    const second = await shop.sessionOf(made.checkoutUrl);
    expect(first).not.toBe(second);
    if (noted === "the first") await note(first);
    shop.stripe.account.payAt(second);
    await shop.deliver();
    expect((await get(`/subscriptions/${made.id}`)).status).toBe("active");
    expect((await get(`/invoices?customerId=${customerId}`)).data).toMatchObject([
      { status: "paid", total: 1900 },
    ]);
    shop.stripe.account.payAt(first);
    const events = shop.untold();
    await shop.deliver([...events, ...events]);
    await shop.sendWaiting();
    expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 4800, refunded: 2900 });
    expect(await transactionsOf(customerId)).toMatchObject([
      { status: "refunded", amount: 2900 },
      { status: "succeeded", amount: 1900 },
    ]);
  },
);

test("a server sends what waits by itself", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  await charge(customerId);
  const { instance } = shop;
  const { database, clock, dueEngine, clockMover, providers } = instance;
  const log = createLog("silent");
  const dependencies = { db: database.db, clock, log, dueEngine, clockMover, providers };
  const jobs = startJobs({
    database,
    log,
    jobs: serverJobs({ ...dependencies, catalogSyncUrl: "http://127.0.0.1:9/v1/models" }),
  });
  try {
    await expect
      .poll(async () => (await paymentsOf(customerId))[0].status, { timeout: 20_000, interval: 100 })
      .toBe("succeeded");
  } finally {
    await jobs.stop();
  }
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3600, refunded: 0 });
}, 30_000);

test("it is disconnected only when nothing is under way, and not for another account while cards are kept", async () => {
  const { customerId } = await shop.subscribe("processing");
  await charge(customerId);
  await shop.sendWaiting();
  await shop.must("DELETE", "/settings/payment-provider", undefined, 409);
  const [{ providerReference }] = await transactionsOf(customerId);
  shop.stripe.account.finish(providerReference, "succeeded");
  await shop.deliver();
  const gone = await shop.must("DELETE", "/settings/payment-provider");
  expect(gone).toMatchObject({ provider: "sandbox", stripe: null });
  await shop.instance.database.pool.query("UPDATE provider_connections SET account = 'acct_other'");
  const put = {
    provider: "stripe",
    secretKey: TEST_STRIPE_KEY,
    webhookSecret: TEST_WEBHOOK_SECRET,
  };
  const refused = await shop.must("PUT", "/settings/payment-provider", put, 409);
  expect(refused.error.message).toContain("cards are stored in account acct_other");
  await shop.instance.database.pool.query("UPDATE provider_connections SET account = 'acct_stand_in'");
  await shop.must("PUT", "/settings/payment-provider", put);
});
