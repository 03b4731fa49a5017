/** The SQL of payments. */
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
  type OfCustomer,
  type PaymentRow,
  payments,
  providerConnections,
  type transactions,
} from "./schema.js";

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
export const isWhollyRefunded = ({ refundedNanos, amountNanos }: typeof payments | typeof transactions) =>
  sql`(${gt(refundedNanos, 0n)} AND ${eq(refundedNanos, amountNanos)})`;

/** As answers show it; see answers. */
function isPaymentOf(status: NonNullable<PaymentFilter["status"]>) {
  if (status === "refunded") return isWhollyRefunded(payments);
  const isOfStatus = eq(payments.status, status);
  return status === "succeeded" ? and(isOfStatus, not(isWhollyRefunded(payments))) : isOfStatus;
}

interface PaymentFilter {
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
