import { expect, test } from "vitest";
import { readFeed } from "./feed.js";

const read = (row: unknown) => readFeed({ object: "list", data: [row] })!;
const priced = (pricing: unknown, rest: object = {}) => ({
  id: "openai/gpt-4o",
  name: "GPT-4o",
  type: "language",
  pricing,
  ...rest,
});

test("prices per token become nanos per million, exactly", () => {
  const { models } = read(priced({ input: "0.0000025", output: "0.00001", input_cache_read: "0.00000125" }));
  expect(models[0]).toMatchObject({
    provider: "openai",
    modelId: "gpt-4o",
    displayName: "GPT-4o",
    kind: "language",
    terms: {
      inputNanos: 2_500_000_000n,
      outputNanos: 10_000_000_000n,
      cacheReadNanos: 1_250_000_000n,
      cacheWriteNanos: null,
      tiers: [],
    },
  });
});

test("tiers of all kinds of tokens are brought together by where they start", () => {
  const { models } = read(
    priced({
      input: "0.00000125",
      output: "0.00001",
      input_cache_read: "0.000000125",
      input_tiers: [
        { cost: "0.00000125", max: 200001 },
        { cost: "0.0000025", min: 200001 },
      ],
      output_tiers: [
        { cost: "0.00001", min: 0, max: 200001 },
        { cost: "0.000015", min: 200001 },
      ],
    }),
  );
  expect(models[0]!.terms).toMatchObject({
    inputNanos: 1_250_000_000n,
    tiers: [
      {
        aboveTokens: 200_000,
        inputNanos: 2_500_000_000n,
        outputNanos: 15_000_000_000n,
        cacheReadNanos: 125_000_000n,
      },
    ],
  });
});

test("an embedding needs no output price; its provider is named as in the catalog", () => {
  const row = { id: "x-ai/embed", type: "embedding", pricing: { input: "0.00000002" } };
  expect(read(row).models[0]).toMatchObject({
    provider: "xai",
    kind: "embedding",
    displayName: "embed",
    terms: { outputNanos: 0n },
  });
});

test.each([
  ["not an object", 7],
  ["no id", { pricing: { input: "1", output: "1" } }],
  ["an id without a provider", priced({ input: "0.1", output: "0.1" }, { id: "gpt-4o" })],
  ["an id with a space", priced({ input: "0.1", output: "0.1" }, { id: "openai/gpt 4o" })],
  ["an id with NUL", priced({ input: "0.1", output: "0.1" }, { id: "openai/gpt\u0000" })],
  ["half a surrogate pair in the id", priced({ input: "0.1", output: "0.1" }, { id: "openai/\ud800" })],
  ["no pricing", { id: "openai/gpt-4o", type: "language" }],
  ["a price that is a number", priced({ input: 0.0000025, output: "0.00001" })],
  ["a price that is not a number", priced({ input: "free", output: "0.00001" })],
  ["a negative price", priced({ input: "-0.1", output: "0.1" })],
  ["a price above what a column holds", priced({ input: "99999999", output: "1" })],
  ["a language model without output price", priced({ input: "0.0000025" })],
  ["a price per image alone", { id: "vendor/paint", type: "image", pricing: { image: "0.04" } }],
  ["nothing but zeros", priced({ input: "0", output: "0" })],
  ["a malformed tier", priced({ input: "0.1", output: "0.1", input_tiers: [{ cost: "x", min: 1 }] })],
  ["tiers with no price below them", priced({ output: "0.1", input_tiers: [{ cost: "0.1", min: 5 }] })],
  [
    "two tiers from one start",
    priced({
      input: "0.1",
      output: "0.1",
      input_tiers: [
        { cost: "0.1", min: 5 },
        { cost: "0.2", min: 5 },
      ],
    }),
  ],
])("a row with %s is skipped and counted", (_, row) => {
  expect(read(row)).toEqual({ models: [], skipped: 1 });
});

test.each([null, [], {}, { data: {} }, "list"])("%j is no model list", (answer) => {
  expect(readFeed(answer)).toBeUndefined();
});
