import { afterAll, beforeAll, expect, test } from "vitest";
import { startTestInstance, type TestInstance } from "../../test/instance.js";
import { FarthingError, type Id, idFromUuid } from "../platform/index.js";
import { createModelPricing, type PinnedPrice } from "./pricing.js";
import { readVersions } from "./store.js";

let instance: TestInstance;
let environmentId: Id<"env">;
const pricing = createModelPricing();
const NOW = new Date();

beforeAll(async () => {
  instance = await startTestInstance();
  const { rows } = await instance.database.db.$client.query(
    "SELECT id FROM environments WHERE kind = 'sandbox'",
  );
  environmentId = idFromUuid("env", rows[0].id);
});
afterAll(() => instance.close());

const book = () => pricing.currentBook(instance.database.db, environmentId);
async function priceOf(requested: string, responseModel?: string, at = NOW): Promise<PinnedPrice> {
  const price = (await book()).price(requested, responseModel, at);
  if (price instanceof FarthingError) throw price;
  return price;
}
const nameOf = async (requested: string, responseModel?: string) =>
  (await priceOf(requested, responseModel)).modelName;
const add = async (path: string, body: unknown) => {
  const answer = await instance.call("POST", path, body);
  expect([answer.status, answer.body.error]).toEqual([201, undefined]);
  return answer.body;
};

test.each([
  // The provider's dated name for the same model, at the provider that was called.
  ["openai/gpt-4o", "gpt-4o-2024-08-06", "openai/gpt-4o"],
  [
    "bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0",
    "claude-sonnet-4-20250514",
    "bedrock/regional.anthropic.claude-sonnet-4-20250514-v1:0",
  ],
  // What ran is not what was asked for.
  ["openai/gpt-4o", "gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini"],
  ["openrouter/openrouter/auto", "anthropic/claude-sonnet-4.5", "openrouter/anthropic/claude-sonnet-4.5"],
  ["openai/proxy", "claude-sonnet-4-20250514", "anthropic/claude-sonnet-4-0"],
  ["azure/my-deployment", "gpt-4o-2024-11-20", "openai/gpt-4o"],
  // What the provider says does not resolve.
  ["openai/gpt-4o", "gpt-from-the-future", "openai/gpt-4o"],
])("%s that answered as %s is priced as %s", async (requested, responseModel, expected) => {
  expect(await nameOf(requested, responseModel)).toBe(expected);
});

test("what an operator's own model calls itself does not get another vendor's price", async () => {
  await add("/models", { provider: "local", modelId: "llm", price: { inputPrice: 100, outputPrice: 0 } });
  await add("/model-aliases", { alias: "house-model", model: "local/llm" });
  expect(await nameOf("local/llm", "gpt-4o")).toBe("local/llm");
  expect(await nameOf("house-model", "gpt-4o")).toBe("local/llm");
});

test("events before an override keep the catalog's price, events from it on have the override's", async () => {
  const before = await priceOf("openai/gpt-4o", undefined, new Date("2026-02-28T23:59:59.999Z"));
  await add("/models/openai/gpt-4o/prices", {
    inputPrice: 20000,
    outputPrice: 80000,
    effectiveFrom: "2026-03-01T00:00:00Z",
  });
  expect(await priceOf("openai/gpt-4o", undefined, new Date("2026-02-28T23:59:59.999Z"))).toEqual(before);
  expect(await priceOf("openai/gpt-4o", undefined, new Date("2026-03-01T00:00:00Z"))).toMatchObject({
    inputNanos: 2_000_000_000n,
    outputNanos: 8_000_000_000n,
    cacheReadNanos: null,
  });
});

test("of two overrides from one time the later entered one holds", async () => {
  const at = "2026-04-01T00:00:00Z";
  await add("/models/openai/o3/prices", { inputPrice: 1, outputPrice: 0, effectiveFrom: at });
  await add("/models/openai/o3/prices", { inputPrice: 2, outputPrice: 0, effectiveFrom: at });
  expect((await priceOf("openai/o3", undefined, new Date(at))).inputNanos).toBe(200_000n);
});

test("an override holds in its own environment only", async () => {
  await add("/models/openai/gpt-4.1/prices", {
    inputPrice: 1,
    outputPrice: 0,
    effectiveFrom: "2020-01-01T00:00:00Z",
  });
  const { rows } = await instance.database.pool.query("SELECT id FROM environments WHERE kind = 'live'");
  const live = await pricing.currentBook(instance.database.db, idFromUuid("env", rows[0].id));
  expect(live.price("openai/gpt-4.1", undefined, NOW)).toMatchObject({ inputNanos: 2_000_000_000n });
  expect((await priceOf("openai/gpt-4.1")).inputNanos).toBe(100_000n);
});

test("a book is kept while neither version moves, and another is made as soon as one does", async () => {
  const first = await book();
  expect(await book()).toBe(first);
  await add("/model-aliases", { alias: "fresh-alias", model: "openai/gpt-4o" });
  const second = await book();
  expect(second).not.toBe(first);
  expect(await nameOf("fresh-alias")).toBe("openai/gpt-4o");
  await instance.database.pool.query("UPDATE catalog_state SET version = version + 1");
  expect(await book()).not.toBe(second);
});

test("a transaction with older versions is served by the newer book", async () => {
  const versions = await readVersions(instance.database.db, environmentId);
  const newer = await book();
  const older = {
    environmentId,
    configVersion: versions.configVersion - 1n,
    catalogVersion: versions.catalogVersion - 1n,
  };
  expect(await pricing.bookFor(instance.database.db, older)).toBe(newer);
});

test("an unknown model is an error that names the nearest, never a price", async () => {
  const error = (await book()).price("anthropic/claude-sonet-4", undefined, NOW);
  expect(error).toBeInstanceOf(FarthingError);
  expect(error).toMatchObject({ code: "model_not_found", status: 404, context: { param: "model" } });
  const { details } = (error as FarthingError).context;
  expect((details as { nearest: string[] }).nearest).toContain("anthropic/claude-sonnet-4-0");
});

test("a model without a price at the time is not found, and the message says so", async () => {
  await add("/models", {
    provider: "local",
    modelId: "later",
    price: { inputPrice: 1, outputPrice: 0, effectiveFrom: "2030-01-01T00:00:00Z" },
  });
  const error = (await book()).price("local/later", undefined, NOW);
  expect(error).toMatchObject({ code: "model_not_found" });
  expect((error as FarthingError).message).toContain("no price at");
});

test("price rows are found again by id, with the model they are of", async () => {
  const [a, b] = [await priceOf("openai/gpt-4o"), await priceOf("local/llm")];
  const missing = "mprice_01h455vb4pex5vsknk084sn02q" as const;
  for (const reader of [pricing, pricing, createModelPricing()]) {
    const found = await reader.pricesById(instance.database.db, [a.id, b.id, a.id, missing]);
    expect([...found.keys()].sort()).toEqual([a.id, b.id].sort());
    expect(found.get(a.id)).toEqual(a);
    expect(found.get(b.id)).toEqual(b);
  }
});
