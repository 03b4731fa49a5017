import { boolean, integer, pgTable, text } from "drizzle-orm/pg-core";
import { count, time, typeId } from "../platform/index.js";

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
  /** The version of the plan that the running period began with. */
  planVersion: integer("plan_version").notNull(),
  priceId: typeId("price_id", "price"),
  /** Null where it goes by the name of the plan that it is on. */
  name: text("name"),
  status: text("status").$type<SubscriptionStatus>().notNull(),
  currency: text("currency").notNull(),
  /** Of one that is to begin later: when. */
  startsAt: time("starts_at"),
  /** What was asked for with it: charged at once, or paid at a page; null: as the environment's setting says then. */
  activates: boolean("activates"),
  /** Where the customer goes on from its page. */
  successUrl: text("success_url"),
  startedAt: time("started_at"),
  anchorAt: time("anchor_at"),
  /** Of the trial that it begins with once a card is there; 0: none. */
  trialDays: integer("trial_days").notNull().default(0),
  trialEndsAt: time("trial_ends_at"),
  periodStart: time("period_start"),
  periodEnd: time("period_end"),
  cancelAtPeriodEnd: boolean("cancel_at_period_end").notNull().default(false),
  cancelReason: text("cancel_reason"),
  canceledAt: time("canceled_at"),
  endedAt: time("ended_at"),
  /** The running allowance period; null until the first period has begun. */
  allowanceStart: time("allowance_start"),
  allowanceEnd: time("allowance_end"),
  /** The account's last line when the allowance period began. */
  allowanceSeq: count("allowance_seq").notNull().default(0n),
  /** When the next thing is due; null where nothing is. */
  nextDueAt: time("next_due_at"),
  /** A change of plan that is to be done at its time; the price is null on a plan without one. */
  scheduledPlanId: typeId("scheduled_plan_id", "plan"),
  scheduledPriceId: typeId("scheduled_price_id", "price"),
  scheduledChangeAt: time("scheduled_change_at"),
  pausedAt: time("paused_at"),
  /** Where the anchor has moved: when the allowance periods before it began, in order. */
  earlierAllowanceStarts: time("earlier_allowance_starts").array(),
  /** Since when its plans count usage, where one before deducted it; null where none did. */
  countedSince: time("counted_since"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export type SubscriptionRow = typeof subscriptions.$inferSelect;
