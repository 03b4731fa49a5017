import { boolean, integer, jsonb, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { time, typeId } from "../platform/index.js";

export type DisabledReason = "gone" | "failing";
export type DeliveryStatus = "pending" | "delivered" | "failed";

export interface PreviousSecret {
  /** Sealed, as the present one is. */
  readonly secret: string;
  /** In UTC with milliseconds, real time. */
  readonly expiresAt: string;
}

export const webhooks = pgTable("webhooks", {
  id: typeId("id", "whk").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  livemode: boolean("livemode").notNull(),
  url: text("url").notNull(),
  events: text("events").array().notNull(),
  description: text("description"),
  apiVersion: text("api_version"),
  isActive: boolean("is_active").notNull().default(true),
  disabledReason: text("disabled_reason").$type<DisabledReason>(),
  disabledAt: time("disabled_at"),
  secret: text("secret").notNull(),
  previousSecrets: jsonb("previous_secrets").$type<PreviousSecret[]>().notNull().default([]),
  failingSince: time("failing_since"),
  failures: integer("failures").notNull().default(0),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
  deletedAt: time("deleted_at"),
});

export const webhookDeliveries = pgTable("webhook_deliveries", {
  id: typeId("id", "whd").primaryKey(),
  webhookId: typeId("webhook_id", "whk").notNull(),
  eventId: typeId("event_id", "whe").notNull(),
  eventType: text("event_type").notNull(),
  status: text("status").$type<DeliveryStatus>().notNull(),
  attemptCount: integer("attempt_count").notNull().default(0),
  nextAttemptAt: time("next_attempt_at").notNull(),
  leasedUntil: time("leased_until"),
  lastStatusCode: integer("last_status_code"),
  lastError: text("last_error"),
  createdAt: time("created_at").notNull(),
  deliveredAt: time("delivered_at"),
});

export const webhookAttempts = pgTable(
  "webhook_attempts",
  {
    deliveryId: typeId("delivery_id", "whd").notNull(),
    number: integer("number").notNull(),
    startedAt: time("started_at").notNull(),
    durationMs: integer("duration_ms").notNull(),
    statusCode: integer("status_code"),
    error: text("error"),
    response: text("response"),
  },
  (table) => [primaryKey({ columns: [table.deliveryId, table.number] })],
);

export type WebhookRow = typeof webhooks.$inferSelect;
export type DeliveryRow = typeof webhookDeliveries.$inferSelect;
export type AttemptRow = typeof webhookAttempts.$inferSelect;
