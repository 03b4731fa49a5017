import { pgTable, text } from "drizzle-orm/pg-core";
import { count, nanos, time, typeId } from "../platform/index.js";

export const balances = pgTable("balances", {
  customerId: typeId("customer_id", "cus").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  lastSeq: count("last_seq").notNull(),
  subscriptionId: typeId("subscription_id", "sub"),
  unit: text("unit"),
  allowanceNanos: nanos("allowance_nanos").notNull(),
  purchasedNanos: nanos("purchased_nanos").notNull(),
  includedNanos: nanos("included_nanos").notNull(),
  /** Another one after each change of the customer's subscriptions, by triggers. */
  subscriptionsVersion: count("subscriptions_version").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export const ledgerEntries = pgTable("ledger_entries", {
  customerId: typeId("customer_id", "cus").notNull(),
  seq: count("seq").notNull(),
  id: typeId("id", "led").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  subscriptionId: typeId("subscription_id", "sub"),
  type: text("type")
    .$type<"allowance" | "topup" | "adjustment" | "reset" | "hold" | "release" | "expiry">()
    .notNull(),
  unit: text("unit").notNull(),
  amountNanos: nanos("amount_nanos").notNull(),
  purchasedNanos: nanos("purchased_nanos").notNull(),
  balanceAfterNanos: nanos("balance_after_nanos").notNull(),
  description: text("description").notNull(),
  /** Of what was bought with it, or billed. */
  invoiceId: typeId("invoice_id", "inv"),
  createdAt: time("created_at").notNull(),
});

/** One row stands for a customer's lines 1 to `throughSeq`, which are in an archive and no longer here. */
export const archivedLines = pgTable("archived_lines", {
  customerId: typeId("customer_id", "cus").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  throughSeq: count("through_seq").notNull(),
  balanceAfterNanos: nanos("balance_after_nanos").notNull(),
  purchasedNanos: nanos("purchased_nanos").notNull(),
  archivedAt: time("archived_at").notNull(),
  /** They were all made, and what they tell of happened, before this. */
  beforeAt: time("before_at").notNull(),
});
