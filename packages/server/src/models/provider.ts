/** Who sells a model: one id per provider, whatever SDKs, gateways and price lists call it. */

/** Other names of providers → the catalog's. A name that is not here is the catalog's already. */
const SYNONYMS: ReadonlyMap<string, string> = new Map(
  Object.entries({
    "amazon-bedrock": "bedrock",
    aws: "bedrock",
    "aws-bedrock": "bedrock",
    "azure-openai": "azure",
    "azure-cognitive-services": "azure",
    "x-ai": "xai",
    gemini: "google",
    "google-ai-studio": "google",
    "google-generative-ai": "google",
    "google-vertex": "google",
    vertex: "google",
    "vertex-ai": "google",
    vertex_ai: "google",
    mistralai: "mistral",
    "fireworks-ai": "fireworks",
    fireworks_ai: "fireworks",
    "together-ai": "together",
    together_ai: "together",
    togetherai: "together",
    voyageai: "voyage",
    moonshot: "moonshotai",
    "workers-ai": "cloudflare",
    bigmodel: "zhipuai",
  }),
);

export function canonicalProvider(name: string): string {
  const lower = name.toLowerCase();
  return SYNONYMS.get(lower) ?? lower;
}

/**
 * Providers that resell others' models under the same names at the same list price: what they do not have
 * themselves is looked up there, in this order.
 */
const RESELLS: ReadonlyMap<string, readonly string[]> = new Map([
  ["azure", ["openai", "anthropic", "deepseek", "xai", "moonshotai"]],
  ["google", ["anthropic"]],
]);

export const resoldBy = (provider: string): readonly string[] => RESELLS.get(provider) ?? [];

/** Prefixes that route to a provider named behind them: `gateway/openai/gpt-4o`. */
const ROUTERS = new Set(["gateway", "vercel", "ai-gateway"]);

export function withoutRouter(name: string): string {
  const slash = name.indexOf("/");
  return slash > 0 && ROUTERS.has(name.slice(0, slash).toLowerCase()) ? name.slice(slash + 1) : name;
}

/** Bedrock names a model by region (or `global`), vendor, and id: `us.anthropic.claude-…`. */
export const BEDROCK_ID =
  /^(?:[a-z]{2,8}(?:-gov)?\.)?(?:amazon|anthropic|meta|mistral|cohere|ai21|deepseek|google|minimax|moonshot|nvidia|openai|qwen|stability|twelvelabs|writer|zai)\./;

/** Whose model a bare id is, by its family; the first that fits. */
const FAMILIES: readonly (readonly [RegExp, string])[] = [
  [/^arn:aws[\w-]*:bedrock:/, "bedrock"],
  [BEDROCK_ID, "bedrock"],
  [/^accounts\/fireworks\//, "fireworks"],
  [/^@cf\//, "cloudflare"],
  [/^claude/, "anthropic"],
  [
    /^(?:ft:)?(?:gpt|chatgpt|o[134](?:-|$)|text-embedding-(?:3|ada)|davinci|babbage|codex|computer-use|whisper)/,
    "openai",
  ],
  [/^(?:gemini|gemma|text-embedding-00)/, "google"],
  [/^grok/, "xai"],
  [/^(?:open-)?(?:mistral|ministral|mixtral|codestral|devstral|magistral|pixtral|voxtral)/, "mistral"],
  [/^deepseek/, "deepseek"],
  [/^(?:meta-)?llama/, "meta"],
  [/^(?:command|c4ai|embed-|rerank-)/, "cohere"],
  [/^(?:sonar|pplx)/, "perplexity"],
  [/^voyage/, "voyage"],
  [/^(?:kimi|moonshot)/, "moonshotai"],
  [/^minimax/, "minimax"],
  [/^glm/, "zhipuai"],
  [/^(?:qwen|qwq)/, "alibaba"],
];

/** The provider that made the model, or undefined where its name does not tell. */
export function ownVendor(modelId: string): string | undefined {
  const lower = modelId.toLowerCase();
  return FAMILIES.find(([family]) => family.test(lower))?.[1];
}
