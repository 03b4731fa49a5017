/** A stored event as the API shows it. Its cost is rated again from what was pinned with it, never stored twice. */
import type { Consumption, Cost, UsageEvent } from "@farthing/contract";
import { quantityFromNanoUnits, rateFromNanos } from "@farthing/contract";
import type { z } from "zod";
import { unitAmount } from "../ledger/index.js";
import type { PinnedPrice } from "../models/index.js";
import { type Rounding, rateTokens, type TokenCost, type TokenCounts } from "../rating/index.js";
import type { Property, UsageEventRow } from "./schema.js";

/** How an event's amount came about, as the API shows it. */
export type EventCost = z.input<typeof Cost>;

interface EventContext {
  readonly featureCode: string;
  /** The price row that rated an AI event. */
  readonly price: PinnedPrice | undefined;
  /** The cost where it is known; else it is rated again from what was pinned with the event. */
  readonly cost?: EventCost | undefined;
  readonly livemode: boolean;
}

export function shapeEvent(row: UsageEventRow, context: EventContext): z.input<typeof UsageEvent> {
  const timestamp = row.occurredAt.toISOString();
  return {
    object: "usage_event",
    livemode: context.livemode,
    id: row.id,
    feature: context.featureCode,
    customerId: row.customerId,
    value: row.quantityNanoUnits === null ? null : quantityFromNanoUnits(row.quantityNanoUnits),
    // What is undefined is left out of the JSON.
    adjustment: row.adjustmentReason === null ? undefined : { reason: row.adjustmentReason },
    timestamp,
    createdAt: row.createdAt === row.occurredAt ? timestamp : row.createdAt.toISOString(),
    idempotencyKey: row.idempotencyKey,
    properties: row.properties ?? NO_PROPERTIES,
    ...(row.model === null ? undefined : shapeTokens(row, row.model)),
    consumption: shapeConsumption(row),
    cost: context.cost ?? shapeCost(row, context.price),
  };
}

const NO_PROPERTIES: Property[] = [];

const shapeTokens = (row: UsageEventRow, model: string) => ({
  model,
  responseModel: row.responseModel ?? undefined,
  inputTokens: Number(row.inputTokens),
  outputTokens: Number(row.outputTokens),
  cacheReadTokens: Number(row.cacheReadTokens),
  cacheWriteTokens: Number(row.cacheWriteTokens),
  cacheWrite1hTokens: Number(row.cacheWrite1hTokens),
  reasoningTokens: Number(row.reasoningTokens),
  estimated: row.estimated ?? false,
});

/** Undefined for usage that was only recorded: nothing was deducted or counted. */
export function shapeConsumption(row: UsageEventRow): z.input<typeof Consumption> | undefined {
  if (row.unit !== null) {
    return {
      model: row.unit === "credits" ? "credits" : "balance",
      deducted: unitAmount(row.unit, row.costNanos ?? 0n),
      remaining: unitAmount(row.unit, row.balanceAfterNanos ?? 0n),
      unit: row.unit,
    };
  }
  if (row.usedAfterNanoUnits === null) return undefined;
  const used = row.usedAfterNanoUnits;
  const included = row.includedNanoUnits;
  return {
    model: "metered",
    deducted: quantityFromNanoUnits(row.quantityNanoUnits ?? 0n),
    remaining: included === null ? null : quantityFromNanoUnits(used > included ? 0n : included - used),
    unit: "units",
    used: quantityFromNanoUnits(used),
    ...(included === null ? {} : { included: quantityFromNanoUnits(included) }),
  };
}

export const tokenCountsOf = (
  row: Pick<
    UsageEventRow,
    | "inputTokens"
    | "outputTokens"
    | "cacheReadTokens"
    | "cacheWriteTokens"
    | "cacheWrite1hTokens"
    | "reasoningTokens"
  >,
): TokenCounts => ({
  input: row.inputTokens ?? 0n,
  output: row.outputTokens ?? 0n,
  cacheRead: row.cacheReadTokens ?? 0n,
  cacheWrite: row.cacheWriteTokens ?? 0n,
  cacheWrite1h: row.cacheWrite1hTokens ?? 0n,
  reasoning: row.reasoningTokens ?? 0n,
});

/** Undefined where nothing was priced in money: metered plans, credits, usage that was only recorded. */
function shapeCost(row: UsageEventRow, price: PinnedPrice | undefined): EventCost | undefined {
  if (row.unit === null || row.unit === "credits") return undefined;
  if (price) {
    const terms = {
      marginBasisPoints: row.marginBasisPoints ?? 0,
      rounding: row.rounding ?? "ceil",
      exchangeRateNanos: row.exchangeRateNanos,
    } as const;
    const { marginBasisPoints, rounding, exchangeRateNanos } = terms;
    const cost = rateTokens(tokenCountsOf(row), price, marginBasisPoints, rounding, exchangeRateNanos);
    return shapeTokenCost(cost, price, terms, row.unit);
  }
  return shapeUnitCost(row.quantityNanoUnits ?? 0n, row.unitPriceNanos ?? 0n, row.costNanos ?? 0n, row.unit);
}

/** How a token cost was rated: the plan feature's own part of it. */
interface RatedBy {
  readonly marginBasisPoints: number;
  readonly rounding: Rounding;
  readonly exchangeRateNanos: bigint | null;
}

export function shapeTokenCost(
  cost: TokenCost,
  price: PinnedPrice,
  { marginBasisPoints, rounding, exchangeRateNanos }: RatedBy,
  currency: string,
): EventCost {
  return {
    currency,
    rounding,
    exchangeRate: exchangeRateNanos === null ? undefined : quantityFromNanoUnits(exchangeRateNanos),
    total: rateFromNanos(cost.totalNanos),
    model: price.modelName,
    priceId: price.id,
    inputCost: rateFromNanos(cost.inputNanos),
    outputCost: rateFromNanos(cost.outputNanos),
    cacheReadCost: rateFromNanos(cost.cacheReadNanos),
    cacheWriteCost: rateFromNanos(cost.cacheWriteNanos),
    subtotal: rateFromNanos(cost.subtotalNanos),
    margin: marginBasisPoints,
    marginAmount: rateFromNanos(cost.marginNanos),
  };
}

export const shapeUnitCost = (
  quantityNanoUnits: bigint,
  unitPriceNanos: bigint,
  totalNanos: bigint,
  currency: string,
): EventCost => ({
  currency,
  rounding: "exact",
  total: rateFromNanos(totalNanos),
  quantity: quantityFromNanoUnits(quantityNanoUnits),
  unitPrice: rateFromNanos(unitPriceNanos),
});
