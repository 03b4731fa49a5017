/** The SQL of customers. */
import { and, desc, eq, ilike, inArray, lt, or, sql } from "drizzle-orm";
import {
  type Db,
  type Id,
  idArray,
  idFromUuid,
  isId,
  itself,
  type Many,
  query,
  textArray,
  together,
  uuidFromId,
} from "../platform/index.js";
import { customers } from "./schema.js";

export type CustomerRow = typeof customers.$inferSelect;
export type NewCustomerRow = typeof customers.$inferInsert;

/** Customers that any of the references could mean; `meant` says which one does. */
export async function listByReferences(
  db: Db,
  environmentId: Id<"env">,
  references: readonly string[],
): Promise<CustomerRow[]> {
  if (references.length === 0) return [];
  const ids = references.filter((reference) => isId("cus", reference));
  return db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.environmentId, environmentId),
        or(
          inArray(customers.externalId, [...references]),
          ids.length > 0 ? inArray(customers.id, ids) : undefined,
        ),
      ),
    );
}

export const findCustomerById = (
  db: Db,
  environmentId: Id<"env">,
  id: Id<"cus">,
): Promise<CustomerRow | undefined> => together(db, { environmentId, id }, findMany);

const findMany: Many<Pick<CustomerRow, "environmentId" | "id">, CustomerRow | undefined> = async (
  db,
  wanted,
) => {
  const ids = wanted.map(({ id }) => id);
  const rows = await db.select().from(customers).where(inArray(customers.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.map(({ environmentId, id }) => {
    const row = byId.get(id);
    return row?.environmentId === environmentId ? row : undefined;
  });
};

/**
 * Ids of the customers that the references name, in one query; who is not there is not in the map. Each reference
 * is Farthing's id or an external id, well-formed and without NUL.
 */
export async function findCustomerIds(
  db: Db,
  environmentId: Id<"env">,
  references: readonly string[],
): Promise<Map<string, Id<"cus">>> {
  const found = new Map<string, Id<"cus">>();
  if (references.length === 0) return found;
  const ids = references.filter((reference) => isId("cus", reference));
  // Two branches instead of OR, and joins to `unnest` instead of ANY: each reference is looked up in an index, where
  // a long ANY made Postgres read all customers (1 ms for 10,000 of them, at every request).
  const rows = await query<{ id: string; external_id: string | null }>(
    db,
    `SELECT c.id, c.external_id FROM unnest($2::text[]) AS wanted (external_id)
       JOIN customers c ON c.environment_id = $1 AND c.external_id = wanted.external_id
     UNION ALL
     SELECT c.id, NULL FROM unnest($3::uuid[]) AS wanted (id)
       JOIN customers c ON c.id = wanted.id AND c.environment_id = $1`,
    [uuidFromId(environmentId), textArray(references, itself), idArray(ids, itself)],
    "find-customer-ids",
  );
  for (const row of rows) {
    if (row.external_id !== null) found.set(row.external_id, idFromUuid("cus", row.id));
  }
  // Second, so that Farthing's own id goes before an external id of the same letters.
  for (const row of rows) {
    if (row.external_id !== null) continue;
    const id = idFromUuid("cus", row.id);
    found.set(id, id);
  }
  return found;
}

/** Inserts those whose external id is free, and gives back only these. */
export async function insertCustomers(db: Db, rows: readonly NewCustomerRow[]): Promise<CustomerRow[]> {
  if (rows.length === 0) return [];
  return db
    .insert(customers)
    .values([...rows])
    .onConflictDoNothing({ target: [customers.environmentId, customers.externalId] })
    .returning();
}

/** One that is there, held until the transaction ends: what it is then, is what a change of it begins from. */
export async function lockCustomer(tx: Db, id: Id<"cus">): Promise<CustomerRow> {
  const [row] = await tx.select().from(customers).where(eq(customers.id, id)).for("no key update");
  return row!;
}

export async function updateCustomerRow(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"cus">,
  changes: Partial<NewCustomerRow>,
): Promise<CustomerRow> {
  const [row] = await db
    .update(customers)
    .set(changes)
    .where(and(eq(customers.environmentId, environmentId), eq(customers.id, id)))
    .returning();
  return row!;
}

interface CustomerFilter {
  readonly externalId?: string | undefined;
  readonly ids?: readonly string[] | undefined;
  /** Part of a name, e-mail or external id, or a whole `cus_…` id. */
  readonly search?: string | undefined;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfCustomers(
  db: Db,
  environmentId: Id<"env">,
  { externalId, ids, search }: CustomerFilter,
  limit: number,
  before?: Id<"cus">,
): Promise<CustomerRow[]> {
  return db
    .select()
    .from(customers)
    .where(
      and(
        eq(customers.environmentId, environmentId),
        externalId === undefined ? undefined : eq(customers.externalId, externalId),
        ids === undefined ? undefined : inArray(customers.id, ids as Id<"cus">[]),
        search === undefined ? undefined : matches(search),
        before ? lt(customers.id, before) : undefined,
      ),
    )
    .orderBy(desc(customers.id))
    .limit(limit + 1);
}

function matches(search: string) {
  const pattern = `%${search.replaceAll(/[\\%_]/g, "\\$&")}%`;
  return or(
    ilike(customers.fullName, pattern),
    ilike(customers.email, pattern),
    ilike(customers.externalId, pattern),
    isId("cus", search) ? eq(customers.id, search) : undefined,
  );
}

/** Ids of the customers that `search` finds, for another query to look among. */
export const customersFoundBy = (db: Db, environmentId: Id<"env">, search: string) =>
  db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.environmentId, environmentId), matches(search)));

/** All that have exactly this address; letters of either case are the same. */
export async function findCustomerIdsByEmail(
  db: Db,
  environmentId: Id<"env">,
  email: string,
): Promise<Id<"cus">[]> {
  const rows = await db
    .select({ id: customers.id })
    .from(customers)
    .where(and(eq(customers.environmentId, environmentId), sql`lower(${customers.email}) = lower(${email})`));
  return rows.map(({ id }) => id);
}
