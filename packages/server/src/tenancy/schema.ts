import type { address } from "@farthing/contract";
import { integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { z } from "zod";
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

export const brandings = pgTable("brandings", {
  environmentId: typeId("environment_id", "env").notNull(),
  version: count("version").notNull(),
  legalName: text("legal_name"),
  address: jsonb("address").$type<z.output<typeof address>>(),
  taxId: text("tax_id"),
  email: text("email"),
  website: text("website"),
  accentColor: text("accent_color"),
  footer: text("footer"),
  paymentInstructions: text("payment_instructions"),
  netDays: integer("net_days").notNull(),
  logoDigest: uuid("logo_digest"),
  createdAt: time("created_at").notNull(),
});

export const brandingLogos = pgTable("branding_logos", {
  environmentId: typeId("environment_id", "env").notNull(),
  digest: uuid("digest").notNull(),
  contentType: text("content_type").$type<"image/png" | "image/jpeg">().notNull(),
  width: integer("width").notNull(),
  height: integer("height").notNull(),
  data: bytea("data").notNull(),
});
