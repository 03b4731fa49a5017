/**
 * The quick look against the schema that it stands before.
 *
 * Broken on purpose: tokens without a bound, a code of 65 characters, half of a surrogate pair, the 30th of February, a
 * token count without a model, more reasoning than output, a property of three fields, an unknown field let through. Each
 * was found.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { isPlainUsage } from "./plain-usage.js";
import { TrackUsage } from "./usage.js";

const runs = { numRuns: 10_000 };

const texts = fc.oneof(
  fc.string({ unit: "binary", maxLength: 6 }),
  fc.constantFrom("", "a", "api_calls", "A b", "é👩‍👩‍👧‍👦", "\u0000", "a\ud800", "__proto__", "x\n"),
  fc.integer({ min: 60, max: 510 }).map((length) => "x".repeat(length)),
);
const numbers = fc.oneof(
  fc.integer({ min: -2, max: 5 }),
  fc.constantFrom(
    -0,
    0.5,
    1e12,
    1e12 + 1,
    2 ** 53 - 1,
    2 ** 53,
    1e27,
    1e308,
    Number.POSITIVE_INFINITY,
    Number.NaN,
  ),
);
const times = fc.oneof(
  fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  fc.constantFrom(
    "2026-01-15T10:00:00Z",
    "2026-01-15T10:00:00.000+02:00",
    "2026-02-30T10:00:00.000Z",
    "2026-13-01T10:00:00.000Z",
    "2026-01-15T24:00:00.000Z",
    "1969-12-31T23:59:59.999Z",
    "0000-01-01T00:00:00.000Z",
    "9999-12-31T23:59:59.999Z",
    "2026-01-15T10:00:00.000Z\n",
  ),
);
const property = fc.oneof(
  fc.record({ property: texts, value: texts }),
  fc.record({ property: texts, value: texts, more: texts }, { requiredKeys: [] }),
);
const TEAM = { property: "team", value: "growth" };
const wrong = fc.oneof(texts, numbers, fc.constantFrom(null, undefined, true, [], {}, ["a"]));
const count = fc.oneof(fc.nat(1_000), numbers);

const tokens = fc.nat(1_000_000);
const common = {
  feature: fc.stringMatching(/^[a-z0-9_]{1,64}$/),
  customerId: fc.string({ minLength: 1, maxLength: 255 }),
  idempotencyKey: fc.uuid(),
  timestamp: fc
    .date({ noInvalidDate: true, min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z") })
    .map((date) => date.toISOString()),
  properties: fc.array(fc.record({ property: fc.constant("team"), value: fc.string() }), { maxLength: 3 }),
};
const units = fc.record({ ...common, value: fc.nat() }, { requiredKeys: ["feature", "customerId"] });
const ai = fc.record(
  {
    ...common,
    model: fc.constant("anthropic/claude-sonnet-4-20250514"),
    responseModel: fc.constant("claude-sonnet-4"),
    inputTokens: tokens,
    outputTokens: tokens.map((some) => some + 1_000_000),
    cacheReadTokens: tokens,
    cacheWriteTokens: tokens,
    cacheWrite1hTokens: tokens,
    reasoningTokens: tokens,
    estimated: fc.boolean(),
  },
  { requiredKeys: ["feature", "customerId", "model", "inputTokens", "outputTokens"] },
);
/** As clients send them. */
const valid = fc.oneof(units, ai);

const spoiled = fc.oneof(
  ...Object.entries({
    feature: fc.oneof(wrong, fc.constantFrom("x".repeat(64), "x".repeat(65))),
    customerId: fc.oneof(wrong, fc.constantFrom("x".repeat(255), "x".repeat(256))),
    featureCode: fc.oneof(wrong, fc.constant("api_calls")),
    idempotencyKey: wrong,
    eventId: wrong,
    value: fc.oneof(count, wrong),
    timestamp: fc.oneof(times, wrong),
    properties: fc.oneof(wrong, fc.array(property, { maxLength: 3 }), fc.constant(Array(51).fill(TEAM))),
    model: fc.oneof(wrong, fc.constantFrom("x".repeat(200), "x".repeat(201))),
    responseModel: wrong,
    inputTokens: fc.oneof(count, wrong),
    outputTokens: fc.oneof(count, wrong),
    cacheReadTokens: fc.oneof(count, wrong),
    cacheWriteTokens: fc.oneof(count, wrong),
    cacheWrite1hTokens: fc.oneof(count, wrong),
    reasoningTokens: fc.oneof(count, wrong),
    estimated: wrong,
    unknown: wrong,
  }).map(([name, value]) => value.map((one) => ({ [name]: one }))),
);
const bodies = fc.oneof(
  fc.tuple(valid, spoiled).map(([body, one]) => ({ ...body, ...one })),
  fc.tuple(valid, spoiled, spoiled).map(([body, one, other]) => ({ ...body, ...one, ...other })),
  wrong,
);

test("what the quick look knows, the schema takes and leaves as it is", () => {
  let known = 0;
  fc.assert(
    fc.property(bodies, (body) => {
      if (!isPlainUsage(body)) return;
      known += 1;
      const result = TrackUsage.safeParse(body);
      expect(result.success, JSON.stringify(result.error?.issues)).toBe(true);
      expect(result.data).toEqual(body);
    }),
    runs,
  );
  expect(known).toBeGreaterThan(runs.numRuns / 50);
});

test("a key like __proto__ is left to the schema, wherever it stands", () => {
  const good = '{"feature":"a","customerId":"b"';
  for (const json of [
    `${good},"__proto__":{}}`,
    `${good},"properties":[{"property":"a","value":"b","__proto__":1}]}`,
  ])
    expect([isPlainUsage(JSON.parse(json)), TrackUsage.safeParse(JSON.parse(json)).success]).toEqual([
      false,
      false,
    ]);
});

test("events as clients send them are known without the schema", () => {
  fc.assert(
    fc.property(valid, (body) => {
      expect(isPlainUsage(body)).toBe(true);
    }),
    { numRuns: 2_000 },
  );
});
