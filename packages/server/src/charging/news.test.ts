/**
 * What charging tells of: little left, nothing left, usage refused. Each once per what happened.
 *
 * Broken on purpose: the remainder before the charge not looked at in marksPassed (told of at every charge below the
 * mark); `<` made `<=` in isLow (told of at exactly 20 %); `leftNanos <= 0n` left out of isLittle (nothing told of where
 * nothing is included); the news of a refusal told of whether or not it was known (at each retry).
 */
import { describe, expect, test } from "vitest";
import { sharedInstance } from "../../test/one-per-file.js";
import {
  createCatalog,
  newsOf,
  type Subscribed,
  subscribe,
  track,
  WORKED_EXAMPLE,
  WORKED_TOTAL,
} from "../../test/scenario.js";

const instance = sharedInstance(async () => {
  await createCatalog(instance);
  const post = (path: string, body: object) => instance.call("POST", path, body);
  await post("/plans", { name: "Prepaid", code: "prepaid", consumptionModel: "balance", isFree: true });
  await post("/plans/prepaid/features", { featureId: "api_calls", overage: { unitPrice: 10 } });
});

const ofCharges = /^(?:balance|credits|usage)\./;
/** Types of what charging told of the customer, oldest first. */
const told = async (on: Subscribed): Promise<string[]> =>
  (await newsOf(instance, on)).map(({ type }) => type).filter((type) => ofCharges.test(type));
const charge = (on: Subscribed, value: number, more: object = {}) =>
  track(instance, { customerId: on.customerId, feature: "api_calls", value, ...more });
const change = ({ subscriptionId }: Subscribed, path: "topup" | "adjust", amount: number) =>
  instance.call("POST", `/subscriptions/${subscriptionId}/balance/${path}`, { amount });

/** 10,000 calls take a balance from 100,000, which is what is included, to 0; 20 % of it is 20,000. */
type Step = number | { topup: number } | { adjust: number };
const LOW = "balance.low";
const EXHAUSTED = "balance.exhausted";

describe("what is left of a balance", () => {
  test.each<[string, string, Step[], string[]]>([
    ["at 20 % of what is included is not low", "balance", [8_000], []],
    ["is low below 20 %", "balance", [8_001], [LOW]],
    ["is low once, whichever charge it is", "balance", [8_000, 1, 1, 500], [LOW]],
    ["is exhausted at zero", "balance", [9_999, 1], [LOW, EXHAUSTED]],
    ["passes both marks in one charge", "balance", [10_000], [LOW, EXHAUSTED]],
    ["is exhausted once, however far it goes below zero", "open_balance", [10_001, 5], [LOW, EXHAUSTED]],
    ["is low again after a top-up to 20 %", "balance", [8_010, { topup: 100 }, 1], [LOW, LOW]],
    ["is not low again after a top-up to less", "balance", [8_020, { topup: 100 }, 1], [LOW]],
    [
      "is exhausted again after a top-up",
      "balance",
      [10_000, { topup: 100 }, 10],
      [LOW, EXHAUSTED, EXHAUSTED],
    ],
    [
      "is compared with what the plan includes, not with what was added",
      "balance",
      [{ topup: 900_000 }, 90_000],
      [],
    ],
    ["is told of by charges alone, not by adjustments", "balance", [{ adjust: -90_000 }, 1], []],
    ["is never low where nothing is included", "prepaid", [{ topup: 100 }, 9, 1], [EXHAUSTED]],
    ["passes no mark by usage that is free", "balance", [8_000, 0, 2_000, 0], [LOW, EXHAUSTED]],
  ])("%s", async (_, plan, steps, expected) => {
    const on = await subscribe(instance, plan);
    for (const step of steps) {
      const answer =
        typeof step === "number"
          ? await charge(on, step)
          : "topup" in step
            ? await change(on, "topup", step.topup)
            : await change(on, "adjust", step.adjust);
      expect([200, 201], JSON.stringify(answer.body)).toContain(answer.status);
    }
    expect(await told(on)).toEqual(expected);
  });

  test("is told with the charge that did it, and what it left", async () => {
    const on = await subscribe(instance, "balance");
    const { body: event } = await charge(on, 8_000.5);
    const news = (await newsOf(instance, on)).at(-1);
    expect(news).toMatchObject({
      object: "webhook_event",
      livemode: false,
      type: LOW,
      customerId: event.customerId,
      createdAt: event.createdAt,
    });
    expect(news.data).toEqual({
      subscriptionId: on.subscriptionId,
      eventId: event.id,
      unit: "USD",
      remaining: 19_995,
      remainingNanos: "1999500000",
      included: 100_000,
    });
  });

  test("passes its marks once in one batch, each by its own event", async () => {
    const on = await subscribe(instance, "balance");
    const event = (value: number) => ({ customerId: on.customerId, feature: "api_calls", value });
    const { body } = await instance.call("POST", "/usage/events/batch", {
      events: [event(7_000), event(1_500), event(500), event(1_000), event(1)],
    });
    expect(body).toMatchObject({ recorded: 4, refused: 1 });
    const news = (await newsOf(instance, on)).filter(({ type }) => ofCharges.test(type));
    expect(news.map(({ type, data }) => [type, data.eventId ?? data.reason])).toEqual([
      [LOW, body.results[1].event.id],
      [EXHAUSTED, body.results[3].event.id],
      ["usage.refused", "insufficient_balance"],
    ]);
  });

  test("passes its marks once, however many charge at once", async () => {
    const on = await subscribe(instance, "balance");
    await Promise.all(Array.from({ length: 50 }, () => charge(on, 200)));
    expect(await told(on)).toEqual([LOW, EXHAUSTED]);
  });

  test("is not told of again when a charge is sent again", async () => {
    const on = await subscribe(instance, "balance");
    for (const status of [201, 409, 409])
      expect((await charge(on, 9_000, { idempotencyKey: "low" })).status).toBe(status);
    expect(await told(on)).toEqual([LOW]);
  });

  test("starts afresh with a new subscription", async () => {
    const on = await subscribe(instance, "balance");
    await charge(on, 9_000);
    await instance.call("POST", `/subscriptions/${on.subscriptionId}/cancel`, { immediate: true });
    await instance.call("POST", "/subscriptions", { customerId: on.customerId, planCode: "balance" });
    await charge(on, 9_000);
    expect(await told(on)).toEqual([LOW, LOW]);
  });

  test("is told of in credits where the plan is kept in them", async () => {
    const on = await subscribe(instance, "credits");
    await charge(on, 4);
    expect(await told(on)).toEqual([]);
    await charge(on, 0.5);
    await charge(on, 0.5);
    const [low, exhausted] = (await newsOf(instance, on)).filter(({ type }) => ofCharges.test(type));
    expect([low.type, exhausted.type]).toEqual(["credits.low", "credits.exhausted"]);
    expect(low.data).toMatchObject({ unit: "credits", remaining: 1, included: 10 });
  });

  test("is no news on a metered plan", async () => {
    const on = await subscribe(instance, "metered");
    await charge(on, 20);
    expect(await told(on)).toEqual([]);
  });
});

