/**
 * Payments of a sandbox: cards, the schedule of retries, pages, refunds.
 *
 * Broken on purpose, each seen: a payment of what credits cover that is not written; an operator's word that payments are not
 * told of; a checkout as it was read before the lock; a refund of more than is left; a page that asks for the plan without
 * its seats; what a page tried, to know what is owed, not taken back; a card charged for what was paid elsewhere; a recovery
 * link without the trial; what is recovered in its trial made active; a page that asks for the newest invoice, whichever it is.
 */
import { beforeEach, expect, test } from "vitest";
import type { Body } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { png } from "../../test/png.js";

let customers = 0;
let id: string;

const post = (path: string, body: unknown = {}, status?: number) => must("POST", path, body, status);
const get = (path: string) => must("GET", path);
const move = (advanceDays: number) => post("/test-clock", { advanceDays });

const instance = sharedInstance(async () => {
  await post("/features", { name: "Calls", code: "calls", type: "metered" });
  await post("/plans", { name: "Pro", code: "pro", consumptionModel: "balance" });
  await post("/plans/pro/prices", { billingInterval: "monthly", price: 2900, includedBalance: 100_000 });
  await post("/plans/pro/features", { featureId: "calls", overage: { unitPrice: 10 } });
  await post("/test-clock", { frozenTime: "2031-01-01T00:00:00Z" });
});
const { must } = instance;
beforeEach(async () => {
  customers += 1;
  id = `customer_${customers}`;
  await post("/customers", { id, email: `${id}@example.com` });
});

const putCard = (testCard: string) => post(`/customers/${id}/payment-methods`, { testCard });
const subscribe = (body: object = {}) => post("/subscriptions", { customerId: id, planCode: "pro", ...body });
const statusOf = async (subscriptionId: string): Promise<string> =>
  (await get(`/subscriptions/${subscriptionId}`)).status;
const paymentsOf = async (): Promise<Body[]> => (await get(`/payments?customerId=${id}`)).data;
const transactionsOf = async (): Promise<Body[]> => (await get(`/transactions?customerId=${id}`)).data;
const told = async (type: string): Promise<Body[]> =>
  (await get(`/events?customerId=${id}&type=${type}`)).data;
const tokenOf = (url: string): string => new URL(url).pathname;
const visit = (path: string) => instance.app.request(path);
const submit = (path: string, fields: Record<string, string>) =>
  instance.app.request(path, {
    method: "POST",
    body: new URLSearchParams(fields).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });

test("a subscription is charged with its commit, by a card that works where there is none", async () => {
  await subscribe();
  const [payment, ...others] = await paymentsOf();
  expect(others).toEqual([]);
  expect(payment).toMatchObject({ status: "succeeded", amount: 2900, currency: "USD", attempts: 1 });
  const invoice = await get(`/invoices/${payment.invoiceId}`);
  expect(invoice).toMatchObject({ status: "paid", amountRefunded: 0 });
  expect(await transactionsOf()).toMatchObject([
    { status: "succeeded", paymentMethod: { brand: "visa", last4: "4242" } },
  ]);
  expect(await told("payment.received")).toMatchObject([{ data: { paymentId: payment.id, amount: 2900 } }]);
});

test("a failed renewal makes past due, is retried after 1, 3 and 5 days, and then ends the subscription", async () => {
  const { id: subscription } = await subscribe();
  await putCard("declined");
  const renewed = await move(31);
  expect(renewed.counts).toMatchObject({ period_renewed: expect.any(Number) });
  expect(await statusOf(subscription)).toBe("past_due");
  expect((await paymentsOf())[0]).toMatchObject({
    status: "failed",
    failureCode: "card_declined",
    attempts: 1,
    nextRetryAt: "2031-02-02T00:00:00.000Z",
  });
  expect(await told("subscription.past_due")).toHaveLength(1);
  // Access is kept.
  await post("/usage/events", { customerId: id, feature: "calls" });
  const run = await move(5);
  const mine = run.done.filter((one: Body) => one.subscriptionId === subscription);
  expect(mine.map((one: Body) => [one.kind, one.dueAt.slice(0, 10)])).toEqual([
    ["payment_retried", "2031-02-02"],
    ["payment_retried", "2031-02-04"],
    ["payment_retried", "2031-02-06"],
    ["payment_abandoned", "2031-02-06"],
    ["subscription_canceled", "2031-02-06"],
  ]);
  const ended = await get(`/subscriptions/${subscription}`);
  expect(ended).toMatchObject({ status: "canceled", cancelReason: "payment_failed" });
  const [payment] = await paymentsOf();
  expect(payment).toMatchObject({ status: "failed", attempts: 4, nextRetryAt: null });
  expect((await get(`/invoices/${payment.invoiceId}`)).status).toBe("uncollectible");
  expect(await told("payment.failed")).toHaveLength(4);
  expect(await told("subscription.canceled")).toHaveLength(1);
  await post("/usage/events", { customerId: id, feature: "calls" }, 403);
});

