/**
 * What a provider says late, or of an attempt beside the one that paid: nothing that was paid is taken back by it, nobody
 * is told of money that goes back at once, and what goes back counts where it was taken.
 *
 * Broken on purpose, each seen: a late failure that is recorded of a payment that succeeded; a second success that is
 * recorded as the first was; a failure that asks again for what was given up; money of a start page that no invoice takes, kept; refunds of a surplus attempt that count for its payment; a payment that is made of what is
 * due when its page was paid; money for an invoice that was paid by other means recorded as what paid it;
 * a credit note that counts though its refund failed; retries on the days of their schedule alone, whenever the answer came.
 */
import { expect, test } from "vitest";
import { type Body, send } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedShop } from "../../test/one-per-file.js";
import { pagesOf } from "../../test/pdf-text.js";
import { LIVE_STRIPE_KEY } from "../../test/stripe/stand-in.js";
import { runAllDue } from "../jobs.js";
import { createLog } from "../platform/index.js";

const shop = sharedShop();

const post = (path: string, body: unknown = {}): Promise<Body> => shop.must("POST", path, body);
const get = (path: string): Promise<Body> => shop.must("GET", path);
const latest = async (customerId: string): Promise<Body> =>
  (await get(`/payments?customerId=${customerId}`)).data[0];
const statusOf = async (id: string): Promise<string> => (await get(`/subscriptions/${id}`)).status;
const toldOf = async (customerId: string, type: string, paymentId: string): Promise<number> =>
  (await get(`/events?customerId=${customerId}&type=${type}`)).data.filter(
    ({ data }: Body) => data.paymentId === paymentId,
  ).length;

/** An invoice of 900 that was paid at a page while an attempt with the card on file is under way. */
async function paidBesideAnAttempt(): Promise<{ customerId: string; payment: Body; underWay: Body }> {
  const customerId = await shop.buyer("needs_authentication");
  await post("/invoices", { customerId, amount: 900, description: "Setup" });
  await shop.sendWaiting();
  const { checkoutUrl, id } = await latest(customerId);
  const session = await shop.sessionOf(checkoutUrl);
  for (const method of shop.stripe.account.methods.values()) method.behaviour = "processing";
  const [failed] = (await get(`/transactions?paymentId=${id}`)).data;
  await post(`/transactions/${failed.id}/retry`);
  await shop.sendWaiting();
  const [underWay] = (await get(`/transactions?paymentId=${id}`)).data;
  expect(underWay).toMatchObject({ status: "pending", providerReference: expect.any(String) });
  shop.pass(60_000);
  shop.stripe.account.payAt(session);
  await shop.deliver();
  const payment = await latest(customerId);
  expect(payment).toMatchObject({ status: "succeeded", amount: 900, amountRefunded: 0 });
  shop.pass(60_000);
  return { customerId, payment, underWay };
}

test("a failure that comes after another attempt has paid is the attempt's alone", async () => {
  const { customerId, payment, underWay } = await paidBesideAnAttempt();
  const told = await toldOf(customerId, "payment.failed", payment.id);
  shop.stripe.account.finish(underWay.providerReference, "failed");
  await shop.deliver();
  expect(await get(`/payments/${payment.id}`)).toEqual(payment);
  expect(await get(`/transactions/${underWay.id}`)).toMatchObject({
    status: "failed",
    failureCode: "card_declined",
  });
  expect(await toldOf(customerId, "payment.failed", payment.id)).toBe(told);
});

test("money that comes after another attempt has paid goes back, and the payment stays as it was", async () => {
  const { customerId, payment, underWay } = await paidBesideAnAttempt();
  shop.stripe.account.finish(underWay.providerReference, "succeeded");
  await shop.deliver();
  await shop.sendWaiting();
  expect(await get(`/payments/${payment.id}`)).toEqual(payment);
  expect(await toldOf(customerId, "payment.received", payment.id)).toBe(1);
  expect(await get(`/transactions/${underWay.id}`)).toMatchObject({
    status: "refunded",
    amountRefunded: 900,
  });
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 3, amount: 1900, refunded: 900 });
});

