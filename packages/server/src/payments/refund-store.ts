/** The SQL of refunds. */
import { and, asc, eq, sql } from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import { type OfCustomer, type RefundRow, refunds } from "./schema.js";
import { isWaiting } from "./transaction-store.js";

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
