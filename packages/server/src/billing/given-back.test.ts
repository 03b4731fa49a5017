/**
 * What was given back once is not given back again, in whatever way it went: by a credit note, a refund, a change of plan, or
 * with what was bought.
 */
import { beforeEach, expect, test } from "vitest";
import { type Body, send } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedInstance } from "../../test/one-per-file.js";

let customers = 0;
let id: string;

const post = (path: string, body: unknown = {}, status?: number) => must("POST", path, body, status);
const get = (path: string) => must("GET", path);

const instance = sharedInstance(async () => {
  for (const [code, price] of [
    ["basic", 2900],
    ["plus", 9900],
    ["max", 19_900],
  ] as const) {
    await post("/plans", { name: code, code });
    await post(`/plans/${code}/prices`, { billingInterval: "monthly", price });
  }
  await post("/test-clock", { frozenTime: "2031-04-01T00:00:00Z" });
});
const { must } = instance;
beforeEach(async () => {
  customers += 1;
  id = `customer_${customers}`;
  await post("/customers", { id });
});

const putCard = (testCard: string) => post(`/customers/${id}/payment-methods`, { testCard });
const subscribe = async (planCode = "basic"): Promise<string> =>
  (await post("/subscriptions", { customerId: id, planCode })).id;
const changeTo = (subscription: string, planCode: string): Promise<Body> =>
  post(`/subscriptions/${subscription}/change-plan`, { newPlanId: planCode });
const invoices = async (): Promise<Body[]> => (await get(`/invoices?customerId=${id}`)).data;
const note = (invoiceId: string, body: object, status?: number): Promise<Body> =>
  post(`/invoices/${invoiceId}/credit-notes`, { reason: "Outage", ...body }, status);
const transactions = async (): Promise<Body[]> => (await get(`/transactions?customerId=${id}`)).data;
const credits = async (): Promise<Body[]> => (await get(`/customers/${id}/credits`)).data;

test("a change of plan gives back nothing that a credit note has refunded", async () => {
  const subscription = await subscribe();
  const [first] = await invoices();
  await note(first.id, { amount: 2900, settlement: "refund" });
  const { billing } = await changeTo(subscription, "plus");
  expect(billing).toMatchObject({ credit: 0, charge: 9900, total: 9900 });
});

test("nor what was refunded without one; a note that says so afterwards counts once", async () => {
  const subscription = await subscribe();
  const [first] = await invoices();
  const [paid] = await transactions();
  await post(`/transactions/${paid.id}/refund`, { amount: 900 });
  const preview = () => post(`/subscriptions/${subscription}/preview-change`, { planId: "plus" });
  expect((await preview()).billing).toMatchObject({ credit: 2000 });
  await note(first.id, { amount: 900, settlement: "outside" });
  expect((await preview()).billing).toMatchObject({ credit: 2000 });
  await note(first.id, { amount: 500 });
  expect((await preview()).billing).toMatchObject({ credit: 1500 });
});

test("nor what was never paid, because the invoice was credited while it was open", async () => {
  await putCard("declined");
  const subscription = await subscribe();
  const [first] = await invoices();
  await note(first.id, { amount: 2900 });
  const { billing } = await changeTo(subscription, "plus");
  expect(billing).toMatchObject({ credit: 0, total: 9900 });
});

test("a note on one line lowers what that line gives back, one on the whole lowers each by its share", async () => {
  await post("/features", { name: "Editors", code: "editor", type: "seats" });
  await post("/plans", { name: "team", code: "team" });
  await post("/plans/team/prices", { billingInterval: "monthly", price: 3000 });
  await post("/plans/team/features", { featureId: "editor", overage: { unitPrice: 100_000 } });
  const { id: subscription } = await post("/subscriptions", {
    customerId: id,
    planCode: "team",
    initialSeats: { editor: 3 },
  });
  const [{ id: invoiceId }] = await invoices();
  const { lines } = await get(`/invoices/${invoiceId}`);
  const unused = async (): Promise<number[]> => {
    const { billing } = await post(`/subscriptions/${subscription}/preview-change`, { planId: "plus" });
    return billing.lines
      .filter(({ kind, period }: Body) => kind === "credit" && period)
      .map(({ amount }: Body) => -amount);
  };
  expect(await unused()).toEqual([3000, 3000]);
  await note(invoiceId, { lines: [{ lineId: lines[1].id, amount: 1000 }] });
  expect(await unused()).toEqual([3000, 2000]);
  await note(invoiceId, { amount: 500 });
  expect(await unused()).toEqual([2700, 1800]);
});