test("a surplus that the bank could not give back counts for no payment, and can be given back again", async () => {
  const { customerId, payment, underWay } = await paidBesideAnAttempt();
  const { account } = shop.stripe;
  const refundedOf = async (): Promise<number[]> => [
    (await get(`/payments/${payment.id}`)).amountRefunded,
    (await get(`/transactions/${underWay.id}`)).amountRefunded,
  ];
  account.finish(underWay.providerReference, "succeeded");
  await shop.deliver();
  await shop.sendWaiting();
  const surplus = [...account.refunds.keys()].at(-1)!;
  const { data } = await get(`/transactions?paymentId=${payment.id}&status=succeeded`);
  await post(`/transactions/${data[0].id}/refund`, { amount: 100 });
  await shop.sendWaiting();
  expect(await refundedOf()).toEqual([100, 900]);
  account.finishRefund(surplus, "failed");
  await shop.deliver();
  expect(await refundedOf()).toEqual([100, 0]);
  await post(`/transactions/${underWay.id}/refund`, { amount: 400 });
  account.createRefund({ payment_intent: underWay.providerReference, amount: "500" });
  await shop.sendWaiting();
  await shop.deliver();
  expect(await refundedOf()).toEqual([100, 900]);
  expect(await shop.takenFrom(customerId)).toMatchObject({ refunded: 1000 });
});

test("a credit note's refund that failed at the bank is made again, and is the note's then", async () => {
  const { account } = shop.stripe;
  const { customerId, subscriptionId } = await shop.subscribe("succeeds");
  const { id, invoiceId } = await latest(customerId);
  const [taken] = (await get(`/transactions?paymentId=${id}`)).data;
  const { lines } = await get(`/invoices/${invoiceId}`);
  const worth = async (): Promise<number> =>
    (await post(`/subscriptions/${subscriptionId}/preview-change`, { planId: "more" })).billing.credit;
  await post("/plans", { name: "More", code: "more", consumptionModel: "balance" });
  await post("/plans/more/prices", { billingInterval: "monthly", price: 9900, includedBalance: 0 });
  const whole = await worth();
  const onLine = { lines: [{ lineId: lines[0].id, amount: 1000 }], reason: "Outage", settlement: "refund" };
  const note = await post(`/invoices/${invoiceId}/credit-notes`, onLine);
  await shop.sendWaiting();
  const less = await worth();
  expect(less).toBeLessThan(whole);
  account.finishRefund([...account.refunds.keys()].at(-1)!, "failed");
  await shop.deliver();
  expect(await get(`/credit-notes/${note.id}`)).toMatchObject({ settlement: "refund", refundId: null });
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({ amountCredited: 1000, amountRefunded: 0 });
  expect(await worth()).toBe(whole);
  const again = await post(`/transactions/${taken.id}/refund`, { amount: 1000 });
  await shop.sendWaiting();
  expect(await get(`/credit-notes/${note.id}`)).toMatchObject({ refundId: again.id });
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({ amountCredited: 1000, amountRefunded: 1000 });
  expect(await worth()).toBe(less);
  // The rest, as a whole: nothing is left, and what failed is all that can be given again.
  await post(`/invoices/${invoiceId}/credit-notes`, { amount: 1900, reason: "Outage", settlement: "refund" });
  await shop.sendWaiting();
  await shop.must("POST", `/transactions/${taken.id}/refund`, {}, 409);
  account.finishRefund([...account.refunds.keys()].at(-1)!, "failed");
  await shop.deliver();
  expect(await post(`/transactions/${taken.id}/refund`)).toMatchObject({ amount: 1900 });
  await shop.sendWaiting();
  await shop.must("POST", `/transactions/${taken.id}/refund`, {}, 409);
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 1, amount: 2900, refunded: 2900 });
});

