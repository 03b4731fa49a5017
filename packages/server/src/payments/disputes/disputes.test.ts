/**
 * Charges that their payers' banks call into question, as Stripe tells of them: kept, told, and what is lost counts as
 * refunded, once.
 *
 * Broken on purpose: what comes late written all the same.
 */
import { expect, test } from "vitest";
import type { Body } from "../../../test/instance.js";
import { sharedShop } from "../../../test/one-per-file.js";

const shop = sharedShop();

const get = (path: string): Promise<Body> => shop.must("GET", path);
const latest = async (customerId: string): Promise<Body> =>
  (await get(`/payments?customerId=${customerId}`)).data[0];
const toldOf = async (customerId: string): Promise<Body[]> =>
  (await get(`/events?customerId=${customerId}&type=payment.disputed`)).data.map(({ data }: Body) => data);
const refund = async (transactionId: string, amount: number): Promise<void> => {
  await shop.must("POST", `/transactions/${transactionId}/refund`, { amount });
  await shop.sendWaiting();
  await shop.deliver();
};

/** A customer who has paid 29.00, and what Stripe calls the charge. */
async function charged(): Promise<{ customerId: string; transaction: Body }> {
  const { customerId } = await shop.subscribe("succeeds");
  const [transaction] = (await get(`/transactions?customerId=${customerId}`)).data;
  return { customerId, transaction };
}

test("a dispute is shown and told when it is opened and when it is decided, however often it is said", async () => {
  const { customerId, transaction } = await charged();
  const { account } = shop.stripe;
  const { id } = account.dispute(transaction.providerReference);
  const opened = shop.untold();
  await shop.deliver([...opened, ...opened]);
  const open = { status: "open", amount: 2900, reason: "fraudulent", closedAt: null };
  expect(await latest(customerId)).toMatchObject({ status: "succeeded", amountRefunded: 0, dispute: open });
  shop.pass(60_000);
  account.decide(id, "under_review");
  account.decide(id, "won");
  const decided = shop.untold();
  expect(await shop.deliver([...decided, ...opened, ...decided.reverse()])).not.toContain(500);
  expect(await latest(customerId)).toMatchObject({
    status: "succeeded",
    amountRefunded: 0,
    dispute: { status: "won", closedAt: expect.any(String) },
  });
  const { paymentId, id: transactionId, invoiceId } = transaction;
  const said = { paymentId, transactionId, invoiceId, amount: 2900, currency: "USD", reason: "fraudulent" };
  expect(await toldOf(customerId)).toMatchObject([
    { ...said, status: "won" },
    { ...said, status: "open" },
  ]);
});

test("a dispute that is lost counts as refunded, beside what was refunded before and never more than was taken", async () => {
  const { customerId, transaction } = await charged();
  await refund(transaction.id, 900);
  const { account } = shop.stripe;
  const { id } = account.dispute(transaction.providerReference);
  const opened = shop.untold();
  account.decide(id, "lost");
  const decided = shop.untold();
  // Decided in the same second, and told before it was told of.
  await shop.deliver([...decided, ...opened, ...decided]);
  expect(await latest(customerId)).toMatchObject({
    status: "refunded",
    amountRefunded: 2900,
    dispute: { status: "lost", amount: 2900 },
  });
  expect((await get(`/invoices/${transaction.invoiceId}`)).amountRefunded).toBe(2900);
  expect((await toldOf(customerId)).map(({ status }) => status)).toEqual(["lost"]);
  await shop.must("POST", `/transactions/${transaction.id}/refund`, {}, 409);
});

test("a part that is lost counts as a part; a refund that failed or came late leaves the dispute what it took", async () => {
  const { customerId, transaction } = await charged();
  const { account } = shop.stripe;
  const refunded = async (): Promise<number> => (await latest(customerId)).amountRefunded;
  await refund(transaction.id, 2000);
  const { id: first } = [...account.refunds.values()].at(-1);
  const { id } = account.dispute(transaction.providerReference, 1500);
  account.decide(id, "lost");
  await shop.deliver();
  expect(await refunded()).toBe(2900);
  account.finishRefund(first, "failed");
  await shop.deliver();
  expect(await refunded()).toBe(1500);
  // At Stripe's own pages, of before the dispute.
  account.createRefund({ payment_intent: transaction.providerReference, amount: "1800" });
  await shop.deliver();
  expect(await refunded()).toBe(2900);
  // The bank took it back after all.
  shop.pass(60_000);
  account.decide(id, "won");
  await shop.deliver();
  expect(await refunded()).toBe(1800);
});