test("what a change of plan gave back is neither refunded nor credited nor void after it", async () => {
  const subscription = await subscribe();
  const [first] = await invoices();
  const [paid] = await transactions();
  await changeTo(subscription, "plus");
  const refused = await post(`/transactions/${paid.id}/refund`, {}, 409);
  expect(refused.error.code).toBe("invalid_state");
  for (const settlement of ["refund", "customer_credit"])
    expect((await note(first.id, { amount: 1, settlement }, 422)).error.param).toBe("amount");
  const [line] = (await get(`/invoices/${first.id}`)).lines;
  expect((await note(first.id, { lines: [{ lineId: line.id, amount: 1 }] }, 422)).error.param).toBe(
    "lines[0].amount",
  );
  // All that was paid for the plan of now is on the second invoice, and what it took over from the first is worth as much.
  const [second] = await invoices();
  expect(second).toMatchObject({ total: 7000 });
  const [taken] = await transactions();
  await post(`/transactions/${taken.id}/refund`);
  const { billing } = await changeTo(subscription, "max");
  expect(billing).toMatchObject({ credit: 2900, total: 17_000 });
});

test("an open invoice whose time was given back is neither credited nor void", async () => {
  const key = await createLiveKey(instance);
  const live = (method: string, path: string, body?: unknown) => send(instance, key, method, path, body);
  await live("POST", "/customers", { id: "late" });
  for (const [code, price] of [
    ["basic", 2900],
    ["plus", 9900],
  ] as const) {
    await live("POST", "/plans", { name: code, code });
    await live("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price });
  }
  const made = await live("POST", "/subscriptions", {
    customerId: "late",
    planCode: "basic",
    activate: true,
  });
  await live("POST", `/subscriptions/${made.body.id}/change-plan`, { newPlanId: "plus" });
  const [second, first] = (await live("GET", "/invoices?customerId=late")).body.data;
  expect([first, second]).toMatchObject([
    { status: "open", amountDue: 2900 },
    { status: "open", amountDue: 7000 },
  ]);
  const voided = await live("PATCH", `/invoices/${first.id}/status`, { status: "void" });
  expect([voided.status, voided.body.error.code]).toEqual([409, "invalid_state"]);
  const credited = await live("POST", `/invoices/${first.id}/credit-notes`, { amount: 1, reason: "x" });
  expect([credited.status, credited.body.error.param]).toEqual([422, "amount"]);
});

test("a credit that was revoked is not given any more, and the money can be refunded", async () => {
  await subscribe();
  const [first] = await invoices();
  await note(first.id, { amount: 2900 });
  const [credit] = await credits();
  const [paid] = await transactions();
  await post(`/transactions/${paid.id}/refund`, {}, 409);
  await post(`/customers/${id}/credits/${credit.id}/revoke`);
  await post(`/transactions/${paid.id}/refund`);
  expect((await transactions())[0]).toMatchObject({ amountRefunded: 2900 });
});

test("credits that were used come back with the whole of an invoice, once", async () => {
  await post(`/customers/${id}/credits`, { amount: 400, currency: "USD", reason: "Goodwill" });
  await putCard("declined");
  const subscription = await subscribe();
  const [first] = await invoices();
  expect(first).toMatchObject({ status: "open", total: 2500 });
  await note(first.id, { amount: 1000 });
  expect(await credits()).toMatchObject([{ remaining: 0 }]);
  await note(first.id, { amount: 1500 });
  expect(await credits()).toMatchObject([{ remaining: 400 }]);
  await putCard("visa");
  const { billing } = await changeTo(subscription, "plus");
  expect(billing).toMatchObject({ credit: 0, creditsApplied: 400, total: 9500 });
});

test("a declined purchase is not bought: nothing is past due, and nothing is charged later", async () => {
  await post("/plans", { name: "purse", code: "purse", consumptionModel: "balance" });
  await post("/plans/purse/prices", { billingInterval: "monthly", price: 100, includedBalance: 0 });
  for (const trial of [{}, { customTrialDays: 14 }]) {
    await post("/customers", { id: `${id}_${JSON.stringify(trial).length}` });
    const customerId = `${id}_${JSON.stringify(trial).length}`;
    const made = await post("/subscriptions", { customerId, planCode: "purse", ...trial });
    await post(`/customers/${customerId}/payment-methods`, { testCard: "declined" });
    const bought = await post(`/subscriptions/${made.id}/balance/topup`, { amount: 50_000 });
    expect(bought.status).toBe("void");
    expect((await get(`/invoices/${bought.invoiceId}`)).status).toBe("void");
    expect((await get(`/subscriptions/${made.id}`)).status).toBe(made.status);
    await post(`/customers/${customerId}/payment-methods`, { testCard: "visa" });
    await post("/test-clock", { advanceDays: 7 });
    expect((await get(`/subscriptions/${made.id}/balance`)).remaining).toBe(0);
    expect((await get(`/invoices/${bought.invoiceId}`)).status).toBe("void");
  }
});

test("an invoice that is written off by hand leaves nobody past due", async () => {
  await putCard("declined");
  const subscription = await subscribe();
  expect((await get(`/subscriptions/${subscription}`)).status).toBe("past_due");
  const [first] = await invoices();
  await must("PATCH", `/invoices/${first.id}/status`, { status: "uncollectible" });
  expect((await get(`/subscriptions/${subscription}`)).status).toBe("active");
});

test("a change down is shown to whoever is past due, and charges nothing", async () => {
  const subscription = await subscribe("plus");
  await putCard("declined");
  await post("/test-clock", { advanceDays: 31 });
  expect((await get(`/subscriptions/${subscription}`)).status).toBe("past_due");
  const before = (await transactions()).length;
  const shown = await post(`/subscriptions/${subscription}/preview-change`, { planId: "basic" });
  expect(shown).toMatchObject({ timing: "period_end", billing: { charge: 2900 } });
  expect(await transactions()).toHaveLength(before);
});

test("a held purchase whose invoice was credited is void, and is not given", async () => {
  const key = await createLiveKey(instance);
  const live = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await send(instance, key, method, path, body);
    if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  await live("POST", "/customers", { id: "holder" });
  for (const [code, consumptionModel] of [
    ["tokens", "credits"],
    ["wallet", "balance"],
  ] as const) {
    await live("POST", "/plans", { name: code, code, consumptionModel });
    const included = code === "tokens" ? { includedCredits: 10 } : { includedBalance: 0 };
    await live("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price: 100, ...included });
  }
  const pack = await live("POST", "/credit-packs", { name: "Hundred", credits: 100, price: 1900 });
  const on = (planCode: string) =>
    live("POST", "/subscriptions", { customerId: "holder", planCode, activate: true });
  const end = ({ id: of }: Body) => live("POST", `/subscriptions/${of}/cancel`, { immediate: true });
  const first = await on("tokens");
  const bought = await live("POST", `/subscriptions/${first.id}/credits`, { creditPackId: pack.id });
  await end(first);
  const second = await on("wallet");
  await live("PATCH", `/invoices/${bought.invoiceId}/status`, { status: "paid" });
  const purchase = () => live("GET", `/purchases/${bought.purchaseId}`);
  expect((await purchase()).status).toBe("held");
  await live("POST", `/invoices/${bought.invoiceId}/credit-notes`, { amount: 1900, reason: "Not used" });
  expect((await purchase()).status).toBe("void");
  await end(second);
  const third = await on("tokens");
  expect((await live("GET", `/subscriptions/${third.id}/balance`)).remaining).toBe(10);
  expect((await purchase()).status).toBe("void");
});

test("a line is rounded once: what is less than half a cent is none", async () => {
  const lines = [
    { description: "Calls", quantity: 49.999999999, unitPrice: 1 },
    { description: "Calls", quantity: 50, unitPrice: 1 },
  ];
  const made = await post("/invoices", { customerId: id, lines });
  expect(made.lines.map(({ amount }: Body) => amount)).toEqual([0, 1]);
});