test("an invoice of before Stripe was connected, marked as paid while its page is paid: all of it goes back", async () => {
  const { instance, stripe } = shop;
  const key = await createLiveKey(instance);
  const live = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await send(instance, key, method, path, body);
    expect([method, path, answer.status < 300, answer.body?.error]).toEqual([method, path, true, undefined]);
    return answer.body;
  };
  await live("POST", "/plans", { name: "Pro", code: "pro", consumptionModel: "balance" });
  await live("POST", "/plans/pro/prices", { billingInterval: "monthly", price: 2900, includedBalance: 0 });
  await live("POST", "/customers", { id: "early" });
  const subscription = await live("POST", "/subscriptions", {
    customerId: "early",
    planCode: "pro",
    activate: true,
  });
  const webhookSecret = "whsec_live";
  const keys = { provider: "stripe", secretKey: LIVE_STRIPE_KEY, webhookSecret };
  const { webhookUrl } = await live("PUT", "/settings/payment-provider", keys);
  const { checkoutUrl, invoiceId } = await live("POST", `/subscriptions/${subscription.id}/recovery-links`);
  const session = await shop.sessionOf(checkoutUrl);
  await live("PATCH", `/invoices/${invoiceId}/status`, { status: "paid" });
  stripe.account.payAt(session);
  for (const event of shop.untold()) {
    const { body, signature } = stripe.signed(event, webhookSecret);
    const headers = { "stripe-signature": signature };
    const path = new URL(webhookUrl).pathname;
    expect((await instance.app.request(path, { method: "POST", body, headers })).status).toBe(200);
  }
  await shop.sendWaiting();
  expect((await live("GET", "/payments?customerId=early")).data).toMatchObject([
    { status: "canceled", amount: 2900, amountRefunded: 0, invoiceId },
  ]);
  expect((await live("GET", "/transactions?customerId=early")).data).toMatchObject([
    { status: "refunded", amountRefunded: 2900 },
  ]);
  expect(await live("GET", `/invoices/${invoiceId}`)).toMatchObject({ status: "paid", amountRefunded: 0 });
});

test("card money for an invoice that was marked as paid in the meantime goes back, and the invoice keeps its worth", async () => {
  await post("/plans", { name: "Max", code: "max", consumptionModel: "balance" });
  await post("/plans/max/prices", { billingInterval: "monthly", price: 9900, includedBalance: 0 });
  const { customerId, subscriptionId } = await shop.subscribe("processing");
  shop.pass(32 * 86_400_000);
  const { database, clock, dueEngine } = shop.instance;
  await runAllDue({ db: database.db, clock, log: createLog("silent"), dueEngine });
  await shop.sendWaiting();
  const { id, invoiceId } = await latest(customerId);
  const [underWay] = (await get(`/transactions?paymentId=${id}`)).data;
  await shop.must("PATCH", `/invoices/${invoiceId}/status`, { status: "paid" });
  const change = (): Promise<Body> =>
    post(`/subscriptions/${subscriptionId}/preview-change`, { planId: "max" });
  const { billing } = await change();
  expect(billing.credit).toBeGreaterThan(0);
  shop.stripe.account.finish(underWay.providerReference, "succeeded");
  await shop.deliver();
  await shop.sendWaiting();
  expect(await get(`/transactions/${underWay.id}`)).toMatchObject({
    status: "refunded",
    amountRefunded: 2900,
  });
  expect(await get(`/payments/${id}`)).toMatchObject({ status: "canceled", amountRefunded: 0, paidAt: null });
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({ status: "paid", amountRefunded: 0 });
  expect(await toldOf(customerId, "payment.received", id)).toBe(0);
  expect((await change()).billing).toEqual(billing);
  const [page] = await pagesOf(await get(`/invoices/${invoiceId}/pdf`));
  expect(page).toContain("by other means");
  await post(`/invoices/${invoiceId}/credit-notes`, { amount: 2900, reason: "Outage" });
  expect((await get(`/customers/${customerId}/credits`)).data).toMatchObject([{ remaining: 2900 }]);
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 5800, refunded: 2900 });
});