test("a retry that succeeds makes it active again, and nothing more is tried", async () => {
  const { id: subscription } = await subscribe();
  await putCard("insufficient_funds");
  await move(31);
  expect(await statusOf(subscription)).toBe("past_due");
  await putCard("visa");
  const [{ nextRetryAt }] = await paymentsOf();
  await post("/test-clock", { frozenTime: nextRetryAt });
  expect(await statusOf(subscription)).toBe("active");
  expect((await paymentsOf())[0]).toMatchObject({ status: "succeeded", nextRetryAt: null });
  const run = await move(6);
  expect(run.done.filter((one: Body) => one.subscriptionId === subscription)).toEqual([]);
});

test("an operator's word ends the retries as a card does", async () => {
  const { id: subscription } = await subscribe();
  await putCard("declined");
  await move(31);
  const [payment] = await paymentsOf();
  await must("PATCH", `/invoices/${payment.invoiceId}/status`, { status: "paid" });
  expect(await statusOf(subscription)).toBe("active");
  expect((await paymentsOf())[0]).toMatchObject({ status: "canceled", nextRetryAt: null });
  await move(6);
  expect(await statusOf(subscription)).toBe("active");
  expect(await told("payment.failed")).toHaveLength(1);
});

test.each(["void", "uncollectible"])(
  "of an invoice that is marked %s nothing is tried any more",
  async (status) => {
    await putCard("declined");
    const { id: invoiceId } = await post("/invoices", { customerId: id, amount: 500, description: "Setup" });
    await must("PATCH", `/invoices/${invoiceId}/status`, { status });
    expect((await paymentsOf())[0]).toMatchObject({ status: "canceled", attempts: 1, nextRetryAt: null });
    const run = await move(6);
    expect(run.done.filter((one: Body) => one.invoiceId === invoiceId)).toEqual([]);
  },
);

test("a one-off invoice is retried as well, and uncollectible at last", async () => {
  await putCard("expired");
  const invoice = await post("/invoices", { customerId: id, amount: 500, description: "Setup" });
  expect(invoice.status).toBe("open");
  const run = await move(5);
  expect(run.done.filter((one: Body) => one.invoiceId === invoice.id).map((one: Body) => one.kind)).toEqual([
    "payment_retried",
    "payment_retried",
    "payment_retried",
    "payment_abandoned",
  ]);
  expect((await get(`/invoices/${invoice.id}`)).status).toBe("uncollectible");
});

test("the schedule is the environment's", async () => {
  expect(await get("/settings")).toMatchObject({
    collection: "immediate",
    paymentRetryDays: [0, 1, 3, 5],
    paymentProvider: "sandbox",
  });
  for (const paymentRetryDays of [[], [1], [0, 0], [0, 61]])
    expect((await instance.call("PATCH", "/settings", { paymentRetryDays })).status).toBe(422);
  await must("PATCH", "/settings", { paymentRetryDays: [0] });
  await putCard("declined");
  const invoice = await post("/invoices", { customerId: id, amount: 500, description: "Setup" });
  await move(1);
  expect((await get(`/invoices/${invoice.id}`)).status).toBe("uncollectible");
  await must("PATCH", "/settings", { paymentRetryDays: [0, 1, 3, 5] });
});

