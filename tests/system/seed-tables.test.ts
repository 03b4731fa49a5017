/**
 * The contract's tables, row by row: parameters of a usage event, the rows of the error table, the formula's example,
 * the limits. Every name is the row's.
 *
 * Broken on purpose: batches of 101; a `value` of -1; a default value of 0; timestamps 36 days back; `details.event`
 * left out of a duplicate. Each failed at its own row.
 */
import { describe, expect, test } from "vitest";
import type { TestAnswer } from "../../packages/server/test/instance.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import {
  balanceOf,
  createCatalog,
  eventsOf,
  MODEL,
  type Subscribed,
  subscribe,
  track,
  WORKED_EXAMPLE,
} from "../../packages/server/test/scenario.js";

let on: Subscribed;
let metered: Subscribed;
const instance = sharedInstance(async () => {
  await createCatalog(instance);
  on = await subscribe(instance, "balance");
  await instance.call("POST", `/subscriptions/${on.subscriptionId}/balance/topup`, { amount: 100_000_000 });
  metered = await subscribe(instance, "metered");
});

const send = (body: object): Promise<TestAnswer> =>
  track(instance, { customerId: on.customerId, feature: "api_calls", ...body });
const sendAi = (body: object): Promise<TestAnswer> =>
  track(instance, { customerId: on.customerId, feature: "ai_generation", ...body });

async function refusedAt(answer: Promise<TestAnswer>): Promise<[number, string, string | undefined]> {
  const { status, body } = await answer;
  return [status, body.error?.code, body.error?.param];
}

describe("feature", () => {
  test("is required", async () => {
    expect(await refusedAt(track(instance, { customerId: on.customerId }))).toEqual([
      422,
      "validation_error",
      "feature",
    ]);
  });
  test.each(["API_CALLS", "api-calls", "api calls", "api.calls", "", "ä", "api_calls\n", "a".repeat(65)])(
    "may have only lowercase letters, digits and underscores: %j is refused",
    async (feature) => {
      expect(await refusedAt(send({ feature }))).toEqual([422, "validation_error", "feature"]);
    },
  );
  test.each([1, null, ["api_calls"], { code: "api_calls" }, true])(
    "must be text: %j is refused",
    async (feature) => {
      expect(await refusedAt(send({ feature }))).toEqual([422, "validation_error", "feature"]);
    },
  );
  test("featureCode is its alias, and both together must agree", async () => {
    const { status, body } = await track(instance, { customerId: on.customerId, featureCode: "api_calls" });
    expect([status, body.feature]).toEqual([201, "api_calls"]);
    expect((await send({ featureCode: "api_calls" })).status).toBe(201);
    expect(await refusedAt(send({ featureCode: "export" }))).toEqual([
      422,
      "validation_error",
      "featureCode",
    ]);
  });
  test("must be a metered feature", async () => {
    expect(await refusedAt(send({ feature: "export" }))).toEqual([422, "validation_error", "feature"]);
  });
});

describe("customerId", () => {
  test("is required", async () => {
    expect(await refusedAt(track(instance, { feature: "api_calls" }))).toEqual([
      422,
      "validation_error",
      "customerId",
    ]);
  });
  test("takes Farthing's id and the caller's own alike", async () => {
    const { body: customer } = await instance.call("GET", `/customers/${on.customerId}`);
    const answers = [await send({}), await send({ customerId: customer.id })];
    expect(answers.map(({ status, body }) => [status, body.customerId])).toEqual([
      [201, customer.id],
      [201, customer.id],
    ]);
  });
  test.each(["nobody", "cus_01h455vb4pex5vsknk084sn02q", "CUS_", "ns:user/123 ?"])(
    "%j, whom nobody has, is 404 customer_not_found",
    async (customerId) => {
      expect(await refusedAt(send({ customerId }))).toEqual([404, "customer_not_found", "customerId"]);
    },
  );
});

