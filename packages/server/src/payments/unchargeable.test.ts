/**
 * What a provider takes of no card, such as an amount below its smallest: it is owed, and it ends no subscription.
 *
 * Broken on purpose, each seen: such a failure tried again as a card's is; a customer without a card asked for one; a page
 * opened without looking at the amount.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startTestInstance } from "../../test/instance.js";
import { openShop, type Shop } from "../../test/stripe/shop.js";
import { verifyTestLedger } from "../../test/verify.js";
import { unchargeable } from "./providers/unchargeable.js";

let shop: Shop;
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Body = any;
beforeAll(async () => {
  shop = await openShop();
  await post("/features", { name: "API calls", code: "api_calls", type: "metered" });
  await post("/plans", { name: "Annual", code: "annual" });
  await post("/plans/annual/prices", { billingInterval: "yearly", price: 1_000_000 });
  await post("/plans/annual/features", {
    featureId: "api_calls",
    overage: { enabled: true, unitPrice: 1200 },
  });
});
afterAll(async () => {
  await verifyTestLedger(shop.instance);
  await shop.close();
});

const post = (path: string, body: unknown = {}): Promise<Body> => shop.must("POST", path, body);
const get = (path: string): Promise<Body> => shop.must("GET", path);
const latest = async (customerId: string): Promise<Body> =>
  (await get(`/payments?customerId=${customerId}`)).data[0];
const statusOf = async (id: string): Promise<string> => (await get(`/subscriptions/${id}`)).status;

/** One call of $0.12 in a month of a yearly plan, and the days of all retries after it. */
async function smallOverage(customerId: string): Promise<void> {
  await post("/usage/events", { customerId, feature: "api_calls", value: 1 });
  await shop.days(40);
}

test.each(["with a card", "without a card"])(
  "an overage invoice below the smallest amount stays open, and its subscription goes on: %s",
  async (which) => {
    const { customerId, subscriptionId } = await shop.subscribe("succeeds", { planCode: "annual" });
    if (which === "without a card") {
      const { data } = await get(`/customers/${customerId}/payment-methods`);
      await shop.must("DELETE", `/customers/${customerId}/payment-methods/${data[0].id}`);
    }
    await smallOverage(customerId);
    const payment = await latest(customerId);
    expect(payment).toMatchObject({
      status: "failed",
      amount: 12,
      attempts: 1,
      failureCode: "amount_too_small",
      nextRetryAt: null,
    });
    expect(await get(`/invoices/${payment.invoiceId}`)).toMatchObject({ status: "open", amountDue: 12 });
    expect(await statusOf(subscriptionId)).toBe("active");
    expect((await get(`/events?customerId=${customerId}&type=subscription.past_due`)).data).toEqual([]);
    await shop.must("PATCH", `/invoices/${payment.invoiceId}/status`, { status: "paid" });
    expect(await get(`/invoices/${payment.invoiceId}`)).toMatchObject({ status: "paid" });
  },
  60_000,
);

test("who is past due for an invoice of which too little is left to be charged is past due no more", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("declined");
  await shop.days(32);
  expect(await statusOf(subscriptionId)).toBe("past_due");
  const { invoiceId } = await latest(customerId);
  await post(`/invoices/${invoiceId}/credit-notes`, { amount: 2880, reason: "Outage" });
  await shop.days(6);
  expect(await latest(customerId)).toMatchObject({ failureCode: "amount_too_small", nextRetryAt: null });
  expect(await statusOf(subscriptionId)).toBe("active");
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({ status: "open", amountDue: 20 });
});

describe("a page for less than Stripe charges is not opened", () => {
  const refusedAt = async (path: string, body: unknown, param: string, amount: number): Promise<void> => {
    const { status, body: answer } = await shop.instance.call("POST", path, body);
    expect([status, answer.error.code, answer.error.param]).toEqual([422, "amount_too_small", param]);
    expect(answer.error.message).toContain(`$${(amount / 100).toFixed(2)} is below $0.50`);
    expect(answer.error.details).toEqual({ amount, minimum: 50, currency: "USD" });
  };

  test("a payment, of which nothing is left behind; nor one of which credits leave too little", async () => {
    await post("/customers", { id: "small_payer" });
    const pay = { customerId: "small_payer", currency: "USD", description: "Sticker" };
    await refusedAt("/payments", { ...pay, amount: 49 }, "amount", 49);
    expect((await get("/invoices?customerId=small_payer")).data).toEqual([]);
    expect((await get("/payments?customerId=small_payer")).data).toEqual([]);
    expect((await post("/payments", { ...pay, amount: 50 })).checkoutUrl).toContain("/checkout/");
    await post("/customers/small_payer/credits", { amount: 970, currency: "USD", reason: "Sorry" });
    await refusedAt("/payments", { ...pay, amount: 1000 }, "amount", 30);
    expect((await get("/customers/small_payer/credits")).data).toMatchObject([{ remaining: 970 }]);
    // What credits cover needs no page.
    expect(await post("/payments", { ...pay, amount: 30 })).toMatchObject({ status: "succeeded", amount: 0 });
  });

  test("a link to what a subscription owes, and to its first payment", async () => {
    const { customerId, subscriptionId } = await shop.subscribe("succeeds", { planCode: "annual" });
    await smallOverage(customerId);
    await refusedAt(`/subscriptions/${subscriptionId}/recovery-links`, {}, "id", 12);
    await post("/plans", { name: "Tiny", code: "tiny" });
    await post("/plans/tiny/prices", { billingInterval: "monthly", price: 40 });
    await post("/customers", { id: "tiny_buyer" });
    const { id } = await post("/subscriptions", { customerId: "tiny_buyer", planCode: "tiny" });
    await refusedAt(`/subscriptions/${id}/recovery-links`, {}, "id", 40);
    // Paid elsewhere, it begins all the same.
    expect(await post(`/subscriptions/${id}/activate`)).toMatchObject({ status: "active" });
  }, 60_000);

  test("in a sandbox without Stripe everything can be paid", async () => {
    const sandbox = await startTestInstance();
    const pay = { amount: 1, currency: "USD", description: "Sticker" };
    expect((await sandbox.must("POST", "/payments", pay)).checkoutUrl).toContain("/checkout/");
    await sandbox.close();
  });
});

test.each([
  ["stripe", "USD", 490_000_000n, "amount_too_small"],
  ["stripe", "USD", 500_000_000n, undefined],
  ["stripe", "JPY", 49_000_000_000n, "amount_too_small"],
  ["stripe", "CUP", 5_000_000_000n, "currency_not_supported"],
  ["stripe", "KWD", 5_005_000_000n, "currency_not_supported"],
  ["stripe", "KWD", 5_010_000_000n, undefined],
  ["sandbox", "USD", 10_000_000n, undefined],
] as const)(
  "what is never taken is known without asking: %s, %s %s nanos",
  (provider, currency, nanos, code) => {
    expect(unchargeable({ provider, currency }, nanos)?.status).toBe(code && "failed");
    expect(unchargeable({ provider, currency }, nanos)).toEqual(code && expect.objectContaining({ code }));
  },
);
