/** Code that runs as it stands. Each write may be repeated: what is there already is left as it is. */
const origin = (): string => window.location.origin;

export const curlSnippet = (key: string): string => `export FARTHING=${origin()}/api/v1 KEY=${key}
post() { curl -sS "$FARTHING/$1" -H "x-api-key: $KEY" -H "content-type: application/json" -d "$2"; echo; }

post features '{"name":"AI generation","code":"ai_generation","type":"metered"}'
post plans '{"name":"AI","code":"ai","consumptionModel":"balance"}'
post plans/ai/prices '{"billingInterval":"monthly","price":2900,"includedBalance":100000}'
post plans/ai/features '{"featureId":"ai_generation","pricingMode":"ai_model","margin":2000}'
post customers '{"id":"user_123","email":"user@example.com"}'
post subscriptions '{"customerId":"user_123","planCode":"ai"}'

post usage/events '{"feature":"ai_generation","customerId":"user_123",
  "model":"anthropic/claude-sonnet-4-20250514","inputTokens":1000,"outputTokens":500}'`;

export const nodeSnippet = (
  key: string,
): string => `// npm install @farthing/node @farthing/ai-sdk ai @ai-sdk/anthropic
import { Farthing } from "@farthing/node";
import { tracked } from "@farthing/ai-sdk";
import { anthropic } from "@ai-sdk/anthropic";
import { generateText } from "ai";

const farthing = new Farthing({ apiKey: "${key}", baseURL: "${origin()}" });

const { text } = await generateText({
  model: tracked(anthropic("claude-sonnet-4-20250514"), {
    client: farthing,
    feature: "ai_generation",
    customerId: "user_123",
  }),
  prompt: "Explain quantum computing",
});
// Tokens tracked, cost calculated, balance deducted.`;
