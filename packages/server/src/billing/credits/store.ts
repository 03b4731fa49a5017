/** The SQL of customer credits and of what they were used for. Whoever writes holds the lock of the customer's account. */
import type { customerCreditStatus } from "@farthing/contract";
import { and, asc, desc, eq, gt, inArray, isNotNull, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import type { z } from "zod";
import { type Db, type Id, type Many, together } from "../../platform/index.js";
import {
  type CustomerCreditRow,
  type CustomerCreditUseRow,
  customerCredits,
  customerCreditUses,
  invoices,
} from "../schema.js";

export type CustomerCreditStatus = z.output<typeof customerCreditStatus>;

export async function insertCredit(
  tx: Db,
  row: typeof customerCredits.$inferInsert,
): Promise<CustomerCreditRow> {
  const [inserted] = await tx.insert(customerCredits).values(row).returning();
  return inserted!;
}

export async function findCredit(
  db: Db,
  customerId: Id<"cus">,
  id: Id<"ccr">,
): Promise<CustomerCreditRow | undefined> {
  const [row] = await db
    .select()
    .from(customerCredits)
    .where(and(eq(customerCredits.customerId, customerId), eq(customerCredits.id, id)));
  return row;
}

/** Those that can be used at a time, in the order in which they are: the first to expire first, then the oldest. */
export const usableCredits = (
  tx: Db,
  customerId: Id<"cus">,
  currency: string,
  at: Date,
): Promise<CustomerCreditRow[]> => together(tx, { customerId, currency, at }, usableOfMany);

interface Usable {
  readonly customerId: Id<"cus">;
  readonly currency: string;
  readonly at: Date;
}

const usableOfMany: Many<Usable, CustomerCreditRow[]> = async (tx, wanted) => {
  const customerIds = [...new Set(wanted.map(({ customerId }) => customerId))];
  const left = await tx
    .select()
    .from(customerCredits)
    .where(and(inArray(customerCredits.customerId, customerIds), gt(customerCredits.remainingNanos, 0n)))
    .orderBy(
      sql`${customerCredits.expiresAt} NULLS LAST`,
      asc(customerCredits.createdAt),
      asc(customerCredits.id),
    );
  return wanted.map(({ customerId, currency, at }) =>
    left.filter(
      (credit) =>
        credit.customerId === customerId &&
        credit.currency === currency &&
        (credit.expiresAt === null || credit.expiresAt > at),
    ),
  );
};

export async function updateCredit(
  tx: Db,
  { customerId, id }: Pick<CustomerCreditRow, "customerId" | "id">,
  changes: Partial<typeof customerCredits.$inferInsert>,
): Promise<CustomerCreditRow> {
  const [row] = await tx
    .update(customerCredits)
    .set(changes)
    .where(and(eq(customerCredits.customerId, customerId), eq(customerCredits.id, id)))
    .returning();
  return row!;
}

export async function insertUses(tx: Db, rows: readonly CustomerCreditUseRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(customerCreditUses).values([...rows]);
}

/** Oldest first. */
export function usesOfCredits(
  db: Db,
  customerId: Id<"cus">,
  ids: readonly Id<"ccr">[],
): Promise<CustomerCreditUseRow[]> {
  return db
    .select()
    .from(customerCreditUses)
    .where(and(eq(customerCreditUses.customerId, customerId), inArray(customerCreditUses.creditId, [...ids])))
    .orderBy(asc(customerCreditUses.usedAt), asc(customerCreditUses.invoiceId));
}

/** Marks all uses of an invoice as given back. @returns those that were not before */
export function returnUses(tx: Db, invoice: OfInvoice, at: Date): Promise<CustomerCreditUseRow[]> {
  return tx
    .update(customerCreditUses)
    .set({ returnedAt: at })
    .where(and(isUseOf(invoice), isNull(customerCreditUses.returnedAt)))
    .returning();
}

interface OfInvoice {
  readonly customerId: Id<"cus">;
  readonly id: Id<"inv">;
}

const isUseOf = ({ customerId, id }: OfInvoice) =>
  and(eq(customerCreditUses.customerId, customerId), eq(customerCreditUses.invoiceId, id));

/** What was used for an invoice. */
export const usesOfInvoice = (tx: Db, invoice: OfInvoice): Promise<CustomerCreditUseRow[]> =>
  tx.select().from(customerCreditUses).where(isUseOf(invoice));

/** Marks all uses of an invoice as not given back. */
export async function keepUses(tx: Db, invoice: OfInvoice): Promise<void> {
  await tx.update(customerCreditUses).set({ returnedAt: null }).where(isUseOf(invoice));
}

/** What was used for an invoice and has been given back, in nanos. */
export async function returnedUsesNanos(tx: Db, invoice: OfInvoice): Promise<bigint> {
  const [row] = await tx
    .select({ nanos: sql<string>`coalesce(sum(${customerCreditUses.amountNanos}), 0)` })
    .from(customerCreditUses)
    .where(and(isUseOf(invoice), isNotNull(customerCreditUses.returnedAt)));
  return BigInt(row!.nanos);
}

/** What of the credits that came from an invoice was revoked, in nanos. */
export async function revokedOfInvoiceNanos(tx: Db, { customerId, id }: OfInvoice): Promise<bigint> {
  const [row] = await tx
    .select({ nanos: sql<string>`coalesce(sum(${customerCredits.revokedNanos}), 0)` })
    .from(customerCredits)
    .where(and(eq(customerCredits.customerId, customerId), eq(customerCredits.sourceInvoiceId, id)));
  return BigInt(row!.nanos);
}

/** What came back as the negative rest of invoices that correct this one, less what of it was revoked; in nanos. */
export async function givenByCorrectionsNanos(tx: Db, { customerId, id }: OfInvoice): Promise<bigint> {
  const [row] = await tx
    .select({
      nanos: sql<string>`coalesce(sum(${customerCredits.amountNanos} - ${customerCredits.revokedNanos}), 0)`,
    })
    .from(customerCredits)
    .innerJoin(
      invoices,
      and(eq(invoices.customerId, customerId), eq(invoices.id, customerCredits.sourceInvoiceId)),
    )
    .where(and(eq(customerCredits.customerId, customerId), eq(invoices.correctsId, id)));
  return BigInt(row!.nanos);
}

/** What makes a credit be in a status at a time. */
function isInStatus(status: CustomerCreditStatus, now: Date): SQL | undefined {
  const notRevoked = isNull(customerCredits.revokedAt);
  const isLeft = gt(customerCredits.remainingNanos, 0n);
  switch (status) {
    case "revoked":
      return isNotNull(customerCredits.revokedAt);
    case "used":
      return and(notRevoked, eq(customerCredits.remainingNanos, 0n));
    case "expired":
      return and(notRevoked, isLeft, lte(customerCredits.expiresAt, now));
    case "active":
      return and(
        notRevoked,
        isLeft,
        or(isNull(customerCredits.expiresAt), gt(customerCredits.expiresAt, now)),
      );
  }
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfCredits(
  db: Db,
  customerId: Id<"cus">,
  { status, now }: { readonly status: CustomerCreditStatus | undefined; readonly now: Date },
  limit: number,
  before: Id<"ccr"> | undefined,
): Promise<CustomerCreditRow[]> {
  return db
    .select()
    .from(customerCredits)
    .where(
      and(
        eq(customerCredits.customerId, customerId),
        status ? isInStatus(status, now) : undefined,
        before ? lt(customerCredits.id, before) : undefined,
      ),
    )
    .orderBy(desc(customerCredits.id))
    .limit(limit + 1);
}
