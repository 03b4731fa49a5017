/** Which debt a recovery link leads to. Broken on purpose, and seen: the oldest unpaid invoice, whichever it is. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../../../test/stripe/shop.js";
import { verifyTestLedger } from "../../../test/verify.js";

let shop: Shop;
// biome-ignore lint/suspicious/noExplicitAny: answers of every shape
type Body = any;
beforeAll(async () => {
  shop = await openShop();
});
afterAll(async () => {
  await verifyTestLedger(shop.instance);
  await shop.close();
});

const post = (path: string, body: unknown = {}): Promise<Body> => shop.must("POST", path, body);
const get = (path: string): Promise<Body> => shop.must("GET", path);
const latest = async (customerId: string): Promise<Body> =>
  (await get(`/payments?customerId=${customerId}`)).data[0];

test("a recovery link leads to what is asked for; then to what was given up, and to what was bought", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("declined");
  await shop.days(32);
  const { invoiceId: givenUp } = await latest(customerId);
  const mark = (id: string, status: string) => shop.must("PATCH", `/invoices/${id}/status`, { status });
  await mark(givenUp, "uncollectible");
  const { data } = await get(`/customers/${customerId}/payment-methods`);
  await shop.must("DELETE", `/customers/${customerId}/payment-methods/${data[0].id}`);
  const { invoiceId: bought } = await post(`/subscriptions/${subscriptionId}/balance/topup`, {
    amount: 50_000,
  });
  await shop.days(31);
  const { invoiceId: asked } = await latest(customerId);
  expect(await get(`/subscriptions/${subscriptionId}`)).toMatchObject({ status: "past_due" });
  for (const invoiceId of [asked, givenUp, bought]) {
    const link = await post(`/subscriptions/${subscriptionId}/recovery-links`);
    expect(link.invoiceId).toBe(invoiceId);
    await mark(invoiceId, "paid");
  }
});
