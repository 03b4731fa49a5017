/** @commet/node 7.10.0, as published, against a whole server. */
import { Commet, CommetAPIError, CommetValidationError } from "commet-node-7";
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import { startReceiver } from "../../packages/server/test/receiver.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  MODEL,
  type Subscribed,
  subscribe,
  WORKED_EXAMPLE,
} from "../../packages/server/test/scenario.js";
import { dataOf, errorOf, redirectTo, type Sent } from "./redirected.js";

let commet: Commet;
let sent: Sent[];

const instance = sharedInstance(async () => {
  await createCatalog(instance);
  sent = redirectTo(instance);
  commet = new Commet({ apiKey: instance.key });
});
beforeEach(() => {
  sent.length = 0;
});
afterAll(() => {
  vi.unstubAllGlobals();
});

it("speaks the version whose answers wear an envelope, with a key on every write", async () => {
  await commet.features.list();
  await commet.customers.create({ email: "ada@example.com" });
  expect(sent.map(({ headers }) => headers.get("commet-version"))).toEqual(["2026-07-11", "2026-07-11"]);
  expect(sent.map(({ headers }) => headers.has("idempotency-key"))).toEqual([false, true]);
});

it("a link to the portal is made for a customer, by id or e-mail", async () => {
  await commet.customers.create({ email: "portal@example.com" });
  const access = await dataOf(commet.portal.getUrl({ email: "portal@example.com" }));
  expect(access.portalUrl).toMatch(/\/portal\/open#[\w-]{32}$/);
});

describe("webhooks", () => {
  it("are made, tested, changed, listed and deleted, and a test says whether it got through", async () => {
    const receiver = await startReceiver();
    // The test's own fetch leads to the instance; the server's calls do not go by it.
    const made = await dataOf(
      commet.webhooks.create({ url: receiver.url, events: ["subscription.created"], description: "Mine" }),
    );
    expect(made).toMatchObject({ object: "webhook", isActive: true, events: ["subscription.created"] });
    const { id, secretKey } = made;
    expect(secretKey).toMatch(/^whsec_/);
    expect(await dataOf(commet.webhooks.test({ id }))).toMatchObject({ success: true });
    expect(receiver.received).toHaveLength(1);
    await receiver.close();
    expect(await dataOf(commet.webhooks.test({ id }))).toMatchObject({ success: false });
    const changed = await dataOf(commet.webhooks.update({ id, isActive: false, description: null }));
    expect(changed).toMatchObject({ id, isActive: false, description: null, apiVersion: null });
    expect(await dataOf(commet.webhooks.get({ id }))).toEqual(changed);
    expect(await dataOf(commet.webhooks.list())).toEqual([changed]);
    expect(await dataOf(commet.webhooks.delete({ id }))).toMatchObject({ id, deleted: true });
  });
});

describe("customers", () => {
  it("are created once per own id, read, changed and listed", async () => {
    const created = await dataOf(
      commet.customers.create({ id: "ada", email: "ada@example.com", fullName: "Ada", timezone: "UTC" }),
    );
    expect(created).toMatchObject({ object: "customer", externalId: "ada", email: "ada@example.com" });
    const again = await dataOf(commet.customers.create({ id: "ada", email: "other@example.com" }));
    expect(again).toEqual(created);
    expect(await dataOf(commet.customers.get({ id: "ada" }))).toEqual(created);
    const updated = await dataOf(commet.customers.update({ id: created.id, fullName: "Ada L." }));
    expect(updated).toMatchObject({ id: created.id, fullName: "Ada L.", email: "ada@example.com" });
    expect(await dataOf(commet.customers.list({ externalId: "ada" }))).toEqual([updated]);
  });

  it("come in pages that a cursor continues", async () => {
    await commet.customers.createBatch({
      customers: [{ email: "one@example.com" }, { email: "two@example.com" }],
    });
    const first = await commet.customers.list({ limit: 1 });
    expect(first).toMatchObject({ success: true, hasMore: true, nextCursor: expect.any(String) });
    const second = await dataOf(commet.customers.list({ limit: 1, cursor: first.nextCursor! }));
    expect(second).toHaveLength(1);
    expect(second[0]!.id).not.toBe(first.data![0]!.id);
  });

  it("are created in a batch, whose failures say in words what is wrong and with what", async () => {
    const bad = { email: "nobody" };
    const { successful, failed } = await dataOf(
      commet.customers.createBatch({ customers: [{ id: "grace", email: "grace@example.com" }, bad] }),
    );
    expect(successful).toMatchObject([{ externalId: "grace", email: "grace@example.com" }]);
    expect(failed).toMatchObject([{ index: 1, error: expect.stringContaining("email"), data: bad }]);
  });
});

describe("features", () => {
  it("are created, read, listed, changed and deleted where the client looks for them", async () => {
    const created = await dataOf(
      commet.features.create({ name: "Minutes", code: "minutes", type: "usage", unitName: "minute" }),
    );
    expect(created).toMatchObject({ object: "feature", code: "minutes", type: "usage", unitName: "minute" });
    expect(await dataOf(commet.features.get({ code: "minutes" }))).toEqual(created);
    expect(await dataOf(commet.features.list())).toContainEqual(created);
    const updated = await dataOf(commet.features.update({ code: "minutes", name: "Call minutes" }));
    expect(updated).toMatchObject({ id: created.id, name: "Call minutes", type: "usage" });
    expect(await dataOf(commet.features.delete({ code: "minutes" }))).toMatchObject({
      id: created.id,
      deleted: true,
    });
    expect(await errorOf(commet.features.get({ code: "minutes" }))).toMatchObject({
      statusCode: 404,
      code: "feature_not_found",
    });
    expect(sent.map(({ method, path }) => `${method} ${path}`)).toContain(
      "PUT /api/v1/features/minutes/manage",
    );
  });

  it("keep the type the client gave them", async () => {
    for (const type of ["boolean", "usage", "seats"] as const) {
      const created = await dataOf(commet.features.create({ name: type, code: `type_${type}`, type }));
      expect(created.type).toBe(type);
    }
  });

  it("are listed all at once, as the client has no cursor for them", async () => {
    const codes = Array.from({ length: 101 }, (_, i) => `many_${i}`);
    await Promise.all(codes.map((code) => commet.features.create({ name: code, code, type: "boolean" })));
    const { data, hasMore } = await commet.features.list();
    expect(hasMore).toBe(false);
    expect(data!.map(({ code }) => code)).toEqual(expect.arrayContaining(codes));
    expect(new Set(data!.map(({ id }) => id)).size).toBe(data!.length);
  });
});

describe("plans", () => {
  it("are built, read, changed and taken down with the client alone", async () => {
    const plan = await dataOf(
      commet.plans.create({
        name: "Pro",
        code: "pro",
        consumptionModel: "balance",
        blockOnExhaustion: true,
        metadata: { tier: "a" },
      }),
    );
    expect(plan).toMatchObject({ object: "plan", code: "pro", consumptionModel: "balance", isPublic: true });
    const { id } = plan;

    const monthly = await dataOf(
      commet.plans.addPrice({
        id,
        billingInterval: "monthly",
        price: 2900,
        includedBalance: 100_000,
        introOffer: { enabled: false },
      }),
    );
    expect(monthly).toMatchObject({ planId: id, price: 2900, includedBalance: 100_000, introOffer: null });
    const yearly = await dataOf(commet.plans.addPrice({ id, billingInterval: "yearly", price: 29_000 }));
    expect(
      await dataOf(commet.plans.updatePrice({ id, priceId: yearly.id, price: 28_000, trialDays: 7 })),
    ).toMatchObject({ id: yearly.id, price: 28_000, trialDays: 7 });
    expect(await dataOf(commet.plans.setDefaultPrice({ id, priceId: yearly.id }))).toMatchObject({
      id: yearly.id,
      isDefault: true,
    });
    await commet.plans.setDefaultPrice({ id, priceId: monthly.id });
    expect(await dataOf(commet.plans.deletePrice({ id, priceId: yearly.id }))).toMatchObject({
      id: yearly.id,
      deleted: true,
    });

    expect(
      await dataOf(
        commet.plans.addFeature({
          id,
          featureId: "ai_generation",
          pricingMode: "ai_model",
          margin: 2000,
          overage: { enabled: false, unitPrice: 0 },
        }),
      ),
    ).toMatchObject({ planId: id, pricingMode: "ai_model", margin: 2000, enabled: true });
    const calls = await dataOf(
      commet.plans.addFeature({ id, featureId: "api_calls", overage: { enabled: true, unitPrice: 10 } }),
    );
    expect(calls).toMatchObject({ pricingMode: "fixed", overage: { enabled: true, unitPrice: 10 } });
    expect(
      await dataOf(
        commet.plans.updateFeature({ id, featureId: calls.featureId, overage: { unitPrice: 20 } }),
      ),
    ).toMatchObject({ overage: { enabled: true, unitPrice: 20 } });
    await commet.plans.addFeature({ id, featureId: "export" });
    expect(await dataOf(commet.plans.removeFeature({ id, featureId: "export" }))).toMatchObject({
      id: expect.stringMatching(/^feat_/),
      removed: true,
    });

    const got = await dataOf(commet.plans.get({ id: "pro" }));
    expect(got.prices).toMatchObject([{ billingInterval: "monthly", isDefault: true, introOffer: null }]);
    expect(got.features).toHaveLength(2);
    expect(got.features).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ code: "ai_generation", type: "usage" }),
        expect.objectContaining({
          code: "api_calls",
          type: "usage",
          overage: { enabled: true, model: "per_unit", unitPrice: 20 },
        }),
      ]),
    );

    expect(await dataOf(commet.plans.update({ id, name: "Professional" }))).toMatchObject({
      name: "Professional",
    });
    expect(await dataOf(commet.plans.setVisibility({ id, isPublic: false }))).toMatchObject({
      id,
      isPublic: false,
    });
    const codes = async (includePrivate: "true" | "false") =>
      (await dataOf(commet.plans.list({ includePrivate }))).map(({ code }) => code);
    expect(await codes("true")).toContain("pro");
    expect(await codes("false")).not.toContain("pro");
    expect(await dataOf(commet.plans.delete({ id }))).toMatchObject({ id, deleted: true });
    expect(await errorOf(commet.plans.get({ id }))).toMatchObject({ code: "plan_not_found" });
  });

  it("refuse by name what would change a price and is not there", async () => {
    const offer = { enabled: true, discountType: "percentage", discountValue: 1000 } as const;
    const error = await errorOf(
      commet.plans.addPrice({ id: "metered", billingInterval: "yearly", price: 100, introOffer: offer }),
    );
    expect(error).toBeInstanceOf(CommetValidationError);
    expect((error as CommetValidationError).validationErrors).toHaveProperty("introOffer");
  });
});