describe("value", () => {
  test("defaults to 1", async () => {
    expect((await send({})).body.value).toBe(1);
  });
  test.each([0, 1, 0.5, 100, 0.000000001, 1e-9, 123_456.789_012_345, 1e6])(
    "%d is taken and answered as it was sent",
    async (value) => {
      const { status, body } = await track(instance, {
        customerId: metered.customerId,
        feature: "api_calls",
        value,
      });
      expect([status, body.value]).toEqual([201, value]);
    },
  );
  test("decimals add up exactly: ten times 0.1 and three times 0.3 are 1.9", async () => {
    const own = await subscribe(instance, "metered");
    const sum = (value: number) =>
      track(instance, { customerId: own.customerId, feature: "api_calls", value });
    for (let n = 0; n < 10; n++) await sum(0.1);
    for (let n = 0; n < 3; n++) await sum(0.3);
    expect((await sum(0)).body.consumption.used).toBe(1.9);
  });
  test.each([
    ["negative", -1],
    ["barely negative", -0.000000001],
    ["of ten decimals", 0.0000000001],
    ["of ten decimals on a whole", 1.0000000001],
    ["text", "1"],
    ["null", null],
    ["a list", [1]],
    ["boolean", true],
  ])("%s is refused", async (_, value) => {
    expect(await refusedAt(send({ value }))).toEqual([422, "validation_error", "value"]);
  });
  test.each(["1e400", "-1e400", "1e308"])("%s is refused", async (text) => {
    const body = `{"customerId":${JSON.stringify(on.customerId)},"feature":"api_calls","value":${text}}`;
    expect(await refusedAt(instance.call("POST", "/usage/events", body))).toEqual([
      422,
      "validation_error",
      "value",
    ]);
  });
  test.each(["NaN", "Infinity", "0x10", "1_000"])("%s is not JSON", async (text) => {
    const body = `{"customerId":"a","feature":"api_calls","value":${text}}`;
    expect((await refusedAt(instance.call("POST", "/usage/events", body))).slice(0, 2)).toEqual([
      400,
      "invalid_json",
    ]);
  });
  test("cannot be sent together with model", async () => {
    expect(await refusedAt(sendAi({ ...WORKED_EXAMPLE, value: 1 }))).toEqual([
      422,
      "validation_error",
      "value",
    ]);
  });
});

