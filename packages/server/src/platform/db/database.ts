/**
 * The way to Postgres. `Db` is either the pool or one transaction, so that a verb works alone and inside another's
 * transaction: `Idempotency-Key` puts the claim of the key, the effect and the stored answer in one commit.
 */
import type { Socket } from "node:net";
import { drizzle, type NodePgDatabase } from "drizzle-orm/node-postgres";
import pg from "pg";
import { timeFrom } from "../clock.js";
import type { Log } from "../log.js";
import { forgetLast, sendLast } from "./before-commit.js";
import { CopyIn, type CopyRows } from "./copy.js";
import { codeOf, isAnswered, isRetryable } from "./faults.js";

type Session = pg.Pool | pg.PoolClient;
export type Db = NodePgDatabase & { readonly $client: Session };
export type Row = Record<string, unknown>;

export interface Database {
  readonly db: Db;
  readonly pool: pg.Pool;
  close(): Promise<void>;
}

const INT8_OID = 20;
const TIMESTAMPTZ_OID = 1184;
const types = {
  getTypeParser: ((oid: number, format?: "text" | "binary") => {
    if (format !== "binary" && oid === INT8_OID) return (text: string) => BigInt(text);
    if (format !== "binary" && oid === TIMESTAMPTZ_OID) return readTime;
    return pg.types.getTypeParser(oid, format as "text");
  }) as typeof pg.types.getTypeParser,
};
const readAnyTime = pg.types.getTypeParser(TIMESTAMPTZ_OID, "text") as (text: string) => Date;
const SECONDS_LENGTH = "2026-11-24 13:01:05".length;

/** A time as the connections give it: in UTC, at most milliseconds. What looks otherwise is left to the driver. */
function readTime(text: string): Date {
  if (!text.endsWith("+00") || text[4] !== "-" || text.length > SECONDS_LENGTH + ".123+00".length)
    return readAnyTime(text);
  let ms = 0;
  const end = text.length - "+00".length;
  for (let i = SECONDS_LENGTH + 1; i < SECONDS_LENGTH + ".123".length; i++)
    ms = ms * 10 + (i < end ? digitAt(text, i) : 0);
  return timeFrom(
    Date.UTC(
      twoDigitsAt(text, 0) * 100 + twoDigitsAt(text, 2),
      twoDigitsAt(text, 5) - 1,
      twoDigitsAt(text, 8),
      twoDigitsAt(text, 11),
      twoDigitsAt(text, 14),
      twoDigitsAt(text, 17),
      ms,
    ),
  );
}

const ZERO = 0x30;
const digitAt = (text: string, at: number): number => text.charCodeAt(at) - ZERO;
const twoDigitsAt = (text: string, at: number): number => digitAt(text, at) * 10 + digitAt(text, at + 1);

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
export const transaction = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  isPool(db.$client) ? retried(db.$client, async (tx) => ({ result: await work(tx), writes: [] })) : work(db);

/**
 * Runs `work` in one transaction that changes nothing and sees one state of the database, however long it reads. Inside
 * another transaction it sees what that one sees.
 */
export const snapshot = <T>(db: Db, work: (tx: Db) => Promise<T>): Promise<T> =>
  isPool(db.$client)
    ? transaction(db, async (tx) => {
        await query(tx, "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY");
        return work(tx);
      })
    : work(db);

let cursors = 0;

/**
 * The rows of a statement without parameters, `size` at a time, in a transaction: the next page is on its way while one is worked on. What
 * it takes does not grow with the number of rows, where the statement can be answered in its order by an index.
 */
export async function* pages<R extends Row>(
  tx: Db,
  statement: string,
  size: number,
): AsyncGenerator<readonly R[], undefined> {
  const cursor = `pages_${++cursors}`;
  // The first rows soon, and so every page: not all of them sorted before the first.
  await query(tx, "SET LOCAL cursor_tuple_fraction = 0");
  await query(tx, `DECLARE ${cursor} NO SCROLL CURSOR FOR ${statement}`);
  const fetch = (): Promise<R[]> => query<R>(tx, `FETCH ${size} FROM ${cursor}`);
  for (let next: Promise<R[]> | undefined = fetch(); next; ) {
    const rows: R[] = await next;
    next = rows.length < size ? undefined : fetch();
    if (rows.length > 0) yield rows;
  }
  return undefined;
}

/** What a transaction came to, and its last statements, which were sent and need not be waited for. */
export interface Settlement<T> {
  readonly result: T;
  readonly writes: readonly Promise<unknown>[];
}

/**
 * As {@link transaction}, but COMMIT follows the last writes on the wire instead of their answers: one round trip
 * less for each batch. A write that fails makes Postgres roll back at that COMMIT, and is what is thrown. All writes
 * must have been sent when `work` resolves; a statement sent later is refused.
 */
export const settle = <T>(database: Database, work: (tx: Db) => Promise<Settlement<T>>): Promise<T> =>
  retried(database.pool, work);

async function retried<T>(pool: pg.Pool, work: (tx: Db) => Promise<Settlement<T>>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await runOnce(pool, work);
    } catch (error) {
      if (attempt >= MAX_ATTEMPTS || !isRetryable(error)) throw error;
    }
  }
}

