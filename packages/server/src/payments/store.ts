/** The SQL of payment methods, payments, their transactions and refunds. */
import {
  and,
  asc,
  desc,
  eq,
  gt,
  inArray,
  isNotNull,
  isNull,
  lt,
  lte,
  notInArray,
  or,
  sql,
} from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import {
  type PaymentMethodRow,
  type PaymentRow,
  type ProviderName,
  paymentMethods,
  payments,
  providerCustomers,
  type RefundRow,
  refunds,
  type TransactionRow,
  transactions,
} from "./schema.js";

type OfCustomer<P extends "pay" | "txn" | "rfd" | "pm"> = {
  readonly customerId: Id<"cus">;
  readonly id: Id<P>;
};

// Payment methods.

export async function insertMethod(
  tx: Db,
  row: typeof paymentMethods.$inferInsert,
): Promise<PaymentMethodRow> {
  const [inserted] = await tx.insert(paymentMethods).values(row).returning();
  return inserted!;
}

export async function updateMethod(
  tx: Db,
  { customerId, id }: OfCustomer<"pm">,
  changes: Partial<typeof paymentMethods.$inferInsert>,
): Promise<PaymentMethodRow> {
  const [row] = await tx
    .update(paymentMethods)
    .set(changes)
    .where(and(eq(paymentMethods.customerId, customerId), eq(paymentMethods.id, id)))
    .returning();
  return row!;
}

/** Before another one becomes it: there is at most one. */
export async function clearDefault(tx: Db, customerId: Id<"cus">): Promise<void> {
  await tx
    .update(paymentMethods)
    .set({ isDefault: false })
    .where(and(eq(paymentMethods.customerId, customerId), eq(paymentMethods.isDefault, true)));
}

const kept = (customerId: Id<"cus">) =>
  and(eq(paymentMethods.customerId, customerId), isNull(paymentMethods.removedAt));

export async function findMethod(
  db: Db,
  customerId: Id<"cus">,
  id: Id<"pm">,
): Promise<PaymentMethodRow | undefined> {
  const [row] = await db
    .select()
    .from(paymentMethods)
    .where(and(kept(customerId), eq(paymentMethods.id, id)));
  return row;
}

export async function findMethodByReference(
  db: Db,
  customerId: Id<"cus">,
  reference: string,
): Promise<PaymentMethodRow | undefined> {
  const [row] = await db
    .select()
    .from(paymentMethods)
    .where(and(kept(customerId), eq(paymentMethods.reference, reference)));
  return row;
}

/** The card that is charged. */
export async function findDefaultMethod(
  db: Db,
  customerId: Id<"cus">,
  provider: ProviderName,
): Promise<PaymentMethodRow | undefined> {
  const [row] = await db
    .select()
    .from(paymentMethods)
    .where(and(kept(customerId), eq(paymentMethods.isDefault, true), eq(paymentMethods.provider, provider)));
  return row;
}

export function pageOfMethods(
  db: Db,
  customerId: Id<"cus">,
  limit: number,
  before: Id<"pm"> | undefined,
): Promise<PaymentMethodRow[]> {
  return db
    .select()
    .from(paymentMethods)
    .where(and(kept(customerId), before ? lt(paymentMethods.id, before) : undefined))
    .orderBy(desc(paymentMethods.id))
    .limit(limit + 1);
}

export async function findProviderCustomer(
  db: Db,
  customerId: Id<"cus">,
  provider: ProviderName,
): Promise<string | undefined> {
  const [row] = await db
    .select()
    .from(providerCustomers)
    .where(and(eq(providerCustomers.customerId, customerId), eq(providerCustomers.provider, provider)));
  return row?.reference;
}

/** The first one that is noted stays. */
export async function noteProviderCustomer(
  db: Db,
  row: typeof providerCustomers.$inferInsert,
): Promise<void> {
  await db.insert(providerCustomers).values(row).onConflictDoNothing();
}

// Payments.

export async function insertPayment(tx: Db, row: typeof payments.$inferInsert): Promise<PaymentRow> {
  const [inserted] = await tx.insert(payments).values(row).returning();
  return inserted!;
}

