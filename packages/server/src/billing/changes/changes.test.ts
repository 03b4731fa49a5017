/**
 * Changes of plan, pauses and new beginnings, over the API of a server whose sandbox clock is moved. The worked cases,
 * and every status against every move.
 */
import { beforeEach, expect, test } from "vitest";
import type { Body } from "../../../test/instance.js";
import { sharedInstance } from "../../../test/one-per-file.js";
import { newsOf } from "../../../test/scenario.js";

async function plan(code: string, more: object, prices: object[], feature?: object): Promise<void> {
  await must("POST", "/plans", { name: code, code, planGroupId: group, ...more });
  for (const price of prices) await must("POST", `/plans/${code}/prices`, price);
  if (feature) await must("POST", `/plans/${code}/features`, { featureId: "calls", ...feature });
}
let group: string;
const instance = sharedInstance(async () => {
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  group = (await must("POST", "/plan-groups", { name: "All" })).id;
  const overage = { enabled: true, unitPrice: 200 };
  await plan("free", { isFree: true }, [], { includedAmount: 10 });
  await plan(
    "starter",
    {},
    [
      { billingInterval: "monthly", price: 2900, isDefault: true },
      { billingInterval: "yearly", price: 29_000 },
      { billingInterval: "quarterly", price: 8000 },
    ],
    { includedAmount: 1000, overage },
  );
  const open = { consumptionModel: "balance", blockOnExhaustion: false };
  const balance = { overage: { unitPrice: 10_000 } };
  await plan(
    "wallet",
    open,
    [{ billingInterval: "monthly", price: 3000, includedBalance: 100_000 }],
    balance,
  );
  await plan("purse", open, [{ billingInterval: "monthly", price: 6000, includedBalance: 300_000 }], balance);
  const credits = { consumptionModel: "credits" };
  await plan("tokens", credits, [{ billingInterval: "monthly", price: 7000, includedCredits: 50 }], {
    creditsPerUnit: 1,
  });
  await plan(
    "pro",
    {},
    [
      { billingInterval: "monthly", price: 9900, isDefault: true },
      { billingInterval: "weekly", price: 3000 },
    ],
    { includedAmount: 10_000, overage: { enabled: true, unitPrice: 100 } },
  );
});
const { must } = instance;

/** Each test has years of its own, none of which is a leap year. */
let year = 2026;
beforeEach(async () => {
  year += 4;
  for (const status of ["active", "trialing", "paused", "past_due"]) {
    const { data } = await must("GET", `/subscriptions?limit=100&status=${status}`);
    for (const { id } of data) await must("POST", `/subscriptions/${id}/cancel`, { immediate: true });
  }
});
const on = (date: string, after = 0): string => `${year + after}-${date}T00:00:00.000Z`;
const moveTo = (frozenTime: string): Promise<Body> => must("POST", "/test-clock", { frozenTime });

interface One {
  readonly customerId: string;
  readonly id: string;
}
let customers = 0;
async function subscribe(planCode: string, more: object = {}): Promise<One> {
  customers += 1;
  const customerId = `mover_${customers}`;
  await must("POST", "/customers", { id: customerId });
  const { id } = await must("POST", "/subscriptions", { customerId, planCode, ...more });
  return { customerId, id };
}
const use = ({ customerId }: One, value: number): Promise<Body> =>
  must("POST", "/usage/events", { customerId, feature: "calls", value });
const get = ({ id }: One): Promise<Body> => must("GET", `/subscriptions/${id}`);
const change = ({ id }: One, body: object): Promise<Body> =>
  must("POST", `/subscriptions/${id}/change-plan`, body);
const preview = ({ id }: One, body: object): Promise<Body> =>
  must("POST", `/subscriptions/${id}/preview-change`, body);
