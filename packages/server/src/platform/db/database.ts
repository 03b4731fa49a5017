/**
 * The way to Postgres. `Db` is either the pool or one transaction, so that a verb works alone and inside another's
 * transaction: `Idempotency-Key` puts the claim of the key, the effect and the stored answer in one commit.
 */
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import type { Log } from "../log.js";
import { isAnswered, isRetryable } from "./faults.js";

type Session = pg.Pool | pg.PoolClient;
export type Db = NodePgDatabase & { readonly $client: Session };
export type Row = Record<string, unknown>;

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const INT8_OID = 20;
const types = {
  getTypeParser: ((oid: number, format?: "text" | "binary") =>
    oid === INT8_OID && format !== "binary"
      ? (text: string) => BigInt(text)
      : pg.types.getTypeParser(oid, format as "text")) as typeof pg.types.getTypeParser,
};

/** Sixteen connections: measured enough for two cores, far below Postgres's default of 100 with several nodes. */
const MAX_CONNECTIONS = 16;

export function openDatabase(connectionString: string, log: Log, max = MAX_CONNECTIONS): Database {
  const pool = new pg.Pool({
    connectionString,
    max,
    types,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 60_000,
    // Above the server's own bound, for a connection that swallows what is sent.
    query_timeout: 65_000,
    keepAlive: true,
    // A lock that is held on gives 55P03: the batch is tried again, and then split, so that others go on.
    lock_timeout: 1_000,
    // A node that hangs inside a transaction loses it, and with it the accounts it locked.
    idle_in_transaction_session_timeout: 15_000,
    application_name: "farthing",
    options: "-c timezone=UTC",
    // Statements that are sent together share one round trip; a batch reads, and later writes, several at once.
    pipeline: true,
  });
  // An idle connection that breaks (Postgres restarted) must not end the process; the next query opens another.
  pool.on("error", (error) => log.warn({ error: error.message }, "a database connection was lost"));
  // While a transaction holds a connection the pool does not listen to it, and an error that nobody listens to would
  // end the process as well. The statement under way fails with it, so nothing is lost here.
  pool.on("connect", (client) => client.on("error", () => undefined));
  const db = drizzle(pool) as Db;
  return { db, pool, close: () => pool.end() };
}

const isPool = (session: Session): session is pg.Pool => session instanceof pg.Pool;

/** Attempts at a transaction that Postgres itself asked to be retried (40001, 40P01, 55P03). */
const MAX_ATTEMPTS = 5;

/**
 * Runs `work` in one transaction. Inside another transaction it joins that one, so that all commits or nothing does.
 * Retries what Postgres asks to be retried; `work` must therefore have no effect but on the database.
 */
export async function transaction<T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> {
  const session = db.$client;
  if (!isPool(session)) return work(db);
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(session, work);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}

async function runOnce<T>(pool: pg.Pool, work: (tx: Db) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query("BEGIN");
    const result = await work(drizzle(client) as unknown as Db);
    await commit(client);
    return result;
  } catch (error) {
    await client.query("ROLLBACK").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw error;
  } finally {
    // A connection that could not roll back is in an unknown state and is thrown away.
    client.release(broken);
  }
}

/** transaction_resolution_unknown: whether it was committed is not known, so it may be neither split nor retried. */
const UNKNOWN_OUTCOME = "08007";

async function commit(client: pg.PoolClient): Promise<void> {
  try {
    await client.query("COMMIT");
  } catch (error) {
    if (isAnswered(error)) throw error;
    throw Object.assign(new Error("the connection was lost at the commit", { cause: error }), {
      code: UNKNOWN_OUTCOME,
    });
  }
}

/** One hand-written statement. Naming it makes Postgres plan it once per connection. */
export async function query<R extends Row>(
  db: Db,
  statement: string,
  values: readonly unknown[] = [],
  name?: string,
): Promise<R[]> {
  const result = await db.$client.query<R>({
    text: statement,
    values: [...values],
    ...(name ? { name } : {}),
  });
  return result.rows;
}

/** Whether the database answers. */
export const isReachable = (db: Db): Promise<boolean> =>
  query(db, "SELECT 1").then(
    () => true,
    () => false,
  );
