import { pgTable, text } from "drizzle-orm/pg-core";
import { bytea, time, typeId } from "../platform/index.js";

export const portalSessions = pgTable("portal_sessions", {
  id: typeId("id", "psn").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  customerId: typeId("customer_id", "cus").notNull(),
  returnUrl: text("return_url"),
  linkHash: bytea("link_hash").notNull(),
  linkExpiresAt: time("link_expires_at").notNull(),
  /** Null until the link was opened. */
  sessionHash: bytea("session_hash"),
  sessionExpiresAt: time("session_expires_at"),
  endedAt: time("ended_at"),
  createdAt: time("created_at").notNull(),
});

export type PortalSessionRow = typeof portalSessions.$inferSelect;