const invoicesOf = async ({ customerId }: One): Promise<Body[]> => {
  const { data } = await must("GET", `/invoices?customerId=${customerId}&limit=100`);
  return Promise.all(data.map(({ id }: Body) => must("GET", `/invoices/${id}`)));
};
const amounts = ({ lines }: Body): [string, number][] =>
  lines.map(({ kind, amount }: Body) => [kind, amount]);

test("day 15 of 30, from $29 to $99 with 5,000 calls beyond what is included: 99.00 - 14.50 + 100.00", async () => {
  await moveTo(on("04-01"));
  const one = await subscribe("starter");
  await use(one, 6000);
  await moveTo(on("04-16"));
  const shown = await preview(one, { planId: "pro" });
  expect(await invoicesOf(one)).toHaveLength(1);
  const { invoiceId, subscription, billing, ...done } = await change(one, { newPlanId: "pro" });
  const { object: _, newPeriod, ...same } = shown;
  expect({ ...done, billing }).toMatchObject({ ...same, billing });
  expect(shown.billing).toEqual(billing);
  expect(newPeriod).toEqual({ start: on("04-16"), end: on("05-16") });
  expect(done).toMatchObject({
    direction: "upgrade",
    timing: "immediate",
    effectiveAt: on("04-16"),
    remainingDays: 15,
    totalDays: 30,
  });
  expect(billing).toMatchObject({ credit: 1450, charge: 9900, overage: 10_000, total: 18_450 });
  const invoice = await must("GET", `/invoices/${invoiceId}`);
  expect(invoice).toMatchObject({ reason: "plan_change", total: 18_450, status: "paid" });
  expect(amounts(invoice)).toEqual([
    ["plan_base", 9900],
    ["credit", -1450],
    ["feature_overage", 10_000],
  ]);
  expect(invoice.lines[1].period).toEqual({ start: on("04-16"), end: on("05-01") });
  const behind = await must("GET", `/invoices/${invoice.id}/lines/${invoice.lines[2].id}/events`);
  expect(behind.data.map(({ value }: Body) => value)).toEqual([6000]);
  expect(subscription).toMatchObject({ plan: { code: "pro" }, status: "active", scheduledChange: null });
  expect((await use(one, 5)).consumption).toMatchObject({ used: 5, included: 10_000 });
  expect((await newsOf(instance, one)).at(-1)).toMatchObject({
    type: "subscription.plan_changed",
    data: { planCode: "pro", previousPlanCode: "starter" },
  });
  await moveTo(on("05-16"));
  expect(amounts((await invoicesOf(one))[0])).toEqual([["plan_base", 9900]]);
});

test("a change charges at most what the request takes, beside what was used so far: else nothing is done", async () => {
  await moveTo(on("04-01"));
  const one = await subscribe("starter");
  await moveTo(on("04-16"));
  const { billing } = await preview(one, { planId: "pro" });
  const asked = (maxTotal: number) =>
    instance.call(
      "POST",
      `/subscriptions/${one.id}/change-plan`,
      { newPlanId: "pro", maxTotal },
      { "idempotency-key": "the same" },
    );
  // It is said to be for the end of the period, and is for now.
  for (const maxTotal of [0, billing.total - 1]) {
    const refused = await asked(maxTotal);
    expect([refused.status, refused.body.error]).toMatchObject([
      409,
      { code: "total_above_maximum", param: "maxTotal", details: { total: billing.total, maxTotal } },
    ]);
  }
  expect(await get(one)).toMatchObject({ plan: { code: "starter" }, scheduledChange: null });
  expect(await invoicesOf(one)).toHaveLength(1);
  // What is used while somebody reads is owed with or without the change.
  await use(one, 6000);
  const { body: done } = await asked(billing.total);
  expect(done).toMatchObject({ subscription: { plan: { code: "pro" } } });
  expect(done.billing).toMatchObject({ overage: 10_000, total: billing.total + 10_000 });
  // What is only scheduled charges nothing now.
  const down = await change(one, { newPlanId: "starter", maxTotal: 0 });
  expect(down).toMatchObject({ timing: "period_end", billing: null });
});

