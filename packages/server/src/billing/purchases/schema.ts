import type { purchaseKind } from "@farthing/contract";
import { boolean, pgTable, text } from "drizzle-orm/pg-core";
import type { z } from "zod";
import { nanos, time, typeId } from "../../platform/index.js";

export const creditPacks = pgTable("credit_packs", {
  id: typeId("id", "pack").primaryKey(),
  environmentId: typeId("environment_id", "env").notNull(),
  name: text("name").notNull(),
  description: text("description"),
  creditsNanos: nanos("credits_nanos").notNull(),
  priceNanos: nanos("price_nanos").notNull(),
  currency: text("currency").notNull(),
  isActive: boolean("is_active").notNull(),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
  deletedAt: time("deleted_at"),
});

export const purchases = pgTable("purchases", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "pur").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  subscriptionId: typeId("subscription_id", "sub").notNull(),
  invoiceId: typeId("invoice_id", "inv").notNull(),
  kind: text("kind").$type<z.output<typeof purchaseKind>>().notNull(),
  creditPackId: typeId("credit_pack_id", "pack"),
  /** What the account must be kept in: a currency or `credits`. */
  unit: text("unit").notNull(),
  amountNanos: nanos("amount_nanos").notNull(),
  survivesReset: boolean("survives_reset").notNull(),
  description: text("description").notNull(),
  createdAt: time("created_at").notNull(),
  paidAt: time("paid_at"),
  appliedAt: time("applied_at"),
  entryId: typeId("entry_id", "led"),
  /** Set as long as it is not given, for all that was given for it went back. */
  givenBackAt: time("given_back_at"),
});
