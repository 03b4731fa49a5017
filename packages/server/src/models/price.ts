/** What a model costs: nanos per million tokens, from a time on. A price row never changes; another one follows it. */
import type { Id } from "../platform/index.js";

/** `operator` rows belong to one environment; the others are shared by all. */
export type PriceSource = "snapshot" | "sync" | "operator";

/** Nanos (10^-9 USD) per million tokens: $3.00 / 1M is 3_000_000_000n. */
export interface TokenPrices {
  readonly inputNanos: bigint;
  readonly outputNanos: bigint;
  /** null: the input price. */
  readonly cacheReadNanos: bigint | null;
  /** null: the input price. */
  readonly cacheWriteNanos: bigint | null;
  /** null: the cache write price. */
  readonly cacheWrite1hNanos: bigint | null;
  /** null: reasoning is priced as the output it is part of. */
  readonly reasoningNanos: bigint | null;
}

/** Prices the whole request when its whole prompt (all three input pools) has more than `aboveTokens` tokens. */
export interface PriceTier extends TokenPrices {
  readonly aboveTokens: number;
}

/** All that is charged by; `tiers` ascend. */
export interface PriceTerms extends TokenPrices {
  readonly tiers: readonly PriceTier[];
}

export interface ModelPrice extends PriceTerms {
  readonly id: Id<"mprice">;
  readonly modelId: Id<"model">;
  /** Set for what an operator entered; null for the shared catalog. */
  readonly environmentId: Id<"env"> | null;
  readonly effectiveFrom: Date;
  readonly source: PriceSource;
  readonly createdAt: Date;
  /** Of an operator's: from then on the catalog's price holds again. It rates nothing itself. */
  readonly endsOverride?: boolean;
}

/** Of rows in {@link newestFirst} order, the one in force at a time. */
export const inForce = <P extends { readonly effectiveFrom: Date }>(
  prices: readonly P[],
  at: Date,
): P | undefined => prices.find((price) => price.effectiveFrom <= at);

/**
 * Of an environment's own rows of a model and of the catalog's, each in {@link newestFirst} order, the one that prices an
 * event: an operator's override that is in force wins over the catalog's price, however new that is, until it is ended.
 */
export function priceOf(
  own: readonly ModelPrice[] | undefined,
  shared: readonly ModelPrice[] | undefined,
  at: Date,
): ModelPrice | undefined {
  const override = own && inForce(own, at);
  return override && !override.endsOverride ? override : shared && inForce(shared, at);
}

/** As {@link priceOf}, of rows of both. */
export const priceAt = (prices: readonly ModelPrice[], at: Date): ModelPrice | undefined =>
  priceOf(
    prices.filter((price) => price.environmentId !== null),
    ofCatalog(prices),
    at,
  );

export const ofCatalog = (prices: readonly ModelPrice[]): ModelPrice[] =>
  prices.filter((price) => price.environmentId === null);

/** Of two rows with one time, the one entered later (the greater id) corrects the other. */
export function newestFirst(a: ModelPrice, b: ModelPrice): number {
  const difference = b.effectiveFrom.getTime() - a.effectiveFrom.getTime();
  if (difference !== 0) return difference;
  return a.id < b.id ? 1 : -1;
}

const PRICE_FIELDS = [
  "inputNanos",
  "outputNanos",
  "cacheReadNanos",
  "cacheWriteNanos",
  "cacheWrite1hNanos",
  "reasoningNanos",
] as const satisfies readonly (keyof TokenPrices)[];

const samePrices = (a: TokenPrices, b: TokenPrices): boolean =>
  PRICE_FIELDS.every((field) => a[field] === b[field]);

export const sameTerms = (a: PriceTerms, b: PriceTerms): boolean =>
  samePrices(a, b) &&
  a.tiers.length === b.tiers.length &&
  a.tiers.every((tier, i) => {
    const other = b.tiers[i]!;
    return tier.aboveTokens === other.aboveTokens && samePrices(tier, other);
  });