test("the debt of a balance is billed at the change, and the new balance is whole", async () => {
  await moveTo(on("04-01"));
  const one = await subscribe("wallet");
  await use(one, 12);
  await moveTo(on("04-11"));
  const { billing, subscription } = await change(one, { newPlanId: "purse" });
  expect(billing).toMatchObject({ credit: 2000, charge: 6000, overage: 200, total: 4200 });
  expect(subscription.balance).toEqual({ remaining: 300_000, included: 300_000, currency: "USD" });
});

test("down is when the period ends: seen, taken back, asked for again, and without a credit", async () => {
  await moveTo(on("01-31"));
  const one = await subscribe("pro");
  await moveTo(on("02-10"));
  const { billing, subscription, effectiveAt } = await change(one, { newPlanId: "starter" });
  expect([billing, effectiveAt]).toEqual([null, on("02-28")]);
  expect(subscription).toMatchObject({
    plan: { code: "pro" },
    scheduledChange: { plan: { code: "starter" }, billingInterval: "monthly", effectiveAt: on("02-28") },
  });
  expect((await must("DELETE", `/subscriptions/${one.id}/scheduled-change`)).scheduledChange).toBeNull();
  const again = await instance.call("DELETE", `/subscriptions/${one.id}/scheduled-change`);
  expect([again.status, again.body.error.code]).toEqual([409, "invalid_state"]);
  const shown = await preview(one, { planId: "starter" });
  expect(shown).toMatchObject({
    timing: "period_end",
    billing: { credit: 0, charge: 2900, total: 2900 },
    newPeriod: { start: on("02-28"), end: on("03-31") },
  });
  await change(one, { newPlanId: "starter" });
  await use(one, 10_002);
  const { counts } = await moveTo(on("03-01"));
  expect(counts.plan_changed).toBe(1);
  expect(amounts((await invoicesOf(one))[0])).toEqual([
    ["plan_base", 2900],
    ["feature_overage", 2],
  ]);
  // The anchor of the 31st is kept.
  expect((await get(one)).currentPeriod).toMatchObject({ start: on("02-28"), end: on("03-31") });
});

test("to a plan of the same price is when the period ends: to and fro gives no allowance anew", async () => {
  await moveTo(on("03-01"));
  const terms = { includedAmount: 10 };
  for (const code of ["left", "right"]) await plan(code, { isFree: true, planGroupId: undefined }, [], terms);
  const one = await subscribe("left");
  await use(one, 10);
  expect(await change(one, { newPlanId: "right" })).toMatchObject({
    direction: "downgrade",
    timing: "period_end",
    effectiveAt: on("04-01"),
  });
  const over = await instance.call("POST", "/usage/check", {
    customerId: one.customerId,
    feature: "calls",
    quantity: 1,
  });
  expect(over.body).toMatchObject({ allowed: false, used: 10, included: 10 });
  await moveTo(on("04-01"));
  expect((await get(one)).plan.code).toBe("right");
  await use(one, 10);
});

test("a longer interval is now, a shorter one when the period ends, with the overage of the months between", async () => {
  await moveTo(on("01-31"));
  const one = await subscribe("starter", { billingInterval: "quarterly" });
  await use(one, 1100);
  await moveTo(on("03-05"));
  expect((await invoicesOf(one)).map(({ reason, total }) => [reason, total])).toEqual([
    ["overage", 200],
    ["subscription_start", 8000],
  ]);
  await change(one, { newBillingInterval: "monthly" });
  // Of 89 days, 56 are left: 8000 × 56 / 89 = 5033.7.
  const { billing, subscription } = await change(one, { newBillingInterval: "yearly" });
  expect(billing).toMatchObject({ credit: 5034, charge: 29_000, total: 23_966 });
  expect(subscription).toMatchObject({
    scheduledChange: null,
    currentPeriod: { start: on("03-05"), end: on("03-05", 1) },
  });
});

