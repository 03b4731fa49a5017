/**
 * The portal for customers whose plan does not simply run: in another currency, not begun, paused, canceled, past due; and
 * what they buy with cards that ask first. What is refused is said in words that a customer can do something with.
 *
 * Broken on purpose: offered prices taken from the plan's dollars (yen had none, and read "Free"); the assertions before a
 * change and a purchase left out (ids of subscriptions stood in the words); a purchase by a card that asks void at once.
 */
import { expect, test } from "vitest";
import type { Body } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { enterPortal, type TestPortal } from "../../test/portal.js";

const instance = sharedInstance(async () => {
  await post("/features", { name: "Calls", code: "calls", type: "metered", unitName: "call" });
  const group = await post("/plan-groups", { name: "Plans" });
  for (const [code, price, includedBalance] of [
    ["studio", 2_900, 250_000],
    ["agency", 9_900, 1_000_000],
  ] as const) {
    await post("/plans", { name: code, code, consumptionModel: "balance", planGroupId: group.id });
    for (const [billingInterval, times] of [
      ["monthly", 1],
      ["yearly", 10],
    ] as const)
      await post(`/plans/${code}/prices`, {
        billingInterval,
        price: price * times,
        includedBalance,
        isDefault: times === 1,
      });
    await post(`/plans/${code}/features`, { featureId: "calls", overage: { unitPrice: 20 } });
    for (const [currency, exchangeRate] of [
      ["JPY", 150],
      ...(code === "studio" ? ([["CLP", 950]] as const) : []),
    ] as const)
      await instance.must("PUT", `/plans/${code}/regional`, { currency, exchangeRate });
  }
});

const post = (path: string, body: unknown): Promise<Body> => instance.must("POST", path, body);
const get = async (portal: TestPortal, path: string) => (await portal.call("GET", path)).body;

/** A customer on the plan, in the portal. */
async function customer(id: string, more: object = {}): Promise<{ portal: TestPortal; id: string }> {
  await post("/customers", { id });
  const { id: subscriptionId } = await post("/subscriptions", {
    customerId: id,
    planCode: "studio",
    ...more,
  });
  return { portal: await enterPortal(instance, instance.key, id), id: subscriptionId };
}

const priceOf = ({ price, currency, includedBalance }: Body) => [price, currency, includedBalance];

test("plans have the prices of the customer's currency, and those that are not sold in it are not offered", async () => {
  const yen = await customer("yen", { currency: "JPY" });
  const { data } = await get(yen.portal, "/plans");
  expect(data.map(({ code }: Body) => code)).toEqual(["studio", "agency"]);
  expect(data.map(({ prices }: Body) => prices.map(priceOf))).toEqual([
    [
      [4_350, "JPY", 37_500_000],
      [43_500, "JPY", 37_500_000],
    ],
    [
      [14_850, "JPY", 150_000_000],
      [148_500, "JPY", 150_000_000],
    ],
  ]);
  expect(data[0].features[0].overage.unitPrice).toBe(3_000);
  const preview = await yen.portal.call("POST", "/plan/preview", { planId: "agency" });
  expect(preview.body).toMatchObject({ currency: "JPY", newPlan: { price: data[1].prices[0].price } });

  const peso = await customer("peso", { currency: "CLP" });
  const offered = (await get(peso.portal, "/plans")).data;
  expect(offered.map(({ code }: Body) => code)).toEqual(["studio"]);
  expect(priceOf(offered[0].prices[0])).toEqual([27_550, "CLP", 237_500_000]);
  const { status } = await peso.portal.call("POST", "/plan/change", { planId: "agency" });
  expect(status).toBe(404);
});

test("who paid in yen begins again in yen", async () => {
  const { portal, id } = await customer("yen_leaver", { currency: "JPY" });
  await post(`/subscriptions/${id}/cancel`, { immediate: true });
  expect(await get(portal, "/plan/ended")).toMatchObject({ currency: "JPY", canBeginAgain: true });
});

const inDays = (days: number): string =>
  new Date(instance.clock.real().getTime() + days * 86_400_000).toISOString();

/** What a change and a purchase answer, as a customer reads it. */
async function refusals(portal: TestPortal): Promise<string[]> {
  const words: string[] = [];
  for (const [path, body] of [
    ["/plan/preview", { planId: "agency" }],
    ["/plan/change", { planId: "agency" }],
    ["/topups", { amount: 100_000 }],
  ] as const) {
    const { status, body: answer } = await portal.call("POST", path, body);
    if (status < 300) continue;
    expect([path, status, answer.error.code]).toEqual([path, 409, "invalid_state"]);
    expect(answer.error.message).not.toMatch(/sub_|uncancel|subscription/i);
    words.push(answer.error.message);
  }
  return words;
}

