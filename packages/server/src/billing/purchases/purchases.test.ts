/**
 * Credit packs and top-ups: what is bought is invoiced, and is on the account when that is paid, once.
 *
 * Broken on purpose, each seen: what was bought applied twice; a purchase that is not marked as applied; a pack that is given
 * with an invoice that was credited as a whole.
 */
import { expect, test } from "vitest";
import { type Body, mustSend, send } from "../../../test/instance.js";
import { createLiveKey } from "../../../test/live-key.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  ledgerOf,
  type Subscribed,
  subscribe,
  track,
} from "../../../test/scenario.js";

let liveKey: string;
let pack: Body;
const instance = sharedInstance(async () => {
  liveKey = await createLiveKey(instance);
  await createCatalog(instance);
  pack = (await instance.call("POST", "/credit-packs", { name: "Hundred", credits: 100, price: 1900 })).body;
  for (const [code, consumptionModel, more] of [
    ["balance", "balance", {}],
    ["kept", "balance", { topupsSurviveReset: true }],
    ["credits", "credits", {}],
  ] as const) {
    await live("POST", "/plans", { name: code, code, consumptionModel, ...more });
    const included = consumptionModel === "balance" ? { includedBalance: 1_000 } : { includedCredits: 10 };
    await live("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price: 100, ...included });
  }
});

const { call, must } = instance;
const live = (method: string, path: string, body?: unknown): Promise<Body> =>
  mustSend(instance, liveKey, method, path, body);
const buy = (on: Subscribed, creditPackId: string = pack.id) =>
  call("POST", `/subscriptions/${on.subscriptionId}/credits`, { creditPackId });
const topup = (on: Subscribed, amount: number) =>
  call("POST", `/subscriptions/${on.subscriptionId}/balance/topup`, { amount });

let customers = 0;
/** A customer of the live environment, on a plan that was paid elsewhere. */
async function liveOn(planCode: string, customerId?: string): Promise<Subscribed> {
  const id = customerId ?? `live_${++customers}`;
  if (!customerId) await live("POST", "/customers", { id });
  const subscription = await live("POST", "/subscriptions", { customerId: id, planCode, activate: true });
  return { customerId: id, subscriptionId: subscription.id };
}
const liveTopup = (on: Subscribed, amount: number): Promise<Body> =>
  live("POST", `/subscriptions/${on.subscriptionId}/balance/topup`, { amount });
const setStatus = (invoiceId: string, status: string): Promise<Body> =>
  live("PATCH", `/invoices/${invoiceId}/status`, { status });
const liveBalance = (on: Subscribed): Promise<Body> =>
  live("GET", `/subscriptions/${on.subscriptionId}/balance`);
const purchase = (id: string): Promise<Body> => live("GET", `/purchases/${id}`);

test("a credit pack is invoiced, paid and given at once in a sandbox, and its credits are spent after the plan's", async () => {
  const on = await subscribe(instance, "credits");
  const bought = (await buy(on)).body;
  expect(bought).toMatchObject({
    object: "credit_grant",
    status: "applied",
    credits: 100,
    creditPackId: pack.id,
    balance: { remaining: 110, allowance: 10, purchased: 100 },
    entry: { type: "topup", amount: 100, balanceAfter: 110, description: "Hundred" },
  });
  expect((await call("GET", `/invoices/${bought.invoiceId}`)).body).toMatchObject({
    status: "paid",
    reason: "credit_pack",
    total: 1900,
    lines: [{ kind: "credit_pack", description: "Hundred", amount: 1900 }],
  });
  expect((await call("GET", `/purchases/${bought.purchaseId}`)).body).toMatchObject({
    kind: "credit_pack",
    status: "applied",
    amount: 100,
    entryId: bought.entry.id,
    invoiceId: bought.invoiceId,
  });
  await track(instance, { customerId: on.customerId, feature: "api_calls", value: 6 });
  expect(await balanceOf(instance, on)).toMatchObject({ allowance: 0, purchased: 98 });
  // The answer's entry is the one that the ledger has.
  const entry = (await ledgerOf(instance, on)).find(({ id }: { id: string }) => id === bought.entry.id);
  expect(entry).toEqual(bought.entry);
  expect(entry.invoiceId).toBe(bought.invoiceId);
});

test("a pack that changed, is not sold, is in another currency or is gone is not bought at other terms than it says", async () => {
  const on = await subscribe(instance, "credits");
  const own = await must("POST", "/credit-packs", { name: "Own", credits: 5, price: 100 });
  const inYen = await must("POST", "/credit-packs", { name: "Yen", credits: 5, price: 300, currency: "jpy" });
  expect([inYen.currency, inYen.price]).toEqual(["JPY", 300]);
  expect((await buy(on, inYen.id)).body.error).toMatchObject({
    code: "invalid_state",
    param: "creditPackId",
  });
  await must("PATCH", `/credit-packs/${own.id}`, { credits: 7, price: 200 });
  expect((await buy(on, own.id)).body.credits).toBe(7);
  await must("PATCH", `/credit-packs/${own.id}`, { isActive: false });
  expect((await buy(on, own.id)).body.error.code).toBe("invalid_state");
  const listed = (await must("GET", "/credit-packs?isActive=true")).data;
  expect(listed.map(({ id }: Body) => id)).not.toContain(own.id);
  await must("DELETE", `/credit-packs/${own.id}`);
  expect((await buy(on, own.id)).status).toBe(404);
  expect((await call("PATCH", `/credit-packs/${own.id}`, { name: "x" })).status).toBe(404);
  expect((await call("DELETE", `/credit-packs/${own.id}`)).status).toBe(404);
  expect((await call("POST", "/credit-packs", { name: "x", credits: 1, price: 0 })).body.error.param).toBe(
    "price",
  );
  expect(
    (await call("POST", "/credit-packs", { name: "x", credits: 1, price: 900_000_000_000, currency: "JPY" }))
      .body.error.param,
  ).toBe("price");
});

test("each consumption model takes what is its own, by an open subscription", async () => {
  const [balance, metered] = [await subscribe(instance, "balance"), await subscribe(instance, "metered")];
  for (const answer of [await buy(balance), await buy(metered), await topup(metered, 100)])
    expect([answer.status, answer.body.error.code, answer.body.error.param]).toEqual([
      409,
      "invalid_state",
      "id",
    ]);
  await call("POST", `/subscriptions/${balance.subscriptionId}/cancel`, { immediate: true });
  expect((await topup(balance, 100)).body.error.code).toBe("invalid_state");
});

test("a top-up must be an amount that can be paid: whole cents, and no slip of the scale", async () => {
  const on = await subscribe(instance, "balance");
  for (const amount of [1, 150, 99.5, 0, -100, 10 ** 12 + 100]) {
    const { status, body } = await topup(on, amount);
    expect([amount, status, body.error?.param]).toEqual([amount, 422, "amount"]);
  }
  expect((await topup(on, 150)).body.error.message).toContain("multiple of 100");
  expect((await topup(on, 100)).body.balance.remaining).toBe(100_100);
  const { data } = await must("GET", `/invoices?customerId=${on.customerId}`);
  expect(data.map(({ reason, total }: Body) => [reason, total])).toEqual([
    ["topup", 1],
    ["subscription_start", 1000],
  ]);
});

test("row 14: where the payment is still to come nothing is given; when it comes it is given once, whatever is repeated", async () => {
  const on = await liveOn("balance");
  const asked = await liveTopup(on, 5_000);
  expect(asked).toMatchObject({
    status: "pending",
    entry: null,
    amount: 5_000,
    balance: { remaining: 1_000 },
  });
  expect(await purchase(asked.purchaseId)).toMatchObject({ status: "pending", paidAt: null, entryId: null });
  await Promise.all(Array.from({ length: 5 }, () => setStatus(asked.invoiceId, "paid")));
  await setStatus(asked.invoiceId, "paid");
  expect(await liveBalance(on)).toMatchObject({ remaining: 6_000, purchased: 0 });
  expect(await purchase(asked.purchaseId)).toMatchObject({ status: "applied" });
  expect((await live("GET", `/ledger?customerId=${on.customerId}&type=topup`)).data).toHaveLength(1);
});

test("of a voided invoice nothing is given, and it cannot be paid any more", async () => {
  const on = await liveOn("balance");
  const asked = await liveTopup(on, 5_000);
  await setStatus(asked.invoiceId, "void");
  expect(
    (await send(instance, liveKey, "PATCH", `/invoices/${asked.invoiceId}/status`, { status: "paid" }))
      .status,
  ).toBe(409);
  expect(await liveBalance(on)).toMatchObject({ remaining: 1_000 });
  expect(await purchase(asked.purchaseId)).toMatchObject({ status: "void" });
});

test("the plan's rule of the moment it was bought decides whether a top-up outlives a reset", async () => {
  const [lost, kept] = [await liveOn("balance"), await liveOn("kept")];
  const asked = [await liveTopup(lost, 500), await liveTopup(kept, 500)];
  await live("PATCH", "/plans/kept", { topupsSurviveReset: false });
  for (const { invoiceId } of asked) await setStatus(invoiceId, "paid");
  expect(await liveBalance(lost)).toMatchObject({ allowance: 1_500, purchased: 0 });
  expect(await liveBalance(kept)).toMatchObject({ allowance: 1_000, purchased: 500 });
  await live("PATCH", "/plans/kept", { topupsSurviveReset: true });
});

test("paid after its subscription ended, it stays on the account and is spent on the next one", async () => {
  const on = await liveOn("balance");
  const asked = await liveTopup(on, 500);
  await live("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
  await setStatus(asked.invoiceId, "paid");
  expect(await purchase(asked.purchaseId)).toMatchObject({ status: "applied" });
  const next = await liveOn("balance", on.customerId);
  expect(await liveBalance(next)).toMatchObject({ remaining: 1_500, allowance: 1_000, purchased: 500 });
});

test("paid after the customer moved to a plan in another unit, it is held, and given with the next one in its own", async () => {
  const on = await liveOn("balance");
  const [first, second] = [await liveTopup(on, 500), await liveTopup(on, 700)];
  const end = ({ subscriptionId }: Subscribed) =>
    live("POST", `/subscriptions/${subscriptionId}/cancel`, { immediate: true });
  await end(on);
  const inCredits = await liveOn("credits", on.customerId);
  for (const { invoiceId } of [first, second]) await setStatus(invoiceId, "paid");
  expect(await liveBalance(inCredits)).toMatchObject({ unit: "credits", remaining: 10 });
  expect(await purchase(first.purchaseId)).toMatchObject({ status: "held", entryId: null });
  await end(inCredits);
  const back = await liveOn("balance", on.customerId);
  expect(await liveBalance(back)).toMatchObject({ unit: "USD", remaining: 2_200, purchased: 1_200 });
  for (const { purchaseId } of [first, second])
    expect(await purchase(purchaseId)).toMatchObject({ status: "applied" });
  const { data } = await live("GET", `/purchases?customerId=${on.customerId}`);
  expect(data.map(({ id }: Body) => id)).toEqual([second.purchaseId, first.purchaseId]);
});

test("many top-ups at once add up, with an invoice each and numbers without a gap", async () => {
  const on = await subscribe(instance, "balance");
  const answers = await Promise.all(Array.from({ length: 20 }, () => topup(on, 100)));
  expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 20 }, () => 200));
  expect((await balanceOf(instance, on)).remaining).toBe(102_000);
  const { rows } = await instance.database.pool.query(
    `SELECT environment_id, max(number)::int - count(*)::int AS missing FROM invoices GROUP BY environment_id`,
  );
  expect(rows.map(({ missing }) => missing)).toEqual(rows.map(() => 0));
});