test("what was asked for by hand is charged beside the schedule", async () => {
  await putCard("declined");
  const { id: invoiceId } = await post("/invoices", { customerId: id, amount: 500, description: "Setup" });
  const [failed] = await transactionsOf();
  expect(await post(`/transactions/${failed.id}/retry`)).toMatchObject({ status: "failed" });
  const [waiting] = await paymentsOf();
  expect(waiting).toMatchObject({ attempts: 2, nextRetryAt: expect.any(String) });
  await putCard("visa");
  expect(await post(`/transactions/${failed.id}/retry`)).toMatchObject({ status: "succeeded" });
  expect((await get(`/invoices/${invoiceId}`)).status).toBe("paid");
  await post(`/transactions/${failed.id}/retry`, {}, 409);
});

test("a charge is paid or void, and never tried again", async () => {
  const charge = { customerId: id, amount: 700, currency: "usd", description: "Extra" };
  expect(await post("/payments/charge", charge)).toMatchObject({ status: "succeeded", currency: "USD" });
  await putCard("declined");
  const declined = await post("/payments/charge", charge);
  expect(declined).toMatchObject({ status: "failed", failureCode: "card_declined", nextRetryAt: null });
  expect((await get(`/invoices/${declined.invoiceId}`)).status).toBe("void");
});

test("what is no currency is not asked for", async () => {
  const refused = await post("/payments", { amount: 100, currency: "ZZZ", description: "Extra" }, 422);
  const charge = { customerId: id, amount: 100, currency: "ZZZ", description: "Extra" };
  const pack = { name: "Ten", credits: 10, price: 100, currency: "zzz" };
  for (const { error } of [
    refused,
    await post("/payments/charge", charge, 422),
    await post("/credit-packs", pack, 422),
  ])
    expect(error).toMatchObject({ code: "validation_error", param: "currency" });
});

test("what the customer's credits cover is paid with them, and the payment says that nothing was taken", async () => {
  await post(`/customers/${id}/credits`, { amount: 1000, currency: "USD", reason: "Goodwill" });
  const covered = { status: "succeeded", amount: 0, amountRefunded: 0, attempts: 0, checkoutUrl: null };
  const charge = { customerId: id, amount: 400, currency: "USD", description: "Extra" };
  const charged = await post("/payments/charge", charge);
  const asked = await post("/payments", charge);
  for (const payment of [charged, asked]) {
    expect(payment).toMatchObject({ ...covered, paidAt: expect.any(String) });
    expect(await get(`/invoices/${payment.invoiceId}`)).toMatchObject({ status: "paid", total: 0 });
  }
  expect((await get(`/payments?customerId=${id}&status=succeeded`)).data).toEqual([asked, charged]);
  expect((await get(`/payments?customerId=${id}&status=refunded`)).data).toEqual([]);
  expect((await get(`/customers/${id}/credits`)).data).toMatchObject([{ remaining: 200 }]);
  expect(await told("payment.received")).toEqual([]);
  expect(await post("/payments/charge", charge)).toMatchObject({ status: "succeeded", amount: 200 });
});

test("a refund is a row of its own, partial or whole, and never more than was taken", async () => {
  await post("/payments/charge", { customerId: id, amount: 1000, currency: "USD", description: "Extra" });
  const [taken] = await transactionsOf();
  const part = await post(`/transactions/${taken.id}/refund`, { amount: 300, reason: "Half used" });
  expect(part).toMatchObject({ status: "succeeded", amount: 300, transactionId: taken.id });
  expect(await get(`/transactions/${taken.id}`)).toMatchObject({
    status: "partially_refunded",
    amountRefunded: 300,
  });
  const { body } = await instance.call("POST", `/transactions/${taken.id}/refund`, { amount: 701 });
  expect(body.error).toMatchObject({ code: "validation_error", param: "amount" });
  expect(await post(`/transactions/${taken.id}/refund`)).toMatchObject({ amount: 700 });
  await post(`/transactions/${taken.id}/refund`, {}, 409);
  const { id: whole } = (await paymentsOf())[0];
  await post("/payments/charge", { customerId: id, amount: 80, currency: "USD", description: "Extra" });
  const { id: kept } = (await paymentsOf())[0];
  const listed = async (status: string): Promise<string[]> =>
    (await get(`/payments?customerId=${id}&status=${status}`)).data.map((one: Body) => one.id);
  expect([await listed("succeeded"), await listed("refunded")]).toEqual([[kept], [whole]]);
  expect(await get(`/invoices/${taken.invoiceId}`)).toMatchObject({
    status: "paid",
    total: 1000,
    amountRefunded: 1000,
  });
  const both = await get(`/transactions?customerEmail=${id}@EXAMPLE.com&status=refunded`);
  expect(both.data.map((one: Body) => one.id)).toEqual([taken.id]);
});

