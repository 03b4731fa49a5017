/**
 * Rating: quantities and prices in, amounts out. No database, no clock, no float.
 *
 * The formula is the product's contract (rate scale, 10000 = $1.00):
 *   part = ceil(tokens × price × exchange rate / 1,000,000), subtotal = sum of parts,
 *   marginAmount = ceil(subtotal × margin / 10000), total = subtotal + marginAmount.
 * `ceil` rounds to whole rate units, `exact` does the same in nanos.
 */
import { MAX_NANOS, NANO_UNITS_PER_UNIT, NANOS_PER_RATE_UNIT } from "@farthing/contract";
import type { PriceTerms } from "../models/index.js";
import { FarthingError } from "../platform/index.js";
import { pricesFor, type TokenCounts } from "./tokens.js";

export type Rounding = "ceil" | "exact";

/** Nanos of the price's currency, or of the one it was exchanged to. */
export interface TokenCost {
  readonly inputNanos: bigint;
  readonly outputNanos: bigint;
  readonly cacheReadNanos: bigint;
  /** Five-minute and one-hour writes, each at its own price. */
  readonly cacheWriteNanos: bigint;
  readonly subtotalNanos: bigint;
  readonly marginNanos: bigint;
  readonly totalNanos: bigint;
}

const TOKENS_PER_PRICE = 1_000_000n;
/** An exchange rate of 1. */
export const RATE_OF_ONE = 1_000_000_000n;
export const BASIS_POINTS_PER_WHOLE = 10_000n;

const divideUp = (dividend: bigint, divisor: bigint): bigint => (dividend + divisor - 1n) / divisor;

/**
 * What an AI call costs.
 * @param marginBasisPoints markup on the provider's cost, 2000 = 20 %
 * @param exchangeRateNanos 10^-9 of the other currency's unit for one unit of the price's; it is part of each part, which
 *   is rounded once. Null: the cost is in the price's currency
 * @throws FarthingError `validation_error` when the total is above what an account can hold
 */
export function rateTokens(
  tokens: TokenCounts,
  tieredPrices: PriceTerms,
  marginBasisPoints: number,
  rounding: Rounding,
  exchangeRateNanos: bigint | null = null,
): TokenCost {
  const prices = pricesFor(tokens, tieredPrices);
  const step = rounding === "ceil" ? NANOS_PER_RATE_UNIT : 1n;
  const part = (nanosTimesTokens: bigint): bigint =>
    exchangeRateNanos === null
      ? divideUp(nanosTimesTokens, TOKENS_PER_PRICE * step) * step
      : divideUp(nanosTimesTokens * exchangeRateNanos, TOKENS_PER_PRICE * RATE_OF_ONE * step) * step;

  const cacheWritePrice = prices.cacheWriteNanos ?? prices.inputNanos;
  const reasoningPrice = prices.reasoningNanos ?? prices.outputNanos;
  const inputNanos = part(tokens.input * prices.inputNanos);
  const outputNanos = part(
    (tokens.output - tokens.reasoning) * prices.outputNanos + tokens.reasoning * reasoningPrice,
  );
  const cacheReadNanos = part(tokens.cacheRead * (prices.cacheReadNanos ?? prices.inputNanos));
  const cacheWriteNanos = part(
    tokens.cacheWrite * cacheWritePrice + tokens.cacheWrite1h * (prices.cacheWrite1hNanos ?? cacheWritePrice),
  );
  const subtotalNanos = inputNanos + outputNanos + cacheReadNanos + cacheWriteNanos;
  const marginNanos =
    divideUp(subtotalNanos * BigInt(marginBasisPoints), BASIS_POINTS_PER_WHOLE * step) * step;
  const totalNanos = holdable(subtotalNanos + marginNanos, "inputTokens");
  return { inputNanos, outputNanos, cacheReadNanos, cacheWriteNanos, subtotalNanos, marginNanos, totalNanos };
}

/**
 * The subtotal of a token cost, from its total: what {@link rateTokens} put the margin on. Exact, as every step of the
 * subtotal (a rate unit, or a nano) raises the total by one step at least.
 */
export function subtotalOfTotal(totalNanos: bigint, marginBasisPoints: number, rounding: Rounding): bigint {
  const step = rounding === "ceil" ? NANOS_PER_RATE_UNIT : 1n;
  const whole = BASIS_POINTS_PER_WHOLE + BigInt(marginBasisPoints);
  return ((totalNanos * BASIS_POINTS_PER_WHOLE) / (whole * step)) * step;
}

/**
 * What a quantity costs at a price per unit: money nanos, or credit nanos. Rounded up to a nano.
 * @throws FarthingError `validation_error` when it is above what an account can hold
 */
export function rateUnits(quantityNanoUnits: bigint, unitPriceNanos: bigint): bigint {
  return holdable(divideUp(quantityNanoUnits * unitPriceNanos, NANO_UNITS_PER_UNIT), "value");
}

function holdable(nanos: bigint, param: string): bigint {
  if (nanos <= MAX_NANOS) return nanos;
  throw new FarthingError("validation_error", `${param}: the cost would be above what an account can hold.`, {
    param,
  });
}
