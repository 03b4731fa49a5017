/**
 * Subscriptions of a deleted plan end at their renewal, or go to the plan that was named; versions say what was promised.
 *
 * Broken on purpose: the successor looked for among deleted prices alone (no renewal); the check of intervals left out.
 */
import { expect, test } from "vitest";
import type { Body } from "../../test/instance.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { newsOf } from "../../test/scenario.js";

async function refused(path: string): Promise<[number, string, string]> {
  const { status, body } = await instance.call("DELETE", path);
  return [status, body.error?.code, body.error?.param];
}

const instance = sharedInstance(async () => {
  await must("POST", "/test-clock", { frozenTime: "2030-04-01T00:00:00Z" });
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
});
const { must } = instance;

let made = 0;
async function sell(price: number, intervals = ["monthly"], more: object = {}): Promise<string> {
  const code = `plan_${++made}`;
  await must("POST", "/plans", { name: code, code, ...more });
  for (const billingInterval of intervals)
    await must("POST", `/plans/${code}/prices`, { billingInterval, price });
  const overage = { enabled: true, unitPrice: price };
  if (Object.keys(more).length === 0)
    await must("POST", `/plans/${code}/features`, { featureId: "calls", includedAmount: 10, overage });
  return code;
}
async function join(planCode: string, more: object = {}): Promise<{ customerId: string; id: string }> {
  const customerId = `customer_${++made}`;
  await must("POST", "/customers", { id: customerId });
  const { id } = await must("POST", "/subscriptions", { customerId, planCode, ...more });
  return { customerId, id };
}
const advance = (advanceDays: number) => must("POST", "/test-clock", { advanceDays });
async function lastInvoice(customerId: string): Promise<[string, number][]> {
  const { data } = await must("GET", `/invoices?customerId=${customerId}`);
  const { lines } = await must("GET", `/invoices/${data[0].id}`);
  return lines.map(({ kind, amount }: Body) => [kind, amount]);
}

test("they go to the named plan at their renewal, each to the price of its interval, and what was used is billed as before", async () => {
  const [old, next] = [await sell(1000, ["monthly", "yearly"]), await sell(2000, ["monthly", "yearly"])];
  const [monthly, yearly] = [await join(old), await join(old, { billingInterval: "yearly" })];
  await must("POST", "/usage/events", { customerId: monthly.customerId, feature: "calls", value: 12 });
  const { id: nextId } = await must("GET", `/plans/${next}`);
  expect(await must("DELETE", `/plans/${old}?migrateTo=${next}`)).toMatchObject({
    deleted: true,
    migrateTo: nextId,
  });
  expect((await must("GET", `/subscriptions/${monthly.id}`)).plan.code).toBe(old);
  await advance(31);
  expect(await must("GET", `/subscriptions/${monthly.id}`)).toMatchObject({
    status: "active",
    plan: { code: next, basePrice: 2000 },
  });
  // 2 calls at 0.10.
  expect(await lastInvoice(monthly.customerId)).toEqual([
    ["plan_base", 2000],
    ["feature_overage", 20],
  ]);
  expect((await newsOf(instance, monthly)).map(({ type }) => type)).toContain("subscription.updated");
  expect((await must("GET", `/subscriptions/${yearly.id}`)).plan.code).toBe(old);
  await advance(365);
  expect(await must("GET", `/subscriptions/${yearly.id}`)).toMatchObject({
    plan: { code: next },
    billingInterval: "yearly",
  });
});

test("a plan that is itself deleted by then leads on to the one it names, or to an end", async () => {
  const [first, second, third] = [await sell(1000), await sell(2000), await sell(3000)];
  const [on, off] = [await join(first), await join(await sell(500))];
  await must("DELETE", `/plans/${first}?migrateTo=${second}`);
  await must("DELETE", `/plans/${second}?migrateTo=${third}`);
  const { plan } = await must("GET", `/subscriptions/${off.id}`);
  await must("DELETE", `/plans/${plan.code}`);
  await advance(31);
  expect((await must("GET", `/subscriptions/${on.id}`)).plan.code).toBe(third);
  expect((await must("GET", `/subscriptions/${off.id}`)).status).toBe("canceled");
});

test("a plan that could not take all of them is refused by name", async () => {
  const invalid = [422, "validation_error", "migrateTo"];
  const old = await sell(1000, ["monthly", "yearly"]);
  expect(await refused(`/plans/${old}?migrateTo=nowhere`)).toEqual([404, "plan_not_found", "migrateTo"]);
  expect(await refused(`/plans/${old}?migrateTo=${old}`)).toEqual(invalid);
  expect(await refused(`/plans/${old}?migrateTo=${await sell(1000)}`)).toEqual(invalid);
  const wallet = await sell(1000, ["monthly", "yearly"], { consumptionModel: "balance" });
  expect(await refused(`/plans/${old}?migrateTo=${wallet}`)).toEqual(invalid);
  await must("PUT", `/plans/${old}/regional`, { currency: "JPY", exchangeRate: 150 });
  const both = await sell(1000, ["monthly", "yearly"]);
  expect(await refused(`/plans/${old}?migrateTo=${both}`)).toEqual(invalid);
  await must("PUT", `/plans/${both}/regional`, { currency: "JPY", exchangeRate: 150 });
  expect((await must("DELETE", `/plans/${old}?migrateTo=${both}`)).deleted).toBe(true);
});

test("versions are listed newest first, page by page, and never change", async () => {
  const code = await sell(1000);
  for (const includedAmount of [20, 30])
    await must("PATCH", `/plans/${code}/features/calls`, { includedAmount });
  await must("PATCH", `/plans/${code}`, { name: "No term" });
  const first = await must("GET", `/plans/${code}/versions?limit=2`);
  const included = ({ features }: Body) => features[0]?.includedAmount ?? null;
  expect(first.data.map((one: Body) => [included(one), one.isCurrent])).toEqual([
    [30, true],
    [20, false],
  ]);
  const rest = await must("GET", `/plans/${code}/versions?cursor=${first.nextCursor}`);
  expect(rest.data.map(included)).toEqual([10, null, null]);
  expect(rest.data[0]).toMatchObject({
    prices: [{ price: 1000, billingInterval: "monthly", isDeleted: false }],
  });
  expect([rest.hasMore, rest.data.at(-1).prices]).toEqual([false, []]);
});
