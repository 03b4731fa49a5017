/** What an AI call consumed, and which of a model's prices hold for it. */
import type { PriceTerms, TokenPrices } from "../models/index.js";

/** Disjoint pools: no token is in two of them, but `reasoning`, which is a part of `output`. */
export interface TokenCounts {
  readonly input: bigint;
  readonly output: bigint;
  readonly cacheRead: bigint;
  /** Written to the cache for five minutes. */
  readonly cacheWrite: bigint;
  /** Written to the cache for an hour. */
  readonly cacheWrite1h: bigint;
  readonly reasoning: bigint;
}

/** All three input pools: what a provider counts as the prompt, and chooses the tier by. */
export const promptTokens = (tokens: TokenCounts): bigint =>
  tokens.input + tokens.cacheRead + tokens.cacheWrite + tokens.cacheWrite1h;

/** The prices that hold for a request of this size. */
export function pricesFor(tokens: TokenCounts, prices: PriceTerms): TokenPrices {
  const prompt = promptTokens(tokens);
  return prices.tiers.findLast((tier) => prompt > BigInt(tier.aboveTokens)) ?? prices;
}
