import { expect, test } from "vitest";
import { send } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { sharedInstance } from "../../test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  ledgerOf,
  type Subscribed,
  subscribe,
  track,
} from "../../test/scenario.js";

const instance = sharedInstance(createCatalog);

const newCustomer = async (id: string): Promise<string> => {
  await instance.call("POST", "/customers", { id });
  return id;
};

test("a paid plan is active at once in a sandbox, with its allowance and its period", async () => {
  instance.clock.set("2026-01-31T12:00:00Z");
  const customerId = await newCustomer("paid");
  const { status, body } = await instance.call("POST", "/subscriptions", { customerId, planCode: "balance" });
  instance.clock.reset();
  expect(status).toBe(201);
  expect(body).toMatchObject({
    status: "active",
    consumptionModel: "balance",
    balance: { remaining: 100_000, included: 100_000, currency: "USD" },
    currentPeriod: { start: "2026-01-31T12:00:00.000Z", end: "2026-02-28T12:00:00.000Z" },
    plan: { code: "balance", basePrice: 1000 },
  });
});

test("in live a paid plan awaits payment, gives nothing, and is activated once", async () => {
  const key = await createLiveKey(instance);
  const live = (method: string, path: string, body?: unknown) => send(instance, key, method, path, body);
  await live("POST", "/features", { name: "API calls", code: "api_calls", type: "metered" });
  await live("POST", "/plans", { name: "Pro", code: "pro", consumptionModel: "balance" });
  await live("POST", "/plans/pro/prices", { billingInterval: "monthly", price: 1000, includedBalance: 500 });
  await live("POST", "/plans/pro/features", { featureId: "api_calls", overage: { unitPrice: 1 } });
  await live("POST", "/customers", { id: "live_customer" });
  const created = await live("POST", "/subscriptions", { customerId: "live_customer", planCode: "pro" });
  expect(created.body).toMatchObject({
    status: "pending_payment",
    currentPeriod: null,
    balance: null,
    livemode: true,
  });
  const refused = await live("POST", "/usage/events", { customerId: "live_customer", feature: "api_calls" });
  expect(refused.body.error.code).toBe("no_active_subscription");

  const activated = await live("POST", `/subscriptions/${created.body.id}/activate`, {});
  expect(activated.body).toMatchObject({ status: "active", balance: { remaining: 500 } });
  const again = await live("POST", `/subscriptions/${created.body.id}/activate`, {});
  expect([again.status, again.body.error.code]).toEqual([409, "invalid_state"]);
  const now = await live("POST", "/customers", { id: "live_paid" }).then(() =>
    live("POST", "/subscriptions", { customerId: "live_paid", planCode: "pro", activate: true }),
  );
  expect(now.body.status).toBe("active");
});

test("two creations at once leave one subscription and one allowance", async () => {
  const customerId = await newCustomer("twice");
  const create = () => instance.call("POST", "/subscriptions", { customerId, planCode: "balance" });
  const answers = await Promise.all([create(), create(), create()]);
  expect(answers.map((answer) => answer.status).sort()).toEqual([201, 409, 409]);
  expect(answers.find((answer) => answer.status === 409)?.body.error.code).toBe(
    "already_has_active_subscription",
  );
  expect(await ledgerOf(instance, { customerId, subscriptionId: "" })).toHaveLength(1);
});

test("a trial has its own period, and the paid ones are counted from its end", async () => {
  instance.clock.set("2026-03-01T00:00:00Z");
  const customerId = await newCustomer("trial");
  const { body } = await instance.call("POST", "/subscriptions", {
    customerId,
    planCode: "balance",
    customTrialDays: 14,
  });
  instance.clock.reset();
  expect(body).toMatchObject({
    status: "trialing",
    trialEndsAt: "2026-03-15T00:00:00.000Z",
    currentPeriod: { end: "2026-03-15T00:00:00.000Z" },
  });
});

