/**
 * Reports against sums done by hand. The worked example costs the provider $0.0105 (1,000 tokens in at $3, 500 out at $15 a
 * million) and is charged $0.0126 with a margin of 20 %; an API call is $0.001.
 */
import { expect, test } from "vitest";
import { type Body, mustSend, send } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedInstance } from "../../test/one-per-file.js";
import { type Browser, foundOwner, invite } from "../../test/operator.js";
import { createCatalog, MODEL, type Subscribed, subscribe, WORKED_EXAMPLE } from "../../test/scenario.js";

const COST = 10_500_000;
const CHARGED = 12_600_000;
const CALL = 1_000_000;
/** What the catalog calls MODEL. */
const CATALOG_MODEL = "anthropic/claude-sonnet-4-0";
const MILLISECOND_BEFORE_DAYS = "2026-06-09T23:59:59.999Z";

let owner: Browser;
let ada: Subscribed;
let bob: Subscribed;

const instance = sharedInstance(async () => {
  instance.clock.set("2026-06-10T08:00:00Z");
  owner = await foundOwner(instance);
});

const report = async (path: string, browser: Browser = owner) => {
  const { status, body } = await browser.api("GET", `/api/operator${path}`);
  expect(status, JSON.stringify(body)).toBe(200);
  return body;
};
const must = (method: string, path: string, body: unknown, key = instance.key): Promise<Body> =>
  mustSend(instance, key, method, path, body);
const ai = ({ customerId }: Subscribed, timestamp: string, more: object = {}) =>
  must("POST", "/usage/events", {
    customerId,
    feature: "ai_generation",
    timestamp,
    ...WORKED_EXAMPLE,
    ...more,
  });
const calls = ({ customerId }: Subscribed, timestamp: string, value: number) =>
  must("POST", "/usage/events", { customerId, feature: "api_calls", timestamp, value });

test("getting started says what of a first setup is there, and shows the key to whoever may make one", async () => {
  const none = { feature: false, plan: false, customer: false, subscription: false, event: false };
  expect((await report("/getting-started")).steps).toEqual(none);
  await createCatalog(instance);
  const some = { ...none, feature: true, plan: true };
  expect((await report("/getting-started")).steps).toEqual(some);
  expect((await report("/getting-started", owner.in("live"))).steps).toEqual(none);
  expect((await report("/getting-started", owner.in("live"))).key).toBeNull();
  const viewer = await invite(instance, owner, "viewer");
  expect((await report("/getting-started", viewer)).key).toBeNull();
});

test("an overview of nothing is made of zeros, and has each of its days", async () => {
  const overview = await report("/reports/overview?days=3");
  expect(overview).toMatchObject({
    from: "2026-06-08T00:00:00.000Z",
    currency: "USD",
    events: 0,
    aiCostNanos: "0",
    invoicedNanos: "0",
    monthlyRecurringNanos: "0",
    unbilled: { count: 0, nanos: "0" },
    models: [],
  });
  expect(overview.days.map(({ day }: { day: string }) => day)).toEqual([
    "2026-06-08T00:00:00.000Z",
    "2026-06-09T00:00:00.000Z",
    "2026-06-10T00:00:00.000Z",
  ]);
});

test("usage belongs to the day in UTC on which it happened, to the millisecond, whatever zone it was sent in", async () => {
  ada = await subscribe(instance, "balance");
  bob = await subscribe(instance, "open_balance");
  await ai(ada, MILLISECOND_BEFORE_DAYS);
  await ai(ada, "2026-06-10T00:00:00.000Z");
  // 23:30 of the 9th in UTC.
  await ai(ada, "2026-06-10T01:30:00+02:00");
  await calls(ada, "2026-06-10T07:00:00Z", 3);
  instance.clock.set("2026-06-11T12:00:00Z");
  await ai(bob, "2026-06-10T23:59:59.999Z");
  await ai(bob, "2026-06-11T00:00:00.000Z");
  // 00:30 of the 11th in UTC.
  await calls(bob, "2026-06-10T20:30:00-04:00", 5);

  const { days, ...two } = await report("/reports/overview?days=2");
  const day = ({ day, events, aiCostNanos, aiChargedNanos, chargedNanos }: (typeof days)[number]) => [
    day.slice(0, 10),
    events,
    Number(aiCostNanos),
    Number(aiChargedNanos),
    Number(chargedNanos),
  ];
  expect(days.map(day)).toEqual([
    ["2026-06-10", 3, 2 * COST, 2 * CHARGED, 2 * CHARGED + 3 * CALL],
    ["2026-06-11", 2, COST, CHARGED, CHARGED + 5 * CALL],
  ]);
  expect(two).toMatchObject({
    events: 5,
    aiCostNanos: String(3 * COST),
    aiChargedNanos: String(3 * CHARGED),
    models: [{ events: 3, tokens: 4_500, aiCostNanos: String(3 * COST) }],
  });
  const three = await report("/reports/overview?days=3");
  expect(day(three.days[0])).toEqual(["2026-06-09", 2, 2 * COST, 2 * CHARGED, 2 * CHARGED]);
  expect(three.events).toBe(7);
});