test("a plan that has not begun, is paused or is canceled says so, and no ids", async () => {
  const states = [
    [await customer("drafted", { startDate: inDays(20) }), "Your plan has not started yet.", 3],
    [await customer("unpaid", { activate: false }), "Your plan starts when its first payment is made.", 3],
    [await customer("resting"), "Your plan is paused.", 3],
    [await customer("leaving"), "Your plan is canceled, and ends with its period.", 2],
  ] as const;
  await post(`/subscriptions/${states[2][0].id}/pause`, {});
  await states[3][0].portal.call("POST", "/plan/cancel", {});
  for (const [{ portal }, words, count] of states) {
    const refused = await refusals(portal);
    expect(refused).toHaveLength(count);
    for (const message of refused) expect(message.startsWith(words)).toBe(true);
  }
});

test.each([
  ["unwanted", { activate: false }],
  ["unneeded", {}],
])("a plan that has not begun is canceled at once: %s", async (id, more) => {
  const { portal } = await customer(id, { startDate: id === "unneeded" ? inDays(20) : undefined, ...more });
  expect((await portal.call("POST", "/plan/cancel", {})).body).toMatchObject({ status: "canceled" });
  expect(await get(portal, "/subscription")).toBeNull();
});

/** Sends a form of a payment page. @returns where it leads to */
async function submit(url: string, fields: Record<string, string>): Promise<string> {
  const { status, headers } = await instance.app.request(new URL(url, "http://test").pathname, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams(fields).toString(),
  });
  expect(status).toBe(303);
  return headers.get("location")!;
}

test("a card that asks its holder has declined nothing: what is bought with it is paid at a page", async () => {
  const { portal } = await customer("asked");
  await post("/customers/asked/payment-methods", { testCard: "three_d_secure" });
  const before = (await get(portal, "/subscription")).balance.remaining;
  const { body: bought } = await portal.call("POST", "/topups", { amount: 100_000 });
  expect(bought).toMatchObject({ status: "pending", checkoutUrl: expect.stringContaining("/checkout/") });
  expect((await get(portal, "/subscription")).balance.remaining).toBe(before);
  const bank = await submit(bought.checkoutUrl, { card: "4000002500003155" });
  expect(bank).toContain("/authentication");
  expect(await submit(bank, { answer: "confirmed" })).toContain(`/portal/buy?purchase=${bought.id}`);
  expect(await get(portal, `/purchases/${bought.id}`)).toMatchObject({ status: "applied" });
  expect((await get(portal, "/subscription")).balance.remaining).toBe(before + 100_000);
  // The card is charged by itself from now on.
  const second = await portal.call("POST", "/topups", { amount: 100_000 });
  expect(second.body).toMatchObject({ status: "applied", checkoutUrl: null });
});

test("what was bought and is not paid can be left alone, and nothing else", async () => {
  const { portal } = await customer("wavering");
  await post("/customers/wavering/payment-methods", { testCard: "three_d_secure" });
  const { body: bought } = await portal.call("POST", "/topups", { amount: 100_000 });
  const cancel = (invoiceId: string) => portal.call("POST", `/invoices/${invoiceId}/cancel`, {});
  const [first, second] = await Promise.all([cancel(bought.invoiceId), cancel(bought.invoiceId)]);
  expect([first.body.status, second.body.status]).toEqual(["void", "void"]);
  expect(await get(portal, `/purchases/${bought.id}`)).toMatchObject({ status: "void" });
  expect((await instance.app.request(new URL(bought.checkoutUrl).pathname)).status).toBe(410);

  await post("/invoices", { customerId: "wavering", amount: 700, description: "Workshop" });
  const [owed] = (await get(portal, "/invoices?status=open")).data;
  const { status, body } = await cancel(owed.id);
  expect([status, body.error.message]).toEqual([409, expect.stringContaining("This invoice is owed")]);
  expect((await get(portal, `/invoices/${owed.id}`)).status).toBe("open");

  await post("/customers/wavering/payment-methods", { testCard: "visa" });
  const { body: paid } = await portal.call("POST", "/topups", { amount: 100_000 });
  expect((await cancel(paid.invoiceId)).body.error.message).toMatch(/is paid: there is nothing to cancel/);
});

test("what is taken back in two tabs is taken back once, and the second is told in words", async () => {
  const { portal } = await customer("two_tabs");
  for (const [method, path] of [
    ["POST", "/plan/uncancel"],
    ["DELETE", "/plan/change"],
  ] as const) {
    const { status, body } = await portal.call(method, path, method === "POST" ? {} : undefined);
    expect([path, status, body.error.code]).toEqual([path, 409, "invalid_state"]);
    expect(body.error.message).toMatch(/^(Your plan is not canceled|No change of your plan is waiting)/);
  }
});

// The last: it moves the clock.
test("who is past due is told what to pay before going up", async () => {
  const { portal } = await customer("behind");
  await post("/customers/behind/payment-methods", { testCard: "declined" });
  await post("/test-clock", { advanceDays: 32 });
  expect((await get(portal, "/subscription")).status).toBe("past_due");
  const refused = await refusals(portal);
  expect(new Set(refused)).toEqual(
    new Set(["Your last payment failed. Pay your open invoice first, and then change to a higher plan."]),
  );
});
