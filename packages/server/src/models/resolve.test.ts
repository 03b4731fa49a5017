import { expect, test } from "vitest";
import { type AliasTarget, fullName, type NamedModel, NameIndex, resolve } from "./resolve.js";
import { readSnapshot } from "./snapshot.js";

const snapshot = await readSnapshot();
const catalog = new NameIndex<NamedModel>(
  snapshot.models.map(({ provider, id, aliases = [] }) => ({ provider, modelId: id, aliases })),
);
const noAliases = new Map<string, AliasTarget>();

function resolved(name: string, aliases = noAliases, own: NamedModel[] = []): string | string[] {
  const resolution = resolve([new NameIndex(own), catalog], aliases, name);
  return resolution.model ? fullName(resolution.model) : resolution.candidates.map(fullName);
}
const named = (...names: string[]): NamedModel[] =>
  names.map((name) => ({
    provider: name.split("/")[0]!,
    modelId: name.slice(name.indexOf("/") + 1),
    aliases: [],
  }));
const among = (models: NamedModel[], name: string) => {
  const resolution = resolve([new NameIndex(models)], noAliases, name);
  return resolution.model ? fullName(resolution.model) : resolution.candidates.map(fullName);
};

test.each([
  // exact
  ["openai/gpt-4o", "openai/gpt-4o"],
  ["openrouter/anthropic/claude-sonnet-4.5", "openrouter/anthropic/claude-sonnet-4.5"],
  // dated, latest, dots and dashes
  ["anthropic/claude-sonnet-4-20250514", "anthropic/claude-sonnet-4-0"],
  ["anthropic/claude-sonnet-4-0", "anthropic/claude-sonnet-4-0"],
  ["anthropic/claude-sonnet-4", "anthropic/claude-sonnet-4-0"],
  ["anthropic/claude-sonnet-4@20250514", "anthropic/claude-sonnet-4-0"],
  ["anthropic/claude-4-sonnet-20250514", "anthropic/claude-sonnet-4-0"],
  ["anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"],
  ["anthropic/claude-sonnet-4-5-20250929", "anthropic/claude-sonnet-4-5"],
  ["anthropic/claude-opus-4-1-20250805", "anthropic/claude-opus-4-1"],
  ["anthropic/claude-3-5-haiku-20241022", "anthropic/claude-3-5-haiku-latest"],
  ["anthropic/claude-3-7-sonnet-20250219", "anthropic/claude-3-7-sonnet-latest"],
  ["openai/gpt-4o-2024-11-20", "openai/gpt-4o"],
  ["openai/gpt-4o-2024-05-13", "openai/gpt-4o-2024-05-13"],
  ["openai/gpt-4.1-mini-2025-04-14", "openai/gpt-4.1-mini"],
  ["openai/o3-2025-04-16", "openai/o3"],
  ["openai/text-embedding-3-small", "openai/text-embedding-3-small"],
  ["google/gemini-2.5-pro-preview-05-06", "google/gemini-2.5-pro"],
  ["google/gemini-2.0-flash-001", "google/gemini-2.0-flash"],
  ["mistral/mistral-large-latest", "mistral/mistral-large"],
  // fine-tuned models have a price of their own
  ["openai/ft:gpt-4o-mini-2024-07-18:org::id", "openai/ft:gpt-4o-mini"],
  ["ft:gpt-4o-mini:org::id", "openai/ft:gpt-4o-mini"],
  ["ft:gpt-3.5-turbo:org:name:id", "openai/ft:gpt-3.5-turbo-"],
  // Bedrock
  [
    "bedrock/us.anthropic.claude-sonnet-4-20250514-v1:0",
    "bedrock/regional.anthropic.claude-sonnet-4-20250514-v1:0",
  ],
  [
    "bedrock/anthropic.claude-3-5-sonnet-20241022-v2:0",
    "bedrock/regional.anthropic.claude-3-5-sonnet-20241022-v2:0",
  ],
  [
    "bedrock/anthropic.claude-3-5-sonnet-20240620-v1:0",
    "bedrock/regional.anthropic.claude-3-5-sonnet-20240620-v1:0",
  ],
  [
    "bedrock/global.anthropic.claude-sonnet-4-5-20250929-v1:0",
    "bedrock/global.anthropic.claude-sonnet-4-5-20250929-v1:0",
  ],
  ["eu.anthropic.claude-opus-4-5-20251101-v1:0", "bedrock/regional.anthropic.claude-opus-4-5-v1:0"],
  ["amazon-bedrock/us.amazon.nova-lite-v1:0", "bedrock/amazon.nova-lite-v1:0"],
  [
    "arn:aws:bedrock:us-east-1:1:inference-profile/us.anthropic.claude-sonnet-4-20250514-v1:0",
    "bedrock/regional.anthropic.claude-sonnet-4-20250514-v1:0",
  ],
  // other names of providers, resellers, routers
  ["x-ai/grok-4", "xai/grok-4-0709"],
  ["xai/grok-3-latest", "xai/grok-3"],
  ["mistralai/mistral-small-latest", "mistral/mistral-small-latest"],
  ["azure/gpt-4o-2024-08-06", "openai/gpt-4o"],
  ["azure/gpt-35-turbo", "openai/gpt-3.5-turbo"],
  ["vertex/gemini-2.5-pro", "google/gemini-2.5-pro"],
  ["gateway/anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4-5"],
  // bare
  ["claude-sonnet-4-20250514", "anthropic/claude-sonnet-4-0"],
  ["claude-3-5-sonnet-latest", "anthropic/claude-3-5-sonnet"],
  ["gpt-4o", "openai/gpt-4o"],
  ["gpt-4o-mini-2024-07-18", "openai/gpt-4o-mini"],
  ["o3", "openai/o3"],
  ["o4-mini", "openai/o4-mini"],
  ["gemini-2.5-pro", "google/gemini-2.5-pro"],
  ["models/gemini-2.5-flash", "google/gemini-2.5-flash"],
  ["grok-4", "xai/grok-4-0709"],
  ["deepseek-chat", "deepseek/deepseek-chat"],
  ["llama-3.3-70b-versatile", "groq/llama-3.3-70b-versatile"],
  ["GPT-4o", "openai/gpt-4o"],
])("%s is priced as %s", (name, expected) => {
  expect(resolved(name)).toBe(expected);
});

