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

/** `modelOf` names the model that priced the event, so that totals by model do not split over spellings. */
export function foldRollups(
  rows: readonly UsageEventRow[],
  modelOf: (row: UsageEventRow) => string,
): Rollup[] {
  const rollups = new Map<string, Rollup>();
  for (const row of rows) {
    const hourMs = Math.floor(row.occurredAt.getTime() / HOUR_MS) * HOUR_MS;
    const model = modelOf(row);
    const key = `${row.customerId} ${row.featureId} ${hourMs} ${model}`;
    const rollup = rollups.get(key) ?? emptyRollup(row, hourMs, model);
    rollups.set(key, rollup);
    add(rollup, row);
  }
  return [...rollups.values()];
}

const emptyRollup = (row: UsageEventRow, hourMs: number, model: string): Rollup => ({
  customerId: row.customerId,
  featureId: row.featureId,
  environmentId: row.environmentId,
  hourMs,
  model,
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
  rollup.quantityNanoUnits += row.quantityNanoUnits ?? 0n;
  rollup.inputTokens += row.inputTokens ?? 0n;
  rollup.outputTokens += row.outputTokens ?? 0n;
  rollup.cacheReadTokens += row.cacheReadTokens ?? 0n;
  rollup.cacheWriteTokens += (row.cacheWriteTokens ?? 0n) + (row.cacheWrite1hTokens ?? 0n);
  if (row.unit === "credits") rollup.creditsNanos += row.costNanos ?? 0n;
  else rollup.costNanos += row.costNanos ?? 0n;
  rollup.providerCostNanos += providerCost(row);
}

function providerCost({ model, unit, costNanos, marginBasisPoints, rounding }: UsageEventRow): bigint {
  if (model === null || unit === null || unit === "credits" || costNanos === null) return 0n;
  return subtotalOfTotal(costNanos, marginBasisPoints ?? 0, rounding ?? "ceil");
}
