/**
 * A balance over time against the ledger itself. Broken on purpose: with `created_at < at`, without the comparison of units,
 * and where a stretch begins before the first entry, tests here fail.
 */
import { expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import { type Browser, foundOwner } from "../../test/operator.js";
import { createCatalog, ledgerOf, type Subscribed, subscribe, track } from "../../test/scenario.js";

interface Point {
  readonly at: string;
  readonly balanceNanos: string | null;
}

let owner: Browser;
const instance = sharedInstance(async () => {
  instance.clock.set("2026-03-01T00:00:00Z");
  await createCatalog(instance);
  owner = await foundOwner(instance);
});

async function historyOf({ customerId }: Subscribed, days?: number) {
  const query = days === undefined ? "" : `&days=${days}`;
  const path = `/api/operator/reports/balance-history?customerId=${customerId}${query}`;
  const { status, body } = await owner.api("GET", path);
  expect(status, JSON.stringify(body)).toBe(200);
  return body as { unit: string | null; points: Point[] };
}

/** By the ledger: the balance after the last entry that was written at a time or before. */
async function balancesOf(customer: Subscribed): Promise<(at: string) => string | null> {
  const newestFirst: { createdAt: string; balanceAfterNanos: string }[] = await ledgerOf(instance, customer);
  return (at) => newestFirst.find(({ createdAt }) => createdAt <= at)?.balanceAfterNanos ?? null;
}

const HOUR_MS = 3_600_000;

/** Calls of one each, an hour and a bit apart, and corrections among them. */
async function use(customer: Subscribed, begin: string, times: number): Promise<void> {
  for (let n = 1; n <= times; n++) {
    instance.clock.set(new Date(Date.parse(begin) + n * HOUR_MS * 1.37).toISOString());
    await track(instance, { customerId: customer.customerId, feature: "api_calls", value: n });
    if (n % 5 === 0)
      await instance.must("POST", `/subscriptions/${customer.subscriptionId}/balance/adjust`, {
        amount: 77 * n,
        reason: "A correction",
      });
  }
}

test("each point is what the ledger says of its time, from the first entry to now", async () => {
  const customer = await subscribe(instance, "balance");
  await use(customer, "2026-03-01T00:00:00Z", 23);
  instance.clock.set("2026-03-04T00:00:00Z");
  const { unit, points } = await historyOf(customer);
  expect(unit).toBe("USD");
  expect(points).toHaveLength(121);
  expect([points[0]!.at, points.at(-1)!.at]).toEqual([
    "2026-03-01T00:00:00.000Z",
    "2026-03-04T00:00:00.000Z",
  ]);
  const balanceAt = await balancesOf(customer);
  for (const { at, balanceNanos } of points) expect([at, balanceNanos]).toEqual([at, balanceAt(at)]);
  expect(new Set(points.map(({ balanceNanos }) => balanceNanos)).size).toBeGreaterThan(20);
});

test("a number of days begins that long ago, or with the first entry where that is later", async () => {
  const customer = await subscribe(instance, "balance");
  await use(customer, "2026-03-04T00:00:00Z", 3);
  instance.clock.set("2026-03-14T12:00:00Z");
  const week = await historyOf(customer, 7);
  expect(week.points[0]).toEqual({
    at: "2026-03-07T12:00:00.000Z",
    balanceNanos: (await balancesOf(customer))("2026-03-07T12:00:00.000Z"),
  });
  const month = await historyOf(customer, 30);
  expect(month.points[0]).toEqual({ at: "2026-03-04T00:00:00.000Z", balanceNanos: "10000000000" });
  expect(month).toEqual(await historyOf(customer));
});

test("what is written at the very time of a clock that stands still counts, also where that is the only one", async () => {
  instance.clock.set("2026-03-15T00:00:00Z");
  const customer = await subscribe(instance, "credits");
  expect(await historyOf(customer, 7)).toMatchObject({
    unit: "credits",
    points: [{ at: "2026-03-15T00:00:00.000Z", balanceNanos: "10000000000" }],
  });
});

test("where there never was a balance there are no points, and before there was one there is null", async () => {
  instance.clock.set("2026-03-15T00:00:00Z");
  const customer = await subscribe(instance, "metered");
  expect(await historyOf(customer)).toMatchObject({ unit: null, points: [] });
  instance.clock.set("2026-03-15T01:00:00Z");
  await track(instance, { customerId: customer.customerId, feature: "api_calls", value: 2 });
  expect(await historyOf(customer)).toMatchObject({ unit: null, points: [] });
  await instance.must("POST", `/subscriptions/${customer.subscriptionId}/cancel`, { immediate: true });
  instance.clock.set("2026-03-15T02:00:00Z");
  await instance.must("POST", "/subscriptions", { customerId: customer.customerId, planCode: "balance" });
  instance.clock.set("2026-03-15T03:00:00Z");
  const { unit, points } = await historyOf(customer);
  expect(unit).toBe("USD");
  expect([points[0]!.balanceNanos, points.at(-1)!.balanceNanos]).toEqual([null, "10000000000"]);
});

test("a balance of another unit is none of this one", async () => {
  instance.clock.set("2026-03-16T00:00:00Z");
  const customer = await subscribe(instance, "balance");
  instance.clock.set("2026-03-16T12:00:00Z");
  await instance.must("POST", `/subscriptions/${customer.subscriptionId}/cancel`, { immediate: true });
  await instance.must("POST", "/subscriptions", { customerId: customer.customerId, planCode: "credits" });
  instance.clock.set("2026-03-17T00:00:00Z");
  const { unit, points } = await historyOf(customer);
  expect(unit).toBe("credits");
  const balanceAt = (time: string) => points.find(({ at }) => at >= time)!.balanceNanos;
  expect([balanceAt("2026-03-16T06"), balanceAt("2026-03-16T18")]).toEqual([null, "10000000000"]);
});

test.each([
  ["customerId=nobody", 404, "customer_not_found"],
  ["customerId=nobody&days=0", 422, "validation_error"],
  ["days=7", 422, "validation_error"],
])("%s is refused", async (query, status, code) => {
  const answer = await owner.api("GET", `/api/operator/reports/balance-history?${query}`);
  expect([answer.status, answer.body.error.code]).toEqual([status, code]);
});
