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
  not,
  notInArray,
  or,
  sql,
} from "drizzle-orm";
import { type Db, type Id, insertTogether, type Many, together, updateTogether } from "../platform/index.js";
import {
  type PaymentMethodRow,
  type PaymentRow,
  type ProviderName,
  paymentMethods,
  payments,
  providerConnections,
  providerCustomers,
  type RefundRow,
  refunds,
  type TransactionRow,
  transactions,
} from "./schema.js";

type OfCustomer<P extends "pay" | "txn" | "rfd" | "pm" | "inv"> = {
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
export const findDefaultMethod = (
  db: Db,
  customerId: Id<"cus">,
  provider: ProviderName,
): Promise<PaymentMethodRow | undefined> => together(db, { customerId, provider }, findDefaultMethods);

const findDefaultMethods: Many<
  Pick<PaymentMethodRow, "customerId" | "provider">,
  PaymentMethodRow | undefined
> = async (db, wanted) => {
  const customerIds = [...new Set(wanted.map(({ customerId }) => customerId))];
  const rows = await db
    .select()
    .from(paymentMethods)
    .where(
      and(
        inArray(paymentMethods.customerId, customerIds),
        isNull(paymentMethods.removedAt),
        eq(paymentMethods.isDefault, true),
      ),
    );
  const byCustomer = new Map(rows.map((row) => [row.customerId, row]));
  return wanted.map(({ customerId, provider }) => {
    const row = byCustomer.get(customerId);
    return row?.provider === provider ? row : undefined;
  });
};

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

export const insertPayment = (tx: Db, row: typeof payments.$inferInsert): Promise<PaymentRow> =>
  insertTogether(tx, payments, row);

export const updatePayment = (
  tx: Db,
  { customerId, id }: OfCustomer<"pay">,
  changes: Partial<typeof payments.$inferInsert>,
): Promise<PaymentRow> => updateTogether(tx, payments, { customerId, id }, changes);

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

/** More than nothing: of a payment that credits covered nothing was taken. */
const isWhollyRefunded = ({ refundedNanos, amountNanos }: typeof payments | typeof transactions) =>
  sql`(${gt(refundedNanos, 0n)} AND ${eq(refundedNanos, amountNanos)})`;

/** As answers show it; see answers. */
function isPaymentOf(status: NonNullable<PaymentFilter["status"]>) {
  if (status === "refunded") return isWhollyRefunded(payments);
  const isOfStatus = eq(payments.status, status);
  return status === "succeeded" ? and(isOfStatus, not(isWhollyRefunded(payments))) : isOfStatus;
}

export interface PaymentFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly invoiceId?: Id<"inv"> | undefined;
  readonly status?: PaymentRow["status"] | "refunded" | undefined;
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
        status ? isPaymentOf(status) : undefined,
        before ? lt(payments.id, before) : undefined,
      ),
    )
    .orderBy(desc(payments.id))
    .limit(limit + 1);
}

interface DuePayment {
  readonly customerId: Id<"cus">;
  readonly id: Id<"pay">;
  readonly dueAt: Date;
}

/** Where the provider that is to be asked is not connected any more, nothing is tried and nothing given up. */
const isAskable = or(
  eq(payments.provider, "sandbox"),
  sql`EXISTS (SELECT FROM ${providerConnections} WHERE ${and(
    eq(providerConnections.environmentId, payments.environmentId),
    eq(providerConnections.provider, payments.provider),
    isNotNull(providerConnections.secretKey),
  )})`,
);

const isDueIn = (environmentId: Id<"env">, until: Date) =>
  and(
    eq(payments.environmentId, environmentId),
    isNotNull(payments.retryAt),
    lte(payments.retryAt, until),
    isAskable,
  );

export const countDuePayments = (db: Db, environmentId: Id<"env">, until: Date): Promise<number> =>
  db.$count(payments, isDueIn(environmentId, until));

