/**
 * What is at a provider that is not connected any more waits for it: nothing is written that nobody sends, and nobody loses
 * a subscription by it.
 *
 * Broken on purpose, each seen: refunds that a disconnection does not wait for; retries written for a provider that is gone;
 * what waited all made up for in one go; what a sandbox took, written down as the other provider's.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { openShop, type Shop } from "../../../test/stripe/shop.js";
import { TEST_STRIPE_KEY, TEST_WEBHOOK_SECRET } from "../../../test/stripe/stand-in.js";
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

const post = (path: string, body: unknown = {}, status?: number): Promise<Body> =>
  shop.must("POST", path, body, status);
const get = (path: string): Promise<Body> => shop.must("GET", path);
const latest = async (customerId: string): Promise<Body> =>
  (await get(`/payments?customerId=${customerId}`)).data[0];
const statusOf = async (id: string): Promise<string> => (await get(`/subscriptions/${id}`)).status;
const disconnect = (status?: number): Promise<Body> =>
  shop.must("DELETE", "/settings/payment-provider", undefined, status);
const connect = (): Promise<Body> =>
  shop.must("PUT", "/settings/payment-provider", {
    provider: "stripe",
    secretKey: TEST_STRIPE_KEY,
    webhookSecret: TEST_WEBHOOK_SECRET,
  });

test("a refund that is under way is waited for", async () => {
  const { customerId } = await shop.subscribe("succeeds");
  const [taken] = (await get(`/transactions?customerId=${customerId}`)).data;
  await post(`/transactions/${taken.id}/refund`, { amount: 100 });
  const refused = await disconnect(409);
  expect(refused.error.message).toContain("1 refunds");
  await shop.sendWaiting();
  await disconnect();
  await connect();
});

test("a payment that failed before it was disconnected waits, and goes on when it is connected again", async () => {
  const declined = await shop.subscribe("declined");
  const withoutCard = await shop.subscribe("succeeds");
  const { data } = await get(`/customers/${withoutCard.customerId}/payment-methods`);
  await shop.must("DELETE", `/customers/${withoutCard.customerId}/payment-methods/${data[0].id}`);
  const all = [declined, withoutCard];
  await shop.days(32);
  const before = await Promise.all(all.map(({ customerId }) => latest(customerId)));
  expect(before.map(({ status }) => status)).toEqual(["failed", "failed"]);
  await disconnect();
  await shop.days(10);
  expect(await Promise.all(all.map(({ customerId }) => latest(customerId)))).toEqual(before);
  for (const { subscriptionId } of all) expect(await statusOf(subscriptionId)).toBe("past_due");
  const attempts = (await get(`/transactions?customerId=${declined.customerId}`)).data;
  const [failed, paid] = [attempts[0], attempts.at(-1)];
  for (const [path, body] of [
    [`/transactions/${failed.id}/retry`, {}],
    [`/transactions/${paid.id}/refund`, {}],
  ] as const)
    expect((await post(path, body, 409)).error.message).toContain("no longer connected");
  const { invoiceId } = (await get(`/payments?customerId=${declined.customerId}`)).data[1];
  const note = { amount: 100, reason: "Outage", settlement: "refund" };
  await post(`/invoices/${invoiceId}/credit-notes`, note, 409);
  expect((await get(`/transactions?customerId=${declined.customerId}`)).data).toEqual(attempts);
  await connect();
  for (const method of shop.stripe.account.methods.values()) method.behaviour = "succeeds";
  await shop.days(1);
  expect(await latest(declined.customerId)).toMatchObject({ status: "succeeded" });
  expect(await statusOf(declined.subscriptionId)).toBe("active");
  const waiting = await latest(withoutCard.customerId);
  expect(waiting).toMatchObject({ status: "failed", attempts: before[1].attempts + 1 });
  expect(Date.parse(waiting.nextRetryAt)).toBeGreaterThan(shop.instance.clock.real().getTime());
  expect(await statusOf(withoutCard.subscriptionId)).toBe("past_due");
});

test("what is paid at a sandbox's page in the meantime was taken by the sandbox, and is given back by it", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("declined");
  await shop.days(32);
  await disconnect();
  const { checkoutUrl } = await post(`/subscriptions/${subscriptionId}/recovery-links`);
  const answer = await shop.instance.app.request(new URL(checkoutUrl).pathname, {
    method: "POST",
    body: new URLSearchParams({ card: "4242424242424242" }).toString(),
    headers: { "content-type": "application/x-www-form-urlencoded" },
  });
  expect(answer.status).toBeLessThan(400);
  expect(await latest(customerId)).toMatchObject({ status: "succeeded", provider: "sandbox" });
  const [taken] = (await get(`/transactions?customerId=${customerId}`)).data;
  expect(taken).toMatchObject({ status: "succeeded", provider: "sandbox" });
  expect(await post(`/transactions/${taken.id}/refund`)).toMatchObject({ status: "succeeded" });
  await connect();
});
