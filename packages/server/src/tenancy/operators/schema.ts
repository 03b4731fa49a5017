/** The first five tables have the fields that Better Auth reads and writes; the names in the database are ours. */
import type { OperatorRole } from "@farthing/contract";
import { bigint, boolean, integer, pgTable, primaryKey, text } from "drizzle-orm/pg-core";
import { bytea, time, typeId } from "../../platform/index.js";

export const operators = pgTable("operators", {
  id: text("id").primaryKey(),
  name: text("name").notNull(),
  email: text("email").notNull(),
  emailVerified: boolean("email_verified").notNull(),
  image: text("image"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export const operatorAccounts = pgTable("operator_accounts", {
  id: text("id").primaryKey(),
  userId: text("operator_id").notNull(),
  accountId: text("account_id").notNull(),
  providerId: text("provider_id").notNull(),
  password: text("password"),
  accessToken: text("access_token"),
  refreshToken: text("refresh_token"),
  idToken: text("id_token"),
  accessTokenExpiresAt: time("access_token_expires_at"),
  refreshTokenExpiresAt: time("refresh_token_expires_at"),
  scope: text("scope"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export const operatorSessions = pgTable("operator_sessions", {
  id: text("id").primaryKey(),
  userId: text("operator_id").notNull(),
  token: text("token").notNull(),
  expiresAt: time("expires_at").notNull(),
  ipAddress: text("ip_address"),
  userAgent: text("user_agent"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export const operatorVerifications = pgTable("operator_verifications", {
  id: text("id").primaryKey(),
  identifier: text("identifier").notNull(),
  value: text("value").notNull(),
  expiresAt: time("expires_at").notNull(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export const operatorRateLimits = pgTable("operator_rate_limits", {
  id: text("id").primaryKey(),
  key: text("key").notNull(),
  count: integer("count").notNull(),
  lastRequest: bigint("last_request", { mode: "number" }).notNull(),
});

export const operatorMemberships = pgTable(
  "operator_memberships",
  {
    organizationId: typeId("organization_id", "org").notNull(),
    operatorId: text("operator_id").notNull(),
    role: text("role").$type<OperatorRole>().notNull(),
    createdAt: time("created_at").notNull(),
  },
  (table) => [primaryKey({ columns: [table.organizationId, table.operatorId] })],
);

export const operatorLinks = pgTable("operator_links", {
  id: typeId("id", "olink").primaryKey(),
  organizationId: typeId("organization_id", "org").notNull(),
  kind: text("kind").$type<"setup" | "invitation" | "reset">().notNull(),
  tokenHash: bytea("token_hash").notNull(),
  email: text("email"),
  role: text("role").$type<OperatorRole>().notNull(),
  createdAt: time("created_at").notNull(),
  expiresAt: time("expires_at").notNull(),
  usedAt: time("used_at"),
});