test("a page starts a subscription once: two tabs and a double click are one charge", async () => {
  const made = await subscribe({ activate: false, successUrl: "https://shop.example/thanks" });
  expect(made).toMatchObject({
    status: "pending_payment",
    checkoutUrl: expect.stringContaining("/checkout/"),
  });
  const path = tokenOf(made.checkoutUrl);
  const page = await visit(path);
  const text = await page.text();
  expect(page.status).toBe(200);
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'");
  expect(page.headers.get("content-security-policy")).toContain("form-action 'self' https://shop.example");
  expect(text).toContain("$29.00 per month");
  const declined = await submit(path, { card: "4000 0000 0000 0002" });
  expect([declined.status, await declined.text()]).toEqual([
    402,
    expect.stringContaining("The card was declined."),
  ]);
  const answers = await Promise.all([1, 2, 3].map(() => submit(path, { card: "4242 4242 4242 4242" })));
  expect(answers.map(({ status, headers }) => [status, headers.get("location")])).toEqual(
    Array(3).fill([303, "https://shop.example/thanks"]),
  );
  expect(await get(`/subscriptions/${made.id}`)).toMatchObject({ status: "active", checkoutUrl: null });
  expect(await paymentsOf()).toMatchObject([{ status: "succeeded", subscriptionId: made.id, amount: 2900 }]);
  expect((await get(`/invoices?customerId=${id}`)).data).toMatchObject([{ status: "paid", total: 2900 }]);
  expect((await get(`/customers/${id}/payment-methods`)).data).toMatchObject([
    { last4: "4242", isDefault: true },
  ]);
  // Later it is charged without its holder.
  await move(31);
  expect((await paymentsOf()).map((one) => one.status)).toEqual(["succeeded", "succeeded"]);
});

test("a trial begins when a card is there, and is charged at its end", async () => {
  const made = await subscribe({ activate: false, customTrialDays: 7 });
  const path = tokenOf(made.checkoutUrl);
  expect(await (await visit(path)).text()).toContain("7 days");
  await submit(path, { card: "4000000000000341" });
  expect(await statusOf(made.id)).toBe("trialing");
  expect(await told("subscription.updated")).toMatchObject([{ data: { status: "trialing" } }]);
  expect(await paymentsOf()).toEqual([]);
  await move(7);
  expect(await statusOf(made.id)).toBe("past_due");
});

test("3-D Secure asks first: refused charges nothing, confirmed charges and lasts", async () => {
  const made = await subscribe({ activate: false });
  const path = tokenOf(made.checkoutUrl);
  const card = "4000 0025 0000 3155";
  const asked = await submit(path, { card });
  expect(asked.headers.get("location")).toBe(`${path}/authentication`);
  expect(await (await visit(`${path}/authentication`)).text()).toContain("Confirm the payment");
  expect((await submit(`${path}/authentication`, { answer: "refused" })).status).toBe(402);
  expect(await statusOf(made.id)).toBe("pending_payment");
  await submit(path, { card });
  await submit(`${path}/authentication`, { answer: "confirmed" });
  expect(await statusOf(made.id)).toBe("active");
  await move(31);
  expect(await statusOf(made.id)).toBe("active");
});

test("links that are made up, old or used up let nobody pay", async () => {
  expect((await visit(`/checkout/${"A".repeat(32)}`)).status).toBe(404);
  expect((await visit("/checkout/%00")).status).toBe(404);
  const made = await subscribe({ activate: false });
  const path = tokenOf(made.checkoutUrl);
  expect((await submit(path, { card: "1" })).status).toBe(402);
  await move(7);
  expect((await submit(path, { card: "4242424242424242" })).status).toBe(410);
  expect(await get(`/subscriptions/${made.id}`)).toMatchObject({
    checkoutUrl: null,
    status: "pending_payment",
  });
  const { checkoutUrl } = await post(`/subscriptions/${made.id}/recovery-links`);
  expect((await submit(tokenOf(checkoutUrl), { card: "4242424242424242" })).status).toBe(303);
  expect(await statusOf(made.id)).toBe("active");
  await post(`/subscriptions/${made.id}/recovery-links`, {}, 409);
});

