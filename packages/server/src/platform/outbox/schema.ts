import { boolean, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import { time, typeId } from "../db/columns.js";

/** What happened, one row each; see the room's README. */
export const outbox = pgTable("outbox", {
  id: typeId("id", "whe").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  /** null for what concerns the whole environment. */
  customerId: typeId("customer_id", "cus"),
  type: text("type").notNull(),
  data: jsonb("data").notNull(),
  createdAt: time("created_at").notNull(),
  handedOn: boolean("handed_on").notNull().default(false),
});

export type NewsRow = typeof outbox.$inferSelect;
