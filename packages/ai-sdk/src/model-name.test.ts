import { expect, test } from "vitest";
import { catalogName } from "./model-name.js";

test.each([
  ["anthropic.messages", "claude-sonnet-4-20250514", "anthropic/claude-sonnet-4-20250514"],
  ["openai.responses", "gpt-4o", "openai/gpt-4o"],
  ["azure.responses", "my-deployment", "azure/my-deployment"],
  ["azure-openai.chat", "my-deployment", "azure/my-deployment"],
  ["google.generative-ai", "gemini-2.5-pro", "google/gemini-2.5-pro"],
  ["google.vertex.chat", "gemini-2.5-pro", "google/gemini-2.5-pro"],
  ["vertex.anthropic.messages", "claude-sonnet-4@20250514", "anthropic/claude-sonnet-4@20250514"],
  ["amazon-bedrock", "eu.anthropic.claude-sonnet-4-v1:0", "bedrock/eu.anthropic.claude-sonnet-4-v1:0"],
  ["bedrock.anthropic.messages", "anthropic.claude-sonnet-4", "bedrock/anthropic.claude-sonnet-4"],
  ["xai.chat", "grok-4", "xai/grok-4"],
  ["mistral.chat", "mistral-large-latest", "mistral/mistral-large-latest"],
  ["openrouter.chat", "anthropic/claude-sonnet-4", "openrouter/anthropic/claude-sonnet-4"],
  ["gateway", "anthropic/claude-sonnet-4.5", "anthropic/claude-sonnet-4.5"],
  ["gateway", "no-prefix", "gateway/no-prefix"],
])("a model of %s with the id %s is %s", (provider, modelId, name) => {
  expect(catalogName({ provider, modelId })).toBe(name);
});
