import { expect, test } from "vitest";
import { NearestNames } from "./nearest.js";

const names = new NearestNames([
  "anthropic/claude-sonnet-4-0",
  "bedrock/regional.anthropic.claude-sonnet-4-0",
  "google/claude-sonnet-4-0",
  "openai/gpt-4o",
  "openai/gpt-4o-mini",
]);

test("a misspelled name is followed by what was meant, its own vendor first", () => {
  expect(names.to("claude-sonet-4-0")[0]).toBe("anthropic/claude-sonnet-4-0");
  expect(names.to("openai/gtp-4o-mini")[0]).toBe("openai/gpt-4o-mini");
});

test("names that have nothing in common are not offered", () => {
  expect(names.to("zzzzzz")).toEqual([]);
  expect(names.to("")).toEqual([]);
});