test("what recurs is each price brought to a month, and what was invoiced stands on the day of its issue, without void ones", async () => {
  await must("POST", "/plans", { name: "Intervals", code: "intervals" });
  for (const [billingInterval, price] of [
    ["weekly", 700],
    ["quarterly", 3_000],
    ["yearly", 12_000],
  ] as const) {
    await must("POST", "/plans/intervals/prices", { billingInterval, price });
    await subscribe(instance, "intervals", { billingInterval });
  }
  const debtor = await subscribe(instance, "free");
  await must("POST", `/customers/${debtor.customerId}/payment-methods`, { testCard: "declined" });
  const owed = { customerId: debtor.customerId, amount: 4_200, description: "Open" };
  await must("POST", "/invoices", owed);
  const mistake = await must("POST", "/invoices", { ...owed, amount: 99_900 });
  await must("PATCH", `/invoices/${mistake.id}/status`, { status: "void" });

  const overview = await report("/reports/overview?days=2");
  // Two of $10.00 a month; $7.00 × 52 / 12; $30.00 / 3; $120.00 / 12: the part of a nano is left off.
  expect(overview.monthlyRecurringNanos).toBe(String(20_000_000_000n + 30_333_333_333n + 20_000_000_000n));
  expect(overview.activeSubscriptions).toBe(6);
  expect(overview.days.map(({ invoicedNanos }: { invoicedNanos: string }) => invoicedNanos)).toEqual([
    String(2 * 10 * 1e9),
    String((7 + 30 + 120 + 42) * 1e9),
  ]);
  expect(overview.invoicedNanos).toBe(String((20 + 157 + 42) * 1e9));
  expect(overview.paidNanos).toBe(String((20 + 157) * 1e9));
});

test("what could not be billed counts with what it would have cost, until it is replayed", async () => {
  const before = (await report("/reports/overview")).unbilled;
  // 4 million tokens at $3 a million and 20 %: more than the $10.00 that there are.
  const tooMuch = { ...WORKED_EXAMPLE, inputTokens: 4_000_000, outputTokens: 0 };
  for (const more of [tooMuch, { model: "acme/unknown", inputTokens: 1 }])
    await send(instance, instance.key, "POST", "/usage/events", {
      customerId: ada.customerId,
      feature: "ai_generation",
      ...more,
    });
  const { unbilled } = await report("/reports/overview");
  expect(unbilled.count - before.count).toBe(2);
  expect(Number(unbilled.nanos) - Number(before.nanos)).toBe(14_400_000_000);
});

test("AI totals are of whole hours, by model, feature and customer, and of one customer where one is named", async () => {
  const query = "from=2026-06-10T23:30:00Z&to=2026-06-11T00:30:00Z";
  const byModel = await report(`/reports/ai-totals?${query}`);
  expect(byModel).toMatchObject({
    from: "2026-06-10T23:00:00.000Z",
    to: "2026-06-11T01:00:00.000Z",
    events: 2,
    inputTokens: 2_000,
    outputTokens: 1_000,
    aiCostNanos: String(2 * COST),
    aiChargedNanos: String(2 * CHARGED),
  });
  expect(byModel.groups).toHaveLength(1);
  const all = await report("/reports/ai-totals?groupBy=customer");
  expect(all.groups.map((group: { events: number }) => group.events)).toEqual([3, 2]);
  expect(all.events).toBe(5);
  const adas = await report(`/reports/ai-totals?groupBy=feature&customerId=${ada.customerId}`);
  expect(adas.groups).toMatchObject([{ label: "ai_generation", events: 3, aiCostNanos: String(3 * COST) }]);
  const unknown = await owner.api("GET", "/api/operator/reports/ai-totals?customerId=nobody");
  expect([unknown.status, unknown.body.error.code]).toEqual([404, "customer_not_found"]);
});

test("the list of AI usage has no other usage, newest first, and its pages are all of it", async () => {
  const seen: { timestamp: string; model: string }[] = [];
  let cursor: string | null = "";
  do {
    const page: { data: typeof seen; nextCursor: string | null } = await report(
      `/reports/ai-events?limit=2${cursor && `&cursor=${cursor}`}`,
    );
    expect(page.data.length).toBeLessThanOrEqual(2);
    seen.push(...page.data);
    cursor = page.nextCursor;
  } while (cursor);
  expect(seen).toHaveLength(5);
  expect(new Set(seen.map(({ model }) => model))).toEqual(new Set([MODEL]));
  const late = await report("/reports/ai-events?from=2026-06-11T00:00:00Z");
  expect(late.data.map(({ timestamp }: { timestamp: string }) => timestamp)).toEqual([
    "2026-06-11T00:00:00.000Z",
  ]);
});

