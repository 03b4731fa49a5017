/** The SDK against a whole server. */
import {
  DuplicateEventError,
  Farthing,
  IdempotencyMismatchError,
  InsufficientBalanceError,
  NotFoundError,
  PermissionDeniedError,
  ValidationError,
} from "@farthing/node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestInstance, type TestInstance } from "../../packages/server/test/instance.js";

let instance: TestInstance;
let farthing: Farthing;

beforeAll(async () => {
  instance = await startTestInstance();
  farthing = new Farthing({
    apiKey: instance.key,
    baseURL: "http://farthing.test",
    fetch: (url, init) => instance.app.request(url, init),
    maxRetries: 0,
  });
});
afterAll(() => instance.close());

/** A plan on which each call costs $0.10, with $1.00 included. */
async function balancePlan(code: string): Promise<void> {
  await farthing.features.create({ name: "API calls", code: `${code}_calls`, type: "metered" });
  const plan = await farthing.plans.create({ name: code, code, consumptionModel: "balance" });
  await farthing.plans.addPrice({
    id: plan.id,
    billingInterval: "monthly",
    price: 2_900,
    includedBalance: 10_000,
    isDefault: true,
  });
  await farthing.plans.addFeature({
    id: plan.id,
    featureId: `${code}_calls`,
    overage: { enabled: true, unitPrice: 1_000 },
  });
}

