import type {
  creditNoteSettlement,
  invoiceLineKind,
  invoiceReason,
  invoiceStatus,
  TestClockRun,
} from "@farthing/contract";
import { integer, jsonb, pgTable, text, uuid } from "drizzle-orm/pg-core";
import type { z } from "zod";
import type { CustomerRow } from "../customers/index.js";
import { count, nanos, nanoUnits, time, typeId, wideNanos } from "../platform/index.js";
import type { StoredTerms } from "./periods/terms.js";

export const subscriptionPeriods = pgTable("subscription_periods", {
  customerId: typeId("customer_id", "cus").notNull(),
  subscriptionId: typeId("subscription_id", "sub").notNull(),
  startAt: time("start_at").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  endAt: time("end_at").notNull(),
  kind: text("kind").$type<"trial" | "billing">().notNull(),
  /** What it began with; null, as the next two, where it began before this was kept. */
  planId: typeId("plan_id", "plan"),
  planVersion: integer("plan_version"),
  /** The newest version when it ended: what it had better came to hold. Null while it runs. */
  lastPlanVersion: integer("last_plan_version"),
  terms: jsonb("terms").$type<StoredTerms>().notNull(),
  closedAt: time("closed_at"),
  /** Of a period that began early: the account's last line then. What is up to it was used before. */
  begunAfterSeq: count("begun_after_seq"),
});

type Run = z.input<typeof TestClockRun>;

/** The last move of a sandbox's clock, and what it has come to. */
export const clockMoves = pgTable("clock_moves", {
  environmentId: typeId("environment_id", "env").primaryKey(),
  /** Digest of the `Idempotency-Key` it was asked for with. */
  requestKey: uuid("request_key"),
  fromAt: time("from_at").notNull(),
  targetAt: time("target_at").notNull(),
  steps: integer("steps").notNull().default(0),
  invoices: integer("invoices").notNull().default(0),
  failures: integer("failures").notNull().default(0),
  counts: jsonb("counts").$type<Partial<Run["counts"]>>().notNull().default({}),
  /** As many as are listed. */
  firstDone: jsonb("first_done").$type<Run["done"]>().notNull().default([]),
  /** The latest first. */
  lastDone: jsonb("last_done").$type<Run["latest"]>().notNull().default([]),
  failed: jsonb("failed").$type<Run["failed"]>().notNull().default([]),
  /** Real time. */
  begunAt: time("begun_at").notNull(),
  /** Real time; null while it is under way. */
  endedAt: time("ended_at"),
});

export type ClockMove = typeof clockMoves.$inferSelect;

export type InvoiceStatus = z.output<typeof invoiceStatus>;
export type InvoiceReason = z.output<typeof invoiceReason>;
export type InvoiceLineKind = z.output<typeof invoiceLineKind>;
export type InvoiceMetadata = Record<string, string | number | boolean | null>;

/** Whom a document is for, as they were when it was finalized. */
export type BillTo = Pick<CustomerRow, "externalId" | "fullName" | "email" | "taxDocument" | "address">;

