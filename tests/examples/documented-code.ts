/** The quick start as it is published, word for word. Programs were written from it: it has to run as it stands. */

export const AI_BILLING = `
import { Commet } from "@commet/node";
import { tracked } from "@commet/ai-sdk";
import { anthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";
const commet = new Commet({ apiKey: process.env.COMMET_API_KEY! });
const result = await generateText({
model: tracked(anthropic("claude-sonnet-4-20250514"), {
commet,
feature: "ai_generation",
customerId: "user_123",
}),
prompt: "Explain quantum computing",
});
// Tokens tracked, cost calculated, balance deducted. Done.
`;

export const TRACK = `
await commet.usage.track({
  customerId: "user_123",
  feature: "api_calls",
  value: 1,
})
`;

export const BATCH = `
await commet.usage.trackBatch({
  events: [
    { customerId: "user_123", feature: "api_calls", value: 1 },
    { customerId: "user_456", feature: "api_calls", value: 3 },
    { customerId: "user_123", feature: "storage_gb", value: 0.5 },
  ],
})
`;

export const IDEMPOTENCY = `
await commet.usage.track({
  customerId: "user_123",
  feature: "api_calls",
  value: 1,
  idempotencyKey: "req_abc123",
})
`;