export async function updatePayment(
  tx: Db,
  { customerId, id }: OfCustomer<"pay">,
  changes: Partial<typeof payments.$inferInsert>,
): Promise<PaymentRow> {
  const [row] = await tx
    .update(payments)
    .set(changes)
    .where(and(eq(payments.customerId, customerId), eq(payments.id, id)))
    .returning();
  return row!;
}

export async function findPayment(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"pay">,
): Promise<PaymentRow | undefined> {
  const [row] = await db
    .select()
    .from(payments)
    .where(and(eq(payments.environmentId, environmentId), eq(payments.id, id)));
  return row;
}

export async function findPaymentOfInvoice(
  db: Db,
  customerId: Id<"cus">,
  invoiceId: Id<"inv">,
): Promise<PaymentRow | undefined> {
  const [row] = await db
    .select()
    .from(payments)
    .where(and(eq(payments.customerId, customerId), eq(payments.invoiceId, invoiceId)));
  return row;
}

/** What was paid for a subscription before it had an invoice. */
export async function findPrepaymentOf(
  db: Db,
  customerId: Id<"cus">,
  subscriptionId: Id<"sub">,
): Promise<PaymentRow | undefined> {
  const [row] = await db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.customerId, customerId),
        eq(payments.subscriptionId, subscriptionId),
        isNull(payments.invoiceId),
        eq(payments.status, "succeeded"),
        eq(payments.refundedNanos, 0n),
      ),
    )
    .limit(1);
  return row;
}

export interface PaymentFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly invoiceId?: Id<"inv"> | undefined;
  readonly status?: PaymentRow["status"] | undefined;
}

export function pageOfPayments(
  db: Db,
  environmentId: Id<"env">,
  { customerId, invoiceId, status }: PaymentFilter,
  limit: number,
  before: Id<"pay"> | undefined,
): Promise<PaymentRow[]> {
  return db
    .select()
    .from(payments)
    .where(
      and(
        eq(payments.environmentId, environmentId),
        customerId ? eq(payments.customerId, customerId) : undefined,
        invoiceId ? eq(payments.invoiceId, invoiceId) : undefined,
        status ? eq(payments.status, status) : undefined,
        before ? lt(payments.id, before) : undefined,
      ),
    )
    .orderBy(desc(payments.id))
    .limit(limit + 1);
}

/** What is due of payments, the earliest first. */
export async function duePayments(
  db: Db,
  scope: { readonly environmentId: Id<"env"> } | { readonly customerId: Id<"cus"> },
  until: Date,
  except: readonly Id<"pay">[],
  limit: number,
): Promise<{ customerId: Id<"cus">; id: Id<"pay">; dueAt: Date }[]> {
  const rows = await db
    .select({ customerId: payments.customerId, id: payments.id, dueAt: payments.retryAt })
    .from(payments)
    .where(
      and(
        "customerId" in scope
          ? eq(payments.customerId, scope.customerId)
          : eq(payments.environmentId, scope.environmentId),
        isNotNull(payments.retryAt),
        lte(payments.retryAt, until),
        except.length > 0 ? notInArray(payments.id, [...except]) : undefined,
      ),
    )
    .orderBy(asc(payments.retryAt), asc(payments.id))
    .limit(limit);
  return rows.map(({ customerId, id, dueAt }) => ({ customerId, id, dueAt: dueAt! }));
}

/** What was given back of invoices, in nanos. */
export async function refundedOfInvoices(
  db: Db,
  invoiceIds: readonly Id<"inv">[],
): Promise<Map<Id<"inv">, bigint>> {
  if (invoiceIds.length === 0) return new Map();
  const rows = await db
    .select({ invoiceId: payments.invoiceId, refundedNanos: payments.refundedNanos })
    .from(payments)
    .where(and(inArray(payments.invoiceId, [...invoiceIds]), gt(payments.refundedNanos, 0n)));
  return new Map(rows.map(({ invoiceId, refundedNanos }) => [invoiceId!, refundedNanos]));
}

// Transactions.

export async function insertTransaction(
  tx: Db,
  row: typeof transactions.$inferInsert,
): Promise<TransactionRow> {
  const [inserted] = await tx.insert(transactions).values(row).returning();
  return inserted!;
}

export async function updateTransaction(
  tx: Db,
  { customerId, id }: OfCustomer<"txn">,
  changes: Partial<typeof transactions.$inferInsert>,
): Promise<TransactionRow> {
  const [row] = await tx
    .update(transactions)
    .set(changes)
    .where(and(eq(transactions.customerId, customerId), eq(transactions.id, id)))
    .returning();
  return row!;
}