test("a recovery link pays what is owed; another card does as well", async () => {
  const { id: subscription } = await subscribe();
  await putCard("declined");
  await move(31);
  const recovery = await post(`/subscriptions/${subscription}/recovery-links`);
  await submit(tokenOf(recovery.checkoutUrl), { card: "4242424242424242" });
  expect(await statusOf(subscription)).toBe("active");
  await putCard("declined");
  await move(31);
  expect(await statusOf(subscription)).toBe("past_due");
  const update = await post(`/subscriptions/${subscription}/payment-method/update`, {});
  await submit(tokenOf(update.checkoutUrl), { card: "4242424242424242" });
  expect(await statusOf(subscription)).toBe("active");
  expect((await paymentsOf()).map((one) => one.status)).toEqual(["succeeded", "succeeded", "succeeded"]);
});

const pay = (url: string, card = "4242424242424242") => submit(tokenOf(url), { card });

test("what was paid by other means is charged to no card, and its first invoice is paid", async () => {
  await putCard("declined");
  for (const more of [{}, { customTrialDays: 7 }]) {
    const { id: subscription } = await subscribe({ activate: false, ...more });
    expect(await post(`/subscriptions/${subscription}/activate`)).toMatchObject({
      status: "active",
      trialEndsAt: null,
      checkoutUrl: null,
    });
    expect((await get(`/invoices?customerId=${id}`)).data[0]).toMatchObject({ status: "paid", total: 2900 });
    await post(`/subscriptions/${subscription}/cancel`, { immediate: true });
  }
  expect([await paymentsOf(), await transactionsOf()]).toEqual([[], []]);
});

test("what begins again is charged, or waits at its page, as what begins does", async () => {
  const { id: subscription } = await subscribe({ customTrialDays: 7 });
  const cancel = () => post(`/subscriptions/${subscription}/cancel`, { immediate: true });
  const again = (body: object) => post(`/subscriptions/${subscription}/reactivate`, body);
  await cancel();
  await putCard("declined");
  expect(await again({ activate: true })).toMatchObject({ status: "past_due" });
  expect(await transactionsOf()).toMatchObject([{ status: "failed", amount: 2900 }]);
  await cancel();
  const waiting = await again({ activate: false });
  expect(waiting).toMatchObject({ status: "pending_payment", checkoutUrl: expect.any(String) });
  // There was a trial before; there is none now, at whichever page.
  const { checkoutUrl } = await post(`/subscriptions/${subscription}/recovery-links`);
  expect(await (await visit(tokenOf(checkoutUrl))).text()).toContain("Pay $29.00");
  await pay(waiting.checkoutUrl);
  expect(await statusOf(subscription)).toBe("active");
  await cancel();
  await must("PATCH", "/settings", { collection: "checkout" });
  expect(await again({})).toMatchObject({ status: "pending_payment", checkoutUrl: expect.any(String) });
  await must("PATCH", "/settings", { collection: "immediate" });
  await cancel();
  expect(await again({})).toMatchObject({ status: "active" });
});

test("what begins again with nothing to pay asks for nothing, whatever was invoiced before", async () => {
  await post("/plans", { name: "Pay as you go", code: "payg" });
  await post("/plans/payg/prices", { billingInterval: "monthly", price: 0 });
  await post("/plans/payg/features", { featureId: "calls", overage: { enabled: true, unitPrice: 10_000 } });
  const { id: subscription } = await subscribe({ planCode: "payg" });
  await post("/usage/events", { customerId: id, feature: "calls", value: 80 });
  await post(`/subscriptions/${subscription}/cancel`, { immediate: true });
  expect((await get(`/invoices?customerId=${id}`)).data).toMatchObject([{ total: 8000, status: "paid" }]);
  const { checkoutUrl } = await post(`/subscriptions/${subscription}/reactivate`, { activate: false });
  const page = await (await visit(tokenOf(checkoutUrl))).text();
  expect(page).not.toContain("80.00");
  expect(page).toContain("Save the card");
  await pay(checkoutUrl);
  expect(await statusOf(subscription)).toBe("active");
  expect(await paymentsOf()).toHaveLength(1);
});