test("what was credited as a whole before it was paid is not given; credited in part and paid, it is given whole", async () => {
  const on = await liveOn("credits");
  const packs = await live("POST", "/credit-packs", { name: "Hundred", credits: 100, price: 1900 });
  const bought = (): Promise<Body> =>
    live("POST", `/subscriptions/${on.subscriptionId}/credits`, { creditPackId: packs.id });
  const credit = ({ invoiceId }: Body, amount: number): Promise<Body> =>
    live("POST", `/invoices/${invoiceId}/credit-notes`, { amount, reason: "Ordered twice" });
  const [unwanted, cheaper] = [await bought(), await bought()];
  await credit(unwanted, 900);
  await credit(unwanted, 1000);
  expect(await live("GET", `/invoices/${unwanted.invoiceId}`)).toMatchObject({
    status: "paid",
    amountDue: 0,
  });
  expect(await purchase(unwanted.purchaseId)).toMatchObject({
    status: "void",
    appliedAt: null,
    paidAt: null,
  });
  expect(await liveBalance(on)).toMatchObject({ purchased: 0 });
  await credit(cheaper, 1899);
  expect(await setStatus(cheaper.invoiceId, "paid")).toMatchObject({ status: "paid", amountCredited: 1899 });
  expect(await purchase(cheaper.purchaseId)).toMatchObject({ status: "applied", amount: 100 });
  expect(await liveBalance(on)).toMatchObject({ purchased: 100 });
});