describe("from a customer to the ledger", () => {
  it("tracks, charges, and shows what was charged", async () => {
    await balancePlan("starter");
    const customer = await farthing.customers.create({ id: "user_1", email: "ada@example.com" });
    expect(await farthing.customers.get({ id: "user_1" })).toEqual(customer);
    const updated = await farthing.customers.update({ id: "user_1", fullName: "Ada" });
    expect(updated.fullName).toBe("Ada");

    const ada = farthing.customer("user_1");
    expect(await ada.subscription.get()).toBeNull();
    const subscription = await ada.subscription.create({ planCode: "starter" });
    expect(subscription.status).toBe("active");
    expect(await ada.subscription.get()).toMatchObject({ id: subscription.id });

    const check = await ada.usage.check({ feature: "starter_calls", quantity: 3 });
    expect(check).toMatchObject({ allowed: true, remaining: 10_000 });
    const event = await ada.usage.track({ feature: "starter_calls", value: 3, properties: { region: "eu" } });
    expect(event).toMatchObject({
      customerId: customer.id,
      properties: [{ property: "region", value: "eu" }],
      consumption: { model: "balance", deducted: 3_000, remaining: 7_000 },
    });
    expect(await farthing.usage.get({ id: event.id })).toMatchObject({ id: event.id });
    expect(await ada.balance.get()).toMatchObject({ remaining: 7_000, unit: "USD" });

    const topup = await ada.balance.topup({ amount: 5_000 });
    expect(topup.balance.remaining).toBe(12_000);
    const adjusted = await farthing.subscriptions.adjustBalance({
      id: subscription.id,
      amount: -2_000,
      reason: "test",
    });
    expect(adjusted.balance.remaining).toBe(10_000);

    const amounts: number[] = [];
    for await (const entry of ada.ledger.list({ limit: 2 })) amounts.push(entry.amount);
    expect(amounts).toEqual([-2_000, 5_000, -3_000, 10_000]);

    const summary = await ada.usage.summary({ groupBy: "feature" });
    expect(summary).toMatchObject({ events: 1, value: 3, cost: 3_000 });
    expect(await ada.featureAccess.canUse({ code: "starter_calls" })).toBe(true);
    expect(await ada.featureAccess.list()).toMatchObject({
      data: [{ code: "starter_calls", allowed: true }],
    });

    const canceled = await ada.subscription.cancel({ reason: "done" });
    expect(canceled).toMatchObject({ cancelAtPeriodEnd: true, cancelReason: "done" });
    expect(await farthing.subscriptions.uncancel({ id: subscription.id })).toMatchObject({
      cancelAtPeriodEnd: false,
    });
  });

  it("keeps refused usage, and replays it after a top-up", async () => {
    await balancePlan("tight");
    await farthing.customers.create({ id: "user_2" });
    const customer = farthing.customer("user_2");
    await customer.subscription.create({ planCode: "tight" });
    const error = await customer.usage
      .track({ feature: "tight_calls", value: 11, idempotencyKey: "big" })
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InsufficientBalanceError);
    expect(error).toMatchObject({ status: 402, required: 11_000, available: 10_000, requestId: /^req_/ });

    const [refused] = (await customer.usage.listRefused({ status: "open" })).data;
    expect(refused).toMatchObject({ reason: "insufficient_balance", attempts: 1 });
    expect(await farthing.usage.refused.get({ id: refused!.id })).toMatchObject({ id: refused!.id });
    await customer.balance.topup({ amount: 1_000 });
    expect(await farthing.usage.refused.replay({ id: refused!.id })).toMatchObject({
      recorded: 1,
      refused: 0,
    });
    expect(await customer.balance.get()).toMatchObject({ remaining: 0 });
  });

  it("answers a key that was used with the event, or with what differs", async () => {
    await balancePlan("keyed");
    await farthing.customers.create({ id: "user_3" });
    const customer = farthing.customer("user_3");
    await customer.subscription.create({ planCode: "keyed" });
    const first = await customer.usage.track({ feature: "keyed_calls", idempotencyKey: "req_1" });
    const duplicate = await customer.usage
      .track({ feature: "keyed_calls", idempotencyKey: "req_1" })
      .catch((thrown: unknown) => thrown);
    expect(duplicate).toBeInstanceOf(DuplicateEventError);
    expect((duplicate as DuplicateEventError).event?.id).toBe(first.id);
    await expect(
      customer.usage.track({ feature: "keyed_calls", value: 2, idempotencyKey: "req_1" }),
    ).rejects.toBeInstanceOf(IdempotencyMismatchError);
  });

  it("charges once where the answer to the first attempt was lost", async () => {
    await balancePlan("lossy");
    let sent = 0;
    const lossy = new Farthing({
      apiKey: instance.key,
      baseURL: "http://farthing.test",
      maxRetries: 1,
      fetch: async (url, init) => {
        const response = await instance.app.request(url, init);
        if (init.method === "POST" && sent++ % 2 === 0)
          return new Response("lost", { status: 502, headers: { "retry-after": "0" } });
        return response;
      },
    });
    const created = await lossy.customers.create({ id: "user_4" });
    const customer = lossy.customer("user_4");
    await customer.subscription.create({ planCode: "lossy" });
    await expect(customer.usage.track({ feature: "lossy_calls" })).resolves.toMatchObject({
      object: "usage_event",
    });
    const batch = await customer.usage.trackBatch({
      events: [{ feature: "lossy_calls" }, { feature: "lossy_calls" }],
    });
    expect(batch).toMatchObject({ recorded: 2, duplicates: 0, refused: 0 });
    const topup = await customer.balance.topup({ amount: 10_000 });
    expect(topup.balance.remaining).toBe(17_000);
    expect((await farthing.customers.list({ externalId: "user_4" })).data).toEqual([created]);
    expect(await customer.balance.get()).toMatchObject({ remaining: 17_000 });
  });

  it("sends what was enqueued, and hands over what was refused", async () => {
    await balancePlan("queued");
    await farthing.customers.create({ id: "user_5" });
    const refused: string[] = [];
    const queueing = new Farthing({
      apiKey: instance.key,
      baseURL: "http://farthing.test",
      fetch: (url, init) => instance.app.request(url, init),
      queue: { onRefused: (event) => refused.push(event.idempotencyKey) },
    });
    const customer = queueing.customer("user_5");
    await customer.subscription.create({ planCode: "queued" });
    for (let i = 0; i < 12; i++)
      customer.usage.enqueue({ feature: "queued_calls", idempotencyKey: `call_${i}` });
    await queueing.shutdown();
    expect(refused).toEqual(["call_10", "call_11"]);
    expect(await customer.balance.get()).toMatchObject({ remaining: 0 });
  });

  it("tells mistakes apart", async () => {
    await expect(farthing.customers.get({ id: "nobody" })).rejects.toBeInstanceOf(NotFoundError);
    const invalid = await farthing.usage
      .track({ customerId: "user_1", feature: "Not A Code", value: -1 })
      .catch((thrown: unknown) => thrown);
    expect(invalid).toBeInstanceOf(ValidationError);
    const fields = (invalid as ValidationError).fields.map(({ field }) => field);
    expect(new Set(fields)).toEqual(new Set(["feature", "value"]));
    await farthing.customers.create({ id: "user_6" });
    await expect(
      farthing.usage.track({ customerId: "user_6", feature: "starter_calls" }),
    ).rejects.toBeInstanceOf(PermissionDeniedError);
  });

  it("names whatever has an id, whatever the id looks like", async () => {
    const odd = "a/b c?d#e%2F&f=ü";
    const created = await farthing.customers.create({ id: odd });
    expect(await farthing.customers.get({ id: odd })).toEqual(created);
    expect((await farthing.customers.list({ externalId: odd })).data).toEqual([created]);
    const model = { provider: "acme", modelId: "lab/large-1" };
    await farthing.models.create({ ...model, price: { inputPrice: 30_000, outputPrice: 150_000 } });
    expect(await farthing.models.get(model)).toMatchObject({ ...model, price: { inputPrice: 30_000 } });
    await farthing.models.addPrice({ ...model, inputPrice: 20_000, outputPrice: 0 });
    expect((await farthing.models.get(model)).prices).toHaveLength(2);
    await farthing.models.aliases.create({ alias: "our-model", model: "acme/lab/large-1" });
    expect(await farthing.models.resolve({ model: "our-model" })).toMatchObject({
      resolved: model,
      how: "alias",
    });
  });

  it("charges by model", async () => {
    await farthing.features.create({ name: "AI", code: "ai_generation", type: "metered" });
    const plan = await farthing.plans.create({ name: "AI", code: "ai", consumptionModel: "balance" });
    await farthing.plans.addPrice({
      id: plan.id,
      billingInterval: "monthly",
      price: 0,
      includedBalance: 100_000,
      isDefault: true,
    });
    await farthing.plans.addFeature({
      id: plan.id,
      featureId: "ai_generation",
      pricingMode: "ai_model",
      margin: 2_000,
    });
    await farthing.customers.create({ id: "user_7" });
    const customer = farthing.customer("user_7");
    await customer.subscription.create({ planCode: "ai" });
    const event = await customer.usage.track({
      feature: "ai_generation",
      model: "anthropic/claude-sonnet-4-20250514",
      inputTokens: 1_000,
      outputTokens: 500,
    });
    expect(event).toMatchObject({ cost: { subtotal: 105, marginAmount: 21, total: 126 } });
    const byModel = await customer.usage.summary({ groupBy: "model" });
    expect(byModel.groups).toMatchObject([{ inputTokens: 1_000, outputTokens: 500, cost: 126 }]);
  });
});