test("a cancellation at period end can be taken back, one that happened cannot", async () => {
  const on = await subscribe(instance, "balance");
  const post = (verb: string, body: object = {}) =>
    instance.call("POST", `/subscriptions/${on.subscriptionId}/${verb}`, body);
  expect((await post("cancel", { reason: "too dear" })).body).toMatchObject({
    status: "active",
    cancelAtPeriodEnd: true,
    cancelReason: "too dear",
  });
  expect((await post("uncancel")).body).toMatchObject({
    cancelAtPeriodEnd: false,
    endDate: null,
    canceledAt: null,
  });
  expect((await post("uncancel")).body.error.code).toBe("invalid_state");
  expect((await post("cancel", { immediate: true })).body.status).toBe("canceled");
  expect((await post("cancel")).body.error.code).toBe("subscription_not_open");
  expect((await post("uncancel")).body.error.code).toBe("subscription_not_open");
});

test("after a cancellation at period end the customer can be put on a plan again, and the rest has expired", async () => {
  const on = await subscribe(instance, "balance");
  const { body } = await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, {});
  const create = () =>
    instance.call("POST", "/subscriptions", { customerId: on.customerId, planCode: "balance" });
  expect((await create()).body.error.code).toBe("already_has_active_subscription");
  instance.clock.set(body.endDate);
  expect((await instance.call("GET", `/subscriptions/${on.subscriptionId}`)).body.status).toBe("canceled");
  expect(
    (await instance.call("POST", `/subscriptions/${on.subscriptionId}/uncancel`, {})).body.error.code,
  ).toBe("subscription_not_open");
  const again = await create();
  instance.clock.reset();
  expect(again.body).toMatchObject({ status: "active", balance: { remaining: 100_000 } });
  expect((await ledgerOf(instance, on)).map((entry) => entry.type)).toEqual([
    "allowance",
    "expiry",
    "allowance",
  ]);
});

test("an immediate cancellation writes what was left of the allowance off, as an expiry", async () => {
  const on = await subscribe(instance, "balance");
  await track(instance, { customerId: on.customerId, feature: "api_calls", value: 100 });
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
  const [expiry] = await ledgerOf(instance, on);
  expect(expiry).toMatchObject({ type: "expiry", amount: -99_000, balanceAfter: 0 });
});

test("a debt is invoiced at the end of its subscription, and does not follow the customer to the next", async () => {
  const on = await subscribe(instance, "open_balance");
  await track(instance, { customerId: on.customerId, feature: "api_calls", value: 10_010 });
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
  const { body } = await instance.call("GET", `/invoices?customerId=${on.customerId}`);
  expect(body.data[0]).toMatchObject({ reason: "cancellation", total: 1 });
  const again = await instance.call("POST", "/subscriptions", {
    customerId: on.customerId,
    planCode: "open_balance",
  });
  expect(again.body.balance.remaining).toBe(100_000);
});

test("credits are adjusted to the nano, to zero, and money to what its scale holds", async () => {
  const on = await subscribe(instance, "credits");
  const adjust = ({ subscriptionId }: Subscribed, amount: number) =>
    instance.call("POST", `/subscriptions/${subscriptionId}/balance/adjust`, { amount });
  await track(instance, { customerId: on.customerId, feature: "api_calls", value: 0.000000001 });
  const left = await balanceOf(instance, on);
  expect(left.remaining).toBe(9.999999998);
  expect((await adjust(on, -left.remaining)).body.balance.remaining).toBe(0);
  expect((await adjust(on, 0.0000000001)).body.error).toMatchObject({ param: "amount" });
  const money = await subscribe(instance, "balance");
  expect((await adjust(money, -0.000001)).body.error).toMatchObject({
    code: "validation_error",
    param: "amount",
  });
});