/** What is due of payments, the earliest first. */
export async function duePayments(
  db: Db,
  environmentId: Id<"env">,
  until: Date,
  except: readonly Id<"pay">[],
  limit: number,
): Promise<DuePayment[]> {
  const rows = await db
    .select({ customerId: payments.customerId, id: payments.id, dueAt: payments.retryAt })
    .from(payments)
    .where(
      and(
        isDueIn(environmentId, until),
        except.length > 0 ? notInArray(payments.id, [...except]) : undefined,
      ),
    )
    .orderBy(asc(payments.retryAt), asc(payments.id))
    .limit(limit);
  return rows.map(({ customerId, id, dueAt }) => ({ customerId, id, dueAt: dueAt! }));
}

/** What is due of a customer's payments first. */
export const nextDuePayment = (db: Db, customerId: Id<"cus">, until: Date): Promise<DuePayment | undefined> =>
  together(db, { customerId, until }, nextOfMany);

const nextOfMany: Many<{ customerId: Id<"cus">; until: Date }, DuePayment | undefined> = async (
  db,
  wanted,
) => {
  const customerIds = [...new Set(wanted.map(({ customerId }) => customerId))];
  const rows = await db
    .select({ customerId: payments.customerId, id: payments.id, dueAt: payments.retryAt })
    .from(payments)
    .where(and(inArray(payments.customerId, customerIds), isNotNull(payments.retryAt), isAskable))
    .orderBy(asc(payments.retryAt), asc(payments.id));
  return wanted.map(({ customerId, until }) => {
    const next = rows.find((row) => row.customerId === customerId && row.dueAt! <= until);
    return next && { ...next, dueAt: next.dueAt! };
  });
};

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

export const insertTransaction = (tx: Db, row: typeof transactions.$inferInsert): Promise<TransactionRow> =>
  insertTogether(tx, transactions, row);

export const updateTransaction = (
  tx: Db,
  { customerId, id }: OfCustomer<"txn">,
  changes: Partial<typeof transactions.$inferInsert>,
): Promise<TransactionRow> => updateTogether(tx, transactions, { customerId, id }, changes);

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

/** The attempt at it that is under way, or the one that paid it. */
export async function findTransactionOfPayment(
  db: Db,
  { customerId, id }: OfCustomer<"pay">,
  status: "pending" | "succeeded",
): Promise<TransactionRow | undefined> {
  const [row] = await db
    .select()
    .from(transactions)
    .where(
      and(
        eq(transactions.customerId, customerId),
        eq(transactions.paymentId, id),
        eq(transactions.status, status),
        eq(transactions.isSurplus, false),
      ),
    );
  return row;
}

/** The card that an invoice was paid by; undefined where no attempt of a provider's paid it. */
export async function takenByOfInvoice(
  db: Db,
  { customerId, id }: OfCustomer<"inv">,
): Promise<{ readonly last4: string | null } | undefined> {
  const payment = await findPaymentOfInvoice(db, customerId, id);
  const transaction = payment && (await findTransactionOfPayment(db, payment, "succeeded"));
  return transaction && { last4: transaction.cardLast4 };
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
        status ? isTransactionOf(status) : undefined,
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

function isTransactionOf(status: NonNullable<TransactionFilter["status"]>) {
  switch (status) {
    case "refunded":
      return isWhollyRefunded(transactions);
    case "partially_refunded":
      return and(gt(transactions.refundedNanos, 0n), not(isWhollyRefunded(transactions)));
    case "succeeded":
      return and(eq(transactions.status, "succeeded"), eq(transactions.refundedNanos, 0n));
    default:
      return eq(transactions.status, status);
  }
}

/** Still to be asked about, and by nobody at the moment. */
const isWaiting = ({ status, claimedUntil }: typeof transactions | typeof refunds, realNow: Date) =>
  and(eq(status, "pending"), or(isNull(claimedUntil), lt(claimedUntil, realNow)));

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
    .where(and(eq(transactions.environmentId, environmentId), isWaiting(transactions, realNow)))
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
      and(eq(transactions.customerId, customerId), eq(transactions.id, id), isWaiting(transactions, realNow)),
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
    .where(and(eq(refunds.environmentId, environmentId), isWaiting(refunds, realNow)))
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
    .where(and(eq(refunds.customerId, customerId), eq(refunds.id, id), isWaiting(refunds, realNow)))
    .returning();
  return row;
}