export async function findTransaction(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"txn">,
): Promise<TransactionRow | undefined> {
  const [row] = await db
    .select()
    .from(transactions)
    .where(and(eq(transactions.environmentId, environmentId), eq(transactions.id, id)));
  return row;
}

/** The one that a provider calls so. */
export async function findTransactionByReference(
  db: Db,
  environmentId: Id<"env">,
  reference: string,
): Promise<TransactionRow | undefined> {
  const [row] = await db
    .select()
    .from(transactions)
    .where(and(eq(transactions.environmentId, environmentId), eq(transactions.providerReference, reference)));
  return row;
}

export async function findTransactionOfPayment(
  db: Db,
  { customerId, id }: OfCustomer<"pay">,
  status: TransactionRow["status"],
): Promise<TransactionRow | undefined> {
  const [row] = await db
    .select()
    .from(transactions)
    .where(
      and(
        eq(transactions.customerId, customerId),
        eq(transactions.paymentId, id),
        eq(transactions.status, status),
      ),
    )
    .orderBy(desc(transactions.id))
    .limit(1);
  return row;
}

export interface TransactionFilter {
  readonly customerIds?: readonly Id<"cus">[] | undefined;
  readonly paymentId?: Id<"pay"> | undefined;
  readonly status?: "pending" | "succeeded" | "failed" | "refunded" | "partially_refunded" | undefined;
}

export function pageOfTransactions(
  db: Db,
  environmentId: Id<"env">,
  { customerIds, paymentId, status }: TransactionFilter,
  limit: number,
  before: Id<"txn"> | undefined,
): Promise<(TransactionRow & { invoiceId: Id<"inv"> | null })[]> {
  return withInvoice(db)
    .where(
      and(
        eq(transactions.environmentId, environmentId),
        customerIds ? inArray(transactions.customerId, [...customerIds]) : undefined,
        paymentId ? eq(transactions.paymentId, paymentId) : undefined,
        status ? isOfStatus(status) : undefined,
        before ? lt(transactions.id, before) : undefined,
      ),
    )
    .orderBy(desc(transactions.id))
    .limit(limit + 1)
    .then((rows) => rows.map(({ row, invoiceId }) => ({ ...row, invoiceId })));
}

const withInvoice = (db: Db) =>
  db
    .select({ row: transactions, invoiceId: payments.invoiceId })
    .from(transactions)
    .innerJoin(
      payments,
      and(eq(payments.customerId, transactions.customerId), eq(payments.id, transactions.paymentId)),
    );

function isOfStatus(status: NonNullable<TransactionFilter["status"]>) {
  const isWhole = sql`${transactions.refundedNanos} = ${transactions.amountNanos}`;
  switch (status) {
    case "refunded":
      return isWhole;
    case "partially_refunded":
      return and(gt(transactions.refundedNanos, 0n), sql`NOT (${isWhole})`);
    case "succeeded":
      return and(eq(transactions.status, "succeeded"), eq(transactions.refundedNanos, 0n));
    default:
      return eq(transactions.status, status);
  }
}

const isFree = (
  claimedUntil: typeof transactions.claimedUntil | typeof refunds.claimedUntil,
  realNow: Date,
) => or(isNull(claimedUntil), lt(claimedUntil, realNow));

/** Attempts that an external provider is to be asked about, the oldest first. Times are real time. */
export function transactionsToSend(
  db: Db,
  environmentId: Id<"env">,
  realNow: Date,
  limit: number,
): Promise<TransactionRow[]> {
  return db
    .select()
    .from(transactions)
    .where(
      and(
        eq(transactions.environmentId, environmentId),
        eq(transactions.status, "pending"),
        isFree(transactions.claimedUntil, realNow),
      ),
    )
    .orderBy(asc(transactions.id))
    .limit(limit);
}

/**
 * Takes an attempt to ask the provider about it: whoever does, asks the `sends`-th time.
 * @returns undefined where somebody else asks already, or its result is known
 */
