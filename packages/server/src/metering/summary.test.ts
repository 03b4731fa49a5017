/** Totals of usage: money in two currencies is never added. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestAnswer, type TestInstance } from "../../test/instance.js";
import { createCatalog, type Subscribed, subscribe, track, verifyTestLedger } from "../../test/scenario.js";

let instance: TestInstance;
let [dollars, yen]: Subscribed[] = [];
beforeAll(async () => {
  instance = await startTestInstance();
  await createCatalog(instance);
  await instance.call("POST", "/exchange-rates", { currency: "JPY", rate: 150 });
  await instance.call("PUT", "/plans/balance/regional", { currency: "JPY", exchangeRate: 150 });
  dollars = await subscribe(instance, "balance");
  yen = await subscribe(instance, "balance", { currency: "JPY" });
  for (const [on, value] of [
    [dollars, 3],
    [yen, 2],
  ] as const)
    await spend(on, value);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

const spend = async ({ customerId }: Subscribed, value: number): Promise<void> => {
  const properties = [{ property: "team", value: "growth" }];
  const { status } = await track(instance, { customerId, feature: "api_calls", value, properties });
  expect(status).toBe(201);
};
const summaryOf = async (query: string): Promise<TestAnswer["body"]> =>
  (await instance.call("GET", `/usage/summary?${query}`)).body;

const IN_DOLLARS = { currency: "USD", cost: 30, costNanos: "3000000" };
const IN_YEN = { currency: "JPY", cost: 3000, costNanos: "300000000" };
const BOTH = { currency: null, cost: null, costNanos: null, costs: [IN_YEN, IN_DOLLARS] };

test("the money of all customers is said in each currency, in sum and by group", async () => {
  for (const groupBy of ["day", "feature", "model"]) {
    const { groups, ...sum } = await summaryOf(`groupBy=${groupBy}`);
    expect(sum).toMatchObject({ events: 2, value: 5, ...BOTH });
    expect(groups).toMatchObject([{ events: 2, value: 5, ...BOTH }]);
  }
});

test("one currency is said where there is one alone, and none where nothing cost money", async () => {
  const one = await summaryOf(`customerId=${yen!.customerId}&groupBy=feature`);
  expect(one).toMatchObject({ ...IN_YEN, costs: [IN_YEN] });
  expect(one.groups).toMatchObject([{ key: "api_calls", ...IN_YEN, costs: [IN_YEN] }]);
  const counted = await subscribe(instance, "metered");
  await track(instance, { customerId: counted.customerId, feature: "api_calls" });
  expect(await summaryOf(`customerId=${counted.customerId}`)).toMatchObject({
    events: 1,
    currency: null,
    cost: 0,
    costNanos: "0",
    costs: [],
  });
});

test("what a customer paid in an earlier currency stays in it, also by property and in one hour", async () => {
  const on = await subscribe(instance, "balance");
  await spend(on, 3);
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
  const again = { customerId: on.customerId, planCode: "balance", currency: "JPY" };
  expect((await instance.call("POST", "/subscriptions", again)).status).toBe(201);
  await spend(on, 2);
  for (const groupBy of ["hour", "property:team"]) {
    const { groups, ...sum } = await summaryOf(`customerId=${on.customerId}&groupBy=${groupBy}`);
    expect(sum).toMatchObject(BOTH);
    expect(groups).toMatchObject([BOTH]);
  }
});

test("of more values of a property than a thousand the rest is one group, and nothing is missing", async () => {
  const on = await subscribe(instance, "balance");
  const events = Array.from({ length: 1_050 }, (_, n) => ({
    customerId: on.customerId,
    feature: "api_calls",
    properties: n < 2 ? [] : [{ property: "job", value: String(n) }],
  }));
  for (let n = 0; n < events.length; n += 100)
    await instance.call("POST", "/usage/events/batch", { events: events.slice(n, n + 100) });
  const { groups, ...sum } = await summaryOf(`customerId=${on.customerId}&groupBy=property:job`);
  expect([sum.events, groups.length]).toEqual([1_050, 1_001]);
  const rest = groups.at(-1);
  expect(rest).toMatchObject({ key: null, isRest: true, events: 49, cost: 490 });
  // Those without the property have the most events.
  expect(groups.find(({ key, isRest }: TestAnswer["body"]) => key === null && !isRest).events).toBe(2);
});

test("events are filtered by a property of one customer alone", async () => {
  const of = (query: string) => instance.call("GET", `/usage/events?property=team:growth${query}`);
  expect((await of("")).body.error).toMatchObject({ code: "validation_error", param: "customerId" });
  expect((await of(`&customerId=${dollars!.customerId}`)).body.data).toHaveLength(1);
});
