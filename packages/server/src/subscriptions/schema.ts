import { boolean, pgTable, text } from "drizzle-orm/pg-core";
import { time, typeId } from "../platform/index.js";

export type SubscriptionStatus =
  | "draft"
  | "pending_payment"
  | "trialing"
  | "active"
  | "past_due"
  | "paused"
  | "canceled"
  | "expired";

export const subscriptions = pgTable("subscriptions", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "sub").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  planId: typeId("plan_id", "plan").notNull(),
  priceId: typeId("price_id", "price"),
  name: text("name").notNull(),
  status: text("status").$type<SubscriptionStatus>().notNull(),
  currency: text("currency").notNull(),
  startedAt: time("started_at"),
  anchorAt: time("anchor_at"),
  trialEndsAt: time("trial_ends_at"),
  periodStart: time("period_start"),
  periodEnd: time("period_end"),
  cancelAtPeriodEnd: boolean("cancel_at_period_end").notNull().default(false),
  cancelReason: text("cancel_reason"),
  canceledAt: time("canceled_at"),
  endedAt: time("ended_at"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export type SubscriptionRow = typeof subscriptions.$inferSelect;
