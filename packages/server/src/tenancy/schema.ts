import { integer, pgTable, text, uuid } from "drizzle-orm/pg-core";
import { bytea, count, time, typeId } from "../platform/index.js";

export const organizations = pgTable("organizations", {
  id: typeId("id", "org").primaryKey(),
  name: text("name").notNull(),
  createdAt: time("created_at").notNull(),
});

export const environments = pgTable("environments", {
  id: typeId("id", "env").primaryKey(),
  organizationId: typeId("organization_id", "org").notNull(),
  kind: text("kind").$type<"sandbox" | "live">().notNull(),
  frozenAt: time("frozen_at"),
  clockTarget: time("clock_target"),
  clockMoveKey: uuid("clock_move_key"),
  /** Null: what is usual for the kind. */
  collection: text("collection").$type<"immediate" | "checkout">(),
  /** Days after an invoice on which its payment is tried; begins with 0. */
  paymentRetryDays: integer("payment_retry_days").array().notNull().default([0, 1, 3, 5]),
  configVersion: count("config_version").notNull(),
  referencesVersion: count("references_version").notNull(),
  createdAt: time("created_at").notNull(),
});

export const apiKeys = pgTable("api_keys", {
  id: typeId("id", "key").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  name: text("name").notNull(),
  scope: text("scope").$type<"full" | "ingest" | "read">().notNull(),
  prefix: text("prefix").notNull(),
  keyHash: bytea("key_hash").notNull(),
  createdAt: time("created_at").notNull(),
  expiresAt: time("expires_at"),
  lastUsedAt: time("last_used_at"),
  revokedAt: time("revoked_at"),
});