describe("subscriptions", () => {
  it("are created, read, listed, canceled and taken back", async () => {
    await commet.customers.create({ id: "subscriber", email: "s@example.com" });
    expect(await dataOf(commet.subscriptions.getActive({ customerId: "subscriber" }))).toBeNull();
    const created = await dataOf(
      commet.subscriptions.create({
        customerId: "subscriber",
        planCode: "metered",
        billingInterval: "monthly",
        initialSeats: {},
        successUrl: "https://example.com/done",
      }),
    );
    expect(created).toMatchObject({ object: "subscription", status: "active", cancellation: null });
    expect(created.nextBillingDate).toBe(created.currentPeriod!.end);
    const { id } = created;

    await commet.usage.track({ feature: "api_calls", customerId: "subscriber", value: 12 });
    const active = await dataOf(commet.subscriptions.getActive({ customerId: "subscriber" }));
    expect(active).toMatchObject({ id, plan: { name: "Metered", basePrice: 1000 }, checkoutUrl: null });
    expect(active!.features).toEqual([
      {
        code: "api_calls",
        name: "API calls",
        type: "usage",
        enabled: true,
        usage: { current: 12, included: 10, overage: 2, overageQuantity: 2, overageUnitPrice: 200 },
      },
    ]);
    expect(await dataOf(commet.subscriptions.get({ id }))).toMatchObject({ id, status: "active" });
    const listed = await dataOf(commet.subscriptions.list({ customerId: "subscriber", status: "active" }));
    expect(listed.map((one) => one.id)).toEqual([id]);

    const canceled = await dataOf(commet.subscriptions.cancel({ id, reason: "too dear" }));
    expect(canceled).toMatchObject({ status: "active", cancelReason: "too dear" });
    expect(canceled.scheduledCancellationDate).toBe(created.currentPeriod!.end);
    expect(await dataOf(commet.subscriptions.get({ id }))).toMatchObject({
      cancellation: { reason: "too dear", effectiveAt: created.currentPeriod!.end },
      nextBillingDate: null,
    });
    expect(await dataOf(commet.subscriptions.uncancel({ id }))).toMatchObject({ id, status: "active" });
    expect(await dataOf(commet.subscriptions.cancel({ id, immediate: true }))).toMatchObject({
      status: "canceled",
      scheduledCancellationDate: expect.any(String),
    });
  });

  it("refuse by name a term that would change what is paid", async () => {
    await commet.customers.create({ id: "promoted", email: "p@example.com" });
    const error = await errorOf(
      commet.subscriptions.create({ customerId: "promoted", planCode: "metered", promoCode: "HALF" }),
    );
    expect((error as CommetValidationError).validationErrors).toHaveProperty("promoCode");
  });

  it("take top-ups and adjustments at once", async () => {
    const { subscriptionId: id, ...rest } = await subscribe(instance, "balance");
    expect(await dataOf(commet.subscriptions.topupBalance({ id, amount: 50_000 }))).toMatchObject({
      object: "subscription",
      amount: 50_000,
    });
    expect(
      await dataOf(
        commet.subscriptions.adjustBalance({ id, amount: -20_000, reason: "refund", type: "balance" }),
      ),
    ).toMatchObject({ amount: -20_000, newBalance: 130_000, reason: "refund" });
    expect(await balanceOf(instance, { subscriptionId: id, ...rest })).toMatchObject({ remaining: 130_000 });
  });
});

