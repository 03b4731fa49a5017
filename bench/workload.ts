/**
 * The events that are sent: Zipf over the customers, half at a fixed price and half of an AI model, unique keys.
 * All follow from a seed and the name of a stream, so that a run can be repeated and processes agree without talking.
 */
import { createHash } from "node:crypto";
import { uniformFloat64 } from "pure-rand/distribution/uniformFloat64";
import { uniformInt } from "pure-rand/distribution/uniformInt";
import { xoroshiro128plus } from "pure-rand/generator/xoroshiro128plus";
import type { RandomGenerator } from "pure-rand/types/RandomGenerator";

export const MODEL = "anthropic/claude-sonnet-4-20250514";
export const FIXED_FEATURE = "api_calls";
export const AI_FEATURE = "ai_generation";
/** Rate scale: $0.0010 a call. */
export const UNIT_PRICE_RATE = 10;
export const MARGIN_BASIS_POINTS = 2_000;
/** Rate scale: $1,000,000. Never exhausted by a run. */
export const INCLUDED_BALANCE_RATE = 10_000_000_000;

interface Common {
  /** The customer's rank in the Zipf distribution, from 1. */
  readonly customer: number;
  readonly key: string;
}
export interface FixedEvent extends Common {
  readonly kind: "fixed";
  readonly value: number;
}
export interface AiEvent extends Common {
  readonly kind: "ai";
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly cacheReadTokens: number;
}
export type BenchEvent = FixedEvent | AiEvent;

export interface Stream {
  readonly seed: number;
  /** Streams of different names hold different events with different keys. */
  readonly name: string;
  readonly customers: number;
  /** All events are this customer's. */
  readonly onlyCustomer?: number | undefined;
}

/** Draws ranks 1 to `size`, each with a probability in proportion to 1 / rank^exponent. */
export class Zipf {
  readonly #cumulative: Float64Array;

  constructor(size: number, exponent = 1) {
    this.#cumulative = new Float64Array(size);
    let sum = 0;
    for (let rank = 1; rank <= size; rank++) {
      sum += rank ** -exponent;
      this.#cumulative[rank - 1] = sum;
    }
  }

  /** For each rank, the probability of a lower one. */
  get shareBelow(): number[] {
    const all = this.#cumulative[this.#cumulative.length - 1]!;
    return Array.from(this.#cumulative, (_, i) => (i === 0 ? 0 : this.#cumulative[i - 1]! / all));
  }

  /** @param uniform in [0, 1) */
  rank(uniform: number): number {
    const cumulative = this.#cumulative;
    const wanted = uniform * cumulative[cumulative.length - 1]!;
    let low = 0;
    let high = cumulative.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (cumulative[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return low + 1;
  }
}

const CACHED_SHARE = 0.3;

/** The first `count` events of a stream. */
export function eventsOf(stream: Stream, count: number): BenchEvent[] {
  const random = xoroshiro128plus(
    createHash("sha256").update(`${stream.seed} ${stream.name}`).digest().readInt32LE(),
  );
  const zipf = new Zipf(stream.customers);
  return Array.from({ length: count }, (_, i): BenchEvent => {
    const rank = zipf.rank(uniformFloat64(random));
    const customer = stream.onlyCustomer ?? rank;
    const key = `${stream.seed}-${stream.name}-${i}`;
    return i % 2 === 0
      ? { kind: "fixed", customer, key, value: uniformInt(random, 1, 20) }
      : { kind: "ai", customer, key, ...tokens(random) };
  });
}

function tokens(random: RandomGenerator) {
  const isCached = uniformFloat64(random) < CACHED_SHARE;
  return {
    inputTokens: uniformInt(random, 50, 4_000),
    outputTokens: uniformInt(random, 10, 1_500),
    cacheReadTokens: isCached ? uniformInt(random, 1_024, 20_000) : 0,
  };
}

export const customerId = (rank: number): string => `customer_${String(rank).padStart(5, "0")}`;

/** As `POST /usage/events` takes it. */
export function trackBody(event: BenchEvent): object {
  const { customer, key } = event;
  return { ...consumption(event, "value"), customerId: customerId(customer), idempotencyKey: key };
}

/** As `POST /usage/check` takes it. */
export const checkBody = (event: BenchEvent): object => ({
  ...consumption(event, "quantity"),
  customerId: customerId(event.customer),
});

function consumption(event: BenchEvent, quantityField: "value" | "quantity"): object {
  if (event.kind === "fixed") return { feature: FIXED_FEATURE, [quantityField]: event.value };
  const { inputTokens, outputTokens, cacheReadTokens } = event;
  return {
    feature: AI_FEATURE,
    model: MODEL,
    inputTokens,
    outputTokens,
    ...(cacheReadTokens > 0 ? { cacheReadTokens } : {}),
  };
}

/** Rate units per million tokens. */
export interface ModelPrices {
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
}

const TOKENS_PER_PRICE = 1_000_000n;
export const NANOS_PER_RATE_UNIT = 100_000n;
const upTo = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;

/**
 * What an event has to cost, in nanos: the documented arithmetic (each part, and the margin, rounded up to a rate
 * unit), worked out here a second time, so that what the server charged is compared with something.
 */
export function costNanosOf(event: BenchEvent, prices: ModelPrices): bigint {
  if (event.kind === "fixed") return BigInt(event.value * UNIT_PRICE_RATE) * NANOS_PER_RATE_UNIT;
  const subtotal = subtotalOf(event, prices);
  return (subtotal + upTo(subtotal * BigInt(MARGIN_BASIS_POINTS), 10_000n)) * NANOS_PER_RATE_UNIT;
}

/** What the model's provider takes of it; nothing for what is no AI usage. */
export const providerCostNanosOf = (event: BenchEvent, prices: ModelPrices): bigint =>
  event.kind === "fixed" ? 0n : subtotalOf(event, prices) * NANOS_PER_RATE_UNIT;

/** Rate scale, each part rounded up. */
function subtotalOf(event: AiEvent, prices: ModelPrices): bigint {
  const part = (count: number, price: number) => upTo(BigInt(count) * BigInt(price), TOKENS_PER_PRICE);
  return (
    part(event.inputTokens, prices.input) +
    part(event.outputTokens, prices.output) +
    part(event.cacheReadTokens, prices.cacheRead)
  );
}