async function runOnce<T>(pool: pg.Pool, work: (tx: Db) => Promise<Settlement<T>>): Promise<T> {
  const client = await pool.connect();
  const session = sessionOf(client);
  let broken: Error | undefined;
  try {
    // Sent, not waited for: the first statement follows it on the wire. It has been answered when `work` is through.
    corkForThisTick(client);
    const begun = client.query("BEGIN");
    begun.catch(() => undefined);
    session.isOpen = true;
    session.failure = undefined;
    const settlement = await work(session.tx);
    const writes = [...settlement.writes, ...(await sendLast(session.tx))];
    const written = Promise.allSettled(writes);
    await begun;
    await assertSent(writes);
    session.isOpen = false;
    corkForThisTick(client);
    await finish(written, client.query("COMMIT"));
    return settlement.result;
  } catch (error) {
    session.isOpen = false;
    await client.query("ROLLBACK").catch((rollbackError: Error) => {
      broken = rollbackError;
    });
    throw causeOf(error, session);
  } finally {
    forgetLast(session.tx);
    // A connection that could not roll back is in an unknown state and is thrown away.
    client.release(broken);
  }
}

/** One connection's transactions: the query builder over it, and whether one is open. */
interface TransactionSession {
  readonly tx: Db;
  isOpen: boolean;
  /** What met the first statement that failed. */
  failure: unknown;
}

/** in_failed_sql_transaction: said of every statement behind the one that failed. */
const BEHIND_A_FAILURE = "25P02";

/**
 * Of statements that were sent together, one behind the failed one may be the first to be noticed; what to do about
 * it (retry, split, 503) is told by the failed one.
 */
const causeOf = (error: unknown, { failure }: TransactionSession): unknown =>
  failure !== undefined && codeOf(error) === BEHIND_A_FAILURE ? failure : error;

const sessions = new WeakMap<pg.PoolClient, TransactionSession>();

/** Made once per connection: making a query builder costs more than the statements of a small batch. */
function sessionOf(client: pg.PoolClient): TransactionSession {
  const known = sessions.get(client);
  if (known) return known;
  // Without it, a statement that is sent after the COMMIT would be one of its own, kept whatever became of the rest.
  const guarded = new Proxy(client, {
    get(target, property) {
      if (property !== "query") return Reflect.get(target, property, target);
      if (session.isOpen) return noticing;
      return () => Promise.reject(new Error("a statement was sent after its transaction had ended"));
    },
  });
  // Looked up at each call, so that a test can put faults in its place.
  const noticing = (...parameters: Parameters<typeof client.query>) => {
    corkForThisTick(client);
    const sent: unknown = parameters[0];
    const answered = client.query(...parameters) as unknown as Promise<unknown>;
    const answer = sent instanceof CopyIn ? sent.done : answered;
    answer.catch((error: unknown) => {
      if (codeOf(error) !== BEHIND_A_FAILURE) session.failure ??= error;
    });
    return answer;
  };
  const session: TransactionSession = {
    tx: drizzle(guarded) as unknown as Db,
    isOpen: false,
    failure: undefined,
  };
  sessions.set(client, session);
  return session;
}

/** Statements that are sent in one turn leave in one piece: each piece wakes Postgres, and costs a system call. */
function corkForThisTick(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { connection: { stream: Socket } }).connection;
  stream.cork();
  process.nextTick(() => stream.uncork());
}

/** transaction_resolution_unknown: whether it was committed is not known, so it may be neither split nor retried. */
const UNKNOWN_OUTCOME = "08007";

/**
 * A write that failed here and never reached Postgres (a number too large for its column, say) fails no transaction
 * there: the COMMIT behind it would keep the others. Such failures come at once; those of Postgres come later.
 * @throws what failed
 */
async function assertSent(writes: readonly Promise<unknown>[]): Promise<void> {
  let failed: { readonly reason: unknown } | undefined;
  for (const write of writes) {
    write.catch((reason: unknown) => {
      failed ??= { reason };
    });
  }
  // Two ticks: the driver tells of what it could not send in one, and its telling takes some turns of promises.
  for (let tick = 0; tick < 2; tick++) await new Promise<void>((resolve) => process.nextTick(resolve));
  if (failed) throw failed.reason;
}

async function finish(
  written: Promise<PromiseSettledResult<unknown>[]>,
  commit: Promise<pg.QueryResult>,
): Promise<void> {
  const [committed] = await Promise.allSettled([commit]);
  const failures = [...(await written), committed].flatMap((one) =>
    one.status === "rejected" ? [one.reason as unknown] : [],
  );
  const answered = failures.find(isAnswered);
  if (answered !== undefined) throw answered;
  if (failures.length > 0) {
    throw Object.assign(new Error("the connection was lost at the commit", { cause: failures[0] }), {
      code: UNKNOWN_OUTCOME,
    });
  }
  // Postgres answers the COMMIT of a failed transaction with ROLLBACK, and without an error.
  if ((await commit).command !== "COMMIT") throw new Error("the transaction was rolled back at its COMMIT");
}

/** One hand-written statement, sent at once. Naming it makes Postgres plan it once per connection. */
export function query<R extends Row>(
  db: Db,
  statement: string,
  values: readonly unknown[] = [],
  name?: string,
): Promise<R[]> {
  const rows = rowsOf<R>(db, { text: statement, values: [...values], ...(name ? { name } : {}) });
  // Of statements sent together one may fail before anybody has come to wait for it; that is no reason to end.
  rows.catch(() => undefined);
  return rows;
}

const rowsOf = async <R extends Row>(db: Db, config: pg.QueryConfig): Promise<R[]> =>
  (await db.$client.query<R>(config)).rows;

/** Writes rows by `COPY … FROM STDIN (FORMAT binary)`, sent at once, within a transaction. */
export function copyIn(tx: Db, statement: string, rows: Pick<CopyRows, "end">): Promise<void> {
  const copy = new CopyIn(statement, rows);
  // As with a query: that it failed may be known before anybody waits for it.
  copy.done.catch(() => undefined);
  tx.$client.query(copy);
  return copy.done;
}

/** Whether the database answers. */
export const isReachable = (db: Db): Promise<boolean> =>
  query(db, "SELECT 1").then(
    () => true,
    () => false,
  );
