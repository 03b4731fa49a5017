/**
 * Credit notes and the money that is taken: what is charged of an invoice that was credited, and how what was paid goes
 * back. Broken on purpose, and seen to fail here: payments that a credit note leaves as they are; credits not limited by
 * what was refunded; refunds not limited by what became a credit; a void invoice that keeps the credits it used.
 */
import { beforeEach, expect, test } from "vitest";
import type { Body } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";

let customers = 0;
let id: string;

const post = (path: string, body: unknown = {}, status?: number) => must("POST", path, body, status);
const get = (path: string) => must("GET", path);

const instance = sharedInstance(async () => {
  await post("/plans", { name: "Pro", code: "pro", consumptionModel: "balance" });
  await post("/plans/pro/prices", { billingInterval: "monthly", price: 2900, includedBalance: 100_000 });
  await post("/test-clock", { frozenTime: "2031-01-01T00:00:00Z" });
});
const { must } = instance;
beforeEach(async () => {
  customers += 1;
  id = `customer_${customers}`;
  await post("/customers", { id, email: `${id}@example.com` });
});

const putCard = (testCard: string) => post(`/customers/${id}/payment-methods`, { testCard });
const subscribe = () => post("/subscriptions", { customerId: id, planCode: "pro" });
const statusOf = async (subscription: string) => (await get(`/subscriptions/${subscription}`)).status;
const credit = (invoiceId: string, body: object, status?: number) =>
  post(`/invoices/${invoiceId}/credit-notes`, { reason: "Outage", ...body }, status);
const latest = async (): Promise<Body> => (await get(`/payments?customerId=${id}`)).data[0];
const transactionsOf = async (): Promise<Body[]> => (await get(`/transactions?customerId=${id}`)).data;
const creditsOf = async (): Promise<Body[]> => (await get(`/customers/${id}/credits`)).data;
/** An invoice of 29.00 that the card on file did not pay. */
async function unpaid(): Promise<{ subscription: string; invoiceId: string }> {
  const { id: subscription } = await subscribe();
  await putCard("declined");
  await post("/test-clock", { advanceDays: 31 });
  expect(await statusOf(subscription)).toBe("past_due");
  return { subscription, invoiceId: (await latest()).invoiceId };
}

test("a retry takes what is left after a credit note, and so do the payment and its page", async () => {
  const { subscription, invoiceId } = await unpaid();
  await credit(invoiceId, { amount: 900 });
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({ status: "open", total: 2900, amountDue: 2000 });
  expect(await latest()).toMatchObject({ status: "failed", amount: 2000 });
  const { checkoutUrl } = await post(`/subscriptions/${subscription}/recovery-links`);
  const visit = () => instance.app.request(new URL(checkoutUrl).pathname);
  const page = await (await visit()).text();
  expect(page).toContain("Pay $20.00");
  await putCard("visa");
  await post("/test-clock", { frozenTime: (await latest()).nextRetryAt });
  expect(await latest()).toMatchObject({ status: "succeeded", amount: 2000, amountRefunded: 0 });
  expect((await transactionsOf())[0]).toMatchObject({ status: "succeeded", amount: 2000 });
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({ status: "paid", amountDue: 0 });
  expect(await statusOf(subscription)).toBe("active");
  expect((await visit()).status).toBe(410);
});

test("credited as a whole, an invoice is settled, its payment canceled, and nobody is past due", async () => {
  const { subscription, invoiceId } = await unpaid();
  await credit(invoiceId, { amount: 900 });
  await credit(invoiceId, { amount: 2000 });
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({
    status: "paid",
    total: 2900,
    amountCredited: 2900,
    amountDue: 0,
  });
  expect(await latest()).toMatchObject({ status: "canceled", nextRetryAt: null });
  expect(await statusOf(subscription)).toBe("active");
  const run = await post("/test-clock", { advanceDays: 10 });
  expect(run.done.filter((one: Body) => one.subscriptionId === subscription)).toEqual([]);
});

test("voiding the only unpaid invoice ends the arrears", async () => {
  const { subscription, invoiceId } = await unpaid();
  await must("PATCH", `/invoices/${invoiceId}/status`, { status: "void", reason: "Our mistake" });
  expect(await statusOf(subscription)).toBe("active");
});

