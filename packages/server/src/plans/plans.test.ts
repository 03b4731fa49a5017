import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { send, startTestInstance, type TestAnswer, type TestInstance } from "../../test/instance.js";
import { newId } from "../platform/index.js";
import { keyRow } from "../tenancy/found-instance.js";
import { insertKey, listEnvironments } from "../tenancy/store.js";

const LIVE_KEY = "ck_live_0123456789abcdefghijklmnopqrstuv";

let instance: TestInstance;
beforeAll(async () => {
  instance = await startTestInstance();
  const environments = await listEnvironments(instance.database.db);
  const { id } = environments.find(({ kind }) => kind === "live")!;
  await insertKey(
    instance.database.db,
    keyRow(id, LIVE_KEY, "Live", "full", instance.clock.real(), undefined),
  );
});
afterAll(() => instance.close());

let made = 0;
/** A new plan's code. */
async function plan(body: object = {}): Promise<string> {
  const code = `plan_no_${++made}`;
  const answer = await instance.call("POST", "/plans", { code, name: code, ...body });
  expect(answer.status).toBe(201);
  return code;
}
const addPrice = (code: string, body: object): Promise<TestAnswer> =>
  instance.call("POST", `/plans/${code}/prices`, { billingInterval: "monthly", ...body });
const planOf = async (code: string) => (await instance.call("GET", `/plans/${code}`)).body;

function expectInvalid({ status, body }: TestAnswer, param: string): void {
  expect(body.error).toMatchObject({ code: "validation_error", param });
  expect(status).toBe(422);
}

