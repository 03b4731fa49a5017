/** What one event cost, as the customer was charged for it: the margin is in every price, and stands nowhere. Pure. */
import { quantityFromNanoUnits, type Receipt, rateFromNanos } from "@farthing/contract";
import type { z } from "zod";
import { tokenCountsOf, type UsageEventRow } from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import { BASIS_POINTS_PER_WHOLE, pricesFor, RATE_OF_ONE, rateTokens } from "../rating/index.js";

interface ReceiptContext {
  readonly feature: { readonly code: string; readonly name: string; readonly unitName: string | null };
  /** The price row that rated an AI event. */
  readonly price: PinnedPrice | undefined;
  readonly livemode: boolean;
}

type Shape = z.input<typeof Receipt>;
type Part = Shape["parts"][number];

export function receiptOf(row: UsageEventRow, { feature, price, livemode }: ReceiptContext): Shape {
  return {
    object: "receipt",
    livemode,
    id: row.id,
    timestamp: row.occurredAt.toISOString(),
    feature: feature.code,
    featureName: feature.name,
    unitName: feature.unitName,
    quantity: row.quantityNanoUnits === null ? null : quantityFromNanoUnits(row.quantityNanoUnits),
    model: row.model,
    estimated: row.estimated ?? false,
    reasoningTokens: Number(row.reasoningTokens ?? 0n),
    parts: price && isMoney(row.unit) ? partsOf(row, price) : countsOf(row),
    unitPrice: isMoney(row.unit) && row.unitPriceNanos !== null ? rateFromNanos(row.unitPriceNanos) : null,
    rounding: price && isMoney(row.unit) ? (row.rounding ?? "ceil") : null,
    charged: chargedOf(row),
  };
}

const isMoney = (unit: string | null): boolean => unit !== null && unit !== "credits";

function chargedOf(row: UsageEventRow): Shape["charged"] {
  if (row.unit !== null)
    return {
      unit: row.unit,
      amountNanos: String(row.costNanos ?? 0n),
      balanceAfterNanos: row.balanceAfterNanos === null ? null : String(row.balanceAfterNanos),
      usedAfter: null,
      included: null,
    };
  if (row.usedAfterNanoUnits === null) return null;
  return {
    unit: "units",
    amountNanos: "0",
    balanceAfterNanos: null,
    usedAfter: quantityFromNanoUnits(row.usedAfterNanoUnits),
    included: row.includedNanoUnits === null ? null : quantityFromNanoUnits(row.includedNanoUnits),
  };
}

const RATE_UNIT_NANOS = 100_000n;

/** A provider's price with the margin on it, in what the customer pays in, to the nearest nano. */
function asCharged(nanos: bigint, marginBasisPoints: number, exchangeRateNanos: bigint): bigint {
  const divisor = BASIS_POINTS_PER_WHOLE * RATE_OF_ONE;
  const factor = (BASIS_POINTS_PER_WHOLE + BigInt(marginBasisPoints)) * exchangeRateNanos;
  return (nanos * factor + divisor / 2n) / divisor;
}

function partsOf(row: UsageEventRow, price: PinnedPrice): Part[] {
  const tokens = tokenCountsOf(row);
  const margin = row.marginBasisPoints ?? 0;
  const rounding = row.rounding ?? "ceil";
  const cost = rateTokens(tokens, price, margin, rounding, row.exchangeRateNanos);
  const prices = pricesFor(tokens, price);
  const writePrice = prices.cacheWriteNanos ?? prices.inputNanos;
  const hourPrice = prices.cacheWrite1hNanos ?? writePrice;
  const reasoningPrice = prices.reasoningNanos ?? prices.outputNanos;
  const oneOf = (a: bigint, countOfA: bigint, b: bigint, countOfB: bigint): bigint | undefined => {
    if (countOfB === 0n || a === b) return a;
    return countOfA === 0n ? b : undefined;
  };
  const parts = [
    { kind: "input", tokens: tokens.input, nanos: cost.inputNanos, price: prices.inputNanos },
    {
      kind: "output",
      tokens: tokens.output,
      nanos: cost.outputNanos,
      price: oneOf(prices.outputNanos, tokens.output - tokens.reasoning, reasoningPrice, tokens.reasoning),
    },
    {
      kind: "cache_read",
      tokens: tokens.cacheRead,
      nanos: cost.cacheReadNanos,
      price: prices.cacheReadNanos ?? prices.inputNanos,
    },
    {
      kind: "cache_write",
      tokens: tokens.cacheWrite + tokens.cacheWrite1h,
      nanos: cost.cacheWriteNanos,
      price: oneOf(writePrice, tokens.cacheWrite, hourPrice, tokens.cacheWrite1h),
    },
  ] as const;
  const step = rounding === "ceil" ? RATE_UNIT_NANOS : 1n;
  const amounts = shares(
    row.costNanos ?? cost.totalNanos,
    parts.map(({ nanos }) => nanos),
    step,
  );
  return parts
    .map((part, n) => ({
      kind: part.kind,
      tokens: Number(part.tokens),
      unitPrice:
        part.price === undefined
          ? null
          : rateFromNanos(asCharged(part.price, margin, row.exchangeRateNanos ?? RATE_OF_ONE)),
      amountNanos: String(amounts[n]!),
    }))
    .filter(({ tokens }) => tokens > 0);
}

/** Usage of a model that was paid in another way: the counts, and no prices. */
function countsOf(row: UsageEventRow): Part[] {
  if (row.model === null) return [];
  const tokens = tokenCountsOf(row);
  const counts = [
    ["input", tokens.input],
    ["output", tokens.output],
    ["cache_read", tokens.cacheRead],
    ["cache_write", tokens.cacheWrite + tokens.cacheWrite1h],
  ] as const;
  return counts
    .filter(([, count]) => count > 0n)
    .map(([kind, count]) => ({ kind, tokens: Number(count), unitPrice: null, amountNanos: "0" }));
}

/** `total` in the proportion of `weights`, in whole steps and to the last one: the largest remainders get what is over. */
export function shares(total: bigint, weights: readonly bigint[], step: bigint): bigint[] {
  const sum = weights.reduce((all, weight) => all + weight, 0n);
  if (sum === 0n) return weights.map((_, n) => (n === 0 ? total : 0n));
  const steps = total / step;
  const exact = weights.map((weight, n) => ({
    n,
    whole: (steps * weight) / sum,
    over: (steps * weight) % sum,
  }));
  const given = exact.reduce((all, { whole }) => all + whole, 0n);
  const order = exact.toSorted((a, b) => (a.over === b.over ? a.n - b.n : a.over > b.over ? -1 : 1));
  const more = new Set(order.slice(0, Number(steps - given)).map(({ n }) => n));
  const amounts = exact.map(({ n, whole }) => (whole + (more.has(n) ? 1n : 0n)) * step);
  // What is finer than a step is with the first that has anything.
  amounts[exact.findIndex(({ n }) => weights[n]! > 0n)]! += total % step;
  return amounts;
}