test("what was paid by card goes back by card, as a credit, or in both ways, and never more than was paid", async () => {
  const { invoiceId } = await post("/payments/charge", {
    customerId: id,
    amount: 5000,
    currency: "USD",
    description: "Setup",
  });
  const refunded = await credit(invoiceId, { amount: 1000, settlement: "refund" });
  expect(refunded).toMatchObject({ settlement: "refund", refundId: expect.stringMatching(/^rfd_/) });
  expect(await latest()).toMatchObject({ amountRefunded: 1000 });
  expect(await credit(invoiceId, { amount: 2500 })).toMatchObject({
    settlement: "customer_credit",
    refundId: null,
  });
  expect(await creditsOf()).toMatchObject([{ remaining: 2500 }]);
  const over = await credit(invoiceId, { amount: 1501, settlement: "refund" }, 422);
  expect(over.error).toMatchObject({ param: "amount", message: expect.stringContaining("1500") });
  // What became a credit is not given back by card as well.
  const [transaction] = await transactionsOf();
  const more = await post(`/transactions/${transaction.id}/refund`, { amount: 1501 }, 422);
  expect(more.error.param).toBe("amount");
  await post(`/transactions/${transaction.id}/refund`, { amount: 1500 });
  // All of it is back: no credit is left to give, though the note that says so can still be written.
  expect((await credit(invoiceId, { amount: 1 }, 422)).error.param).toBe("amount");
  await credit(invoiceId, { amount: 1500, settlement: "outside" });
  expect((await credit(invoiceId, { amount: 1, settlement: "outside" }, 422)).error.param).toBe("amount");
  expect(await get(`/invoices/${invoiceId}`)).toMatchObject({
    status: "paid",
    amountCredited: 5000,
    amountRefunded: 2500,
  });
  expect(await creditsOf()).toHaveLength(1);
});

test("many credits at once, in both ways, give back what was paid and no more", async () => {
  const { invoiceId } = await post("/payments/charge", {
    customerId: id,
    amount: 1000,
    currency: "USD",
    description: "Setup",
  });
  const [transaction] = await transactionsOf();
  const answers = await Promise.all(
    Array.from({ length: 9 }, (_, i) =>
      i % 3 === 2
        ? instance.call("POST", `/transactions/${transaction.id}/refund`, { amount: 300 })
        : instance.call("POST", `/invoices/${invoiceId}/credit-notes`, {
            amount: 300,
            reason: "Outage",
            settlement: i % 3 ? "refund" : "customer_credit",
          }),
    ),
  );
  expect(answers.filter(({ status }) => status < 300)).toHaveLength(3);
  const refusals = answers.filter(({ status }) => status >= 300);
  expect(refusals.map(({ status, body }) => [status, body.error.param])).toEqual(
    refusals.map(() => [422, "amount"]),
  );
  const given = (await creditsOf()).reduce((sum: number, { amount }: Body) => sum + amount, 0);
  expect(given + (await latest()).amountRefunded).toBe(900);
});

test("money that no provider took is not refunded by one", async () => {
  const { subscription, invoiceId } = await unpaid();
  await must("PATCH", `/invoices/${invoiceId}/status`, { status: "paid" });
  const refused = await credit(invoiceId, { amount: 1, settlement: "refund" }, 422);
  expect(refused.error.param).toBe("settlement");
  await credit(invoiceId, { amount: 2900, settlement: "customer_credit" });
  expect(await creditsOf()).toMatchObject([{ remaining: 2900 }]);
  expect(await statusOf(subscription)).toBe("active");
});

test("a charge that is declined at once leaves the customer's credits to be used again", async () => {
  await post(`/customers/${id}/credits`, { amount: 400, currency: "USD", reason: "Goodwill" });
  await putCard("declined");
  const payment = await post("/payments/charge", {
    customerId: id,
    amount: 1000,
    currency: "USD",
    description: "Setup",
  });
  expect(payment).toMatchObject({ status: "failed", amount: 600 });
  expect((await get(`/invoices/${payment.invoiceId}`)).status).toBe("void");
  expect(await creditsOf()).toMatchObject([{ remaining: 400 }]);
});
