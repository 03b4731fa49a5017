/** The SQL of disputes. */
import { and, asc, eq, inArray } from "drizzle-orm";
import type { Db, Id } from "../../platform/index.js";
import { type DisputeRow, disputes, type PaymentRow, type RefundRow, refunds } from "../schema.js";

export async function insertDispute(tx: Db, row: typeof disputes.$inferInsert): Promise<DisputeRow> {
  const [inserted] = await tx.insert(disputes).values(row).returning();
  return inserted!;
}

export async function updateDispute(
  tx: Db,
  { customerId, id }: Pick<DisputeRow, "customerId" | "id">,
  changes: Partial<typeof disputes.$inferInsert>,
): Promise<DisputeRow> {
  const [row] = await tx
    .update(disputes)
    .set(changes)
    .where(and(eq(disputes.customerId, customerId), eq(disputes.id, id)))
    .returning();
  return row!;
}

/** The one that a provider calls so. */
export async function findDisputeByReference(
  tx: Db,
  customerId: Id<"cus">,
  reference: string,
): Promise<DisputeRow | undefined> {
  const [row] = await tx
    .select()
    .from(disputes)
    .where(and(eq(disputes.customerId, customerId), eq(disputes.providerReference, reference)));
  return row;
}

/** In the order in which they were opened. */
export const disputesOfTransaction = (
  tx: Db,
  { customerId, id, paymentId }: { customerId: Id<"cus">; id: Id<"txn">; paymentId: Id<"pay"> },
): Promise<DisputeRow[]> =>
  tx
    .select()
    .from(disputes)
    .where(
      and(
        eq(disputes.customerId, customerId),
        eq(disputes.paymentId, paymentId),
        eq(disputes.transactionId, id),
      ),
    )
    .orderBy(asc(disputes.id));

/** What counts as given back by a dispute. */
export const refundsOfDispute = (
  tx: Db,
  { customerId, id, transactionId }: DisputeRow,
): Promise<RefundRow[]> =>
  tx
    .select()
    .from(refunds)
    .where(
      and(
        eq(refunds.customerId, customerId),
        eq(refunds.transactionId, transactionId),
        eq(refunds.disputeId, id),
        eq(refunds.status, "succeeded"),
      ),
    );

/** The latest one of each payment that has any. */
export async function latestDisputes(
  db: Db,
  of: readonly Pick<PaymentRow, "customerId" | "id">[],
): Promise<Map<Id<"pay">, DisputeRow>> {
  if (of.length === 0) return new Map();
  const customerIds = [...new Set(of.map(({ customerId }) => customerId))];
  const paymentIds = of.map(({ id }) => id);
  const rows = await db
    .select()
    .from(disputes)
    .where(and(inArray(disputes.customerId, customerIds), inArray(disputes.paymentId, paymentIds)))
    .orderBy(asc(disputes.id));
  return new Map(rows.map((row) => [row.paymentId, row]));
}
