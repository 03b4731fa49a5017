import { expect, test } from "vitest";
import { formsOf, isDated } from "./model-name.js";

test.each([
  ["claude-sonnet-4-20250514", "claude-sonnet-4"],
  ["claude-sonnet-4@20250514", "claude-sonnet-4"],
  ["gpt-4o-2024-08-06", "gpt-4o"],
  ["claude-3-5-sonnet-latest", "claude-3-5-sonnet"],
  ["ft:gpt-4o-mini-2024-07-18:org:name:id", "ft:gpt-4o-mini"],
  ["ft:gpt-4o-mini:org::id", "ft:gpt-4o-mini"],
  ["models/gemini-2.0-flash-001", "gemini-2-0-flash"],
  ["projects/p/locations/l/publishers/google/models/gemini-2.5-pro", "gemini-2-5-pro"],
  ["anthropic.claude-3-haiku-20240307-v1:0:200k", "anthropic-claude-3-haiku"],
  ["gemini-2.5-pro-preview-05-06", "gemini-2-5-pro-preview"],
])("%s is reduced to %s", (name, reduced) => {
  expect(formsOf(name)).toContain(reduced);
});

test("a regional Bedrock id is also looked up as the regional price and without its region", () => {
  expect(formsOf("us.anthropic.claude-sonnet-4-20250514-v1:0")).toEqual(
    expect.arrayContaining([
      "regional-anthropic-claude-sonnet-4-20250514-v1:0",
      "regional-anthropic-claude-sonnet-4",
      "anthropic-claude-sonnet-4-20250514-v1:0",
    ]),
  );
});

test.each([
  "deepseek-v3",
  "mistral-large-2512",
  "gpt-4-0613",
  "text-embedding-ada-002",
  "claude-opus-4-1",
  "qwen3-235b-a22b-2507",
])("the version in %s is never taken off", (name) => {
  expect(formsOf(name)).toEqual([name]);
});

test("a name says whether it means one dated version", () => {
  expect(isDated("gpt-4o-2024-08-06")).toBe(true);
  expect(isDated("us.anthropic.claude-sonnet-4-20250514-v1:0")).toBe(true);
  expect(isDated("gpt-4o-latest")).toBe(false);
  expect(isDated("claude-opus-4-1")).toBe(false);
});
