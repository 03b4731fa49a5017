/**
 * Seats, over the API of a server whose sandbox clock is moved.
 *
 * Broken on purpose, each seen: seats read before the account was locked; removed seats kept at the renewal; the most that a
 * request takes asked after nothing; what is owed so far counted into it.
 */
import { afterEach, beforeEach, expect, test } from "vitest";
import { type Body, send } from "../../../test/instance.js";
import { createLiveKey } from "../../../test/live-key.js";
import { sharedInstance } from "../../../test/one-per-file.js";

const instance = sharedInstance(async () => {
  for (const code of ["editor", "viewer"])
    await must("POST", "/features", { name: code, code, type: "seats" });
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
});
const { must } = instance;

const errorOf = async (method: string, path: string, body?: unknown) => {
  const { status, body: answer } = await instance.call(method, path, body);
  return [status, answer.error?.code, answer.error?.param];
};

/** Each test has years of its own; April has 30 days. */
let year = 2026;
beforeEach(async () => {
  year += 4;
  await moveTo("04-01");
});
/** What is over is not carried through the years of the other tests. */
afterEach(async () => {
  for (const status of ["active", "trialing"])
    for (const { id } of (await must("GET", `/subscriptions?limit=100&status=${status}`)).data)
      await must("POST", `/subscriptions/${id}/cancel`, { immediate: true });
});
const on = (date: string, time = "00:00:00.000", after = 0): string => `${year + after}-${date}T${time}Z`;
const moveTo = (date: string, time?: string, after?: number): Promise<Body> =>
  must("POST", "/test-clock", { frozenTime: on(date, time, after) });