describe("idempotencyKey", () => {
  test("a key already recorded is 409 duplicate with the original event, and nothing is charged", async () => {
    const first = await send({ idempotencyKey: "row_key", value: 3 });
    const before = await balanceOf(instance, on);
    const second = await send({ idempotencyKey: "row_key", value: 3 });
    expect([second.status, second.body.error.code, second.body.error.type]).toEqual([
      409,
      "duplicate",
      "conflict",
    ]);
    expect(second.body.error.details.event).toEqual(first.body);
    expect((await balanceOf(instance, on)).remainingNanos).toBe(before.remainingNanos);
  });
  test.each([
    ["value", { value: 4 }],
    ["feature", { feature: "ai_generation", ...WORKED_EXAMPLE, value: undefined }],
  ])(
    "the same key with another %s is 409 idempotency_key_mismatch, naming what differs",
    async (name, other) => {
      const idempotencyKey = `mismatch_${name}`;
      await send({ idempotencyKey, value: 3 });
      const { status, body } = await send({ idempotencyKey, ...other });
      expect([status, body.error.code]).toEqual([409, "idempotency_key_mismatch"]);
      expect(body.error.details.differing).toContain(name);
      expect(body.error.message).toContain(name);
    },
  );
  test.each([
    "model",
    "inputTokens",
    "outputTokens",
    "cacheReadTokens",
    "cacheWriteTokens",
    "cacheWrite1hTokens",
  ])("the same key with another %s is a mismatch that names it and nothing else", async (name) => {
    const idempotencyKey = `mismatch_ai_${name}`;
    await sendAi({ ...WORKED_EXAMPLE, idempotencyKey });
    const other = name === "model" ? "openai/gpt-4o-mini" : 999;
    const { status, body } = await sendAi({ ...WORKED_EXAMPLE, idempotencyKey, [name]: other });
    expect([status, body.error.code, body.error.details.differing]).toEqual([
      409,
      "idempotency_key_mismatch",
      [name],
    ]);
  });
  test("properties and timestamp are no part of it", async () => {
    await send({ idempotencyKey: "row_not_part" });
    const { body } = await send({
      idempotencyKey: "row_not_part",
      timestamp: new Date().toISOString(),
      properties: [{ property: "a", value: "b" }],
    });
    expect(body.error.code).toBe("duplicate");
  });
  test("two customers may use the same key", async () => {
    const [a, b] = await Promise.all(
      [on, metered].map(({ customerId }) => send({ customerId, idempotencyKey: "row_shared" })),
    );
    expect([a!.status, b!.status]).toEqual([201, 201]);
  });
  test("eventId is its alias: the same key under either name is the same key", async () => {
    const { body } = await send({ eventId: "row_alias" });
    expect(body.idempotencyKey).toBe("row_alias");
    expect((await send({ idempotencyKey: "row_alias" })).body.error.code).toBe("duplicate");
    expect((await send({ eventId: "row_alias", idempotencyKey: "row_alias" })).body.error.code).toBe(
      "duplicate",
    );
    expect(await refusedAt(send({ eventId: "a", idempotencyKey: "b" }))).toEqual([
      422,
      "validation_error",
      "eventId",
    ]);
  });
  test("255 characters are taken, 256 and none are refused", async () => {
    expect((await send({ idempotencyKey: "k".repeat(255) })).status).toBe(201);
    for (const idempotencyKey of ["k".repeat(256), ""])
      expect(await refusedAt(send({ idempotencyKey }))).toEqual([422, "validation_error", "idempotencyKey"]);
  });
});

describe("timestamp", () => {
  const at = (ms: number): string => new Date(Date.now() + ms).toISOString();
  const MINUTE = 60_000;
  const DAY = 86_400_000;
  test("defaults to now", async () => {
    const before = Date.now();
    const { body } = await send({});
    expect(Date.parse(body.timestamp)).toBeGreaterThanOrEqual(before);
    expect(Date.parse(body.timestamp)).toBeLessThanOrEqual(Date.now());
  });
  test("an offset is understood, and answered in UTC", async () => {
    const instant = new Date(Date.now() - 3_600_000).toISOString();
    const local = `${new Date(Date.parse(instant) + 5.5 * 3_600_000).toISOString().slice(0, -1)}+05:30`;
    expect((await send({ timestamp: local })).body.timestamp).toBe(instant);
    expect((await send({ timestamp: instant.replace(/\.\d+Z/, "Z") })).body.timestamp).toBe(
      instant.replace(/\.\d+Z/, ".000Z"),
    );
  });
  test("5 minutes ahead and 35 days back are the limits, to the millisecond", async () => {
    instance.clock.set("2026-03-15T12:00:00.000Z");
    const own = await subscribe(instance, "metered");
    const codes = await Promise.all(
      [
        "2026-03-15T12:05:00.000Z",
        "2026-03-15T12:05:00.001Z",
        "2026-02-08T12:00:00.000Z",
        "2026-02-08T11:59:59.999Z",
      ].map(async (timestamp) => {
        const answer = await track(instance, { customerId: own.customerId, feature: "api_calls", timestamp });
        return [answer.status, answer.body.error?.code, answer.body.error?.param];
      }),
    );
    instance.clock.reset();
    const out = [422, "timestamp_out_of_range", "timestamp"];
    expect(codes).toEqual([[201, undefined, undefined], out, [201, undefined, undefined], out]);
  });
  test.each([at(6 * MINUTE), at(-36 * DAY), "1970-01-01T00:00:00Z", "9999-12-31T23:59:59Z"])(
    "%s is out of range",
    async (timestamp) => {
      expect(await refusedAt(send({ timestamp }))).toEqual([422, "timestamp_out_of_range", "timestamp"]);
    },
  );
  test.each([
    "2026-01-15",
    "2026-01-15T10:00:00",
    "15/01/2026",
    "2026-02-30T10:00:00Z",
    "2026-01-15T25:00:00Z",
    "yesterday",
    "",
    1_768_471_200_000,
    null,
  ])("%j is not a timestamp", async (timestamp) => {
    expect(await refusedAt(send({ timestamp }))).toEqual([422, "validation_error", "timestamp"]);
  });
});