describe("plans", () => {
  test("a plan comes back as it was sent, with what was left out at its default", async () => {
    const sent = {
      code: "pro",
      name: "Pro",
      description: "For teams",
      consumptionModel: "balance",
      isPublic: false,
      blockOnExhaustion: false,
      topupsSurviveReset: true,
      metadata: { tier: 2 },
    };
    const { status, body } = await instance.call("POST", "/plans", sent);
    expect(status).toBe(201);
    expect(body).toMatchObject({ object: "plan", livemode: false, ...sent, prices: [], features: [] });
    for (const name of ["pro", body.id]) expect(await planOf(name)).toEqual(body);
    const plain = (await instance.call("POST", "/plans", { code: "plain", name: "Plain" })).body;
    expect(plain).toMatchObject({
      consumptionModel: "metered",
      isPublic: true,
      isFree: false,
      isDefault: false,
      blockOnExhaustion: true,
      topupsSurviveReset: false,
      metadata: null,
    });
  });

  test("a code can be taken once, also by two at once, and is free again after deletion", async () => {
    const take = () => instance.call("POST", "/plans", { code: "contested", name: "C" });
    const answers = await Promise.all([take(), take(), take()]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.error).toMatchObject({ code: "code_taken", param: "code" });
    const { id } = await planOf("contested");
    const deleted = await instance.call("DELETE", "/plans/contested");
    expect(deleted.body).toEqual({ object: "plan", id, deleted: true, livemode: false, migrateTo: null });
    for (const name of ["contested", id]) {
      const gone = await instance.call("GET", `/plans/${name}`);
      expect(gone.status).toBe(404);
      expect(gone.body.error).toMatchObject({ code: "plan_not_found", param: "id" });
    }
    expect((await take()).status).toBe(201);
  });

  test.each([
    ["code", { code: newId("plan") }],
    ["code", { code: "__PROTO__" }],
    ["name", { name: "a\u0000" }],
    ["description", { description: "\udfff" }],
    ["metadata.k", { metadata: { k: "\ud800" } }],
    ["consumptionModel", { consumptionModel: "prepaid" }],
    ["planGroupId", { planGroupId: "x" }],
  ])("422 names %s for %j", async (param, body) => {
    expectInvalid(await instance.call("POST", "/plans", { code: "x", name: "x", ...body }), param);
  });

  test("a key __proto__ in metadata is refused, not left out", async () => {
    const body = '{"code":"x","name":"x","metadata":{"__proto__":1}}';
    expectInvalid(await instance.call("POST", "/plans", body), "metadata.__proto__");
    const code = await plan();
    expectInvalid(
      await instance.call("PATCH", `/plans/${code}`, '{"metadata":{"__proto__":{}}}'),
      "metadata.__proto__",
    );
  });

  test.each([
    ["credits", "blockOnExhaustion", false],
    ["metered", "blockOnExhaustion", false],
    ["credits", "topupsSurviveReset", true],
    ["metered", "topupsSurviveReset", true],
  ])("a %s plan refuses %s: %s, which would mean nothing there", async (consumptionModel, field, value) => {
    const body = { code: "x", name: "x", consumptionModel, [field]: value };
    expectInvalid(await instance.call("POST", "/plans", body), field);
    const code = await plan({ consumptionModel });
    expectInvalid(await instance.call("PATCH", `/plans/${code}`, { [field]: value }), field);
  });

  test("fields that are left out of a change stay; code, model and isFree cannot be changed", async () => {
    const code = await plan({ description: "d", metadata: { a: 1 } });
    const before = await planOf(code);
    const { body } = await instance.call("PATCH", `/plans/${code}`, { name: "Renamed" });
    expect(body).toEqual({ ...before, name: "Renamed", updatedAt: body.updatedAt });
    for (const [field, value] of [
      ["code", "other"],
      ["consumptionModel", "balance"],
      ["isFree", true],
    ] as const) {
      expectInvalid(await instance.call("PATCH", `/plans/${code}`, { [field]: value }), field);
    }
  });

  test("there is one default plan: a new one takes over, also when several come at once", async () => {
    const first = await plan({ isDefault: true });
    const second = await plan({ isDefault: true });
    expect([(await planOf(first)).isDefault, (await planOf(second)).isDefault]).toEqual([false, true]);
    await instance.call("PATCH", `/plans/${first}`, { isDefault: true });
    expect([(await planOf(first)).isDefault, (await planOf(second)).isDefault]).toEqual([true, false]);
    const codes = await Promise.all([1, 2, 3, 4].map(() => plan({ isDefault: true })));
    const defaults = (await Promise.all(codes.map(planOf))).filter(({ isDefault }) => isDefault);
    expect(defaults).toHaveLength(1);
    expect((await planOf(first)).isDefault).toBe(false);
    await instance.call("DELETE", `/plans/${defaults[0].code}`);
    const { rows } = await instance.database.pool.query("SELECT code FROM plans WHERE is_default");
    expect(rows).toEqual([]);
  });

  test("a taken code leaves the default plan as it was", async () => {
    const code = await plan({ isDefault: true });
    const answer = await instance.call("POST", "/plans", { code, name: "x", isDefault: true });
    expect(answer.status).toBe(409);
    expect((await planOf(code)).isDefault).toBe(true);
  });

  test("a private plan is listed only where private ones are asked for", async () => {
    const code = await plan();
    const listed = async (query: string) =>
      (await instance.call("GET", `/plans?limit=100${query}`)).body.data.map(
        (row: { code: string }) => row.code,
      );
    expect(await listed("")).toContain(code);
    const hidden = await instance.call("PUT", `/plans/${code}/visibility`, { isPublic: false });
    expect(hidden.body.isPublic).toBe(false);
    expect(await listed("")).not.toContain(code);
    expect(await listed("&includePrivate=true")).toContain(code);
    expect((await planOf(code)).code).toBe(code);
    expectInvalid(await instance.call("GET", "/plans?includePrivate=perhaps"), "includePrivate");
  });

  test("pages hold every plan once, newest first, with its own prices, while plans are added", async () => {
    const code = await plan();
    await addPrice(code, { price: 100 });
    const before = (await instance.call("GET", "/plans?limit=100")).body.data;
    const seen: unknown[] = [];
    let cursor: string | null = null;
    do {
      const page: TestAnswer = await instance.call(
        "GET",
        `/plans?limit=3${cursor ? `&cursor=${cursor}` : ""}`,
      );
      seen.push(...page.body.data);
      cursor = page.body.nextCursor;
      await plan();
    } while (cursor);
    expect(seen).toEqual(before);
    expect(before[0].prices).toHaveLength(1);
  });
});

