/**
 * What a provider takes of no card, such as an amount below its smallest: it is owed, and it ends no subscription.
 *
 * Broken on purpose, each seen: such a failure tried again as a card's is; a customer without a card asked for one.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
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
