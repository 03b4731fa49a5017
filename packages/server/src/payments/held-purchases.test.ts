/**
 * What was bought, paid for and waits until the account is kept in its unit, when the money goes back.
 *
 * Broken on purpose, each seen: refunds that purchases are not told of; a purchase that is not given back once its refund has
 * failed at the bank; what was given back given with the next subscription.
 */
import { expect, test } from "vitest";
import type { Body } from "../../test/instance.js";
import { sharedShop } from "../../test/one-per-file.js";

const shop = sharedShop(async () => {
  await post("/plans", { name: "Tokens", code: "tokens", consumptionModel: "credits" });
  await post("/plans/tokens/prices", { billingInterval: "monthly", price: 100, includedCredits: 10 });
});

const post = (path: string, body: unknown = {}): Promise<Body> => shop.must("POST", path, body);
const get = (path: string): Promise<Body> => shop.must("GET", path);
const end = (subscriptionId: string) => post(`/subscriptions/${subscriptionId}/cancel`, { immediate: true });
async function startOn(customerId: string, planCode: string): Promise<string> {
  const { id, checkoutUrl } = await post("/subscriptions", { customerId, planCode });
  shop.stripe.account.payAt(await shop.sessionOf(checkoutUrl));
  await shop.deliver();
  return id;
}

test("a held purchase is void once all of its money went back, held again where it could not, and never given for nothing", async () => {
  const { customerId, subscriptionId } = await shop.subscribe("processing");
  const bought: { readonly id: string; readonly transaction: Body }[] = [];
  for (const amount of [50_000, 60_000]) {
    const { purchaseId } = await post(`/subscriptions/${subscriptionId}/balance/topup`, { amount });
    await shop.sendWaiting();
    const [transaction] = (await get(`/transactions?customerId=${customerId}`)).data;
    bought.push({ id: purchaseId, transaction });
  }
  await end(subscriptionId);
  const inCredits = await startOn(customerId, "tokens");
  for (const { transaction } of bought)
    shop.stripe.account.finish(transaction.providerReference, "succeeded");
  await shop.deliver();
  const statuses = async (): Promise<string[]> =>
    Promise.all(bought.map(async ({ id }) => (await get(`/purchases/${id}`)).status));
  expect(await statuses()).toEqual(["held", "held"]);
  const giveBack = async ({ transaction }: (typeof bought)[number], body: object): Promise<void> => {
    await post(`/transactions/${transaction.id}/refund`, body);
    await shop.sendWaiting();
  };
  await giveBack(bought[1]!, { amount: 100 });
  await giveBack(bought[0]!, {});
  expect(await statuses()).toEqual(["void", "held"]);
  shop.stripe.account.finishRefund([...shop.stripe.account.refunds.keys()].at(-1)!, "failed");
  await shop.deliver();
  expect(await statuses()).toEqual(["held", "held"]);
  await giveBack(bought[0]!, {});
  await end(inCredits);
  const back = await startOn(customerId, "pro");
  expect(await statuses()).toEqual(["void", "applied"]);
  expect(await get(`/subscriptions/${back}/balance`)).toMatchObject({ purchased: 60_000 });
});