describe("properties", () => {
  test("are a list of property and value, answered as sent, and filter the list of events", async () => {
    const properties = [
      { property: "region", value: "eu" },
      { property: "note", value: "" },
    ];
    const { body } = await send({ properties });
    expect(body.properties).toEqual(properties);
    const found = await instance.call(
      "GET",
      `/usage/events?customerId=${on.customerId}&property=${encodeURIComponent("region:eu")}`,
    );
    expect(found.body.data.map((event: { id: string }) => event.id)).toEqual([body.id]);
  });
  test.each([
    ["an object", { region: "eu" }, "properties"],
    ["a value that is no text", [{ property: "a", value: 1 }], "properties[0].value"],
    ["a value missing", [{ property: "a" }], "properties[0].value"],
    ["a field unknown", [{ property: "a", value: "b", more: 1 }], "properties[0].more"],
    ["a value of 501 characters", [{ property: "a", value: "b".repeat(501) }], "properties[0].value"],
    ["51 entries", Array.from({ length: 51 }, () => ({ property: "a", value: "b" })), "properties"],
  ])("%s is refused at its place", async (_, properties, param) => {
    expect(await refusedAt(send({ properties }))).toEqual([422, "validation_error", param]);
  });
});

describe("a batch", () => {
  const batch = (events: unknown): Promise<TestAnswer> =>
    instance.call("POST", "/usage/events/batch", { events });
  const one = () => ({ customerId: metered.customerId, feature: "api_calls", value: 0 });
  test("of 100 events is taken", async () => {
    const { status, body } = await batch(Array.from({ length: 100 }, one));
    expect([status, body.recorded, body.results.length]).toEqual([200, 100, 100]);
  });
  test("of 101 events is refused whole", async () => {
    const own = await subscribe(instance, "metered");
    const events = Array.from({ length: 101 }, () => ({ ...one(), customerId: own.customerId }));
    expect(await refusedAt(batch(events))).toEqual([422, "validation_error", "events"]);
    expect(await eventsOf(instance, own)).toEqual([]);
  });
  test.each([[[]], [undefined], [null], [{}], ["events"]])("of %j is refused", async (events) => {
    expect(await refusedAt(batch(events))).toEqual([422, "validation_error", "events"]);
  });
});