test("an attempt that fails after its invoice was given up by hand is not tried again, and nobody is past due", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("processing");
  shop.pass(32 * 86_400_000);
  const { database, clock, dueEngine } = shop.instance;
  await runAllDue({ db: database.db, clock, log: createLog("silent"), dueEngine });
  await shop.sendWaiting();
  const { id, invoiceId } = await latest(customerId);
  const [{ providerReference }] = (await get(`/transactions?paymentId=${id}`)).data;
  await shop.must("PATCH", `/invoices/${invoiceId}/status`, { status: "uncollectible" });
  shop.stripe.account.finish(providerReference, "failed");
  await shop.deliver();
  expect(await latest(customerId)).toMatchObject({ status: "failed", nextRetryAt: null });
  expect((await get(`/subscriptions/${subscriptionId}`)).status).toBe("active");
});

test("between attempts there are the days that were planned, also where a bank answers days late", async () => {
  const DAY_MS = 86_400_000;
  const { customerId, subscriptionId } = await shop.subscribe("processing");
  const { database, clock, dueEngine } = shop.instance;
  const runJobs = async (): Promise<void> => {
    await runAllDue({ db: database.db, clock, log: createLog("silent"), dueEngine });
    await shop.sendWaiting();
  };
  shop.pass(32 * DAY_MS);
  await runJobs();
  const { id } = await latest(customerId);
  const refuse = async (): Promise<void> => {
    const [{ providerReference }] = (await get(`/transactions?paymentId=${id}`)).data;
    shop.stripe.account.finish(providerReference, "failed");
    await shop.deliver();
  };
  // Day 0 is answered at day 6, after the last day of the schedule, and the next one three days later.
  const waits: number[] = [];
  for (const answeredAfter of [6, 3, 0]) {
    shop.pass(answeredAfter * DAY_MS);
    await refuse();
    const { nextRetryAt } = await latest(customerId);
    waits.push(Math.round((Date.parse(nextRetryAt) - clock.real().getTime()) / DAY_MS));
    await runJobs();
    expect(await statusOf(subscriptionId)).toBe("past_due");
    shop.pass(waits.at(-1)! * DAY_MS + 60_000);
    await runJobs();
  }
  expect(waits).toEqual([1, 2, 2]);
  expect(await latest(customerId)).toMatchObject({ attempts: 4 });
  await refuse();
  await runJobs();
  expect(await statusOf(subscriptionId)).toBe("canceled");
});

test("a start page that is paid while credits come to cover the first invoice gives the money back", async () => {
  const customerId = await shop.buyer("succeeds");
  const successUrl = "https://example.com/welcome";
  const made = await post("/subscriptions", { customerId, planCode: "pro", successUrl });
  const session = await shop.sessionOf(made.checkoutUrl);
  await post(`/customers/${customerId}/credits`, { amount: 4000, currency: "USD", reason: "Goodwill" });
  shop.stripe.account.payAt(session);
  await shop.deliver();
  await shop.sendWaiting();
  expect((await get(`/subscriptions/${made.id}`)).status).toBe("active");
  expect((await get(`/invoices?customerId=${customerId}`)).data[0]).toMatchObject({
    status: "paid",
    total: 0,
  });
  expect((await get(`/customers/${customerId}/credits`)).data).toMatchObject([{ remaining: 1100 }]);
  expect(await latest(customerId)).toMatchObject({ status: "refunded", amount: 2900, invoiceId: null });
  expect(await shop.takenFrom(customerId)).toEqual({ charges: 2, amount: 3000, refunded: 2900 });

  const { pathname } = new URL(made.checkoutUrl);
  const back = await shop.instance.app.request(`${pathname}/return`);
  expect([back.status, back.headers.get("location")]).toEqual([303, `${pathname}/done`]);
  const said = await (await shop.instance.app.request(`${pathname}/done`)).text();
  expect(said).toContain("Your money was refunded");
  expect(said).toContain("Your payment of $29.00 was refunded.");
  expect(said).toContain(`href="${successUrl}"`);
  expect(said).not.toContain("Thank you");
});