describe("usage", () => {
  let customer: Subscribed;
  beforeAll(async () => {
    customer = await subscribe(instance, "balance");
  });

  it("is charged per unit, with its properties and its time", async () => {
    const event = await dataOf(
      commet.usage.track({
        feature: "api_calls",
        customerId: customer.customerId,
        value: 3,
        properties: { route: "/search" },
        idempotencyKey: "units-1",
      }),
    );
    expect(event).toMatchObject({
      object: "usage_event",
      feature: "api_calls",
      idempotencyKey: "units-1",
      ts: expect.any(String),
      properties: [{ property: "route", value: "/search", usageEventId: event.id }],
      cost: { total: 30 },
    });
  });

  it("charges cached tokens once, although the client counts them as input too", async () => {
    const before = await balanceOf(instance, customer);
    const event = await dataOf(
      commet.usage.track({
        feature: "ai_generation",
        customerId: customer.customerId,
        model: MODEL,
        inputTokens: 1000,
        outputTokens: 500,
        cacheReadTokens: 600,
        cacheWriteTokens: 100,
      }),
    );
    // 300 fresh at 30000, 500 out at 150000, 600 read at 3000, 100 written at 37500: 9 + 75 + 2 + 4, and 20 %.
    expect(event).toMatchObject({
      inputTokens: 1000,
      cost: { inputCost: 9, outputCost: 75, cacheReadCost: 2, cacheWriteCost: 4, subtotal: 90, total: 108 },
    });
    expect((await balanceOf(instance, customer)).remaining).toBe(before.remaining - 108);
    expect((await eventsOf(instance, customer))[0]).toMatchObject({ inputTokens: 300, cacheReadTokens: 600 });
  });

  it("is refused at inputTokens where they are less than the cached ones", async () => {
    const error = await errorOf(
      commet.usage.track({
        feature: "ai_generation",
        customerId: customer.customerId,
        model: MODEL,
        inputTokens: 100,
        outputTokens: 1,
        cacheReadTokens: 80,
        cacheWriteTokens: 40,
      }),
    );
    expect(error).toBeInstanceOf(CommetValidationError);
    expect((error as CommetValidationError).validationErrors).toEqual({
      inputTokens: ["100 is less than the cached tokens it must include: 80 read and 40 written"],
    });
  });

  it("is charged once per idempotency key", async () => {
    const track = (inputTokens = 1000) =>
      commet.usage.track({
        feature: "ai_generation",
        customerId: customer.customerId,
        ...WORKED_EXAMPLE,
        inputTokens,
        cacheReadTokens: 10,
        idempotencyKey: "once",
      });
    const first = await dataOf(track());
    const after = await balanceOf(instance, customer);
    const error = await errorOf(track());
    expect(error).toBeInstanceOf(CommetAPIError);
    expect(error).toMatchObject({
      statusCode: 409,
      code: "duplicate",
      type: "conflict",
      param: "idempotencyKey",
      docUrl: expect.stringContaining("duplicate"),
      details: { event: { id: first.id, inputTokens: 1000, ts: first.ts } },
    });
    expect(await errorOf(track(1001))).toMatchObject({ code: "idempotency_key_mismatch" });
    expect((await balanceOf(instance, customer)).remaining).toBe(after.remaining);
  });

  it("is checked without being charged", async () => {
    const { remaining } = await balanceOf(instance, customer);
    const check = { customerId: customer.customerId, featureCode: "api_calls", quantity: 5 };
    expect(await dataOf(commet.usage.check(check))).toMatchObject({
      allowed: true,
      consumptionModel: "balance",
      feature: "api_calls",
      quantity: 5,
      unitPrice: 10,
      estimatedAmount: 50,
      currentBalance: remaining,
      currency: "USD",
      blockOnExhaustion: true,
    });
    expect(await dataOf(commet.usage.check({ ...check, quantity: 100_000 }))).toMatchObject({
      allowed: false,
      reason: "insufficient_balance",
      message: expect.any(String),
    });
    expect((await balanceOf(instance, customer)).remaining).toBe(remaining);
  });

  it("is set to a total, and the change says from what", async () => {
    const { customerId } = await subscribe(instance, "metered");
    await commet.usage.track({ feature: "api_calls", customerId, value: 4 });
    const set = await dataOf(
      commet.usage.set({
        customerId,
        feature: "api_calls",
        value: 7,
        reason: "recount",
        idempotencyKey: "set-1",
      }),
    );
    expect(set).toMatchObject({
      object: "usage_event",
      value: 7,
      previousValue: 4,
      adjustment: 3,
      reason: "recount",
      idempotencyKey: "set-1",
      ts: expect.any(String),
    });
    const check = await dataOf(commet.usage.check({ customerId, featureCode: "api_calls", quantity: 1 }));
    expect(check).toMatchObject({ consumptionModel: "metered", current: 7, included: 10, remaining: 3 });
  });

  it.each([
    ["402", "insufficient_balance", { feature: "api_calls", value: 100_000 }],
    ["403", "feature_not_in_plan", { feature: "unplanned" }],
    ["404", "customer_not_found", { feature: "api_calls", customerId: "nobody" }],
    ["404", "feature_not_found", { feature: "nothing" }],
    [
      "404",
      "model_not_found",
      { feature: "ai_generation", model: "acme/none", inputTokens: 1, outputTokens: 1 },
    ],
    ["422", "pricing_mode_mismatch", { feature: "api_calls", model: MODEL, inputTokens: 1, outputTokens: 1 }],
    ["422", "timestamp_out_of_range", { feature: "api_calls", timestamp: "2020-01-01T00:00:00Z" }],
  ])("is refused with %s %s as the client's own error", async (status, code, usage) => {
    const error = await errorOf(
      commet.usage.track({ customerId: customer.customerId, ...usage } as Parameters<
        Commet["usage"]["track"]
      >[0]),
    );
    expect(error).toBeInstanceOf(CommetAPIError);
    expect(error).toMatchObject({ statusCode: Number(status), code, docUrl: `/docs/errors#${code}` });
  });

  it("is refused with the fields at fault as the client's validation error", async () => {
    const error = await errorOf(
      commet.usage.track({ customerId: customer.customerId, feature: "Not A Code", value: -1 }),
    );
    expect(error).toBeInstanceOf(CommetValidationError);
    expect(Object.keys((error as CommetValidationError).validationErrors).sort()).toEqual([
      "feature",
      "value",
    ]);
  });
});