test("where more is given back than is charged, the rest is a customer credit", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("starter", { billingInterval: "yearly" });
  const { billing, invoiceId } = await change(one, { newPlanId: "pro", newBillingInterval: "monthly" });
  expect(billing).toMatchObject({ credit: 29_000, charge: 9900, total: 0, customerCredit: 19_100 });
  const [credit] = (await must("GET", `/customers/${one.customerId}/credits`)).data;
  expect(credit).toMatchObject({ amount: 19_100, remaining: 19_100, sourceInvoiceId: invoiceId });
  await moveTo(on("02-01"));
  const [renewal] = await invoicesOf(one);
  expect(amounts(renewal)).toEqual([
    ["plan_base", 9900],
    ["credit", -9900],
  ]);
  expect(renewal).toMatchObject({ total: 0, status: "paid" });
});

test("several changes at one instant, with usage between them, each bill their own and give all back", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("starter");
  await use(one, 1500);
  expect((await change(one, { newPlanId: "wallet" })).billing).toMatchObject({ credit: 2900, overage: 1000 });
  await use(one, 4);
  expect((await change(one, { newPlanId: "pro" })).billing).toMatchObject({ credit: 3000, charge: 9900 });
  expect((await use(one, 3)).consumption).toMatchObject({ used: 3, included: 10_000 });
  await moveTo(on("02-01"));
  expect(amounts((await invoicesOf(one))[0])).toEqual([["plan_base", 9900]]);
});

test("usage that comes late is billed with the period it happened in, also before the anchor moved", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("starter");
  await use(one, 900);
  await moveTo(on("01-11"));
  await change(one, { newPlanId: "pro" });
  await must("POST", "/usage/events", {
    customerId: one.customerId,
    feature: "calls",
    value: 200,
    timestamp: on("01-05"),
  });
  await moveTo(on("02-11"));
  const [renewal] = await invoicesOf(one);
  expect(renewal.lines[1]).toMatchObject({
    kind: "late_usage",
    quantity: 100,
    unitPrice: 200,
    period: { start: on("01-01"), end: on("01-11") },
  });
});

test("what was recorded at the very instant of a change is behind the line of what it ended, and behind no other", async () => {
  await moveTo(on("04-01"));
  const one = await subscribe("starter");
  await moveTo(on("04-16"));
  await use(one, 1010);
  // By a clock that is ahead, as it may be by five minutes.
  const ahead = on("04-16").replace("00:00:00.000", "00:01:00.000");
  const sent = { customerId: one.customerId, feature: "calls", value: 5, timestamp: ahead };
  await must("POST", "/usage/events", sent);
  await change(one, { newPlanId: "pro" });
  await use(one, 10_020);
  await moveTo(on("05-16"));
  const behind = async (invoice: Body): Promise<[number, number[]]> => {
    const line = invoice.lines.find(({ kind }: Body) => kind === "feature_overage");
    const { data } = await must("GET", `/invoices/${invoice.id}/lines/${line.id}/events`);
    return [line.used, data.map(({ value }: Body) => value)];
  };
  const [renewal, changed] = await invoicesOf(one);
  expect([await behind(changed), await behind(renewal)]).toEqual([
    [1015, [5, 1010]],
    [10_020, [10_020]],
  ]);
});

test("late usage ends where its period did, also when the anchor moved at that end and again after it", async () => {
  await moveTo(on("04-01"));
  const one = await subscribe("pro");
  await use(one, 10_000);
  await change(one, { newBillingInterval: "weekly" });
  await moveTo(on("05-05"));
  await change(one, { newBillingInterval: "monthly" });
  const late = { customerId: one.customerId, feature: "calls", value: 7, timestamp: on("04-20") };
  await must("POST", "/usage/events", late);
  await moveTo(on("06-05"));
  const line = (await invoicesOf(one))[0]!.lines.find(({ kind }: Body) => kind === "late_usage");
  expect(line).toMatchObject({ quantity: 7, period: { start: on("04-01"), end: on("05-01") } });
});

