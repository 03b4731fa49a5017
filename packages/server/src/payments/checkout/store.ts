/** The SQL of checkouts. */
import { and, desc, eq, gt, inArray } from "drizzle-orm";
import type { Db, Id } from "../../platform/index.js";
import { type CheckoutRow, checkouts } from "../schema.js";

export async function insertCheckout(tx: Db, row: typeof checkouts.$inferInsert): Promise<CheckoutRow> {
  const [inserted] = await tx.insert(checkouts).values(row).returning();
  return inserted!;
}

export async function updateCheckout(
  db: Db,
  { customerId, id }: Pick<CheckoutRow, "customerId" | "id">,
  changes: Partial<typeof checkouts.$inferInsert>,
): Promise<CheckoutRow> {
  const [row] = await db
    .update(checkouts)
    .set(changes)
    .where(and(eq(checkouts.customerId, customerId), eq(checkouts.id, id)))
    .returning();
  return row!;
}

export async function findCheckoutByToken(db: Db, token: string): Promise<CheckoutRow | undefined> {
  const [row] = await db.select().from(checkouts).where(eq(checkouts.token, token));
  return row;
}

export async function findCheckout(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"chk">,
): Promise<CheckoutRow | undefined> {
  const [row] = await db
    .select()
    .from(checkouts)
    .where(and(eq(checkouts.environmentId, environmentId), eq(checkouts.id, id)));
  return row;
}

export async function findCheckoutBySession(
  db: Db,
  environmentId: Id<"env">,
  session: string,
): Promise<CheckoutRow | undefined> {
  const [row] = await db
    .select()
    .from(checkouts)
    .where(and(eq(checkouts.environmentId, environmentId), eq(checkouts.providerSession, session)));
  return row;
}

/** The latest open one of each, for what is to be started or paid there. */
export function openCheckouts(
  db: Db,
  of: { readonly subscriptionIds: readonly Id<"sub">[] } | { readonly invoiceIds: readonly Id<"inv">[] },
  now: Date,
): Promise<CheckoutRow[]> {
  const which =
    "subscriptionIds" in of
      ? and(inArray(checkouts.subscriptionId, [...of.subscriptionIds]), eq(checkouts.kind, "subscription"))
      : and(inArray(checkouts.invoiceId, [...of.invoiceIds]), eq(checkouts.kind, "invoice"));
  return db
    .select()
    .from(checkouts)
    .where(and(which, eq(checkouts.status, "open"), gt(checkouts.expiresAt, now)))
    .orderBy(desc(checkouts.id));
}