test.each([
  "anthropic/claude-opus-4.6-fast",
  "anthropic/claude-sonnet-99",
  "openai/gpt-4o-max",
  "ft:gpt-4.1-mini:org::id",
  "deepseek/deepseek-r1-distill-qwen-14b",
  "deepseek-v3",
  "mistral/mistral-large-2703",
  "acme/gpt-4o",
  "openai/",
  "/gpt-4o",
  "",
  " ",
  "__proto__",
  "openai/constructor",
])("%j is not taken for another model", (name) => {
  expect(resolved(name)).toEqual([]);
});

test("a name that fits several models is nobody's, and names them", () => {
  const models = named("vendor/m-1.5-2025-01-01", "vendor/m-1.5-2025-02-01", "other/big", "third/big");
  expect(among(models, "vendor/m-1.5")).toEqual(["vendor/m-1.5-2025-01-01", "vendor/m-1.5-2025-02-01"]);
  expect(among(models, "big")).toEqual(["other/big", "third/big"]);
});

test("a date is not answered with another date's model", () => {
  expect(among(named("vendor/m-2025-01-01"), "vendor/m-2025-06-01")).toEqual([]);
  expect(among(named("vendor/m-2025-01-01"), "vendor/m")).toBe("vendor/m-2025-01-01");
});

test("an id wins over another model's other name", () => {
  const models = [...named("vendor/fast"), { provider: "vendor", modelId: "fast-1", aliases: ["fast"] }];
  expect(among(models, "vendor/fast")).toBe("vendor/fast");
});

test("an operator's alias wins over all but an exact name, with and without the provider", () => {
  const aliases = new Map([
    ["prod-gpt", { provider: "openai", modelId: "gpt-4o-mini" }],
    ["gpt-4o", { provider: "openai", modelId: "gpt-4o-mini" }],
  ]);
  expect(resolved("prod-gpt", aliases)).toBe("openai/gpt-4o-mini");
  expect(resolved("azure/prod-gpt", aliases)).toBe("openai/gpt-4o-mini");
  expect(resolved("gpt-4o", aliases)).toBe("openai/gpt-4o-mini");
  expect(resolved("openai/gpt-4o", aliases)).toBe("openai/gpt-4o");
});

test("an operator's own model wins over the catalog's of the same name", () => {
  const own = named("openai/gpt-4o");
  const resolution = resolve([new NameIndex(own), catalog], noAliases, "openai/gpt-4o");
  expect(resolution.model).toBe(own[0]);
});

test("every model of the catalog answers to its own name", () => {
  for (const model of snapshot.models) {
    const name = `${model.provider}/${model.id}`;
    expect(resolved(name)).toBe(name);
  }
});

test("every other name in the catalog means the model that has it", () => {
  for (const model of snapshot.models) {
    for (const alias of model.aliases ?? []) {
      expect([alias, resolved(`${model.provider}/${alias}`)]).toEqual([
        alias,
        `${model.provider}/${model.id}`,
      ]);
    }
  }
});