test("usage of a pause that ended in a cancellation belongs to what ran before it", async () => {
  await moveTo(on("04-01"));
  const one = await subscribe("starter");
  await use(one, 1000);
  await moveTo(on("04-11"));
  await must("POST", `/subscriptions/${one.id}/pause`, {});
  await moveTo(on("05-10"));
  await must("POST", `/subscriptions/${one.id}/cancel`, {});
  await must("POST", `/subscriptions/${one.id}/reactivate`, {});
  const late = { customerId: one.customerId, feature: "calls", value: 3, timestamp: on("05-05") };
  await must("POST", "/usage/events", late);
  await moveTo(on("06-10"));
  const line = (await invoicesOf(one))[0]!.lines.find(({ kind }: Body) => kind === "late_usage");
  expect(line).toMatchObject({ used: 1003, quantity: 3, period: { start: on("04-01"), end: on("05-10") } });
});

test("in a trial all is at once and costs nothing, and the trial goes on to its end", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("pro", { customTrialDays: 20 });
  await use(one, 50);
  await moveTo(on("01-06"));
  const { billing, subscription } = await change(one, { newPlanId: "starter" });
  expect(billing).toMatchObject({ credit: 0, charge: 0, total: 0, lines: [] });
  expect(subscription).toMatchObject({ status: "trialing", trialEndsAt: on("01-21") });
  expect((await use(one, 1)).consumption).toMatchObject({ used: 51, included: 1000 });
  await moveTo(on("01-21"));
  expect((await invoicesOf(one)).map(amounts)).toEqual([[["plan_base", 2900]]]);
});

test("to another plan and back within a trial gives no more than the trial does, of whatever is used", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("purse", { customTrialDays: 20 });
  const left = async (): Promise<Body> => {
    const { balance, credits } = await get(one);
    return balance?.remaining ?? credits?.remaining;
  };
  const goTo = (newPlanId: string) => change(one, { newPlanId });
  await use(one, 25);
  expect((await goTo("wallet")).subscription.balance).toMatchObject({ remaining: 0, included: 100_000 });
  await goTo("purse");
  expect(await left()).toBe(50_000);
  await goTo("tokens");
  await use(one, 40);
  await goTo("starter");
  await use(one, 900);
  await goTo("tokens");
  expect(await left()).toBe(10);
  await goTo("purse");
  expect(await left()).toBe(50_000);
  await use(one, 5);
  const refused = await instance.call("POST", "/usage/events", {
    ...one,
    id: undefined,
    feature: "calls",
    value: 1,
  });
  expect(refused.status).toBe(402);
  await goTo("starter");
  expect((await use(one, 100)).consumption).toMatchObject({ used: 1000, included: 1000 });
  expect((await get(one)).currentPeriod).toMatchObject({ start: on("01-01"), end: on("01-21") });
  expect((await newsOf(instance, one)).at(-1)!.type).toBe("subscription.plan_changed");
  // With the first paid period all begins afresh.
  await moveTo(on("01-21"));
  expect((await use(one, 1)).consumption).toMatchObject({ used: 1, included: 1000 });
  expect((await invoicesOf(one)).map(amounts)).toEqual([[["plan_base", 2900]]]);
});