describe("feature access", () => {
  it("says what is used, included and over", async () => {
    const { customerId } = await subscribe(instance, "metered");
    await commet.usage.track({ feature: "api_calls", customerId, value: 12 });
    const access = await dataOf(commet.featureAccess.get({ code: "api_calls", customerId }));
    expect(access).toMatchObject({
      object: "feature",
      code: "api_calls",
      type: "usage",
      allowed: true,
      current: 12,
      included: 10,
      remaining: 0,
      overageQuantity: 2,
      overageUnitPrice: 200,
      overageEnabled: true,
    });
    expect(await dataOf(commet.featureAccess.list({ customerId }))).toEqual([access]);
  });

  it("says whether one more may be used, and whether it will be charged", async () => {
    const metered = await subscribe(instance, "metered");
    const { customerId } = metered;
    const canUse = (code: string) => dataOf(commet.featureAccess.canUse({ code, customerId }));
    expect(await canUse("api_calls")).toMatchObject({ allowed: true, willBeCharged: false });
    await commet.usage.track({ feature: "api_calls", customerId, value: 10 });
    expect(await canUse("api_calls")).toMatchObject({ allowed: true, willBeCharged: true });
    expect(await canUse("export")).toMatchObject({
      allowed: false,
      willBeCharged: false,
      reason: "feature_not_in_plan",
    });
    expect(sent.at(-1)!.path).toContain("action=canUse");
  });

  it("leaves out what has no number: an unlimited rest is not below any", async () => {
    await commet.plans.create({ name: "Unlimited", code: "unlimited" });
    await commet.plans.addPrice({ id: "unlimited", billingInterval: "monthly", price: 100 });
    await commet.plans.addFeature({ id: "unlimited", featureId: "api_calls", unlimited: true });
    const { customerId } = await subscribe(instance, "unlimited");
    const access = await dataOf(commet.featureAccess.get({ code: "api_calls", customerId }));
    expect(access).toMatchObject({ allowed: true, unlimited: true, current: 0 });
    expect(access).not.toHaveProperty("remaining");
  });
});

