/** The model catalog that comes with the package, so that the first boot needs no network. */
import type { PriceTerms, TokenPrices } from "./price.js";

const MODEL_KINDS = ["language", "embedding", "image", "audio", "other"] as const;
export type ModelKind = (typeof MODEL_KINDS)[number];

/** Nanos per million tokens as text; what a model is not priced for is left out. */
export interface SnapshotPrices {
  readonly input: string;
  readonly output: string;
  readonly cacheRead?: string;
  readonly cacheWrite?: string;
  readonly cacheWrite1h?: string;
  readonly reasoning?: string;
}

export interface SnapshotPrice extends SnapshotPrices {
  /** `YYYY-MM-DD`, from 00:00 UTC on; left out where the price has always been. */
  readonly from?: string;
  readonly tiers?: readonly (SnapshotPrices & { readonly above: number })[];
}

export interface SnapshotModel {
  readonly provider: string;
  readonly id: string;
  readonly name?: string;
  readonly kind?: ModelKind;
  readonly aliases?: readonly string[];
  readonly prices: readonly SnapshotPrice[];
}

export interface Snapshot {
  readonly source: string;
  readonly version: string;
  readonly licence: string;
  /** What of the source cannot be said here, and what was done about it. */
  readonly notes: readonly string[];
  readonly models: readonly SnapshotModel[];
}

/** In a chunk of its own, read at boot only. */
export async function readSnapshot(): Promise<Snapshot> {
  const file: { default: unknown } = await import("./snapshot/catalog-snapshot.json");
  return file.default as Snapshot;
}

export function termsOf(price: SnapshotPrice): PriceTerms {
  const tiers = price.tiers ?? [];
  return { ...tokenPrices(price), tiers: tiers.map((t) => ({ aboveTokens: t.above, ...tokenPrices(t) })) };
}

const optional = (text: string | undefined): bigint | null => (text === undefined ? null : BigInt(text));

const tokenPrices = (prices: SnapshotPrices): TokenPrices => ({
  inputNanos: BigInt(prices.input),
  outputNanos: BigInt(prices.output),
  cacheReadNanos: optional(prices.cacheRead),
  cacheWriteNanos: optional(prices.cacheWrite),
  cacheWrite1hNanos: optional(prices.cacheWrite1h),
  reasoningNanos: optional(prices.reasoning),
});
