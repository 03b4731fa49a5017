/** The SQL of transactions: attempts at payments. */
import { and, asc, desc, eq, gt, inArray, isNull, lt, not, or, sql } from "drizzle-orm";
import { type Db, type Id, insertTogether, updateTogether } from "../platform/index.js";
import { findPaymentOfInvoice, isWhollyRefunded } from "./payment-store.js";
import { type OfCustomer, payments, type refunds, type TransactionRow, transactions } from "./schema.js";

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

interface TransactionFilter {
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
export const isWaiting = ({ status, claimedUntil }: typeof transactions | typeof refunds, realNow: Date) =>
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