test("what is left in another unit is not lost silently: the change is refused", async () => {
  const on = await subscribe(instance, "credits");
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/adjust`, { amount: 5 });
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
  const { status, body } = await instance.call("POST", "/subscriptions", {
    customerId: on.customerId,
    planCode: "balance",
  });
  expect([status, body.error.code]).toEqual([409, "invalid_state"]);
});

test("a top-up applies at once and is in the ledger; a repeated request key adds once", async () => {
  const on = await subscribe(instance, "balance");
  const topup = () =>
    instance.call(
      "POST",
      `/subscriptions/${on.subscriptionId}/balance/topup`,
      { amount: 50_000 },
      { "idempotency-key": "topup-1" },
    );
  const first = await topup();
  const second = await topup();
  expect(first.body).toMatchObject({
    balance: { remaining: 150_000 },
    entry: { type: "topup", amount: 50_000, balanceAfter: 150_000 },
  });
  expect(second.body).toEqual(first.body);
  expect(second.headers.get("idempotent-replayed")).toBe("true");
  expect((await balanceOf(instance, on)).remaining).toBe(150_000);
});

test("a blocking balance cannot be adjusted below zero, another can", async () => {
  const blocking = await subscribe(instance, "balance");
  const refused = await instance.call("POST", `/subscriptions/${blocking.subscriptionId}/balance/adjust`, {
    amount: -100_001,
  });
  expect([refused.status, refused.body.error.param]).toEqual([422, "amount"]);
  const open = await subscribe(instance, "open_balance");
  const { body } = await instance.call("POST", `/subscriptions/${open.subscriptionId}/balance/adjust`, {
    amount: -100_001,
    reason: "correction",
  });
  expect(body).toMatchObject({
    balance: { remaining: -1 },
    entry: { type: "adjustment", description: "correction" },
  });
});

test("balances of the wrong kind are refused by name", async () => {
  const metered = await subscribe(instance, "metered");
  const credits = await subscribe(instance, "credits");
  const code = async (id: string, verb: string, body: object) =>
    (await instance.call("POST", `/subscriptions/${id}/balance/${verb}`, body)).body.error.code;
  expect(await code(metered.subscriptionId, "topup", { amount: 1 })).toBe("invalid_state");
  expect(await code(metered.subscriptionId, "adjust", { amount: 1 })).toBe("invalid_state");
  expect(await code(credits.subscriptionId, "topup", { amount: 1 })).toBe("invalid_state");
  expect(await code(credits.subscriptionId, "adjust", { amount: 1, type: "balance" })).toBe(
    "validation_error",
  );
  expect(
    (await instance.call("GET", `/subscriptions/${metered.subscriptionId}/balance`)).body.error.code,
  ).toBe("invalid_state");
});

test("the open subscription of a customer is found, and null where there is none", async () => {
  const on = await subscribe(instance, "balance");
  expect((await instance.call("GET", `/subscriptions/active?customerId=${on.customerId}`)).body.id).toBe(
    on.subscriptionId,
  );
  await newCustomer("none");
  expect((await instance.call("GET", "/subscriptions/active?customerId=none")).body).toBeNull();
  expect((await instance.call("GET", "/subscriptions/active?customerId=nobody")).body.error.code).toBe(
    "customer_not_found",
  );
});

test("bad input names its field", async () => {
  const customerId = await newCustomer("bad_input");
  const param = async (body: object) =>
    (await instance.call("POST", "/subscriptions", { customerId, ...body })).body.error.param;
  expect(await param({})).toBe("planId");
  expect(await param({ planId: "balance", planCode: "balance" })).toBe("planId");
  expect(await param({ planCode: "balance", billingInterval: "yearly" })).toBe("billingInterval");
  expect(await param({ planCode: "balance", customTrialDays: -1 })).toBe("customTrialDays");
  expect(await param({ planCode: "balance", somethingElse: 1 })).toBe("somethingElse");
  for (const field of ["planCode", "planId"]) {
    const { body } = await instance.call("POST", "/subscriptions", { customerId, [field]: "no_such_plan" });
    expect(body.error).toMatchObject({ code: "plan_not_found", param: field });
  }
});

test("what cannot be done is said, and not left out in silence", async () => {
  const customerId = await newCustomer("contradicts");
  const refused = async (body: object) => {
    const { status, body: answer } = await instance.call("POST", "/subscriptions", { customerId, ...body });
    return [status, answer.error?.code, answer.error?.param];
  };
  const invalid = (param: string) => [422, "validation_error", param];
  expect(await refused({ planCode: "free", customTrialDays: 14 })).toEqual(invalid("customTrialDays"));
  const both = { planCode: "balance", skipTrial: true, customTrialDays: 14 };
  expect(await refused(both)).toEqual(invalid("customTrialDays"));
  const { prices } = (await instance.call("GET", "/plans/balance")).body;
  const yearly = { planCode: "balance", priceId: prices[0].id, billingInterval: "yearly" };
  expect(await refused(yearly)).toEqual(invalid("billingInterval"));
  // What agrees is no contradiction.
  const agreed = { ...yearly, billingInterval: "monthly", skipTrial: true, customTrialDays: 0 };
  expect((await refused(agreed))[0]).toBe(201);
});

test("the list is narrowed by plan, by status, and by what a customer is called, and each page keeps the filter", async () => {
  await instance.must("POST", "/plans", { name: "Listed", code: "listed", isFree: true });
  for (const [id, fullName] of [
    ["list_1", "Lina Marsh"],
    ["list_2", "100% Marsh"],
    ["list_3", "Otto"],
  ])
    await instance.must("POST", "/customers", { id, fullName, email: `${id}@listed.example` });
  const on = async (customerId: string, planCode: string) =>
    (await instance.must("POST", "/subscriptions", { customerId, planCode })).id as string;
  const [lina, percent, otto] = [
    await on("list_1", "listed"),
    await on("list_2", "balance"),
    await on("list_3", "listed"),
  ];
  await instance.must("POST", `/subscriptions/${otto}/cancel`, { immediate: true });
  const ids = async (query: string): Promise<string[]> =>
    (await instance.must("GET", `/subscriptions?${query}`)).data.map(({ id }: { id: string }) => id);

  expect(await ids("planId=listed")).toEqual([otto, lina]);
  expect(await ids("planId=listed&status=active")).toEqual([lina]);
  expect(await ids("search=marsh")).toEqual([percent, lina]);
  expect(await ids("search=marsh&planId=listed")).toEqual([lina]);
  // Neither is a wildcard.
  expect(await ids("search=100%25")).toEqual([percent]);
  expect(await ids("search=list_1")).toEqual([lina]);
  expect(await ids("search=LISTED.example")).toEqual([otto, percent, lina]);
  expect(await ids("search=nobody")).toEqual([]);
  const first = await instance.must("GET", "/subscriptions?search=listed.example&limit=2");
  expect(first.data).toHaveLength(2);
  expect(await ids(`search=listed.example&limit=2&cursor=${first.nextCursor}`)).toEqual([lina]);
  const unknown = await instance.call("GET", "/subscriptions?planId=gone");
  expect([unknown.status, unknown.body.error.code, unknown.body.error.param]).toEqual([
    404,
    "plan_not_found",
    "planId",
  ]);
  // Of a plan that was deleted there still are some.
  const { id: planId } = await instance.must("GET", "/plans/listed");
  const { status } = await instance.call("DELETE", "/plans/listed");
  expect(status).toBe(200);
  expect(await ids(`planId=${planId}`)).toEqual([otto, lina]);
  expect(await ids("planId=listed")).toEqual([otto, lina]);
});

test("the list of one environment has none of the other's, whatever it is searched by", async () => {
  const key = await createLiveKey(instance);
  await send(instance, key, "POST", "/customers", { id: "elsewhere", fullName: "Elsewhere" });
  await send(instance, key, "POST", "/plans", { name: "Free", code: "free_there", isFree: true });
  const there = await send(instance, key, "POST", "/subscriptions", {
    customerId: "elsewhere",
    planCode: "free_there",
  });
  expect(there.status).toBe(201);
  const found = async (with_: string, query: string) =>
    (await send(instance, with_, "GET", `/subscriptions?${query}`)).body;
  expect((await found(key, "search=elsewhere")).data).toHaveLength(1);
  expect((await found(instance.key, "search=elsewhere")).data).toEqual([]);
  expect((await found(instance.key, `planId=${there.body.plan.id}`)).error.code).toBe("plan_not_found");
});
