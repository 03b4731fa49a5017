/** The SQL of the outbox. */
import { and, asc, desc, eq, gt, gte, inArray, lt, not, sql } from "drizzle-orm";
import { idArray, textArray, timeArray } from "../db/arrays.js";
import { type Db, query } from "../db/database.js";
import { type Id, lowestUuidAt } from "../ids.js";
import { type NewsRow, outbox } from "./schema.js";

export async function insertNews(tx: Db, rows: readonly NewsRow[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO outbox (id, environment_id, customer_id, type, data, created_at, handed_on)
     SELECT id, environment_id, customer_id, type, data::jsonb, created_at, handed_on
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[], $7::boolean[])
       AS n (id, environment_id, customer_id, type, data, created_at, handed_on)`,
    [
      idArray(rows, (row) => row.id),
      idArray(rows, (row) => row.environmentId),
      idArray(rows, (row) => row.customerId),
      textArray(rows, (row) => row.type),
      textArray(rows, (row) => JSON.stringify(row.data)),
      timeArray(rows, (row) => row.createdAt),
      rows.map((row) => row.handedOn),
    ],
    "insert-news",
  );
}

interface NewsFilter {
  readonly type?: string | undefined;
  /** Any of them. */
  readonly types?: readonly string[] | undefined;
  readonly customerId?: Id<"cus"> | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

const matches = (environmentId: Id<"env">, filter: NewsFilter) =>
  and(
    eq(outbox.environmentId, environmentId),
    filter.type ? eq(outbox.type, filter.type) : undefined,
    filter.types ? inArray(outbox.type, [...filter.types]) : undefined,
    filter.customerId ? eq(outbox.customerId, filter.customerId) : undefined,
    filter.from ? gte(outbox.createdAt, filter.from) : undefined,
    filter.to ? lt(outbox.createdAt, filter.to) : undefined,
  );

/** Newest first; one row more than `limit`, where there are more. */
export function pageOfNews(
  db: Db,
  environmentId: Id<"env">,
  filter: NewsFilter,
  limit: number,
  before: Id<"whe"> | undefined,
): Promise<NewsRow[]> {
  return db
    .select()
    .from(outbox)
    .where(and(matches(environmentId, filter), before ? lt(outbox.id, before) : undefined))
    .orderBy(desc(outbox.id))
    .limit(limit + 1);
}

/** The ids alone, oldest first; one more than `limit`, where there are more. */
export async function newsIdsAfter(
  db: Db,
  environmentId: Id<"env">,
  filter: NewsFilter,
  limit: number,
  after: Id<"whe"> | undefined,
): Promise<{ id: Id<"whe">; type: string }[]> {
  return db
    .select({ id: outbox.id, type: outbox.type })
    .from(outbox)
    .where(and(matches(environmentId, filter), after ? gt(outbox.id, after) : undefined))
    .orderBy(asc(outbox.id))
    .limit(limit + 1);
}

export async function findNews(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"whe">,
): Promise<NewsRow | undefined> {
  const [row] = await db
    .select()
    .from(outbox)
    .where(and(eq(outbox.environmentId, environmentId), eq(outbox.id, id)));
  return row;
}

/**
 * Takes news that waits, oldest first, in the transaction that writes what is made of it. Several may: none waits, and
 * none gets what another has. What is taken waits again where the transaction is rolled back.
 */
export async function takeNews(tx: Db, limit: number): Promise<NewsRow[]> {
  const waiting = tx
    .select({ id: outbox.id })
    .from(outbox)
    .where(not(outbox.handedOn))
    .orderBy(outbox.id)
    .limit(limit)
    .for("update", { skipLocked: true });
  const rows = await tx
    .update(outbox)
    .set({ handedOn: true })
    .where(sql`${outbox.id} = ANY(ARRAY(${waiting}))`)
    .returning();
  return rows.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** In no order; what is forgotten is left out. */
export async function newsByIds(db: Db, ids: readonly Id<"whe">[]): Promise<NewsRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(outbox)
    .where(inArray(outbox.id, [...ids]));
}

/** Small enough that a piece is done within milliseconds, and holds up nobody. */
const FORGOTTEN_AT_ONCE = 1_000;

/** Forgets what was told before a (real) time: oldest first, in pieces that commit one by one. */
export async function forgetNews(db: Db, before: Date): Promise<void> {
  for (;;) {
    const gone = await query(
      db,
      `DELETE FROM outbox WHERE id = ANY(ARRAY(
         SELECT id FROM outbox WHERE id < $1 ORDER BY id LIMIT $2 FOR UPDATE SKIP LOCKED))
       RETURNING 1`,
      [lowestUuidAt(before), FORGOTTEN_AT_ONCE],
    );
    if (gone.length < FORGOTTEN_AT_ONCE) return;
  }
}