describe("prices", () => {
  test("amounts come back as they were sent, and are held in nanos", async () => {
    const code = await plan({ consumptionModel: "balance" });
    const { status, body } = await addPrice(code, {
      price: 2900,
      trialDays: 14,
      includedBalance: 100000.12345,
      metadata: { campaign: "may" },
    });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      object: "plan_price",
      billingInterval: "monthly",
      price: 2900,
      currency: "USD",
      trialDays: 14,
      includedBalance: 100000.12345,
      includedCredits: null,
      metadata: { campaign: "may" },
    });
    const { rows } = await instance.database.pool.query(
      "SELECT amount_nanos, included_balance_nanos FROM plan_prices JOIN plans ON plans.id = plan_id WHERE code = $1",
      [code],
    );
    expect(rows).toEqual([{ amount_nanos: 29_000_000_000n, included_balance_nanos: 10_000_012_345n }]);
    expect((await planOf(code)).prices).toEqual([body]);
  });

  test("credits are held to nine decimals", async () => {
    const code = await plan({ consumptionModel: "credits" });
    expect((await addPrice(code, { price: 100, includedCredits: 0.000000001 })).body.includedCredits).toBe(
      1e-9,
    );
    const changed = await instance.call(
      "PATCH",
      `/plans/${code}/prices/${(await planOf(code)).prices[0].id}`,
      {
        includedCredits: null,
      },
    );
    expect(changed.body).toMatchObject({ includedCredits: null, price: 100 });
  });

  test.each([
    ["price", { price: 29.5 }],
    ["price", { price: -1 }],
    ["price", { price: 922_337_203_686 }],
    ["includedBalance", { includedBalance: 0.000001 }],
    ["includedBalance", { includedBalance: 92_233_720_368_547_760 }],
    ["trialDays", { trialDays: 1.5 }],
    ["billingInterval", { billingInterval: "daily" }],
    ["currency", { currency: "EUR" }],
    ["includedCredits", { includedCredits: 10 }],
  ])("422 names %s for %j on a balance plan, on creation and on change", async (param, body) => {
    const code = await plan({ consumptionModel: "balance" });
    expectInvalid(await addPrice(code, { price: 1, ...body }), param);
    const { id } = (await addPrice(code, { price: 1 })).body;
    expectInvalid(await instance.call("PATCH", `/plans/${code}/prices/${id}`, body), param);
  });

  test("an amount is said, also one of 0", async () => {
    const code = await plan();
    expectInvalid(await addPrice(code, {}), "price");
    expect((await addPrice(code, { price: 0 })).status).toBe(201);
  });

  test.each([
    ["metered", "includedBalance"],
    ["metered", "includedCredits"],
    ["credits", "includedBalance"],
    ["balance", "includedCredits"],
  ])("a %s plan refuses %s, also 0, on creation and on change", async (consumptionModel, field) => {
    const code = await plan({ consumptionModel });
    expectInvalid(await addPrice(code, { price: 1, [field]: 0 }), field);
    const { id } = (await addPrice(code, { price: 1, [field]: null })).body;
    expectInvalid(await instance.call("PATCH", `/plans/${code}/prices/${id}`, { [field]: 5 }), field);
  });

  test("a free plan takes price 0 only and no trial, and may include a balance", async () => {
    const code = await plan({ isFree: true, consumptionModel: "balance" });
    expectInvalid(await addPrice(code, { price: 1 }), "price");
    expectInvalid(await addPrice(code, { price: 0, trialDays: 7 }), "trialDays");
    const { status, body } = await addPrice(code, { price: 0, includedBalance: 10000 });
    expect(status).toBe(201);
    const path = `/plans/${code}/prices/${body.id}`;
    expectInvalid(await instance.call("PATCH", path, { price: 1 }), "price");
    expect((await instance.call("PATCH", path, { includedBalance: 0 })).body.includedBalance).toBe(0);
  });

  test("a plan has one price per billing interval, also when two come at once", async () => {
    const code = await plan();
    const answers = await Promise.all([1, 2, 3].map((price) => addPrice(code, { price })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    const refused = answers.find(({ status }) => status === 409)!;
    expect(refused.body.error).toMatchObject({ code: "invalid_state", param: "billingInterval" });
    const [{ id }] = (await planOf(code)).prices;
    expect(refused.body.error.message).toContain(id);
    await instance.call("DELETE", `/plans/${code}/prices/${id}`);
    expect((await addPrice(code, { price: 5 })).status).toBe(201);
  });

  test("the first price is the default, and setting another moves it", async () => {
    const code = await plan();
    const monthly = (await addPrice(code, { price: 10 })).body;
    const yearly = (await addPrice(code, { price: 100, billingInterval: "yearly" })).body;
    expect([monthly.isDefault, yearly.isDefault]).toEqual([true, false]);
    const defaults = async () =>
      (await planOf(code)).prices.filter((price: { isDefault: boolean }) => price.isDefault);
    const set = await instance.call("PUT", `/plans/${code}/prices/${yearly.id}/default`);
    expect(set.body).toMatchObject({ id: yearly.id, isDefault: true });
    expect(await defaults()).toEqual([set.body]);
    await instance.call("PATCH", `/plans/${code}/prices/${monthly.id}`, { isDefault: true });
    expect((await defaults()).map(({ id }: { id: string }) => id)).toEqual([monthly.id]);
    const weekly = (await addPrice(code, { price: 1, billingInterval: "weekly", isDefault: true })).body;
    expect(await defaults()).toEqual([weekly]);
  });

  test("a plan is never left without a default price", async () => {
    const code = await plan();
    const monthly = (await addPrice(code, { price: 10 })).body;
    const yearly = (await addPrice(code, { price: 100, billingInterval: "yearly" })).body;
    const path = (id: string) => `/plans/${code}/prices/${id}`;
    const unset = await instance.call("PATCH", path(monthly.id), { isDefault: false });
    expect(unset.status).toBe(409);
    expect(unset.body.error).toMatchObject({ code: "invalid_state", param: "isDefault" });
    const refused = await instance.call("DELETE", path(monthly.id));
    expect(refused.status).toBe(409);
    expect(refused.body.error).toMatchObject({ code: "invalid_state", param: "priceId" });
    expect((await instance.call("DELETE", path(yearly.id))).status).toBe(200);
    const last = await instance.call("DELETE", path(monthly.id));
    expect(last.body).toEqual({ object: "plan_price", id: monthly.id, deleted: true, livemode: false });
    expect((await planOf(code)).prices).toEqual([]);
    expect((await addPrice(code, { price: 1 })).body.isDefault).toBe(true);
  });

  test("another plan's price is not found", async () => {
    const [a, b] = [await plan(), await plan()];
    const { id } = (await addPrice(a, { price: 1 })).body;
    for (const priceId of [id, newId("price"), "nonsense"]) {
      const answer = await instance.call("PATCH", `/plans/${b}/prices/${priceId}`, { price: 2 });
      expect(answer.status).toBe(404);
      expect(answer.body.error).toMatchObject({ code: "price_not_found", param: "priceId" });
    }
  });
});

