/** The SQL of payment methods, and of what a provider calls their customers. */
import { and, desc, eq, inArray, isNull, lt } from "drizzle-orm";
import { type Db, type Id, type Many, together } from "../platform/index.js";
import {
  type OfCustomer,
  type PaymentMethodRow,
  type ProviderName,
  paymentMethods,
  providerCustomers,
} from "./schema.js";

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