test("a later link begins the trial that the first one was to begin", async () => {
  const { id: subscription } = await subscribe({ activate: false, customTrialDays: 7 });
  await move(8);
  const { checkoutUrl } = await post(`/subscriptions/${subscription}/recovery-links`);
  expect(await (await visit(tokenOf(checkoutUrl))).text()).toContain("7 days");
  await pay(checkoutUrl);
  expect(await statusOf(subscription)).toBe("trialing");
  expect(await paymentsOf()).toEqual([]);
});

test("nobody is asked to pay for what cannot begin, and what stands in its way can be settled", async () => {
  await post("/plans", { name: "Tokens", code: "tokens", consumptionModel: "credits" });
  await post("/plans/tokens/prices", { billingInterval: "monthly", price: 500, includedCredits: 5 });
  const { id: former } = await subscribe({ planCode: "tokens" });
  const adjust = (amount: number, status?: number) =>
    post(`/subscriptions/${former}/balance/adjust`, { amount }, status);
  await adjust(3);
  await post(`/subscriptions/${former}/cancel`, { immediate: true });
  for (const activate of [true, false]) {
    const refused = await instance.call("POST", "/subscriptions", {
      customerId: id,
      planCode: "pro",
      activate,
    });
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      expect.stringContaining("purchased credits"),
    ]);
  }
  await adjust(1, 409);
  await adjust(-4, 422);
  await adjust(-3);
  const made = await subscribe({ activate: false, customTrialDays: 7 });
  await pay(made.checkoutUrl);
  expect(await statusOf(made.id)).toBe("trialing");
  await adjust(-1, 409);
});

test("what was made past due in its trial is in its trial again when all is paid, and not billed before its end", async () => {
  const { id: subscription } = await subscribe({ customTrialDays: 7 });
  // As servers did that knew no better.
  await instance.database.pool.query(
    "UPDATE subscriptions SET status = 'past_due' WHERE customer_id = (SELECT id FROM customers WHERE external_id = $1)",
    [id],
  );
  await post(`/subscriptions/${subscription}/balance/topup`, { amount: 10_000 });
  expect(await statusOf(subscription)).toBe("trialing");
  expect((await told("subscription.updated"))[0]).toMatchObject({ data: { status: "trialing" } });
  const run = await move(7);
  const mine = run.done.filter((one: Body) => one.subscriptionId === subscription);
  expect(mine.map((one: Body) => one.kind)).toEqual(["trial_ended"]);
  expect(await statusOf(subscription)).toBe("active");
});

test("another card pays what is still asked for, and nothing that was given up", async () => {
  const { id: subscription } = await subscribe();
  await putCard("declined");
  const given = await post("/invoices", { customerId: id, amount: 500, description: "Setup" });
  await move(6);
  expect((await get(`/invoices/${given.id}`)).status).toBe("uncollectible");
  const asked = await post("/invoices", { customerId: id, amount: 600, description: "More" });
  const { checkoutUrl } = await post(`/subscriptions/${subscription}/payment-method/update`);
  await submit(tokenOf(checkoutUrl), { card: "4242424242424242" });
  expect((await get(`/invoices/${given.id}`)).status).toBe("uncollectible");
  expect((await get(`/invoices/${asked.id}`)).status).toBe("paid");
  expect((await paymentsOf()).map(({ amount, status }) => [amount, status])).toEqual([
    [600, "succeeded"],
    [500, "failed"],
    [2900, "succeeded"],
  ]);
});

test("a one-off payment has a page, and can be canceled until it is paid", async () => {
  const payment = { amount: 1500, currency: "USD", description: "Workshop" };
  const made = await post("/payments", { ...payment, customerId: id });
  expect(made).toMatchObject({
    status: "pending",
    checkoutUrl: expect.any(String),
    customerId: expect.any(String),
  });
  const path = tokenOf(made.checkoutUrl);
  await submit(path, { card: "4000000000009995" });
  expect(await get(`/payments/${made.id}`)).toMatchObject({
    status: "pending",
    failureCode: "insufficient_funds",
  });
  await submit(path, { card: "4242424242424242" });
  expect(await get(`/payments/${made.id}`)).toMatchObject({ status: "succeeded", checkoutUrl: null });
  await post(`/payments/${made.id}/cancel`, {}, 409);
  const other = await post("/payments", payment);
  expect(await post(`/payments/${other.id}/cancel`)).toMatchObject({ status: "canceled" });
  expect((await submit(tokenOf(other.checkoutUrl), { card: "4242424242424242" })).status).toBe(410);
});

