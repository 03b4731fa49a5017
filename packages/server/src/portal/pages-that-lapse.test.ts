/**
 * What a customer owes can be paid from the portal for as long as it is owed, and not for a week alone, which is how long
 * a link lets anybody in. In time that is moved.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { enterPortal, type TestPortal } from "../../test/portal.js";
import { verifyTestLedger } from "../../test/verify.js";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  await post("/plans", { name: "Studio", code: "studio" });
  await post("/plans/studio/prices", { billingInterval: "monthly", price: 2_900 });
  // The last one is long after a link of the first has lapsed.
  await instance.call("PATCH", "/settings", { paymentRetryDays: [0, 30] });
  await post("/test-clock", { frozenTime: "2031-01-01T00:00:00Z" });
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

async function post(path: string, body: unknown) {
  const answer = await instance.call("POST", path, body);
  if (answer.status >= 300) throw new Error(`${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
const get = async (portal: TestPortal, path: string) => (await portal.call("GET", path)).body;
const move = (advanceDays: number) => post("/test-clock", { advanceDays });
const visit = async (url: string): Promise<number> =>
  (await instance.app.request(new URL(url).pathname)).status;

async function customer(id: string): Promise<TestPortal> {
  await post("/customers", { id });
  return enterPortal(instance, instance.key, id);
}

/** Opens a page by an operation of the portal. */
const pageBy = async (portal: TestPortal, path: string): Promise<string> => {
  const { status, body } = await portal.call("POST", path, {});
  expect([status, body.error]).toEqual([201, undefined]);
  return body.url;
};

/** Pays at a page with a card that works. @returns where it leads to */
async function payAt(url: string): Promise<string | null> {
  const { headers } = await instance.app.request(new URL(url).pathname, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({ card: "4242424242424242" }).toString(),
  });
  return headers.get("location");
}

test("a plan waits for its first payment at the link that it has, and after that has lapsed at another one", async () => {
  const slow = await customer("slow");
  const { checkoutUrl } = await post("/subscriptions", {
    customerId: "slow",
    planCode: "studio",
    activate: false,
  });
  expect(await pageBy(slow, "/plan/pay")).toBe(checkoutUrl);
  await move(8);
  expect(await visit(checkoutUrl)).toBe(410);
  expect(await get(slow, "/subscription")).toMatchObject({ status: "pending_payment", checkoutUrl: null });
  const another = await pageBy(slow, "/plan/pay");
  expect(another).not.toBe(checkoutUrl);
  expect(await pageBy(slow, "/plan/pay")).toBe(another);
  expect(await payAt(another)).toMatch(/\/portal\/plan$/);
  expect((await get(slow, "/subscription")).status).toBe("active");
  const { status, body } = await slow.call("POST", "/plan/pay", {});
  expect([status, body.error.code]).toEqual([409, "invalid_state"]);
});

test("an invoice that is past due is paid at another page, after the first one has lapsed", async () => {
  const behind = await customer("behind");
  await post("/subscriptions", { customerId: "behind", planCode: "studio" });
  await post("/customers/behind/payment-methods", { testCard: "declined" });
  await move(31);
  const [invoice] = (await get(behind, "/invoices?status=open")).data;
  const pay = `/invoices/${invoice.id}/pay`;
  const first = await pageBy(behind, pay);
  expect(await pageBy(behind, pay)).toBe(first);
  await move(8);
  expect(await visit(first)).toBe(410);
  expect((await get(behind, "/subscription")).status).toBe("past_due");
  const another = await pageBy(behind, pay);
  expect(another).not.toBe(first);
  expect(await payAt(another)).toContain(`/portal/invoices/${invoice.id}`);
  expect((await get(behind, `/invoices/${invoice.id}`)).status).toBe("paid");
  expect((await get(behind, "/subscription")).status).toBe("active");
});

test("a payment that was asked for by a link can be made by another one", async () => {
  const late = await customer("late");
  const asked = await post("/payments", {
    customerId: "late",
    amount: 1_500,
    currency: "USD",
    description: "Workshop",
  });
  await move(8);
  expect(await visit(asked.checkoutUrl)).toBe(410);
  const [invoice] = (await get(late, "/invoices?status=open")).data;
  await payAt(await pageBy(late, `/invoices/${invoice.id}/pay`));
  expect((await get(late, `/invoices/${invoice.id}`)).status).toBe("paid");
  const { body } = await instance.call("GET", `/payments/${asked.id}`);
  expect(body).toMatchObject({ status: "succeeded", amount: 1_500 });
});

test("where nobody takes money, the customer is told so in their own words", async () => {
  const key = await createLiveKey(instance);
  const live = (path: string, body: unknown) =>
    instance.app.request(`/api/v1${path}`, {
      method: "POST",
      headers: { "x-api-key": key, "content-type": "application/json" },
      body: JSON.stringify(body),
    });
  await live("/plans", { name: "Studio", code: "studio" });
  await live("/plans/studio/prices", { billingInterval: "monthly", price: 2_900 });
  await live("/customers", { id: "waiting" });
  await live("/subscriptions", { customerId: "waiting", planCode: "studio" });
  const waiting = await enterPortal(instance, key, "waiting");
  expect((await get(waiting, "/subscription")).status).toBe("pending_payment");
  const { status, body } = await waiting.call("POST", "/plan/pay", {});
  expect([status, body.error.code]).toEqual([409, "invalid_state"]);
  expect(body.error.message).toMatch(/^Payment is not possible here/);
});
