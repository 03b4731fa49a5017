import { boolean, integer, jsonb, pgTable, text } from "drizzle-orm/pg-core";
import type { InvoiceMetadata } from "../billing/index.js";
import { type Id, time, typeId, wideNanos } from "../platform/index.js";

/** A row by its key. */
export interface OfCustomer<P extends "pay" | "txn" | "rfd" | "pm" | "inv"> {
  readonly customerId: Id<"cus">;
  readonly id: Id<P>;
}

export type ProviderName = "sandbox" | "stripe";

export const paymentMethods = pgTable("payment_methods", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "pm").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  provider: text("provider").$type<ProviderName>().notNull(),
  /** What the provider calls it; in a sandbox how the test card behaves. */
  reference: text("reference").notNull(),
  brand: text("brand").notNull(),
  last4: text("last4").notNull(),
  expMonth: integer("exp_month").notNull(),
  expYear: integer("exp_year").notNull(),
  isDefault: boolean("is_default").notNull(),
  createdAt: time("created_at").notNull(),
  removedAt: time("removed_at"),
});
export type PaymentMethodRow = typeof paymentMethods.$inferSelect;

export const providerConnections = pgTable("provider_connections", {
  environmentId: typeId("environment_id", "env").primaryKey(),
  provider: text("provider").$type<Exclude<ProviderName, "sandbox">>().notNull(),
  /** The provider's name of the account; null where the key may not read it. */
  account: text("account"),
  /** Sealed, both of them; null once it is disconnected. */
  secretKey: text("secret_key"),
  webhookSecret: text("webhook_secret"),
  /** The end of the key, to recognise it by. */
  keyHint: text("key_hint").notNull(),
  /** As {@link keyHint}, of the webhook's secret; null where it was connected before this was kept. */
  webhookSecretHint: text("webhook_secret_hint"),
  connectedAt: time("connected_at").notNull(),
});
export type ConnectionRow = typeof providerConnections.$inferSelect;

export const providerCustomers = pgTable("provider_customers", {
  customerId: typeId("customer_id", "cus").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  provider: text("provider").$type<ProviderName>().notNull(),
  reference: text("reference").notNull(),
});

export const payments = pgTable("payments", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "pay").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  /** Null while the first payment of a subscription has no invoice yet. */
  invoiceId: typeId("invoice_id", "inv"),
  subscriptionId: typeId("subscription_id", "sub"),
  provider: text("provider").$type<ProviderName>().notNull(),
  status: text("status").$type<"pending" | "succeeded" | "failed" | "canceled">().notNull(),
  currency: text("currency").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
  refundedNanos: wideNanos("refunded_nanos").notNull().default(0n),
  description: text("description").notNull(),
  metadata: jsonb("metadata").$type<InvoiceMetadata>(),
  attempts: integer("attempts").notNull().default(0),
  /** Those that were made by themselves, and count for the schedule. */
  scheduledAttempts: integer("scheduled_attempts").notNull().default(0),
  /** What a failure leads to: tried again and given up at last, the invoice is void, or it stays open to be paid. */
  onFailure: text("on_failure").$type<"retry" | "void" | "keep">().notNull(),
  failureCode: text("failure_code"),
  failureMessage: text("failure_message"),
  retryAt: time("retry_at"),
  paidAt: time("paid_at"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});
export type PaymentRow = typeof payments.$inferSelect;

export const transactions = pgTable("transactions", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "txn").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  paymentId: typeId("payment_id", "pay").notNull(),
  provider: text("provider").$type<ProviderName>().notNull(),
  status: text("status").$type<"pending" | "succeeded" | "failed">().notNull(),
  currency: text("currency").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
  refundedNanos: wideNanos("refunded_nanos").notNull().default(0n),
  isScheduled: boolean("is_scheduled").notNull(),
  /** It took money for what was settled before, by another attempt or otherwise: all of it is given back, and none of that counts for the payment. */
  isSurplus: boolean("is_surplus").notNull().default(false),
  paymentMethodId: typeId("payment_method_id", "pm"),
  cardBrand: text("card_brand"),
  cardLast4: text("card_last4"),
  providerReference: text("provider_reference"),
  failureCode: text("failure_code"),
  failureMessage: text("failure_message"),
  /** Real time: when the provider was asked first, and how often it was. */
  sentAt: time("sent_at"),
  sends: integer("sends").notNull().default(0),
  claimedUntil: time("claimed_until"),
  createdAt: time("created_at").notNull(),
  settledAt: time("settled_at"),
});
export type TransactionRow = typeof transactions.$inferSelect;

export const refunds = pgTable("refunds", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "rfd").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  transactionId: typeId("transaction_id", "txn").notNull(),
  paymentId: typeId("payment_id", "pay").notNull(),
  status: text("status").$type<"pending" | "succeeded" | "failed">().notNull(),
  currency: text("currency").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
  reason: text("reason"),
  providerReference: text("provider_reference"),
  failureMessage: text("failure_message"),
  sends: integer("sends").notNull().default(0),
  claimedUntil: time("claimed_until"),
  createdAt: time("created_at").notNull(),
  settledAt: time("settled_at"),
  /** Of what went back by a dispute that was lost. */
  disputeId: typeId("dispute_id", "dsp"),
});
export type RefundRow = typeof refunds.$inferSelect;

export const disputes = pgTable("disputes", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "dsp").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  paymentId: typeId("payment_id", "pay").notNull(),
  transactionId: typeId("transaction_id", "txn").notNull(),
  status: text("status").$type<"open" | "won" | "lost">().notNull(),
  currency: text("currency").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
  reason: text("reason"),
  providerReference: text("provider_reference").notNull(),
  /** The provider's time: what it said before that comes too late. */
  saidAt: time("said_at").notNull(),
  createdAt: time("created_at").notNull(),
  closedAt: time("closed_at"),
});
export type DisputeRow = typeof disputes.$inferSelect;

export const checkouts = pgTable("checkouts", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "chk").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  token: text("token").notNull(),
  kind: text("kind").$type<"subscription" | "invoice" | "payment_method">().notNull(),
  subscriptionId: typeId("subscription_id", "sub"),
  invoiceId: typeId("invoice_id", "inv"),
  successUrl: text("success_url"),
  status: text("status").$type<"open" | "completed" | "canceled">().notNull(),
  authenticating: text("authenticating"),
  providerSession: text("provider_session"),
  expiresAt: time("expires_at").notNull(),
  createdAt: time("created_at").notNull(),
  completedAt: time("completed_at"),
  /** The attempt that was made at it; null where none was, and of those from before this was kept. */
  transactionId: typeId("transaction_id", "txn"),
});
export type CheckoutRow = typeof checkouts.$inferSelect;
