/** Hourly totals: folded in memory per batch, added in the batch's transaction. Summaries read nothing else. */
import type { Id } from "../platform/index.js";
import { subtotalOfTotal } from "../rating/index.js";
import type { UsageEventRow } from "./schema.js";

const HOUR_MS = 3_600_000;

export interface Rollup {
  readonly customerId: Id<"cus">;
  readonly featureId: Id<"feat">;
  readonly environmentId: Id<"env">;
  /** Start of the hour, in milliseconds. */
  readonly hourMs: number;
  /** `''` for events without a model. */
  readonly model: string;
  /** Of the costs; `''` where no money was charged. */
  readonly currency: string;
  events: number;
  quantityNanoUnits: bigint;
  inputTokens: bigint;
  outputTokens: bigint;
  cacheReadTokens: bigint;
  cacheWriteTokens: bigint;
  costNanos: bigint;
  creditsNanos: bigint;
  /** AI events paid in money: what they cost before the margin. */
  providerCostNanos: bigint;
}

/** An event, and the model that priced it, so that totals by model do not split over spellings. */
interface Totalled {
  readonly row: UsageEventRow;
  /** `''` for events without a model. */
  readonly model: string;
}

export function foldRollups(events: readonly Totalled[]): Rollup[] {
  // By customer, of whom a batch nearly always has a few totals alone: a name put together for each event cost more.
  const rollups = new Map<Id<"cus">, Rollup[]>();
  for (const { row, model } of events) {
    const hourMs = Math.floor(row.occurredAt.getTime() / HOUR_MS) * HOUR_MS;
    const known = rollups.get(row.customerId);
    const currency = row.unit === null || row.unit === "credits" ? "" : row.unit;
    const found = known?.find(
      (rollup) =>
        rollup.hourMs === hourMs &&
        rollup.featureId === row.featureId &&
        rollup.model === model &&
        rollup.currency === currency,
    );
    const rollup = found ?? emptyRollup(row, hourMs, model, currency);
    if (!known) rollups.set(row.customerId, [rollup]);
    else if (!found) known.push(rollup);
    add(rollup, row);
  }
  return [...rollups.values()].flat();
}

const emptyRollup = (row: UsageEventRow, hourMs: number, model: string, currency: string): Rollup => ({
  customerId: row.customerId,
  featureId: row.featureId,
  environmentId: row.environmentId,
  hourMs,
  model,
  currency,
  events: 0,
  quantityNanoUnits: 0n,
  inputTokens: 0n,
  outputTokens: 0n,
  cacheReadTokens: 0n,
  cacheWriteTokens: 0n,
  costNanos: 0n,
  creditsNanos: 0n,
  providerCostNanos: 0n,
});

function add(rollup: Rollup, row: UsageEventRow): void {
  rollup.events += 1;
  if (row.quantityNanoUnits !== null) rollup.quantityNanoUnits += row.quantityNanoUnits;
  if (row.model !== null) addTokens(rollup, row);
  if (row.costNanos === null) return;
  if (row.unit === "credits") rollup.creditsNanos += row.costNanos;
  else rollup.costNanos += row.costNanos;
}

function addTokens(rollup: Rollup, row: UsageEventRow): void {
  rollup.inputTokens += row.inputTokens ?? 0n;
  rollup.outputTokens += row.outputTokens ?? 0n;
  rollup.cacheReadTokens += row.cacheReadTokens ?? 0n;
  rollup.cacheWriteTokens += (row.cacheWriteTokens ?? 0n) + (row.cacheWrite1hTokens ?? 0n);
  rollup.providerCostNanos += providerCost(row);
}

function providerCost({ model, unit, costNanos, marginBasisPoints, rounding }: UsageEventRow): bigint {
  if (model === null || unit === null || unit === "credits" || costNanos === null) return 0n;
  return subtotalOfTotal(costNanos, marginBasisPoints ?? 0, rounding ?? "ceil");
}