test("a page asks for the seats as well, and names each line", async () => {
  await post("/features", { name: "Editors", code: "editors", type: "seats" });
  await post("/plans", { name: "Team", code: "team" });
  await post("/plans/team/prices", { billingInterval: "monthly", price: 2000 });
  await post("/plans/team/features", {
    featureId: "editors",
    includedAmount: 1,
    overage: { unitPrice: 50_000 },
  });
  await post(`/customers/${id}/credits`, { amount: 300, currency: "USD", reason: "Welcome" });
  const made = await post("/subscriptions", {
    customerId: id,
    planCode: "team",
    activate: false,
    initialSeats: { editors: 3 },
  });
  const path = tokenOf(made.checkoutUrl);
  const text = await (await visit(path)).text();
  for (const said of ["Editors", "$10.00", "−$3.00", "Pay $27.00"]) expect(text).toContain(said);
  // Looked at, nothing has begun.
  expect(await get(`/subscriptions/${made.id}`)).toMatchObject({ status: "pending_payment" });
  expect((await get(`/invoices?customerId=${id}`)).data).toEqual([]);
  await submit(path, { card: "4242424242424242" });
  expect(await paymentsOf()).toMatchObject([{ status: "succeeded", amount: 2700 }]);
  expect((await get(`/invoices?customerId=${id}`)).data).toMatchObject([{ status: "paid", total: 2700 }]);
});

test("a change of plan that the card cannot pay has a page, which leads on to where was said", async () => {
  await post("/plans", { name: "Max", code: "max", consumptionModel: "balance" });
  await post("/plans/max/prices", { billingInterval: "monthly", price: 9900, includedBalance: 100_000 });
  const { id: subscription } = await subscribe();
  await putCard("declined");
  const change = { newPlanId: "max", successUrl: "https://shop.example/upgraded" };
  expect(
    (
      await instance.call("POST", `/subscriptions/${subscription}/change-plan`, {
        ...change,
        successUrl: "javascript:alert(1)",
      })
    ).body.error.param,
  ).toBe("successUrl");
  const changed = await post(`/subscriptions/${subscription}/change-plan`, change);
  const path = tokenOf(changed.checkoutUrl);
  expect(await (await visit(path)).text()).toContain("Due now");
  const paid = await submit(path, { card: "4242424242424242" });
  expect(paid.headers.get("location")).toBe("https://shop.example/upgraded");
  expect((await get(`/invoices/${changed.invoiceId}`)).status).toBe("paid");
  expect(await statusOf(subscription)).toBe("active");
  await putCard("visa");
  await post("/plans", { name: "Ultra", code: "ultra", consumptionModel: "balance" });
  await post("/plans/ultra/prices", { billingInterval: "monthly", price: 19_900, includedBalance: 100_000 });
  const atOnce = await post(`/subscriptions/${subscription}/change-plan`, { ...change, newPlanId: "ultra" });
  expect(atOnce.checkoutUrl).toBeNull();
});

test("a page says who asks, in the operator's colour, with the logo", async () => {
  const data = png(64, 32, [20, 60, 120]).toString("base64");
  const branding = { legalName: "Acme & Sons", accentColor: "#1d4ed8", email: "billing@acme.example" };
  await must("PATCH", "/branding", { ...branding, logo: { contentType: "image/png", data } });
  const made = await subscribe({ activate: false });
  const path = tokenOf(made.checkoutUrl);
  const page = await visit(path);
  const text = await page.text();
  for (const said of ["Acme &amp; Sons", "--accent: #1d4ed8", "mailto:billing@acme.example", `${path}/logo`])
    expect(text).toContain(said);
  expect(page.headers.get("content-security-policy")).toContain("img-src 'self'");
  const logo = await visit(`${path}/logo`);
  expect([logo.status, logo.headers.get("content-type")]).toEqual([200, "image/png"]);
  expect((await visit(`/checkout/${"A".repeat(32)}/logo`)).status).toBe(404);
});
