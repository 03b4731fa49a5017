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
): string => `// With a checkout of Farthing beside your project: npm install ../farthing/packages/node
import { ConflictError, Farthing } from "@farthing/node";

const farthing = new Farthing({ apiKey: "${key}", baseURL: "${origin()}" });

// Leaves alone what already exists, so that this can run again.
const unlessThere = (creation) =>
  creation.catch((error) => {
    if (!(error instanceof ConflictError)) throw error;
  });

await unlessThere(farthing.features.create({ name: "AI generation", code: "ai_generation", type: "metered" }));
await unlessThere(farthing.plans.create({ name: "AI", code: "ai", consumptionModel: "balance" }));
await unlessThere(
  farthing.plans.addPrice({ id: "ai", billingInterval: "monthly", price: 2900, includedBalance: 100000 }),
);
await unlessThere(
  farthing.plans.addFeature({ id: "ai", featureId: "ai_generation", pricingMode: "ai_model", margin: 2000 }),
);
await farthing.customers.create({ id: "user_123", email: "user@example.com" });
await unlessThere(farthing.subscriptions.create({ customerId: "user_123", planCode: "ai" }));

const event = await farthing.usage.track({
  feature: "ai_generation",
  customerId: "user_123",
  model: "anthropic/claude-sonnet-4-20250514",
  inputTokens: 1000,
  outputTokens: 500,
});
console.log("charged", event.cost.total, "left", event.consumption.remaining);

// Next, let tracked() of @farthing/ai-sdk report every call of an AI SDK model:
// npm install ../farthing/packages/ai-sdk ai @ai-sdk/anthropic, and set ANTHROPIC_API_KEY.`;