describe("the error table", () => {
  test("402: the balance is insufficient; the customer must top up, and then the same call goes through", async () => {
    const own = await subscribe(instance, "balance");
    const event = {
      customerId: own.customerId,
      feature: "ai_generation",
      model: MODEL,
      idempotencyKey: "row_402",
    };
    const dear = { ...event, inputTokens: 1_000_000_000 };
    const { status, body } = await track(instance, dear);
    expect([status, body.error.code, body.error.type]).toEqual([
      402,
      "insufficient_balance",
      "payment_required",
    ]);
    expect(body.error.details).toEqual({ required: 36_000_000, available: 100_000, unit: "USD" });
    await instance.call("POST", `/subscriptions/${own.subscriptionId}/balance/topup`, { amount: 36_000_000 });
    expect((await track(instance, dear)).status).toBe(201);
  });
  test("403: the feature is not in the plan", async () => {
    const { status, body } = await send({ feature: "unplanned" });
    expect([status, body.error.code, body.error.type]).toEqual([403, "feature_not_in_plan", "permission"]);
  });
  test("404: the model is not in the catalog; the nearest ids are named", async () => {
    const { status, body } = await sendAi({ ...WORKED_EXAMPLE, model: "anthropic/claude-sonet-4-20250514" });
    expect([status, body.error.code, body.error.type]).toEqual([404, "model_not_found", "not_found"]);
    expect(body.error.details.nearest).toContain("anthropic/claude-sonnet-4-0");
  });
  test("422: inputTokens is required when model is provided", async () => {
    const answer = sendAi({ model: MODEL, outputTokens: 500 });
    expect(await refusedAt(answer)).toEqual([422, "validation_error", "inputTokens"]);
    expect((await answer).body.error.message).toContain("inputTokens");
  });
  test.each([
    "inputTokens",
    "outputTokens",
    "cacheReadTokens",
    "cacheWriteTokens",
    "cacheWrite1hTokens",
    "reasoningTokens",
  ])("422: %s must be a whole number from 0 to 10^12", async (field) => {
    for (const count of [-1, 0.5, 1e12 + 1, "10", null, 2 ** 63])
      expect(await refusedAt(sendAi({ ...WORKED_EXAMPLE, [field]: count }))).toEqual([
        422,
        "validation_error",
        field,
      ]);
  });
  test("422: token counts need a model", async () => {
    expect(await refusedAt(send({ inputTokens: 5 }))).toEqual([422, "validation_error", "inputTokens"]);
  });
  test("422: an unknown field is named", async () => {
    expect(await refusedAt(send({ vlaue: 5 }))).toEqual([422, "validation_error", "vlaue"]);
  });
});

describe("the formula", () => {
  test("1,000 in and 500 out at 30000 and 150000 with margin 2000 are 30 + 75 = 105, + 21 = 126", async () => {
    const { body } = await sendAi(WORKED_EXAMPLE);
    expect(body.cost).toMatchObject({
      inputCost: 30,
      outputCost: 75,
      cacheReadCost: 0,
      cacheWriteCost: 0,
      subtotal: 105,
      margin: 2000,
      marginAmount: 21,
      total: 126,
    });
    expect(body.consumption).toMatchObject({ model: "balance", deducted: 126, unit: "USD" });
  });
  test("each part is rounded up by itself: one token of each is four rate units, and one of margin", async () => {
    const { body } = await sendAi({
      model: MODEL,
      inputTokens: 1,
      outputTokens: 1,
      cacheReadTokens: 1,
      cacheWriteTokens: 1,
    });
    expect(body.cost).toMatchObject({ subtotal: 4, marginAmount: 1, total: 5 });
  });
  test("tokens that default are 0, and a call without any costs nothing", async () => {
    const { body } = await sendAi({ model: MODEL, inputTokens: 0 });
    expect(body).toMatchObject({
      outputTokens: 0,
      cacheReadTokens: 0,
      cacheWriteTokens: 0,
      reasoningTokens: 0,
    });
    expect(body.cost.total).toBe(0);
  });
  test("the model may be sent with its provider or without", async () => {
    const { body } = await sendAi({ ...WORKED_EXAMPLE, model: "claude-sonnet-4-20250514" });
    expect([body.cost.total, body.cost.model]).toEqual([126, (await sendAi(WORKED_EXAMPLE)).body.cost.model]);
  });
  test("the balance becomes includedBalance on activation", async () => {
    const own = await subscribe(instance, "balance");
    expect(await balanceOf(instance, own)).toMatchObject({ remaining: 100_000, included: 100_000 });
  });
  test("blockOnExhaustion false: usage goes on below zero", async () => {
    const own = await subscribe(instance, "open_balance");
    const { status, body } = await track(instance, {
      customerId: own.customerId,
      feature: "api_calls",
      value: 20_000,
    });
    expect([status, body.consumption.remaining]).toEqual([201, -100_000]);
  });
});