test("a model is asked for by any of its names, and the list of its usage adds up to its sums", async () => {
  await must("POST", "/model-aliases", { alias: "my-writer", model: CATALOG_MODEL });
  await ai(ada, "2026-06-11T07:00:00Z", { model: "my-writer" });
  await ai(ada, "2026-06-11T07:00:01Z", { model: "openai/gpt-4o-mini" });
  for (const model of [CATALOG_MODEL, MODEL, "my-writer", "claude-sonnet-4-20250514"]) {
    const query = `model=${encodeURIComponent(model)}`;
    const totals = await report(`/reports/ai-totals?${query}`);
    const { data } = await report(`/reports/ai-events?${query}`);
    expect([totals.events, data.length], model).toEqual([6, 6]);
    const listed = data.reduce((sum: number, { cost }: { cost: { total: number } }) => sum + cost.total, 0);
    expect(totals.aiChargedNanos).toBe(String(listed * 100_000));
    expect(totals.groups.map(({ key }: { key: string }) => key)).toEqual([CATALOG_MODEL]);
  }
  expect((await report("/reports/ai-totals?model=acme/unknown")).events).toBe(0);
  expect((await report("/reports/ai-events?model=acme/unknown")).data).toEqual([]);
});

test("the list of AI usage is of the last 30 days, as its sums are, where no other time is asked for", async () => {
  const count = async (query: string) => [
    (await report(`/reports/ai-totals?${query}`)).events,
    (await report(`/reports/ai-events?${query}`)).data.length,
  ];
  expect(await count("to=2026-07-10T08:30:00Z")).toEqual([4, 4]);
  expect(await count("to=2026-07-11T00:30:00Z")).toEqual([3, 3]);
  expect(await count("from=2026-06-01T00:00:00Z")).toEqual([7, 7]);
});

test("groups beyond those that are shown are summed up in one, and all rows add up to the whole", async () => {
  const many = await subscribe(instance, "balance");
  const price = { inputPrice: 10_000, outputPrice: 0 };
  for (let n = 0; n < 53; n++) await must("POST", "/models", { provider: "lab", modelId: `m${n}`, price });
  const events = Array.from({ length: 53 }, (_, n) => ({
    customerId: many.customerId,
    feature: "ai_generation",
    model: `lab/m${n}`,
    inputTokens: 1 + n,
  }));
  expect(await must("POST", "/usage/events/batch", { events })).toMatchObject({ recorded: 53 });
  const { groups, others, ...all } = await report(`/reports/ai-totals?customerId=${many.customerId}`);
  expect([groups.length, others.count, others.events]).toEqual([50, 3, 3]);
  const tokens = [...groups, others].map(({ inputTokens }: { inputTokens: number }) => inputTokens);
  expect(tokens.reduce((sum, count) => sum + count)).toBe(all.inputTokens);
  expect(all).toMatchObject({ events: 53, inputTokens: (53 * 54) / 2 });
  expect((await report("/reports/ai-totals?groupBy=customer")).others).toBeNull();
});

test("nothing of one environment is in the reports of the other", async () => {
  const sandbox = await report("/reports/overview?days=2");
  const key = await createLiveKey(instance);
  await must("POST", "/features", { name: "API calls", code: "api_calls", type: "metered" }, key);
  await must("POST", "/plans", { name: "Free", code: "free", isFree: true }, key);
  await must("POST", "/plans/free/features", { featureId: "api_calls", includedAmount: 100 }, key);
  await must("POST", "/customers", { id: "lively" }, key);
  await must("POST", "/subscriptions", { customerId: "lively", planCode: "free" }, key);
  await must("POST", "/usage/events", { customerId: "lively", feature: "api_calls", value: 4 }, key);
  await must("POST", "/invoices", { customerId: "lively", amount: 555, description: "One-off" }, key);
  const live = await report("/reports/overview?days=2", owner.in("live"));
  expect(live).toMatchObject({
    livemode: true,
    customers: 1,
    activeSubscriptions: 1,
    events: 1,
    aiCostNanos: "0",
    invoicedNanos: "5550000000",
    paidNanos: "0",
    unbilled: { count: 0, nanos: "0" },
    models: [],
  });
  expect(await report("/reports/overview?days=2")).toEqual(sandbox);
  expect((await report("/reports/ai-totals", owner.in("live"))).events).toBe(0);
  expect((await report("/reports/ai-events", owner.in("live"))).data).toEqual([]);
});
