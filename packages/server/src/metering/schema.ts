import type { refusedUsageStatus } from "@farthing/contract";
import { boolean, integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { count, nanos, nanoUnits, time, typeId } from "../platform/index.js";

export interface Property {
  readonly property: string;
  readonly value: string;
}

export const usageEvents = pgTable("usage_events", {
  customerId: typeId("customer_id", "cus").notNull(),
  seq: count("seq").notNull(),
  id: typeId("id", "evt").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  featureId: typeId("feature_id", "feat").notNull(),
  subscriptionId: typeId("subscription_id", "sub"),
  occurredAt: time("occurred_at").notNull(),
  createdAt: time("created_at").notNull(),
  keyDigest: uuid("key_digest"),
  idempotencyKey: text("idempotency_key"),
  quantityNanoUnits: nanoUnits("quantity"),
  model: text("model"),
  responseModel: text("response_model"),
  modelPriceId: typeId("model_price_id", "mprice"),
  inputTokens: count("input_tokens"),
  outputTokens: count("output_tokens"),
  cacheReadTokens: count("cache_read_tokens"),
  cacheWriteTokens: count("cache_write_tokens"),
  cacheWrite1hTokens: count("cache_write_1h_tokens"),
  reasoningTokens: count("reasoning_tokens"),
  estimated: boolean("estimated"),
  marginBasisPoints: integer("margin_basis_points"),
  rounding: text("rounding").$type<"ceil" | "exact">(),
  /** Null where the model is priced in the currency of the cost. */
  exchangeRateNanos: nanos("exchange_rate_nanos"),
  unitPriceNanos: nanos("unit_price_nanos"),
  unit: text("unit"),
  costNanos: nanos("cost_nanos"),
  purchasedNanos: nanos("purchased_nanos"),
  balanceAfterNanos: nanos("balance_after_nanos"),
  usedAfterNanoUnits: nanoUnits("used_after"),
  includedNanoUnits: nanoUnits("included_quantity"),
  adjustmentReason: text("adjustment_reason"),
  properties: jsonb("properties").$type<Property[]>(),
});

export type UsageEventRow = typeof usageEvents.$inferSelect;

export type RefusedStatus = z.output<typeof refusedUsageStatus>;

export const refusedUsage = pgTable("refused_usage", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "rfu").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  featureId: typeId("feature_id", "feat").notNull(),
  keyDigest: uuid("key_digest"),
  occurredAt: time("occurred_at").notNull(),
  reason: text("reason").notNull(),
  message: text("message").notNull(),
  attempts: integer("attempts").notNull(),
  event: jsonb("event").notNull(),
  cost: jsonb("cost"),
  costNanos: nanos("cost_nanos"),
  status: text("status").$type<RefusedStatus>().notNull(),
  eventId: typeId("event_id", "evt"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
  dismissReason: text("dismiss_reason"),
});

export type RefusedUsageRow = typeof refusedUsage.$inferSelect;

export const archivedKeys = pgTable("archived_keys", {
  customerId: typeId("customer_id", "cus").notNull(),
  keyDigest: uuid("key_digest").notNull(),
  eventId: typeId("event_id", "evt").notNull(),
  payloadDigest: uuid("payload_digest").notNull(),
  createdAt: time("created_at").notNull(),
});

export const archivedUsage = pgTable("archived_usage", {
  customerId: typeId("customer_id", "cus").notNull(),
  subscriptionId: typeId("subscription_id", "sub").notNull(),
  featureId: typeId("feature_id", "feat").notNull(),
  quantityNanoUnits: nanoUnits("quantity").notNull(),
});