describe("API keys", () => {
  it("are created, listed without their secret, and revoked", async () => {
    const created = await dataOf(commet.apiKeys.create({ name: "second" }));
    expect(created.apiKey).toMatch(/^ck_test_/);
    const second = new Commet({ apiKey: created.apiKey });
    expect(await dataOf(second.customers.get({ id: "ada" }))).toMatchObject({ externalId: "ada" });
    const listed = (await dataOf(commet.apiKeys.list())).find(({ id }) => id === created.id);
    expect(listed).toMatchObject({ name: "second" });
    expect(JSON.stringify(listed)).not.toContain(created.apiKey);
    expect(await dataOf(commet.apiKeys.delete({ id: created.id }))).toMatchObject({ deleted: true });
  });

  it("that are unknown are refused with 401", async () => {
    const stranger = new Commet({ apiKey: "ck_test_nobody" });
    expect(await errorOf(stranger.customers.list())).toMatchObject({ statusCode: 401, code: "unauthorized" });
  });
});

it("answers operations that are not there with 404, as the client's own error", async () => {
  const error = await errorOf(commet.payouts.request({ amount: 1000 }));
  expect(error).toBeInstanceOf(CommetAPIError);
  expect(error).toMatchObject({ statusCode: 404, code: "not_found" });
});