test.each([
  ["at once", "pro"],
  ["at the end of the period", "starter"],
])(
  "what happened on a balance plan and comes late is counted and billed on the metered one, after a change %s",
  async (_, newPlanId) => {
    await moveTo(on("04-01"));
    const one = await subscribe("wallet");
    await use(one, 1);
    await moveTo(on("04-11"));
    await change(one, { newPlanId });
    const isNow = newPlanId === "pro";
    await moveTo(isNow ? on("04-12") : on("05-02"));
    const included = isNow ? 10_000 : 1000;
    const late = { customerId: one.customerId, feature: "calls", timestamp: on("04-05") };
    const { consumption } = await must("POST", "/usage/events", { ...late, value: included });
    expect(consumption).toMatchObject({ used: included, included });
    await must("POST", "/usage/events", { ...late, value: 30 });
    await use(one, 20);
    await moveTo(isNow ? on("05-11") : on("06-01"));
    const [{ id, lines }] = await invoicesOf(one);
    const line = lines.find(({ kind }: Body) => kind === "feature_overage");
    expect(line).toMatchObject({ used: included + 50, quantity: 50, amount: isNow ? 50 : 100 });
    const behind = await must("GET", `/invoices/${id}/lines/${line.id}/events`);
    expect(behind.data.map(({ value }: Body) => value)).toEqual([20, 30, included]);
  },
);

test("what was used at the very instant of a cancellation is billed, and late usage after it too", async () => {
  await moveTo(on("04-01"));
  const one = await subscribe("starter");
  await use(one, 1010);
  await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
  expect((await invoicesOf(one)).map(amounts)).toEqual([[["feature_overage", 20]], [["plan_base", 2900]]]);
  await must("POST", `/subscriptions/${one.id}/reactivate`, {});
  await use(one, 1007);
  await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
  expect(amounts((await invoicesOf(one))[0])).toEqual([["feature_overage", 14]]);
  await must("POST", `/subscriptions/${one.id}/reactivate`, {});
  const late = { customerId: one.customerId, feature: "calls", value: 3, timestamp: on("03-31") };
  await must("POST", "/usage/events", late);
  await moveTo(on("05-01"));
  const line = (await invoicesOf(one))[0]!.lines.find(({ kind }: Body) => kind === "late_usage");
  expect(line).toMatchObject({ quantity: 3, used: 1013, amount: 6 });
});

test("what was bought in another unit stands in the way, then and when the time comes", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("tokens");
  await change(one, { newPlanId: "wallet" });
  await must("POST", `/subscriptions/${one.id}/balance/adjust`, { amount: 5 });
  const answer = await instance.call("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: "purse" });
  expect([answer.status, answer.body.error.param]).toEqual([409, "newPlanId"]);
  const { counts } = await moveTo(on("02-01"));
  expect([counts.plan_changed, counts.period_renewed]).toEqual([0, 1]);
  expect(await get(one)).toMatchObject({
    plan: { code: "tokens" },
    scheduledChange: null,
    credits: { remaining: 55, purchased: 5 },
  });
});

test("a debt that is too small to be invoiced is written off where the account goes over to another unit, and said so", async () => {
  await moveTo(on("01-01"));
  const ledgerOf = async ({ customerId }: One): Promise<Body[]> =>
    (await must("GET", `/ledger?customerId=${customerId}`)).data;
  const indebted = async (): Promise<One> => {
    const one = await subscribe("wallet");
    await use(one, 10.004);
    await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
    expect((await ledgerOf(one))[0]).toMatchObject({ type: "consumption", balanceAfter: -40 });
    return one;
  };
  const one = await indebted();
  await must("POST", "/subscriptions", { customerId: one.customerId, planCode: "tokens" });
  expect((await ledgerOf(one)).slice(0, 2)).toMatchObject([
    { type: "allowance", unit: "credits", balanceAfter: 50 },
    {
      type: "reset",
      unit: "USD",
      amount: 40,
      balanceAfter: 0,
      description: expect.stringContaining("not invoiced"),
    },
  ]);
  const other = await indebted();
  const { id } = await must("POST", "/subscriptions", { customerId: other.customerId, planCode: "starter" });
  // On a plan that deducts nothing the debt stays, and stands in nobody's way.
  expect((await change({ ...other, id }, { newPlanId: "tokens" })).subscription.credits.remaining).toBe(50);
  expect((await ledgerOf(other))[1]).toMatchObject({ type: "reset", amount: 40 });
});