describe("refused usage", () => {
  test("is told of with its reason, what it would have cost, and where it is kept", async () => {
    const on = await subscribe(instance, "balance");
    await change(on, "adjust", -99_990);
    const timestamp = new Date().toISOString();
    const usage = { ...WORKED_EXAMPLE, customerId: on.customerId, feature: "ai_generation", timestamp };
    expect((await track(instance, usage)).status).toBe(402);
    const [refused] = (await instance.call("GET", `/usage/refused?customerId=${on.customerId}`)).body.data;
    const news = (await newsOf(instance, on)).at(-1);
    expect(news).toMatchObject({
      type: "usage.refused",
      customerId: refused.customerId,
      createdAt: refused.createdAt,
    });
    expect(news.data).toEqual({
      refusedUsageId: refused.id,
      feature: "ai_generation",
      reason: "insufficient_balance",
      message: refused.message,
      cost: refused.cost,
      deducts: WORKED_TOTAL,
      unit: "USD",
      timestamp,
    });
  });

  test("says what it would have taken in credits, and nothing where it could not be rated", async () => {
    const inCredits = await subscribe(instance, "credits");
    await charge(inCredits, 6);
    expect((await newsOf(instance, inCredits)).at(-1).data).toMatchObject({
      reason: "insufficient_credits",
      deducts: 12,
      unit: "credits",
    });
    const on = await subscribe(instance, "balance");
    await track(instance, {
      customerId: on.customerId,
      feature: "ai_generation",
      model: "acme/unknown",
      inputTokens: 1,
    });
    const { data } = (await newsOf(instance, on)).at(-1);
    expect(data).toMatchObject({ reason: "model_not_found", feature: "ai_generation" });
    expect(Object.keys(data)).not.toEqual(expect.arrayContaining(["cost"]));
  });

  test("is told of once, however often it is sent again or replayed, together or one by one", async () => {
    const on = await subscribe(instance, "balance");
    const usage = { customerId: on.customerId, feature: "api_calls", value: 10_001, idempotencyKey: "dear" };
    await instance.call("POST", "/usage/events/batch", { events: [usage, usage] });
    await track(instance, usage);
    await track(instance, { ...usage, value: 10_002 });
    const replay = () => instance.call("POST", "/usage/refused/replay", { customerId: on.customerId });
    expect((await replay()).body).toMatchObject({ refused: 1, remaining: 1 });
    expect(await told(on)).toEqual(["usage.refused"]);
    await change(on, "topup", 100_000);
    expect((await replay()).body).toMatchObject({ recorded: 1, remaining: 0 });
    await track(instance, usage);
    expect(await told(on)).toEqual(["usage.refused"]);
  });

  test("without a key is another refusal each time it is sent, and none when it is replayed", async () => {
    const on = await subscribe(instance, "balance");
    await charge(on, 10_001);
    await charge(on, 10_001);
    const replayed = await instance.call("POST", "/usage/refused/replay", { customerId: on.customerId });
    expect(replayed.body).toMatchObject({ refused: 2 });
    expect(await told(on)).toEqual(["usage.refused", "usage.refused"]);
  });

  test("is no news where it is not kept, or was only asked about", async () => {
    const on = await subscribe(instance, "balance");
    await track(instance, { customerId: on.customerId, feature: "api_calls", model: "x", inputTokens: 1 });
    await track(instance, { customerId: on.customerId, feature: "no_such_feature" });
    const asked = { customerId: on.customerId, feature: "api_calls" };
    expect((await instance.call("POST", "/usage/check", { ...asked, quantity: 10_001 })).body.allowed).toBe(
      false,
    );
    expect((await instance.call("POST", "/usage/check", { ...asked, quantity: 10_000 })).body.allowed).toBe(
      true,
    );
    expect(await told(on)).toEqual([]);
  });
});