let plans = 0;
/** $50.00 a month, and editors at $25.00 beyond those included. */
async function plan(feature: object = {}, price: object = {}, more: object = {}): Promise<string> {
  const code = `plan_${++plans}`;
  await must("POST", "/plans", { name: code, code, ...more });
  await must("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price: 5_000, ...price });
  await must("POST", `/plans/${code}/features`, {
    featureId: "editor",
    overage: { unitPrice: 250_000 },
    ...feature,
  });
  return code;
}
let customers = 0;
async function start(planCode: string, more: object = {}): Promise<{ customerId: string; id: string }> {
  const customerId = `team_${++customers}`;
  await must("POST", "/customers", { id: customerId });
  return { customerId, id: (await must("POST", "/subscriptions", { customerId, planCode, ...more })).id };
}
type Team = Awaited<ReturnType<typeof start>>;
const seats = (how: "add" | "remove" | "set", { customerId }: Team, count: number, featureCode = "editor") =>
  must(how === "set" ? "PUT" : "POST", how === "remove" ? "/seats/remove" : "/seats", {
    customerId,
    featureCode,
    count,
  });
const balance = ({ customerId }: Team): Promise<Body> =>
  must("GET", `/seats/balance?customerId=${customerId}&featureCode=editor`);
const invoices = async ({ customerId }: Team): Promise<Body[]> => {
  const { data } = await must("GET", `/invoices?customerId=${customerId}`);
  return Promise.all(data.map(({ id }: Body) => must("GET", `/invoices/${id}`)));
};
const seatLines = (invoice: Body) =>
  invoice.lines
    .filter(({ kind }: Body) => kind === "feature_seats")
    .map(({ quantity, amount }: Body) => [quantity, amount]);

test("five seats in advance; two more on day 15 of 30 at $25.00 are $25.00 with the renewal, which charges seven", async () => {
  const team = await start(await plan(), { initialSeats: { editor: 5 } });
  const [first] = await invoices(team);
  expect([first.reason, first.total, seatLines(first)]).toEqual([
    "subscription_start",
    17_500,
    [[5, 12_500]],
  ]);
  await moveTo("04-16");
  expect(await seats("add", team, 2)).toMatchObject({
    object: "seat_event",
    previousBalance: 5,
    newBalance: 7,
    current: 7,
    billing: "true_up",
    invoiceId: null,
    effectiveAt: on("04-16"),
  });
  expect(await invoices(team)).toHaveLength(1);
  await moveTo("05-01");
  const [renewal] = await invoices(team);
  expect([renewal.reason, renewal.total, seatLines(renewal)]).toEqual([
    "renewal",
    5_000 + 17_500 + 2_500,
    [
      [7, 17_500],
      [2, 2_500],
    ],
  ]);
  const trueUp = renewal.lines[2];
  expect(trueUp).toMatchObject({
    feature: "editor",
    used: 7,
    unitPrice: 250_000,
    amountNanos: "25000000000",
    period: { start: on("04-16"), end: on("05-01") },
  });
  // Opened down to who added them, and to no usage.
  const behind = await must("GET", `/invoices/${renewal.id}/lines/${trueUp.id}/seat-events`);
  expect(behind.data.map(({ previousBalance, newBalance }: Body) => [previousBalance, newBalance])).toEqual([
    [5, 7],
  ]);
  const added = { events: 1, seatsBefore: 5, added: 2, removed: 0, seats: 7, quantity: 2 };
  expect(behind).toMatchObject({ invoiceId: renewal.id, lineId: trueUp.id, totals: added });
  expect((await must("GET", `/invoices/${renewal.id}/lines/${trueUp.id}/events`)).data).toEqual([]);
  const advance = await must("GET", `/invoices/${first.id}/lines/${first.lines[1].id}/seat-events`);
  expect(advance.data).toMatchObject([{ newBalance: 5, billing: "advance" }]);
  expect(advance.totals).toEqual({ events: 1, seatsBefore: 0, added: 5, removed: 0, seats: 5, quantity: 5 });
  await moveTo("06-01");
  const [unchanged] = await invoices(team);
  expect(seatLines(unchanged)).toEqual([[7, 17_500]]);
  const [base, line] = unchanged.lines;
  const totalsOf = async ({ id }: Body) =>
    (await must("GET", `/invoices/${unchanged.id}/lines/${id}/seat-events`)).totals;
  expect(await totalsOf(line)).toEqual({ ...added, events: 0, seatsBefore: 7, added: 0, quantity: 7 });
  expect(await totalsOf(base)).toBeNull();
});

test("seats that are charged at once are an invoice for the rest of the period, to the millisecond and half up once", async () => {
  const team = await start(await plan({ seatBilling: "immediate", includedAmount: 2 }), {
    initialSeats: { editor: 1 },
  });
  await moveTo("04-11", "07:13:21.123");
  // One of the two is included still.
  const event = await seats("add", team, 2);
  const rest = BigInt(Date.parse(on("05-01")) - Date.parse(on("04-11", "07:13:21.123")));
  const exact = (25_000_000_000n * rest) / BigInt(30 * 86_400_000);
  const [invoice] = await invoices(team);
  expect(event).toMatchObject({ billing: "immediate", invoiceId: invoice.id });
  expect(invoice).toMatchObject({ reason: "seats", status: "paid", period: { end: on("05-01") } });
  expect(invoice.lines).toMatchObject([
    { kind: "feature_seats", quantity: 1, included: 2, used: 3, amountNanos: exact.toString() },
  ]);
  expect(invoice.total).toBe(Number((exact + 5_000_000n) / 10_000_000n));
  await moveTo("05-01");
  expect(seatLines((await invoices(team))[0])).toEqual([[1, 2_500]]);
});

const previewOf = ({ customerId }: Team, count: number): Promise<Body> =>
  must("POST", "/seats/preview", { customerId, featureCode: "editor", count });
/** What an event says too. */
const ofEvent = ({
  object: _,
  livemode: __,
  currency: ___,
  charge: ____,
  creditsApplied: _____,
  total: ______,
  renewsAt: _______,
  ...rest
}: Body) => rest;

test("what is charged at once is previewed as it is then charged, with the customer's credits, and nothing is kept of a preview", async () => {
  const team = await start(await plan({ seatBilling: "immediate", includedAmount: 2 }), {
    initialSeats: { editor: 1 },
  });
  await must("POST", `/customers/${team.customerId}/credits`, {
    amount: 300,
    currency: "USD",
    reason: "Sorry",
  });
  await moveTo("04-16");
  const before = await must("GET", `/seats/events?customerId=${team.customerId}`);
  const preview = await previewOf(team, 4);
  expect(preview).toMatchObject({
    object: "seat_change_preview",
    currency: "USD",
    billing: "immediate",
    charge: {
      quantity: 2,
      unitPrice: 250_000,
      period: { start: on("04-16"), end: on("05-01") },
      amount: 2_500,
    },
    creditsApplied: 300,
    total: 2_200,
  });
  expect(await must("GET", `/seats/events?customerId=${team.customerId}`)).toEqual(before);
  expect([(await balance(team)).current, (await invoices(team)).length]).toEqual([1, 1]);
  const event = await seats("set", team, 4);
  expect(event).toMatchObject(ofEvent(preview));
  expect((await invoices(team))[0]).toMatchObject({ id: event.invoiceId, total: preview.total });
});

test("what the renewal charges is previewed as it then is; what costs nothing says so", async () => {
  const team = await start(await plan(), { initialSeats: { editor: 4 } });
  await moveTo("04-11", "07:13:21.123");
  const none = { billing: "none", charge: null, creditsApplied: 0, total: 0 };
  expect(await previewOf(team, 4)).toMatchObject({ ...none, previousBalance: 4, newBalance: 4, current: 4 });
  expect(await previewOf(team, 1)).toMatchObject({
    ...none,
    previousBalance: 4,
    newBalance: 1,
    current: 4,
    effectiveAt: on("05-01"),
  });
  // Fewer at the renewal than now, and more than there would be then: those of now stay until it.
  await seats("remove", team, 2);
  expect(await previewOf(team, 3)).toMatchObject({ newBalance: 3, current: 4, renewsAt: on("05-01") });
  await seats("set", team, 4);
  const preview = await previewOf(team, 6);
  expect(preview).toMatchObject({ billing: "true_up", charge: { quantity: 2 }, total: 0 });
  expect(await seats("set", team, 6)).toMatchObject(ofEvent(preview));
  await moveTo("05-01");
  expect(seatLines((await invoices(team))[0])).toContainEqual([2, preview.charge.amount]);
  expect(
    await errorOf("POST", "/seats/preview", { customerId: team.customerId, featureCode: "viewer", count: 1 }),
  ).toEqual([403, "feature_not_in_plan", "featureCode"]);
});

test("in a trial nothing is charged, and a preview says so", async () => {
  const code = await plan({ seatBilling: "immediate" });
  const team = await start(code, { customTrialDays: 10 });
  expect(await previewOf(team, 5)).toMatchObject({ billing: "none", charge: null, total: 0, current: 5 });
  expect(await seats("set", team, 5)).toMatchObject({ billing: "none", invoiceId: null });
});

test("seats that were added in the period are owed for the time until a change of plan, and beside its most", async () => {
  const group = (await must("POST", "/plan-groups", { name: "Both" })).id;
  const [from, to] = [
    await plan({}, {}, { planGroupId: group }),
    await plan({}, { price: 9_000 }, { planGroupId: group }),
  ];
  const team = await start(from, { initialSeats: { editor: 0 } });
  await moveTo("04-11");
  await seats("add", team, 2);
  await moveTo("04-16");
  const change = (maxTotal: number) =>
    instance.call("POST", `/subscriptions/${team.id}/change-plan`, { newPlanId: to, maxTotal });
  const { billing } = await must("POST", `/subscriptions/${team.id}/preview-change`, { planId: to });
  // Two at $25.00 for five of thirty days, and from now on for a whole period.
  expect(billing).toMatchObject({ overage: 833, charge: 9_000 + 5_000, credit: 2_500 });
  const most = billing.total - billing.overage;
  expect((await change(most - 1)).status).toBe(409);
  await moveTo("04-16", "01:00:00.000");
  const { status, body } = await change(most);
  expect([status, body.billing.total - body.billing.overage]).toEqual([200, most]);
  expect(body.billing.overage).toBeGreaterThan(billing.overage);
});

test("no more is charged at once than the request takes: else nothing is done, and no number is used up", async () => {
  const team = await start(await plan({ seatBilling: "immediate" }));
  await moveTo("04-16");
  const { customerId } = team;
  const [first] = await invoices(team);
  const add = { customerId, featureCode: "editor", count: 2, maxTotal: 2_499 };
  const answer = await instance.call("POST", "/seats", add);
  expect([answer.status, answer.body.error]).toMatchObject([
    409,
    {
      code: "total_above_maximum",
      param: "maxTotal",
      details: { total: 2_500, maxTotal: 2_499, currency: "USD" },
    },
  ]);
  const set = { customerId, featureCode: "editor", count: 2, maxTotal: 0 };
  expect(await errorOf("PUT", "/seats", set)).toEqual([409, "total_above_maximum", "maxTotal"]);
  const bulk = { customerId, seats: { editor: 2 }, maxTotal: 1 };
  expect(await errorOf("PUT", "/seats/bulk", bulk)).toEqual([409, "total_above_maximum", "maxTotal"]);
  expect([(await balance(team)).current, (await invoices(team)).length]).toEqual([0, 1]);
  await must("POST", "/seats", { ...add, maxTotal: 2_500 });
  const [second] = await invoices(team);
  const figures = ({ number }: Body): number => Number(/\d+$/.exec(number)![0]);
  expect([second.total, figures(second) - figures(first)]).toEqual([2_500, 1]);
});

test("removed seats stay until the renewal without a refund, and cost nothing when they are added again before", async () => {
  const team = await start(await plan(), { initialSeats: { editor: 4 } });
  await moveTo("04-10");
  expect(await seats("remove", team, 3)).toMatchObject({
    previousBalance: 4,
    newBalance: 1,
    current: 4,
    effectiveAt: on("05-01"),
    billing: "none",
  });
  expect(await balance(team)).toMatchObject({ current: 4, atRenewal: 1 });
  expect(await seats("add", team, 2)).toMatchObject({ newBalance: 3, current: 4, billing: "none" });
  expect(
    await errorOf("POST", "/seats/remove", { customerId: team.customerId, featureCode: "editor", count: 4 }),
  ).toEqual([422, "validation_error", "count"]);
  await moveTo("05-01");
  expect(await balance(team)).toMatchObject({ current: 3, atRenewal: 3 });
  expect(seatLines((await invoices(team))[0])).toEqual([[3, 7_500]]);
  expect(await invoices(team)).toHaveLength(2);
});

test("setting seats adds or removes, does nothing where they are as many, and is all or nothing for several", async () => {
  const code = await plan({ seatBilling: "immediate" });
  await must("POST", `/plans/${code}/features`, {
    featureId: "viewer",
    overage: { unitPrice: 100_000 },
    seatBilling: "immediate",
    maxSeats: 10,
  });
  const team = await start(code);
  const first = await seats("set", team, 3);
  expect(await seats("set", team, 3)).toEqual(first);
  const bulk = (wanted: object) => ({ customerId: team.customerId, seats: wanted });
  expect(await errorOf("PUT", "/seats/bulk", bulk({ editor: 9, viewer: 11 }))).toEqual([
    403,
    "seat_limit_reached",
    "seats.viewer",
  ]);
  expect((await balance(team)).current).toBe(3);
  const { data } = await must("PUT", "/seats/bulk", bulk({ editor: 4, viewer: 2 }));
  expect(data.map(({ featureCode, newBalance }: Body) => [featureCode, newBalance])).toEqual([
    ["editor", 4],
    ["viewer", 2],
  ]);
  const [invoice] = await invoices(team);
  expect([invoice.reason, seatLines(invoice)]).toEqual([
    "seats",
    [
      [1, 2_500],
      [2, 2_000],
    ],
  ]);
  const { data: history } = await must("GET", `/seats/events?customerId=${team.customerId}`);
  expect(history).toHaveLength(3);
  const { data: one } = await must("GET", `/seats/events?customerId=${team.customerId}&featureCode=viewer`);
  expect(one).toMatchObject([
    { previousBalance: 0, newBalance: 2, apiKeyId: expect.stringMatching(/^key_/) },
  ]);
  const { data: all } = await must("GET", `/seats/balances?customerId=${team.customerId}`);
  expect(all).toMatchObject([
    { featureCode: "editor", current: 4, limit: null, remaining: null, seatPrice: 250_000 },
    { featureCode: "viewer", current: 2, limit: 10, remaining: 8, seatBilling: "immediate" },
  ]);
});

test("there are no more seats than the plan has: included ones where none is sold, its maximum, or any number", async () => {
  const add = (team: Team, count: number) =>
    errorOf("POST", "/seats", { customerId: team.customerId, featureCode: "editor", count });
  const included = await start(await plan({ includedAmount: 3, overage: { enabled: false } }));
  expect(await add(included, 3)).toEqual([200, undefined, undefined]);
  expect(await add(included, 1)).toEqual([402, "included_limit_reached", "count"]);
  const capped = await start(await plan({ includedAmount: 1, maxSeats: 4 }));
  expect(await add(capped, 5)).toEqual([403, "seat_limit_reached", "count"]);
  const unlimited = await start(await plan({ unlimited: true, overage: { enabled: false } }));
  expect(await add(unlimited, 1_000)).toEqual([200, undefined, undefined]);
  await moveTo("05-01");
  expect(seatLines((await invoices(unlimited))[0])).toEqual([]);
  const access = ({ customerId }: Team) => must("GET", `/feature-access/editor?customerId=${customerId}`);
  expect(await access(included)).toMatchObject({
    allowed: false,
    reason: "included_limit_reached",
    used: 3,
    remaining: 0,
  });
  expect(await access(capped)).toMatchObject({
    allowed: true,
    willBeCharged: false,
    used: 0,
    included: 1,
    remaining: 4,
  });
  await seats("add", capped, 1);
  expect(await access(capped)).toMatchObject({ willBeCharged: true, used: 1, overageUnitPrice: 250_000 });
  expect(await access(unlimited)).toMatchObject({
    allowed: true,
    willBeCharged: false,
    remaining: null,
    unlimited: true,
  });
});

test("what a plan changes about seats holds at once where it is better, and from the renewal on where it is not", async () => {
  const code = await plan({ includedAmount: 1, maxSeats: 4 });
  const team = await start(code);
  const change = (terms: object) => must("PATCH", `/plans/${code}/features/editor`, terms);
  await change({ includedAmount: 2, maxSeats: 6, overage: { unitPrice: 400_000 }, seatBilling: "immediate" });
  expect(await balance(team)).toMatchObject({
    included: 2,
    limit: 6,
    seatPrice: 250_000,
    seatBilling: "true_up",
  });
  await change({ includedAmount: 0, maxSeats: 3 });
  expect(await balance(team)).toMatchObject({ included: 2, limit: 6, seatPrice: 250_000 });
  await change({ enabled: false });
  expect(await seats("add", team, 3)).toMatchObject({ newBalance: 3, billing: "true_up" });
  await change({ enabled: true });
  await moveTo("05-01");
  // Three in advance at the new price, none included; one of them for April at the old one, two included.
  expect(seatLines((await invoices(team))[0])).toEqual([
    [3, 12_000],
    [1, 2_500],
  ]);
  expect(await balance(team)).toMatchObject({
    included: 0,
    limit: 3,
    seatPrice: 400_000,
    seatBilling: "immediate",
  });
  const unsold = await plan({ includedAmount: 1, overage: { enabled: false } });
  const small = await start(unsold);
  await must("PATCH", `/plans/${unsold}/features/editor`, { overage: { enabled: true, unitPrice: 100_000 } });
  expect(await balance(small)).toMatchObject({ included: 1, limit: null, seatPrice: 100_000 });
});

test("nobody goes to a plan that sells fewer seats than they have, nor takes more while such a change waits", async () => {
  const planGroupId = (await must("POST", "/plan-groups", { name: `Group ${year}` })).id;
  const large = await plan({}, {}, { planGroupId });
  const small = await plan(
    { includedAmount: 3, overage: { enabled: false } },
    { price: 1_000 },
    { planGroupId },
  );
  const capped = await plan({ maxSeats: 4 }, { price: 2_000 }, { planGroupId });
  const team = await start(large);
  await seats("add", team, 5);
  const goTo = (newPlanId: string) => errorOf("POST", `/subscriptions/${team.id}/change-plan`, { newPlanId });
  expect(await goTo(small)).toEqual([402, "included_limit_reached", "newPlanId"]);
  expect(await goTo(capped)).toEqual([403, "seat_limit_reached", "newPlanId"]);
  await seats("remove", team, 2);
  expect(await goTo(small)).toEqual([200, undefined, undefined]);
  expect(
    await errorOf("POST", "/seats", { customerId: team.customerId, featureCode: "editor", count: 1 }),
  ).toEqual([402, "included_limit_reached", "count"]);
  await moveTo("05-01");
  expect(await balance(team)).toMatchObject({ current: 3, included: 3, limit: 3 });
});

test("what is no seat of the customer's plan is refused by name", async () => {
  const team = await start(await plan());
  const ask = (featureCode: string, customerId = team.customerId) =>
    errorOf("POST", "/seats", { customerId, featureCode, count: 1 });
  expect(await ask("viewer")).toEqual([403, "feature_not_in_plan", "featureCode"]);
  expect(await ask("calls")).toEqual([422, "validation_error", "featureCode"]);
  expect(await ask("nothing")).toEqual([404, "feature_not_found", "featureCode"]);
  expect(await ask("editor", "nobody")).toEqual([404, "customer_not_found", "customerId"]);
  await must("POST", `/subscriptions/${team.id}/cancel`, { immediate: true });
  expect(await ask("editor")).toEqual([403, "no_active_subscription", "customerId"]);
  await must("POST", "/customers", { id: `fresh_${year}` });
  const initial = { customerId: `fresh_${year}`, planCode: await plan({ maxSeats: 2 }) };
  expect(await errorOf("POST", "/subscriptions", { ...initial, initialSeats: { editor: 3 } })).toEqual([
    403,
    "seat_limit_reached",
    "initialSeats.editor",
  ]);
  // Nothing was left behind.
  expect(await must("GET", `/subscriptions/active?customerId=fresh_${year}`)).toBeNull();
});

test("in a trial seats cost nothing and hold at once; those there are at its end are charged in advance", async () => {
  const team = await start(await plan(), { customTrialDays: 10, initialSeats: { editor: 6 } });
  expect(await seats("remove", team, 2)).toMatchObject({ current: 4, effectiveAt: on("04-01") });
  await moveTo("04-05");
  expect(await seats("add", team, 1)).toMatchObject({ current: 5, billing: "none" });
  expect(await invoices(team)).toEqual([]);
  await moveTo("04-11");
  expect(seatLines((await invoices(team))[0])).toEqual([[5, 12_500]]);
  await moveTo("05-11");
  expect(seatLines((await invoices(team))[0])).toEqual([[5, 12_500]]);
});

test("a cancellation charges added seats up to its moment, and nothing after it", async () => {
  const code = await plan();
  const [now, later] = [
    await start(code, { initialSeats: { editor: 1 } }),
    await start(code, { initialSeats: { editor: 1 } }),
  ];
  await moveTo("04-11");
  for (const team of [now, later]) await seats("add", team, 3);
  await must("POST", `/subscriptions/${later.id}/cancel`, {});
  await moveTo("04-21");
  await must("POST", `/subscriptions/${now.id}/cancel`, { immediate: true });
  // 3 × $25.00 × 10 of 30 days.
  expect((await invoices(now))[0]).toMatchObject({ reason: "cancellation", total: 2_500 });
  await moveTo("05-01");
  expect((await invoices(later))[0]).toMatchObject({ reason: "cancellation", total: 5_000 });
  await moveTo("06-01");
  expect(await invoices(later)).toHaveLength(2);
});

test("a period keeps the price of its beginning; more that is included holds at once", async () => {
  const code = await plan({ includedAmount: 1 });
  const team = await start(code, { initialSeats: { editor: 1 } });
  await must("PATCH", `/plans/${code}/features/editor`, {
    overage: { unitPrice: 500_000 },
    includedAmount: 2,
  });
  await seats("add", team, 2);
  await moveTo("05-01");
  const [renewal] = await invoices(team);
  expect(seatLines(renewal)).toEqual([
    [1, 5_000],
    [1, 2_500],
  ]);
});

test("the price of a seat is for a month: a year in advance is twelve of them, and in a year it is pro rata of that", async () => {
  const team = await start(await plan({}, { billingInterval: "yearly" }), { initialSeats: { editor: 2 } });
  expect(seatLines((await invoices(team))[0])).toEqual([[2, 60_000]]);
  // Half of the 365 days; resets of the month between charge no seats.
  await moveTo("09-30", "12:00:00.000");
  await seats("add", team, 1);
  await moveTo("04-01", undefined, 1);
  const [renewal, ...before] = await invoices(team);
  expect(seatLines(renewal)).toEqual([
    [3, 90_000],
    [1, 15_000],
  ]);
  expect(before).toHaveLength(1);
  year += 1;
});

test("many at once add up, whatever comes together", async () => {
  const team = await start(await plan({ seatBilling: "immediate", includedAmount: 3 }));
  await Promise.all(Array.from({ length: 12 }, () => seats("add", team, 1)));
  expect((await balance(team)).current).toBe(12);
  const charged = (await invoices(team)).flatMap(seatLines);
  expect(charged).toEqual(Array.from({ length: 9 }, () => [1, 2_500]));
});

test("where the payment comes later the seats are there, and the invoice is open; those of a pending start are of what was paid for it", async () => {
  const key = await createLiveKey(instance);
  const call = async (method: string, path: string, body?: unknown): Promise<Body> => {
    const answer = await send(instance, key, method, path, body);
    if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
    return answer.body;
  };
  await call("POST", "/features", { name: "Editor", code: "editor", type: "seats" });
  await call("POST", "/plans", { name: "Live", code: "live" });
  await call("POST", "/plans/live/prices", { billingInterval: "monthly", price: 100 });
  const terms = { featureId: "editor", overage: { unitPrice: 10_000 }, seatBilling: "immediate" };
  await call("POST", "/plans/live/features", terms);
  await call("POST", "/customers", { id: "live" });
  const { id } = await call("POST", "/subscriptions", {
    customerId: "live",
    planCode: "live",
    initialSeats: { editor: 2 },
  });
  await call("POST", `/subscriptions/${id}/activate`, {});
  await call("POST", "/seats", { customerId: "live", featureCode: "editor", count: 1 });
  const { data } = await call("GET", "/invoices?customerId=live");
  expect(data.map(({ reason, status }: Body) => [reason, status])).toEqual([
    ["seats", "open"],
    ["subscription_start", "paid"],
  ]);
  expect(data[1].total).toBe(300);
  expect((await call("GET", "/seats/balance?customerId=live&featureCode=editor")).current).toBe(3);
});

test("seats that were charged when a period ended are not charged again after one without seats", async () => {
  const from = await plan();
  const bare = `bare_${from}`;
  await must("POST", "/plans", { name: bare, code: bare });
  await must("POST", `/plans/${bare}/prices`, { billingInterval: "monthly", price: 6_000 });
  const team = await start(from);
  await moveTo("04-16");
  await seats("add", team, 2);
  await moveTo("04-20");
  await must("POST", `/subscriptions/${team.id}/change-plan`, { newPlanId: bare });
  // What a plan has more holds at once, and so in the period that began without seats.
  await must("POST", `/plans/${bare}/features`, { featureId: "editor", overage: { unitPrice: 250_000 } });
  await moveTo("05-20");
  const [renewal] = await invoices(team);
  const lines = renewal.lines.filter(({ kind }: Body) => kind === "feature_seats");
  expect(lines.map(({ amount }: Body) => amount)).toEqual([5_000]);
});