export async function claimTransaction(
  db: Db,
  { customerId, id }: OfCustomer<"txn">,
  realNow: Date,
  until: Date,
): Promise<TransactionRow | undefined> {
  const [row] = await db
    .update(transactions)
    .set({
      claimedUntil: until,
      sends: sql`${transactions.sends} + 1`,
      sentAt: sql`coalesce(${transactions.sentAt}, ${realNow.toISOString()}::timestamptz)`,
    })
    .where(
      and(
        eq(transactions.customerId, customerId),
        eq(transactions.id, id),
        eq(transactions.status, "pending"),
        isFree(transactions.claimedUntil, realNow),
      ),
    )
    .returning();
  return row;
}

const isUnsent = ({ customerId, id }: OfCustomer<"pay">) =>
  and(
    eq(transactions.customerId, customerId),
    eq(transactions.paymentId, id),
    eq(transactions.status, "pending"),
    isNull(transactions.sentAt),
  );

/** Of an attempt that no provider has been asked for yet; whoever claims it waits, and asks for this amount. */
export async function lowerUnsent(tx: Db, payment: OfCustomer<"pay">, amountNanos: bigint): Promise<void> {
  await tx.update(transactions).set({ amountNanos }).where(isUnsent(payment));
}

/** It is never sent. */
export async function failUnsent(
  tx: Db,
  payment: OfCustomer<"pay">,
  { code, message }: { readonly code: string; readonly message: string },
  at: Date,
): Promise<void> {
  await tx
    .update(transactions)
    .set({ status: "failed", failureCode: code, failureMessage: message, settledAt: at })
    .where(isUnsent(payment));
}

/** The attempt that paid it, as long as not all of it was given back. */
export async function findTakenTransaction(
  tx: Db,
  { customerId, id }: OfCustomer<"pay">,
): Promise<TransactionRow | undefined> {
  const [row] = await tx
    .select()
    .from(transactions)
    .where(
      and(
        eq(transactions.customerId, customerId),
        eq(transactions.paymentId, id),
        eq(transactions.status, "succeeded"),
        lt(transactions.refundedNanos, transactions.amountNanos),
      ),
    )
    .limit(1);
  return row;
}

// Refunds.

export async function insertRefund(tx: Db, row: typeof refunds.$inferInsert): Promise<RefundRow> {
  const [inserted] = await tx.insert(refunds).values(row).returning();
  return inserted!;
}

export async function updateRefund(
  tx: Db,
  { customerId, id }: OfCustomer<"rfd">,
  changes: Partial<typeof refunds.$inferInsert>,
): Promise<RefundRow> {
  const [row] = await tx
    .update(refunds)
    .set(changes)
    .where(and(eq(refunds.customerId, customerId), eq(refunds.id, id)))
    .returning();
  return row!;
}

export async function findRefund(
  db: Db,
  { customerId, id }: OfCustomer<"rfd">,
): Promise<RefundRow | undefined> {
  const [row] = await db
    .select()
    .from(refunds)
    .where(and(eq(refunds.customerId, customerId), eq(refunds.id, id)));
  return row;
}

/** The one that a provider calls so. */
export async function findRefundByReference(
  db: Db,
  customerId: Id<"cus">,
  reference: string,
): Promise<RefundRow | undefined> {
  const [row] = await db
    .select()
    .from(refunds)
    .where(and(eq(refunds.customerId, customerId), eq(refunds.providerReference, reference)));
  return row;
}

export function refundsToSend(
  db: Db,
  environmentId: Id<"env">,
  realNow: Date,
  limit: number,
): Promise<RefundRow[]> {
  return db
    .select()
    .from(refunds)
    .where(
      and(
        eq(refunds.environmentId, environmentId),
        eq(refunds.status, "pending"),
        isFree(refunds.claimedUntil, realNow),
      ),
    )
    .orderBy(asc(refunds.id))
    .limit(limit);
}

export async function claimRefund(
  db: Db,
  { customerId, id }: OfCustomer<"rfd">,
  realNow: Date,
  until: Date,
): Promise<RefundRow | undefined> {
  const [row] = await db
    .update(refunds)
    .set({ claimedUntil: until, sends: sql`${refunds.sends} + 1` })
    .where(
      and(
        eq(refunds.customerId, customerId),
        eq(refunds.id, id),
        eq(refunds.status, "pending"),
        isFree(refunds.claimedUntil, realNow),
      ),
    )
    .returning();
  return row;
}
