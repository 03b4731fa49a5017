/**
 * Subscriptions that wait: for the day on which they are to begin, and for a first payment that does not come. Over the API
 * of a server whose sandbox clock is moved.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../../test/instance.js";
import { verifyTestLedger } from "../../../test/verify.js";

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
type Body = any;
let instance: TestInstance;
async function must(method: string, path: string, body?: unknown): Promise<Body> {
  const answer = await instance.call(method, path, body);
  if (answer.status >= 300) throw new Error(`${method} ${path}: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
async function refused(method: string, path: string, body?: unknown): Promise<[number, string, string]> {
  const { status, body: answer } = await instance.call(method, path, body);
  return [status, answer.error?.code, answer.error?.param];
}

let year = 2030;
const on = (day: string): string => `${year}-${day}T00:00:00.000Z`;
const moveTo = (day: string): Promise<Body> => must("POST", "/test-clock", { frozenTime: on(day) });
const get = ({ id }: Body): Promise<Body> => must("GET", `/subscriptions/${id}`);
const use = ({ customerId }: Body) => ["POST", "/usage/events", { customerId, feature: "calls" }] as const;

let customers = 0;
/** What is asked for on March 1st of a year of its own, to begin on March 10th. */
async function draft(more: object = {}): Promise<Body> {
  const customerId = `waiter_${++customers}`;
  await must("POST", "/customers", { id: customerId });
  const startDate = on("03-10");
  return {
    ...(await must("POST", "/subscriptions", { customerId, planCode: "pro", startDate, ...more })),
    customerId,
  };
}
const invoicesOf = async ({ customerId }: Body): Promise<Body[]> =>
  (await must("GET", `/invoices?customerId=${customerId}`)).data;

async function plan(code: string, more: object = {}, price: object = {}): Promise<void> {
  await must("POST", "/plans", { name: code, code, ...more });
  await must("POST", `/plans/${code}/prices`, { billingInterval: "monthly", price: 2_000, ...price });
  await must("POST", `/plans/${code}/features`, { featureId: "calls", includedAmount: 100 });
}

beforeAll(async () => {
  instance = await startTestInstance();
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  await must("POST", "/features", { name: "Editors", code: "editors", type: "seats" });
  await plan("pro");
  await must("POST", "/plans/pro/features", { featureId: "editors", overage: { unitPrice: 100_000 } });
  await plan("short");
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

async function nextYear(): Promise<void> {
  year += 1;
  await moveTo("03-01");
}

test("a draft gives nothing and costs nothing, until its day: then it begins, and is billed with its seats", async () => {
  await nextYear();
  const one = await draft({ initialSeats: { editors: 2 } });
  expect(one).toMatchObject({ status: "draft", startDate: on("03-10"), currentPeriod: null });
  await moveTo("03-09");
  expect(await refused(...use(one))).toEqual([403, "no_active_subscription", "customerId"]);
  expect(await invoicesOf(one)).toEqual([]);
  const second = { customerId: one.customerId, planCode: "pro" };
  expect((await refused("POST", "/subscriptions", second))[1]).toBe("already_has_active_subscription");
  const run = await moveTo("03-11");
  expect(run.done.filter(({ subscriptionId }: Body) => subscriptionId === one.id)).toMatchObject([
    { kind: "draft_started", dueAt: on("03-10") },
    { kind: "subscription_started", dueAt: on("03-10") },
  ]);
  expect(await get(one)).toMatchObject({
    status: "active",
    startDate: on("03-10"),
    currentPeriod: { start: on("03-10"), end: on("04-10") },
  });
  expect(await invoicesOf(one)).toMatchObject([{ status: "paid", total: 4_000, issuedAt: on("03-10") }]);
  await must(...use(one));
  await moveTo("04-11");
  expect(await invoicesOf(one)).toHaveLength(2);
  await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
});

test("a draft begins on the plan as it is on its day, with its trial, and can be canceled before", async () => {
  await nextYear();
  const trial = await draft({ planCode: "short", customTrialDays: 5 });
  const left = await draft({ planCode: "short" });
  expect(await must("POST", `/subscriptions/${left.id}/cancel`, {})).toMatchObject({ status: "canceled" });
  await must("PATCH", "/plans/short/features/calls", { includedAmount: 7 });
  await moveTo("03-12");
  expect(await get(trial)).toMatchObject({ status: "trialing", trialEndsAt: on("03-15") });
  const access = await must("GET", `/feature-access/calls?customerId=${trial.customerId}`);
  expect(access).toMatchObject({ allowed: true, included: 7 });
  expect((await get(left)).status).toBe("canceled");
  await moveTo("03-16");
  expect(await get(trial)).toMatchObject({ status: "active" });
  expect(await invoicesOf(trial)).toMatchObject([{ total: 2_000, issuedAt: on("03-15") }]);
  await must("POST", `/subscriptions/${trial.id}/cancel`, { immediate: true });
});

test("a draft that is to be paid at a page awaits its payment from its day on, and expires thirty days later", async () => {
  await nextYear();
  const one = await draft({ activate: false });
  expect(one.checkoutUrl).toBeNull();
  await moveTo("03-11");
  const waiting = await get(one);
  expect(waiting).toMatchObject({
    status: "pending_payment",
    checkoutUrl: expect.stringContaining("/checkout/"),
  });
  await moveTo("04-08");
  expect((await get(one)).status).toBe("pending_payment");
  await moveTo("04-09");
  expect(await get(one)).toMatchObject({ status: "expired", endDate: on("04-09"), checkoutUrl: null });
  expect(await invoicesOf(one)).toEqual([]);
  // Nobody is held up by it, and it can be begun again.
  expect(await must("POST", `/subscriptions/${one.id}/reactivate`, { activate: true })).toMatchObject({
    status: "active",
  });
  await must("POST", `/subscriptions/${one.id}/cancel`, { immediate: true });
});

test("another link gives thirty days again to who has not paid", async () => {
  await nextYear();
  const customerId = `waiter_${++customers}`;
  await must("POST", "/customers", { id: customerId });
  const one = await must("POST", "/subscriptions", { customerId, planCode: "pro", activate: false });
  await moveTo("03-25");
  await must("POST", `/subscriptions/${one.id}/recovery-links`, {});
  await moveTo("04-23");
  expect((await get(one)).status).toBe("pending_payment");
  await moveTo("04-24");
  expect((await get(one)).status).toBe("expired");
});

test("a draft whose plan is deleted before its day expires", async () => {
  await nextYear();
  await plan("gone");
  const one = await draft({ planCode: "gone" });
  await must("DELETE", "/plans/gone");
  await moveTo("03-11");
  expect(await get(one)).toMatchObject({ status: "expired", endDate: on("03-10") });
});

test("a start date that is not later than now, or too far away, is refused by name", async () => {
  await nextYear();
  const customerId = `waiter_${++customers}`;
  await must("POST", "/customers", { id: customerId });
  const start = (startDate: string) =>
    refused("POST", "/subscriptions", { customerId, planCode: "pro", startDate });
  expect(await start(on("03-01"))).toEqual([422, "validation_error", "startDate"]);
  expect(await start(`${year + 3}-01-01T00:00:00Z`)).toEqual([422, "validation_error", "startDate"]);
});
