/**
 * A subscription that begins anew, by a change of plan, a resumption or a reactivation, does so on the plan as it is by
 * then; what it leaves is billed as it had begun. Prices of seats are among what is kept.
 *
 * Broken on purpose: `planVersion` left out of what a change of plan, and of what a new beginning, writes (the version of
 * another plan is asked for, or old prices are billed); the price that a change compares and shows taken from the plan as
 * it is now (direction and `currentPlan.price`).
 */
import { expect, test } from "vitest";
import type { Body } from "../../../test/instance.js";
import { sharedInstance } from "../../../test/one-per-file.js";

let group: string;
const instance = sharedInstance(async () => {
  await must("POST", "/test-clock", { frozenTime: "2030-04-01T00:00:00Z" });
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  await must("POST", "/features", { name: "Seats", code: "seats", type: "seats" });
  group = (await must("POST", "/plan-groups", { name: "All" })).id;
});
const { must } = instance;

let made = 0;
interface Sold {
  readonly code: string;
  readonly priceId: string;
}
/** 10 calls included and 0.02 for each beyond them; seats at 5.00. */
async function sell(price: number, more: object = { planGroupId: group }): Promise<Sold> {
  const code = `plan_${++made}`;
  await must("POST", "/plans", { name: code, code, ...more });
  const { id } = await must("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price });
  const overage = { enabled: true, unitPrice: 200 };
  await must("POST", `/plans/${code}/features`, { featureId: "calls", includedAmount: 10, overage });
  await must("POST", `/plans/${code}/features`, { featureId: "seats", overage: { unitPrice: 50_000 } });
  return { code, priceId: id };
}
/** Everything is dearer, and half of the calls are included. */
async function worsen({ code, priceId }: Sold, price: number): Promise<void> {
  await must("PATCH", `/plans/${code}/prices/${priceId}`, { price });
  await must("PATCH", `/plans/${code}/features/calls`, { includedAmount: 5, overage: { unitPrice: 300 } });
  await must("PATCH", `/plans/${code}/features/seats`, { overage: { unitPrice: 80_000 } });
}

interface One {
  readonly customerId: string;
  readonly id: string;
}
async function join({ code }: Sold, more: object = { initialSeats: { seats: 2 } }): Promise<One> {
  const customerId = `customer_${++made}`;
  await must("POST", "/customers", { id: customerId });
  const { id } = await must("POST", "/subscriptions", { customerId, planCode: code, ...more });
  return { customerId, id };
}
const use = ({ customerId }: One, value: number) =>
  must("POST", "/usage/events", { customerId, feature: "calls", value });
const advance = (advanceDays: number) => must("POST", "/test-clock", { advanceDays });
const get = ({ id }: One) => must("GET", `/subscriptions/${id}`);
/** Newest first; each line as kind, unit price and amount. */
async function invoicesOf({ customerId }: One): Promise<[string, number | null, number][][]> {
  const { data } = await must("GET", `/invoices?customerId=${customerId}`);
  const all = await Promise.all(data.map(({ id }: Body) => must("GET", `/invoices/${id}`)));
  return all.map(({ lines }) =>
    lines.map(({ kind, unitPrice, amount }: Body) => [kind, unitPrice, amount] as const),
  );
}
const AS_SOLD = [
  ["plan_base", null, 1000],
  ["feature_seats", 50_000, 1000],
];
const WORSENED = [
  ["plan_base", null, 3000],
  ["feature_seats", 80_000, 1600],
];

test("a change of plan bills what was used as it was when the period began, and the new plan as it is now", async () => {
  const [from, to] = [await sell(1000), await sell(2000)];
  const one = await join(from);
  await use(one, 20);
  await worsen(from, 1500);
  await worsen(to, 3000);
  await advance(15);
  const shown = await must("POST", `/subscriptions/${one.id}/preview-change`, { planId: to.code });
  const done = await must("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: to.code });
  expect(done).toMatchObject({
    direction: "upgrade",
    currentPlan: { price: 1000 },
    newPlan: { price: 3000 },
    billing: { charge: 4600, credit: 1000, overage: 20 },
    subscription: { plan: { code: to.code, basePrice: 3000 } },
  });
  expect(done.billing).toEqual(shown.billing);
  expect((await invoicesOf(one))[0]).toEqual([
    ...WORSENED,
    ["credit", null, -500],
    ["credit", null, -500],
    ["feature_overage", 200, 20],
  ]);
  // 5 are included by now, and each beyond them is 0.03.
  await use(one, 7);
  await advance(31);
  expect((await invoicesOf(one))[0]).toEqual([...WORSENED, ["feature_overage", 300, 6]]);
});

test("what is changed to is kept as it was then", async () => {
  const [from, to] = [await sell(1000), await sell(2000)];
  const one = await join(from, {});
  await must("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: to.code });
  await worsen(to, 3000);
  await use(one, 12);
  expect((await get(one)).plan.basePrice).toBe(2000);
  await advance(31);
  expect((await invoicesOf(one))[0]).toEqual([
    ["plan_base", null, 3000],
    ["feature_overage", 200, 4],
  ]);
});

test("a change that waits for the end of the period begins on the plan as it is at that end", async () => {
  const low = await sell(1000);
  const one = await join(await sell(2000), {});
  const { timing } = await must("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: low.code });
  expect(timing).toBe("period_end");
  await worsen(low, 1500);
  await advance(31);
  expect((await invoicesOf(one))[0]).toEqual([["plan_base", null, 1500]]);
  await use(one, 6);
  await advance(31);
  expect((await invoicesOf(one))[0]).toEqual([
    ["plan_base", null, 1500],
    ["feature_overage", 300, 3],
  ]);
});

test("a change that waits for a plan that is deleted by then does not happen", async () => {
  const [low, high] = [await sell(1000), await sell(2000)];
  const one = await join(high, {});
  await must("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: low.code });
  await must("DELETE", `/plans/${low.code}`);
  await advance(31);
  expect(await get(one)).toMatchObject({
    plan: { code: high.code },
    status: "active",
    scheduledChange: null,
  });
  expect((await invoicesOf(one))[0]).toEqual([["plan_base", null, 2000]]);
});

test("a change that waits leads away from a plan that is deleted", async () => {
  const [low, high] = [await sell(1000), await sell(2000)];
  const one = await join(high, {});
  await must("POST", `/subscriptions/${one.id}/change-plan`, { newPlanId: low.code });
  await must("DELETE", `/plans/${high.code}`);
  await advance(31);
  expect(await get(one)).toMatchObject({ plan: { code: low.code }, status: "active" });
});

test("without ranks the price decides that the customer pays, not the one that is asked of others by now", async () => {
  const alone = await sell(2000, {});
  const one = await join(alone, {});
  await must("PATCH", `/plans/${alone.code}/prices/${alone.priceId}`, { price: 500 });
  const other = await sell(1500, {});
  const shown = await must("POST", `/subscriptions/${one.id}/preview-change`, { planId: other.code });
  expect(shown).toMatchObject({
    direction: "downgrade",
    timing: "period_end",
    currentPlan: { price: 2000 },
    newPlan: { price: 1500 },
  });
});

test("a pause bills at the prices of the period's beginning, and the resumption begins at those of its day", async () => {
  const sold = await sell(1000);
  const one = await join(sold);
  await use(one, 20);
  await worsen(sold, 3000);
  await must("POST", `/subscriptions/${one.id}/pause`, {});
  expect(await invoicesOf(one)).toEqual([[["feature_overage", 200, 20]], AS_SOLD]);
  await advance(3);
  await must("POST", `/subscriptions/${one.id}/resume`, {});
  expect((await invoicesOf(one))[0]).toEqual(WORSENED);
  expect((await get(one)).plan.basePrice).toBe(3000);
  await use(one, 6);
  await advance(31);
  expect((await invoicesOf(one))[0]).toEqual([...WORSENED, ["feature_overage", 300, 3]]);
});

test("a paused subscription whose plan was deleted is not resumed", async () => {
  const sold = await sell(1000);
  const one = await join(sold);
  await must("POST", `/subscriptions/${one.id}/pause`, {});
  await must("DELETE", `/plans/${sold.code}`);
  const { status, body } = await instance.call("POST", `/subscriptions/${one.id}/resume`, {});
  expect([status, body.error.code]).toEqual([409, "invalid_state"]);
  expect((await get(one)).status).toBe("paused");
});

test("a reactivation begins on the plan as it is on its day", async () => {
  const sold = await sell(1000);
  const one = await join(sold);
  await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
  await worsen(sold, 3000);
  await must("POST", `/subscriptions/${one.id}/reactivate`, {});
  expect((await invoicesOf(one))[0]?.[0]).toEqual(["plan_base", null, 3000]);
  await use(one, 6);
  await advance(31);
  expect((await invoicesOf(one))[0]).toContainEqual(["feature_overage", 300, 3]);
});

test("what awaits its payment is shown, and begins, at the prices of the day it is paid", async () => {
  const sold = await sell(1000);
  const one = await join(sold, { activate: false });
  await worsen(sold, 3000);
  expect(await get(one)).toMatchObject({ status: "pending_payment", plan: { basePrice: 3000 } });
  await must("POST", `/subscriptions/${one.id}/activate`, {});
  expect(await invoicesOf(one)).toEqual([[["plan_base", null, 3000]]]);
});
