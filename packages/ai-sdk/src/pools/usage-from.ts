import { fromAiSdk } from "./ai-sdk.js";
import { fromAnthropic } from "./anthropic.js";
import { fromGoogle } from "./google.js";
import { fromOpenAI } from "./openai.js";

/**
 * Disjoint token pools out of what a provider, or the AI SDK, reports. For calls that are made without
 * `tracked()`: `usage.track({feature, customerId, model, ...usageFrom.openai(response.usage)})`.
 *
 * Each throws `UsageMissingError` where there are no counts and `UsageMalformedError` where they cannot be right.
 */
export const usageFrom = {
  openai: fromOpenAI,
  anthropic: fromAnthropic,
  google: fromGoogle,
  aiSdk: fromAiSdk,
} as const;
