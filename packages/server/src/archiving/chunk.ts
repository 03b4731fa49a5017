/** A chunk of a customer's lines as it is archived: JSON, one object a line, with every column of its row. */
import { decimalFromScaled } from "@farthing/contract";
import type { LedgerEntryRecord } from "../ledger/index.js";
import type { Stretch, UsageEventRow } from "../metering/index.js";
import type { Id } from "../platform/index.js";

export interface ArchiveChunk extends Stretch {
  readonly environmentId: Id<"env">;
  /** In the order of their numbers, each ended by a line feed. */
  readonly text: string;
}

/** What is read from and deleted from the two tables. */
export interface Lines {
  readonly events: readonly UsageEventRow[];
  readonly entries: readonly LedgerEntryRecord[];
}

export type FeatureCodes = (id: Id<"feat">) => string;

export function textOf({ events, entries }: Lines, featureCode: FeatureCodes): string {
  const lines = [
    ...events.map((row) => ({ seq: row.seq, record: eventRecord(row, featureCode(row.featureId)) })),
    ...entries.map((row) => ({ seq: row.seq, record: entryRecord(row) })),
  ];
  lines.sort((a, b) => (a.seq < b.seq ? -1 : 1));
  return lines.map(({ record }) => `${JSON.stringify(record)}\n`).join("");
}

const decimal = (nanoUnits: bigint | null): string | undefined =>
  nanoUnits === null ? undefined : decimalFromScaled(nanoUnits, 9);
const whole = (value: bigint | null): string | undefined => value?.toString();
const count = (value: bigint | null): number | undefined => (value === null ? undefined : Number(value));

/** Names are the API's; what a row does not have is left out. Amounts are nanos and quantities decimals, as text. */
export const eventRecord = (row: UsageEventRow, feature: string) => ({
  kind: "event",
  seq: Number(row.seq),
  id: row.id,
  customerId: row.customerId,
  environmentId: row.environmentId,
  subscriptionId: row.subscriptionId ?? undefined,
  feature,
  featureId: row.featureId,
  timestamp: row.occurredAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  idempotencyKey: row.idempotencyKey ?? undefined,
  keyDigest: row.keyDigest ?? undefined,
  value: decimal(row.quantityNanoUnits),
  model: row.model ?? undefined,
  responseModel: row.responseModel ?? undefined,
  inputTokens: count(row.inputTokens),
  outputTokens: count(row.outputTokens),
  cacheReadTokens: count(row.cacheReadTokens),
  cacheWriteTokens: count(row.cacheWriteTokens),
  cacheWrite1hTokens: count(row.cacheWrite1hTokens),
  reasoningTokens: count(row.reasoningTokens),
  estimated: row.estimated ?? undefined,
  priceId: row.modelPriceId ?? undefined,
  margin: row.marginBasisPoints ?? undefined,
  rounding: row.rounding ?? undefined,
  exchangeRateNanos: whole(row.exchangeRateNanos),
  unitPriceNanos: whole(row.unitPriceNanos),
  unit: row.unit ?? undefined,
  costNanos: whole(row.costNanos),
  purchasedNanos: whole(row.purchasedNanos),
  balanceAfterNanos: whole(row.balanceAfterNanos),
  used: decimal(row.usedAfterNanoUnits),
  included: decimal(row.includedNanoUnits),
  adjustmentReason: row.adjustmentReason ?? undefined,
  properties: row.properties ?? undefined,
});

const entryRecord = (row: LedgerEntryRecord) => ({
  kind: "entry",
  seq: Number(row.seq),
  id: row.id,
  customerId: row.customerId,
  environmentId: row.environmentId,
  subscriptionId: row.subscriptionId ?? undefined,
  type: row.type,
  unit: row.unit,
  amountNanos: whole(row.amountNanos),
  purchasedNanos: whole(row.purchasedNanos),
  balanceAfterNanos: whole(row.balanceAfterNanos),
  description: row.description,
  createdAt: row.createdAt.toISOString(),
});