export const invoices = pgTable("invoices", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "inv").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  subscriptionId: typeId("subscription_id", "sub"),
  number: count("number"),
  status: text("status").$type<InvoiceStatus>().notNull(),
  reason: text("reason").$type<InvoiceReason>().notNull(),
  currency: text("currency").notNull(),
  totalNanos: wideNanos("total_nanos").notNull(),
  periodStart: time("period_start"),
  periodEnd: time("period_end"),
  description: text("description"),
  metadata: jsonb("metadata").$type<InvoiceMetadata>(),
  issuedAt: time("issued_at"),
  /** Of both sides as they were when it was finalized. */
  brandingVersion: count("branding_version"),
  billTo: jsonb("bill_to").$type<BillTo>(),
  netDays: integer("net_days"),
  dueAt: time("due_at"),
  correctsId: typeId("corrects_id", "inv"),
  creditedNanos: wideNanos("credited_nanos").notNull().default(0n),
  voidReason: text("void_reason"),
  paidAt: time("paid_at"),
  voidedAt: time("voided_at"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export type InvoiceRow = typeof invoices.$inferSelect;

export const invoiceLines = pgTable("invoice_lines", {
  customerId: typeId("customer_id", "cus").notNull(),
  invoiceId: typeId("invoice_id", "inv").notNull(),
  position: integer("position").notNull(),
  id: typeId("id", "iline").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  kind: text("kind").$type<InvoiceLineKind>().notNull(),
  description: text("description").notNull(),
  featureId: typeId("feature_id", "feat"),
  periodStart: time("period_start"),
  periodEnd: time("period_end"),
  usedNanoUnits: nanoUnits("used"),
  includedNanoUnits: nanoUnits("included"),
  quantityNanoUnits: nanoUnits("quantity"),
  unitPriceNanos: nanos("unit_price_nanos"),
  exactNanos: wideNanos("exact_nanos").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
  afterSeq: count("after_seq"),
  upToSeq: count("up_to_seq"),
  /** Of a line that gives unused time back: the line by which that was billed. */
  returnsLineId: typeId("returns_line_id", "iline"),
});

export type InvoiceLineRow = typeof invoiceLines.$inferSelect;

export type CreditNoteSettlement = z.output<typeof creditNoteSettlement>;

export const creditNotes = pgTable("credit_notes", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "cn").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  invoiceId: typeId("invoice_id", "inv").notNull(),
  number: count("number").notNull(),
  currency: text("currency").notNull(),
  totalNanos: wideNanos("total_nanos").notNull(),
  reason: text("reason").notNull(),
  settlement: text("settlement").$type<CreditNoteSettlement>().notNull(),
  refundId: typeId("refund_id", "rfd"),
  metadata: jsonb("metadata").$type<InvoiceMetadata>(),
  brandingVersion: count("branding_version"),
  billTo: jsonb("bill_to").$type<BillTo>(),
  issuedAt: time("issued_at").notNull(),
});

export type CreditNoteRow = typeof creditNotes.$inferSelect;

export const creditNoteLines = pgTable("credit_note_lines", {
  customerId: typeId("customer_id", "cus").notNull(),
  creditNoteId: typeId("credit_note_id", "cn").notNull(),
  position: integer("position").notNull(),
  id: typeId("id", "cnline").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  invoiceLineId: typeId("invoice_line_id", "iline"),
  description: text("description").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
});

export type CreditNoteLineRow = typeof creditNoteLines.$inferSelect;

export const customerCredits = pgTable("customer_credits", {
  customerId: typeId("customer_id", "cus").notNull(),
  id: typeId("id", "ccr").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  currency: text("currency").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
  remainingNanos: wideNanos("remaining_nanos").notNull(),
  /** What was taken back of it, by revocation. */
  revokedNanos: wideNanos("revoked_nanos").notNull().default(0n),
  reason: text("reason").notNull(),
  sourceInvoiceId: typeId("source_invoice_id", "inv"),
  expiresAt: time("expires_at"),
  revokedAt: time("revoked_at"),
  createdAt: time("created_at").notNull(),
  updatedAt: time("updated_at").notNull(),
});

export type CustomerCreditRow = typeof customerCredits.$inferSelect;

export const customerCreditUses = pgTable("customer_credit_uses", {
  customerId: typeId("customer_id", "cus").notNull(),
  invoiceId: typeId("invoice_id", "inv").notNull(),
  creditId: typeId("credit_id", "ccr").notNull(),
  environmentId: typeId("environment_id", "env").notNull(),
  amountNanos: wideNanos("amount_nanos").notNull(),
  usedAt: time("used_at").notNull(),
  /** When the invoice was voided, and the amount given back. */
  returnedAt: time("returned_at"),
});

export type CustomerCreditUseRow = typeof customerCreditUses.$inferSelect;
