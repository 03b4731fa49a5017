import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { buildCatalog, SNAPSHOT_FILE } from "../../../../scripts/build-catalog.js";
import { readSnapshot, termsOf } from "./snapshot.js";

const snapshot = await readSnapshot();
const models = new Map(snapshot.models.map((model) => [`${model.provider}/${model.id}`, model]));
const pricesOf = (name: string) => models.get(name)!.prices;

const hasSource = (() => {
  try {
    return !!createRequire(import.meta.url).resolve("@pydantic/genai-prices");
  } catch {
    return false;
  }
})();

test.runIf(hasSource)("building the catalog again gives the committed file, byte for byte", async () => {
  expect(await buildCatalog()).toBe(await readFile(SNAPSHOT_FILE, "utf8"));
});

test("the prices of the best-known models are those of the source, in nanos per million", () => {
  expect(pricesOf("anthropic/claude-sonnet-4-0")).toEqual([
    {
      input: "3000000000",
      output: "15000000000",
      cacheRead: "300000000",
      cacheWrite: "3750000000",
      cacheWrite1h: "6000000000",
    },
  ]);
  expect(pricesOf("openai/gpt-4o")).toEqual([
    { input: "2500000000", output: "10000000000", cacheRead: "1250000000" },
  ]);
  expect(pricesOf("openai/gpt-4o-mini")).toEqual([
    { input: "150000000", output: "600000000", cacheRead: "75000000" },
  ]);
});

test("a tier re-prices everything above its boundary", () => {
  expect(pricesOf("google/gemini-2.5-pro")).toEqual([
    {
      input: "1250000000",
      output: "10000000000",
      cacheRead: "125000000",
      tiers: [{ above: 200_000, input: "2500000000", output: "15000000000", cacheRead: "250000000" }],
    },
  ]);
});

test("a change of price keeps its date", () => {
  const [first, second] = pricesOf("anthropic/claude-opus-4-6");
  expect([first!.from, second!.from]).toEqual([undefined, "2026-03-13"]);
  // 300,000 tokens of prompt: $3.00 before, $1.50 after.
  expect(first!.tiers?.[0]).toMatchObject({ above: 200_000, input: "10000000000" });
  expect(second).toMatchObject({ input: "5000000000" });
  expect(second!.tiers).toBeUndefined();
});

test("a price by the time of day is the price of most of the day, and is noted", () => {
  expect(pricesOf("deepseek/deepseek-chat")).toEqual([
    { input: "270000000", output: "1100000000", cacheRead: "70000000" },
  ]);
  expect(pricesOf("deepseek/deepseek-v4-flash").map(({ from, input }) => [from, input])).toEqual([
    [undefined, "140000000"],
    ["2026-08-17", "220000000"],
  ]);
  expect(snapshot.notes.filter((note) => note.startsWith("deepseek/")).length).toBe(4);
});

test("every model has a price, and no input is free", () => {
  expect(snapshot.models.length).toBeGreaterThan(1_400);
  for (const model of snapshot.models) {
    expect(model.prices.length).toBeGreaterThan(0);
    for (const price of model.prices) {
      expect([model.id, termsOf(price).inputNanos > 0n]).toEqual([model.id, true]);
    }
  }
});

test("names are unique and can be stored as a page position", () => {
  expect(models.size).toBe(snapshot.models.length);
  for (const name of models.keys()) expect(name).toMatch(/^[a-z0-9][a-z0-9._-]{0,63}\/\S{1,200}$/);
});
