import { boolean, customType, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { count, nanos, time, typeId } from "../platform/index.js";
import type { PriceSource, PriceTier } from "./price.js";
import type { ModelKind } from "./snapshot.js";

type StoredTier = Record<string, number | string | null>;

/** JSON has no bigint: nanos are text in it. */
export const tiersToJson = (of: readonly PriceTier[]): string =>
  JSON.stringify(of, (_, value) => (typeof value === "bigint" ? String(value) : value));

const tiers = customType<{ data: readonly PriceTier[]; driverData: StoredTier[] | string }>({
  dataType: () => "jsonb",
  toDriver: tiersToJson,
  fromDriver: (stored) => (stored as StoredTier[]).map(tierFromStored),
});

function tierFromStored(stored: StoredTier): PriceTier {
  const optional = (value: StoredTier[string]) => (value === null ? null : BigInt(value!));
  return {
    aboveTokens: Number(stored.aboveTokens),
    inputNanos: BigInt(stored.inputNanos!),
    outputNanos: BigInt(stored.outputNanos!),
    cacheReadNanos: optional(stored.cacheReadNanos!),
    cacheWriteNanos: optional(stored.cacheWriteNanos!),
    cacheWrite1hNanos: optional(stored.cacheWrite1hNanos!),
    reasoningNanos: optional(stored.reasoningNanos!),
  };
}

export const models = pgTable("models", {
  id: typeId("id", "model").primaryKey(),
  /** null for the catalog that all environments share. */
  environmentId: typeId("environment_id", "env"),
  provider: text("provider").notNull(),
  modelId: text("model_id").notNull(),
  displayName: text("display_name").notNull(),
  kind: text("kind").$type<ModelKind>().notNull(),
  aliases: jsonb("aliases").$type<readonly string[]>().notNull(),
  source: text("source").$type<PriceSource>().notNull(),
  createdAt: time("created_at").notNull(),
});

export const modelPrices = pgTable("model_prices", {
  id: typeId("id", "mprice").primaryKey(),
  modelId: typeId("model_id", "model").notNull(),
  environmentId: typeId("environment_id", "env"),
  inputNanos: nanos("input_nanos").notNull(),
  outputNanos: nanos("output_nanos").notNull(),
  cacheReadNanos: nanos("cache_read_nanos"),
  cacheWriteNanos: nanos("cache_write_nanos"),
  cacheWrite1hNanos: nanos("cache_write_1h_nanos"),
  reasoningNanos: nanos("reasoning_nanos"),
  tiers: tiers("tiers").notNull(),
  effectiveFrom: time("effective_from").notNull(),
  source: text("source").$type<PriceSource>().notNull(),
  createdAt: time("created_at").notNull(),
  endsOverride: boolean("ends_override").notNull().default(false),
});

export const modelAliases = pgTable("model_aliases", {
  id: typeId("id", "malias").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  alias: text("alias").notNull(),
  provider: text("provider").notNull(),
  modelId: text("model_id").notNull(),
  createdAt: time("created_at").notNull(),
});

/** One row. */
export const catalogState = pgTable("catalog_state", {
  onlyRow: boolean("only_row").primaryKey(),
  version: count("version").notNull(),
  snapshotDigest: text("snapshot_digest"),
  syncStatus: text("sync_status").$type<"never" | "succeeded" | "failed">().notNull(),
  syncModelsAdded: integer("sync_models_added").notNull(),
  syncPricesAdded: integer("sync_prices_added").notNull(),
  syncUnchanged: integer("sync_unchanged").notNull(),
  syncSkipped: integer("sync_skipped").notNull(),
  syncError: text("sync_error"),
  syncStartedAt: time("sync_started_at"),
  syncSucceededAt: time("sync_succeeded_at"),
});
