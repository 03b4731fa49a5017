/** The SQL of credit packs and purchases. */
import { and, desc, eq, isNotNull, isNull, lt } from "drizzle-orm";
import type { Db, Id } from "../../platform/index.js";
import { isWhollyCredited } from "../invoices/amount-due.js";
import { type InvoiceRow, invoices } from "../schema.js";
import { creditPacks, purchases } from "./schema.js";

export type CreditPackRow = typeof creditPacks.$inferSelect;
export type PurchaseRow = typeof purchases.$inferSelect;

export async function insertPack(db: Db, row: typeof creditPacks.$inferInsert): Promise<CreditPackRow> {
  const [inserted] = await db.insert(creditPacks).values(row).returning();
  return inserted!;
}

const isPack = (environmentId: Id<"env">, id: Id<"pack">) =>
  and(eq(creditPacks.environmentId, environmentId), eq(creditPacks.id, id), isNull(creditPacks.deletedAt));

export async function findPack(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"pack">,
): Promise<CreditPackRow | undefined> {
  const [row] = await db.select().from(creditPacks).where(isPack(environmentId, id));
  return row;
}

/** Undefined where there is none. */
export async function updatePack(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"pack">,
  changes: { readonly [K in keyof CreditPackRow]?: CreditPackRow[K] | undefined },
): Promise<CreditPackRow | undefined> {
  const [row] = await db.update(creditPacks).set(changes).where(isPack(environmentId, id)).returning();
  return row;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfPacks(
  db: Db,
  environmentId: Id<"env">,
  isActive: boolean | undefined,
  limit: number,
  before: Id<"pack"> | undefined,
): Promise<CreditPackRow[]> {
  return db
    .select()
    .from(creditPacks)
    .where(
      and(
        eq(creditPacks.environmentId, environmentId),
        isNull(creditPacks.deletedAt),
        isActive === undefined ? undefined : eq(creditPacks.isActive, isActive),
        before ? lt(creditPacks.id, before) : undefined,
      ),
    )
    .orderBy(desc(creditPacks.id))
    .limit(limit + 1);
}

export async function insertPurchase(tx: Db, row: typeof purchases.$inferInsert): Promise<void> {
  await tx.insert(purchases).values(row);
}

export async function findPurchaseOf(
  tx: Db,
  customerId: Id<"cus">,
  invoiceId: Id<"inv">,
): Promise<PurchaseRow | undefined> {
  const [row] = await tx
    .select()
    .from(purchases)
    .where(and(eq(purchases.customerId, customerId), eq(purchases.invoiceId, invoiceId)));
  return row;
}

/** Paid, not given back since, and not on the account; in the order in which they were bought. */
export async function heldPurchases(tx: Db, customerId: Id<"cus">, unit: string): Promise<PurchaseRow[]> {
  const rows = await withInvoice(tx)
    .where(
      and(
        eq(purchases.customerId, customerId),
        eq(purchases.unit, unit),
        isNotNull(purchases.paidAt),
        isNull(purchases.appliedAt),
        isNull(purchases.givenBackAt),
      ),
    )
    .orderBy(purchases.id);
  return rows.filter(({ invoice }) => !isWhollyCredited(invoice)).map(({ purchase }) => purchase);
}

/** Changes one that has not been applied. @throws Error where it has: nothing is given twice */
export async function settlePurchase(
  tx: Db,
  { customerId, id }: Pick<PurchaseRow, "customerId" | "id">,
  changes: Partial<Pick<PurchaseRow, "paidAt" | "appliedAt" | "entryId" | "givenBackAt">>,
): Promise<void> {
  const changed = await tx
    .update(purchases)
    .set(changes)
    .where(and(eq(purchases.customerId, customerId), eq(purchases.id, id), isNull(purchases.appliedAt)))
    .returning({ id: purchases.id });
  if (changed.length === 0) throw new Error(`purchase ${id} has been applied before`);
}

/** With the state of its invoice, which says whether it is still to be paid. */
export interface PurchaseWithInvoice {
  readonly id: Id<"pur">;
  readonly purchase: PurchaseRow;
  readonly invoice: Pick<InvoiceRow, "status" | "totalNanos" | "creditedNanos">;
}

const withInvoice = (db: Db) =>
  db
    .select({ id: purchases.id, purchase: purchases, invoice: invoices })
    .from(purchases)
    .innerJoin(
      invoices,
      and(eq(invoices.customerId, purchases.customerId), eq(invoices.id, purchases.invoiceId)),
    );

export async function findPurchase(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"pur">,
): Promise<PurchaseWithInvoice | undefined> {
  const [row] = await withInvoice(db).where(
    and(eq(purchases.environmentId, environmentId), eq(purchases.id, id)),
  );
  return row;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfPurchases(
  db: Db,
  environmentId: Id<"env">,
  customerId: Id<"cus"> | undefined,
  limit: number,
  before: Id<"pur"> | undefined,
): Promise<PurchaseWithInvoice[]> {
  return withInvoice(db)
    .where(
      and(
        eq(purchases.environmentId, environmentId),
        customerId ? eq(purchases.customerId, customerId) : undefined,
        before ? lt(purchases.id, before) : undefined,
      ),
    )
    .orderBy(desc(purchases.id))
    .limit(limit + 1);
}