test("a pause bills what was used and stops the rest; resumed, all begins afresh", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("wallet");
  await use(one, 11);
  await moveTo(on("01-10"));
  expect(await must("POST", `/subscriptions/${one.id}/pause`)).toMatchObject({
    status: "paused",
    pausedAt: on("01-10"),
    currentPeriod: null,
  });
  const refused = await instance.call("POST", "/usage/events", {
    customerId: one.customerId,
    feature: "calls",
  });
  expect([refused.status, refused.body.error.code]).toEqual([403, "no_active_subscription"]);
  expect(refused.body.error.message).toContain("resume");
  await moveTo(on("03-01"));
  expect((await invoicesOf(one)).map(amounts)).toEqual([[["balance_overage", 100]], [["plan_base", 3000]]]);
  const resumed = await must("POST", `/subscriptions/${one.id}/resume`);
  expect(resumed).toMatchObject({
    status: "active",
    pausedAt: null,
    currentPeriod: { start: on("03-01"), end: on("04-01") },
    balance: { remaining: 100_000 },
  });
  expect(amounts((await invoicesOf(one))[0])).toEqual([["plan_base", 3000]]);
  const told = (await newsOf(instance, one)).map(({ type }) => type);
  expect(told.filter((type) => /paused|resumed/.test(type))).toEqual([
    "subscription.paused",
    "subscription.resumed",
  ]);
});

test("canceled and reactivated, paused and resumed, at one instant: each period is billed, none stands in the way", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("starter");
  await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
  expect(await must("POST", `/subscriptions/${one.id}/reactivate`, {})).toMatchObject({
    status: "active",
    canceledAt: null,
    endDate: null,
    currentPeriod: { start: on("01-01"), end: on("02-01") },
  });
  expect((await newsOf(instance, one)).slice(-5).map(({ type }) => type)).toEqual([
    "subscription.reactivated",
    "invoice.created",
    "invoice.finalized",
    "payment.received",
    "invoice.paid",
  ]);
  await must("POST", `/subscriptions/${one.id}/pause`);
  await must("POST", `/subscriptions/${one.id}/resume`);
  expect((await invoicesOf(one)).map(({ total }) => total)).toEqual([2900, 2900, 2900]);
  await moveTo(on("02-01"));
  expect((await invoicesOf(one)).length).toBe(4);
});

test("two changes at once, and a change and a renewal at once, have one effect", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("starter");
  const path = `/subscriptions/${one.id}/change-plan`;
  const answers = await Promise.all(
    Array.from({ length: 4 }, () => instance.call("POST", path, { newPlanId: "pro" })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409]);
  expect(await invoicesOf(one)).toHaveLength(2);
  await change(one, { newPlanId: "starter" });
  await Promise.all([moveTo(on("02-01")), moveTo(on("02-01")), get(one)]);
  expect((await invoicesOf(one)).map(({ reason }) => reason)).toEqual([
    "plan_change",
    "plan_change",
    "subscription_start",
  ]);
});