describe("another environment", () => {
  test("has none of this one's plans, prices and features, and may use the same codes", async () => {
    const code = await plan();
    const { id: planId } = await planOf(code);
    const priceId = (await addPrice(code, { price: 1 })).body.id;
    const feature = (await instance.call("POST", "/features", { code: "own", name: "Own", type: "metered" }))
      .body;
    await instance.call("POST", `/plans/${code}/features`, { featureId: "own", includedAmount: 1 });
    const live = (method: string, path: string, body?: unknown) =>
      send(instance, LIVE_KEY, method, path, body);
    for (const [method, path, body] of [
      ["GET", `/plans/${planId}`],
      ["GET", `/plans/${code}`],
      ["PATCH", `/plans/${planId}`, { name: "x" }],
      ["DELETE", `/plans/${planId}`],
      ["PUT", `/plans/${planId}/visibility`, { isPublic: false }],
      ["POST", `/plans/${planId}/prices`, { billingInterval: "yearly", price: 1 }],
      ["PATCH", `/plans/${planId}/prices/${priceId}`, { price: 2 }],
      ["PUT", `/plans/${planId}/prices/${priceId}/default`],
      ["DELETE", `/plans/${planId}/prices/${priceId}`],
      ["PATCH", `/plans/${planId}/features/${feature.id}`, { enabled: false }],
      ["DELETE", `/plans/${planId}/features/${feature.id}`],
      ["GET", `/features/${feature.id}`],
      ["PATCH", "/features/own", { name: "x" }],
      ["DELETE", `/features/${feature.id}`],
    ] as const) {
      expect([method, path, (await live(method, path, body)).status]).toEqual([method, path, 404]);
    }
    expect((await live("GET", "/plans?includePrivate=true")).body.data).toEqual([]);
    expect((await live("GET", "/features")).body.data).toEqual([]);
    expect((await live("POST", "/plans", { code, name: "Live" })).body).toMatchObject({
      livemode: true,
      code,
    });
    const foreign = await live("POST", `/plans/${code}/features`, {
      featureId: feature.id,
      includedAmount: 1,
    });
    expect(foreign.status).toBe(404);
    expect(foreign.body.error).toMatchObject({ code: "feature_not_found", param: "featureId" });
  });

  test("keeps its default plan when this one moves its own", async () => {
    await send(instance, LIVE_KEY, "POST", "/plans", { code: "live_default", name: "x", isDefault: true });
    await plan({ isDefault: true });
    const read = await send(instance, LIVE_KEY, "GET", "/plans/live_default");
    expect(read.body.isDefault).toBe(true);
  });
});
