/**
 * The AI Gateway's public model list: `{data: [{id: "openai/gpt-4o", name, type, pricing: {input, output,
 * input_cache_read?, input_cache_write?, input_tiers?: [{cost, min?, max?}], …}}]}`. Prices are decimal text in USD
 * per single token; a tier holds from `min` tokens on and below `max`.
 *
 * Read with distrust: it comes over the network, and a row that is not understood must not become a price.
 */
import { FROM_USD_PER_TOKEN, nanosFromDecimal } from "./decimal-price.js";
import type { PriceTerms, TokenPrices } from "./price.js";
import { splitName } from "./resolve.js";
import type { ModelKind } from "./snapshot.js";

export interface FeedModel {
  readonly provider: string;
  readonly modelId: string;
  readonly displayName: string;
  readonly kind: ModelKind;
  /** A null price is one the feed says nothing about. */
  readonly terms: PriceTerms;
}

export interface Feed {
  readonly models: readonly FeedModel[];
  /** Rows without a usable token price, or not to be understood. */
  readonly skipped: number;
}

/** @returns undefined when the answer is not a model list at all */
export function readFeed(answer: unknown): Feed | undefined {
  if (!isRecord(answer) || !Array.isArray(answer.data)) return undefined;
  const models = answer.data.flatMap((row) => readRow(row) ?? []);
  return { models, skipped: answer.data.length - models.length };
}

type JsonObject = Record<string, unknown>;
const isRecord = (value: unknown): value is JsonObject =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const KINDS: ReadonlyMap<unknown, ModelKind> = new Map([
  [undefined, "language"],
  ["language", "language"],
  ["embedding", "embedding"],
  ["image", "image"],
  ["speech", "audio"],
  ["transcription", "audio"],
  ["realtime", "audio"],
]);

const PROVIDER = /^[a-z0-9][a-z0-9._-]{0,63}$/;
const MODEL_ID = /^[^\s\p{Cc}]{1,200}$/u;

function readRow(row: unknown): FeedModel | undefined {
  if (!isRecord(row) || typeof row.id !== "string" || !isRecord(row.pricing)) return undefined;
  const name = splitName(row.id);
  if (!name || !PROVIDER.test(name.provider) || !MODEL_ID.test(name.modelId) || !row.id.isWellFormed()) {
    return undefined;
  }
  const kind = KINDS.get(row.type) ?? "other";
  const terms = readTerms(row.pricing, kind);
  return terms && { ...name, displayName: readName(row.name) ?? name.modelId, kind, terms };
}

function readName(name: unknown): string | undefined {
  const usable = typeof name === "string" && /^[^\p{Cc}]{1,200}$/u.test(name) && name.isWellFormed();
  return usable ? name : undefined;
}

/** One kind of token: what it costs from how many tokens of prompt on. The first step starts at 0. */
type Steps = readonly { readonly min: number; readonly nanos: bigint }[];

function readTerms(pricing: JsonObject, kind: ModelKind): PriceTerms | undefined {
  const input = readSteps(pricing.input, pricing.input_tiers);
  const output = readSteps(pricing.output, pricing.output_tiers);
  const read = readSteps(pricing.input_cache_read, pricing.input_cache_read_tiers);
  const write = readSteps(pricing.input_cache_write, pricing.input_cache_write_tiers);
  if (input === "malformed" || output === "malformed" || read === "malformed" || write === "malformed") {
    return undefined;
  }
  // What generates has an output price, or the row is not a whole price. What is free here may cost at its vendor.
  if (!input || (!output && kind !== "embedding")) return undefined;
  if ([...input, ...(output ?? [])].every((step) => step.nanos === 0n)) return undefined;
  const at = (tokens: number): TokenPrices => ({
    inputNanos: costAt(input, tokens),
    outputNanos: output ? costAt(output, tokens) : 0n,
    cacheReadNanos: read ? costAt(read, tokens) || null : null,
    cacheWriteNanos: write ? costAt(write, tokens) || null : null,
    cacheWrite1hNanos: null,
    reasoningNanos: null,
  });
  const starts = new Set(
    [input, output, read, write].flatMap((steps) => steps?.map((step) => step.min) ?? []),
  );
  starts.delete(0);
  const tiers = [...starts].sort((a, b) => a - b).map((min) => ({ aboveTokens: min - 1, ...at(min) }));
  return { ...at(0), tiers };
}

const costAt = (steps: Steps, tokens: number): bigint => steps.findLast((step) => step.min <= tokens)!.nanos;

/** @returns undefined where there is neither a price nor tiers */
function readSteps(price: unknown, tiers: unknown): Steps | undefined | "malformed" {
  const base = price === undefined || price === null ? undefined : readPrice(price);
  if (base === null) return "malformed";
  const steps = readTiers(tiers ?? []);
  if (!steps) return "malformed";
  if (steps.length === 0) return base === undefined ? undefined : [{ min: 0, nanos: base }];
  if (steps[0]!.min === 0) return steps;
  return base === undefined ? "malformed" : [{ min: 0, nanos: base }, ...steps];
}

function readTiers(tiers: unknown): Steps | undefined {
  if (!Array.isArray(tiers) || tiers.length > 20) return undefined;
  const steps = tiers.map((tier) => {
    if (!isRecord(tier)) return undefined;
    const min = tier.min ?? 0;
    const nanos = readPrice(tier.cost);
    return typeof min === "number" && Number.isSafeInteger(min) && min >= 0 && nanos !== null
      ? { min, nanos }
      : undefined;
  });
  if (steps.some((step) => step === undefined)) return undefined;
  const sorted = (steps as Steps).toSorted((a, b) => a.min - b.min);
  return sorted.some((step, i) => i > 0 && step.min === sorted[i - 1]!.min) ? undefined : sorted;
}

/** null: not decimal text. A JSON number is refused as well: it may have been rounded on its way. */
const readPrice = (price: unknown): bigint | null =>
  typeof price === "string" ? (nanosFromDecimal(price, FROM_USD_PER_TOKEN) ?? null) : null;