/** What each move answers in each status: 200, or the code of the error. */
const MOVES = {
  activate: ["POST", "activate", {}],
  cancel: ["POST", "cancel", {}],
  uncancel: ["POST", "uncancel", {}],
  change: ["POST", "change-plan", { newPlanId: "pro" }],
  down: ["POST", "change-plan", { newPlanId: "free" }],
  preview: ["POST", "preview-change", { planId: "pro" }],
  unschedule: ["DELETE", "scheduled-change", undefined],
  pause: ["POST", "pause", {}],
  resume: ["POST", "resume", {}],
  reactivate: ["POST", "reactivate", {}],
} as const;
type Move = keyof typeof MOVES;
const NO = "invalid_state";
const OVER = "subscription_not_open";
const ok = 200;
const TABLE: Record<string, Record<Move, number | string>> = {
  draft: row([NO, ok, NO, NO, NO, NO, NO, NO, NO, NO]),
  pending_payment: row([ok, ok, NO, NO, NO, NO, NO, NO, NO, NO]),
  trialing: row([NO, ok, NO, ok, ok, ok, NO, NO, NO, NO]),
  active: row([NO, ok, NO, ok, ok, ok, NO, ok, NO, NO]),
  past_due: row([NO, ok, NO, NO, ok, NO, NO, NO, NO, NO]),
  paused: row([NO, ok, NO, NO, NO, NO, NO, NO, ok, NO]),
  canceled: row([NO, OVER, OVER, OVER, OVER, OVER, NO, OVER, NO, ok]),
  expired: row([NO, OVER, OVER, OVER, OVER, OVER, NO, OVER, NO, ok]),
};
function row(answers: (number | string)[]): Record<Move, number | string> {
  return Object.fromEntries(Object.keys(MOVES).map((move, i) => [move, answers[i]!])) as Record<
    Move,
    number | string
  >;
}

async function inStatus(status: string): Promise<One> {
  const states: Record<string, object> = {
    draft: { startDate: on("01-09") },
    trialing: { customTrialDays: 9 },
    pending_payment: { activate: false },
  };
  const more = states[status] ?? {};
  const one = await subscribe("starter", more);
  if (status === "paused") await must("POST", `/subscriptions/${one.id}/pause`);
  if (status === "canceled" || status === "expired")
    await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
  await instance.database.pool.query(
    `UPDATE subscriptions SET status = $2
     WHERE customer_id = (SELECT id FROM customers WHERE external_id = $1)`,
    [one.customerId, status],
  );
  return one;
}

test.each(Object.keys(TABLE))("every move on a subscription that is %s has its answer", async (status) => {
  await moveTo(on("01-01"));
  const found: Record<string, number | string> = {};
  for (const [move, [method, path, body]] of Object.entries(MOVES)) {
    const one = await inStatus(status);
    const answer = await instance.call(method, `/subscriptions/${one.id}/${path}`, body);
    found[move] = answer.body.error?.code ?? answer.status;
    if (answer.body.error) expect(answer.body.error.param, move).toBe("id");
  }
  expect(found).toEqual(TABLE[status]);
});

test("what cannot be changed to is named", async () => {
  await moveTo(on("01-01"));
  const one = await subscribe("starter");
  await must("POST", "/plans", { name: "Alone", code: `alone_${year}` });
  for (const [body, status, param] of [
    [{}, 422, "newPlanId"],
    [{ newPlanId: "nowhere" }, 404, "newPlanId"],
    [{ newPlanId: `alone_${year}` }, 409, "newPlanId"],
    [{ newPlanId: "starter" }, 409, "newPlanId"],
    [{ newBillingInterval: "monthly" }, 409, "newBillingInterval"],
    [{ newBillingInterval: "weekly" }, 404, "newBillingInterval"],
    [{ newPlanId: "pro", successUrl: "no" }, 422, "successUrl"],
  ] as const) {
    const answer = await instance.call("POST", `/subscriptions/${one.id}/change-plan`, body);
    expect([answer.status, answer.body.error?.param], JSON.stringify(body)).toEqual([status, param]);
  }
  await must("POST", `/subscriptions/${one.id}/cancel`, {});
  const leaving = await instance.call("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: "pro" });
  expect(leaving.body.error).toMatchObject({
    code: "invalid_state",
    message: expect.stringContaining("uncancel"),
  });
});

test("a subscription goes by the name of the plan it is on, and one that was given a name keeps it", async () => {
  await moveTo(on("04-01"));
  const unnamed = await subscribe("starter");
  const named = await subscribe("starter", { name: "Head office" });
  await moveTo(on("04-16"));
  for (const one of [unnamed, named]) await change(one, { newPlanId: "pro" });
  expect([(await get(unnamed)).name, (await get(named)).name]).toEqual(["pro", "Head office"]);
});
