/**
 * What is asked of Postgres beside the server, by table and not by column: copies of a table take its shape from the
 * catalog, so that a column or index that the server gains or loses is gained or lost here too.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

export const EVENTS = "usage_events";
export const BALANCES = "balances";
export const ROLLUPS = "usage_rollups";

/** A table of the same columns, constraints and indexes, without rows. */
export async function copyShape(db: pg.Pool, table: string, copy: string): Promise<void> {
  await db.query(`DROP TABLE IF EXISTS ${copy}`);
  await db.query(`CREATE TABLE ${copy} (LIKE ${table} INCLUDING ALL)`);
}

export const empty = async (db: pg.Pool, table: string): Promise<void> => {
  await db.query(`TRUNCATE ${table}`);
};

export async function countRows(db: pg.Pool, table: string): Promise<number> {
  const { rows } = await db.query<{ count: string }>(`SELECT count(*) AS count FROM ${table}`);
  return Number(rows[0]!.count);
}

/** So that the next measurement does not pay for what the last one left to be written. */
export const checkpoint = async (db: pg.Pool): Promise<void> => {
  await db.query("CHECKPOINT");
};

export async function postgresVersion(db: pg.Pool): Promise<string> {
  const { rows } = await db.query<{ server_version: string }>("SHOW server_version");
  return rows[0]!.server_version;
}

/** What a promise of durability hangs on. */
export async function durability(db: pg.Pool): Promise<{ fsync: string; synchronousCommit: string }> {
  const { rows } = await db.query(
    "SELECT current_setting('fsync') AS fsync, current_setting('synchronous_commit') AS commit",
  );
  return { fsync: rows[0].fsync, synchronousCommit: rows[0].commit };
}

// ---- COPY ----

/** The page that the next new row of a table goes to, or one before it. */
export async function pages(db: pg.Pool, table: string): Promise<number> {
  const { rows } = await db.query<{ pages: string }>(
    "SELECT pg_relation_size($1::regclass) / current_setting('block_size')::bigint AS pages",
    [table],
  );
  return Number(rows[0]!.pages);
}

/** At most `limit` rows that were written from `fromPage` on, in Postgres's binary format. */
export const copyOut = (
  db: pg.Pool,
  table: string,
  fromPage: number,
  limit: number,
): Promise<readonly Buffer[]> =>
  copyQuery(db, `SELECT * FROM ${table} WHERE ctid >= '(${fromPage},0)' LIMIT ${limit}`);

/** What a query gives, in Postgres's binary format. */
export async function copyQuery(db: pg.Pool, select: string): Promise<readonly Buffer[]> {
  const client = await db.connect();
  const chunks: Buffer[] = [];
  try {
    const statement = `COPY (${select}) TO STDOUT (FORMAT binary)`;
    for await (const chunk of client.query(copyTo(statement))) chunks.push(chunk as Buffer);
  } finally {
    client.release();
  }
  return chunks;
}

/** @returns the number of rows */
export async function copyIn(db: pg.Pool, table: string, chunks: readonly Buffer[]): Promise<number> {
  const client = await db.connect();
  try {
    const stream = client.query(copyFrom(`COPY ${table} FROM STDIN (FORMAT binary)`));
    await pipeline(Readable.from(chunks, { objectMode: false }), stream);
    return stream.rowCount;
  } finally {
    client.release();
  }
}

// ---- sizes ----

export interface TableSize {
  readonly table: string;
  /** The rows themselves. */
  readonly heapBytes: number;
  readonly indexes: readonly { readonly name: string; readonly bytes: number }[];
}

export async function sizeOf(db: pg.Pool, table: string): Promise<TableSize> {
  const heap = await db.query<{ bytes: string }>("SELECT pg_relation_size($1::regclass) AS bytes", [table]);
  const indexes = await db.query<{ name: string; bytes: string }>(
    `SELECT indexrelid::regclass::text AS name, pg_relation_size(indexrelid) AS bytes
     FROM pg_index WHERE indrelid = $1::regclass ORDER BY indexrelid`,
    [table],
  );
  return {
    table,
    heapBytes: Number(heap.rows[0]!.bytes),
    indexes: indexes.rows.map(({ name, bytes }) => ({ name, bytes: Number(bytes) })),
  };
}

/** As Postgres does by itself after so many new rows, only now and not in the middle of a measurement. */
export const vacuum = async (db: pg.Pool, table: string): Promise<void> => {
  await db.query(`VACUUM (ANALYZE) ${table}`);
};
