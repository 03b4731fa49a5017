/**
 * All the SQL of the bench, and the only place that names columns of the server's tables. Copies of a table take its
 * shape from the catalog, so that a column or index that the server gains or loses is gained or lost here too.
 */
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import { from as copyFrom, to as copyTo } from "pg-copy-streams";

export const EVENTS = "usage_events";
const BALANCES = "balances";
const ROLLUPS = "usage_rollups";

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
export async function copyOut(
  db: pg.Pool,
  table: string,
  fromPage: number,
  limit: number,
): Promise<readonly Buffer[]> {
  const client = await db.connect();
  const chunks: Buffer[] = [];
  try {
    const statement = `COPY (SELECT * FROM ${table} WHERE ctid >= '(${fromPage},0)' LIMIT ${limit}) TO STDOUT (FORMAT binary)`;
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

// ---- one transaction per event ----

export const NAIVE_EVENTS = "bench_naive_events";
const NAIVE_BALANCES = "bench_naive_balances";
const NAIVE_ROLLUPS = "bench_naive_rollups";

/** Scratch copies, so that the ledger of the instance stays true. */
export async function createNaiveTables(db: pg.Pool): Promise<void> {
  await copyShape(db, EVENTS, NAIVE_EVENTS);
  await copyShape(db, BALANCES, NAIVE_BALANCES);
  await copyShape(db, ROLLUPS, NAIVE_ROLLUPS);
  await db.query(`INSERT INTO ${NAIVE_BALANCES} SELECT * FROM ${BALANCES}`);
  await db.query(`ANALYZE ${NAIVE_BALANCES}`);
}

export interface NaiveAccount {
  readonly customerId: string;
  readonly environmentId: string;
  readonly subscriptionId: string;
}

/** Accounts by the customers' own ids. */
export async function readAccounts(db: pg.Pool): Promise<ReadonlyMap<string, NaiveAccount>> {
  const { rows } = await db.query(
    `SELECT c.external_id AS id, b.customer_id AS "customerId", b.environment_id AS "environmentId",
            b.subscription_id AS "subscriptionId"
     FROM ${BALANCES} b JOIN customers c ON c.id = b.customer_id`,
  );
  return new Map(rows.map(({ id, ...account }) => [id, account]));
}

export async function featureIds(db: pg.Pool): Promise<ReadonlyMap<string, string>> {
  const { rows } = await db.query<{ code: string; id: string }>("SELECT code, id FROM features");
  return new Map(rows.map(({ code, id }) => [code, id]));
}

/** All that is stored of one event; null where it has none. Amounts are nanos. */
export interface NaiveEvent {
  readonly account: NaiveAccount;
  readonly featureId: string;
  readonly key: string;
  readonly keyDigest: string;
  readonly quantity: number | null;
  readonly unitPriceNanos: bigint | null;
  readonly model: string | null;
  readonly modelPriceId: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly marginBasisPoints: number | null;
  readonly costNanos: bigint;
  readonly at: Date;
}

type Line = NaiveEvent & { readonly seq: bigint; readonly balanceAfterNanos: bigint };
type Values<Of> = Readonly<Record<string, (of: Of) => unknown>>;

const isAi = (event: NaiveEvent) => event.model !== null;

/** By column: what an event's row holds. Those that are always null in this workload are left to be so. */
const EVENT_VALUES: Values<Line> = {
  customer_id: (line) => line.account.customerId,
  seq: (line) => line.seq,
  environment_id: (line) => line.account.environmentId,
  feature_id: (line) => line.featureId,
  subscription_id: (line) => line.account.subscriptionId,
  occurred_at: (line) => line.at,
  created_at: (line) => line.at,
  key_digest: (line) => line.keyDigest,
  idempotency_key: (line) => line.key,
  quantity: (line) => line.quantity,
  model: (line) => line.model,
  model_price_id: (line) => line.modelPriceId,
  input_tokens: (line) => line.inputTokens,
  output_tokens: (line) => line.outputTokens,
  cache_read_tokens: (line) => line.cacheReadTokens,
  cache_write_tokens: (line) => (isAi(line) ? 0 : null),
  cache_write_1h_tokens: (line) => (isAi(line) ? 0 : null),
  reasoning_tokens: (line) => (isAi(line) ? 0 : null),
  estimated: (line) => (isAi(line) ? false : null),
  margin_basis_points: (line) => line.marginBasisPoints,
  rounding: (line) => (isAi(line) ? "ceil" : null),
  unit_price_nanos: (line) => line.unitPriceNanos,
  unit: () => "USD",
  cost_nanos: (line) => line.costNanos,
  purchased_nanos: () => 0,
  balance_after_nanos: (line) => line.balanceAfterNanos,
};

const HOUR_MS = 3_600_000;

const ROLLUP_VALUES: Values<NaiveEvent> = {
  customer_id: (event) => event.account.customerId,
  feature_id: (event) => event.featureId,
  environment_id: (event) => event.account.environmentId,
  hour: (event) => new Date(Math.floor(event.at.getTime() / HOUR_MS) * HOUR_MS),
  model: (event) => event.model ?? "",
  events: () => 1,
  quantity: (event) => event.quantity ?? 0,
  input_tokens: (event) => event.inputTokens ?? 0,
  output_tokens: (event) => event.outputTokens ?? 0,
  cache_read_tokens: (event) => event.cacheReadTokens ?? 0,
  cache_write_tokens: () => 0,
  cost_nanos: (event) => event.costNanos,
  credits_nanos: () => 0,
};

interface Column {
  readonly name: string;
  readonly mustBeGiven: boolean;
}

async function columnsOf(db: pg.Pool, table: string): Promise<Column[]> {
  const { rows } = await db.query<{ name: string; must: boolean }>(
    `SELECT attname AS name, attnotnull AND NOT atthasdef AS must FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name, must }) => ({ name, mustBeGiven: must }));
}

interface Insert<Of> {
  readonly columns: readonly string[];
  readonly values: (of: Of) => unknown[];
}

/** Of the columns that this file can fill, those that the table has. @throws Error where it needs one more */
async function insertInto<Of>(
  db: pg.Pool,
  table: string,
  known: Values<Of>,
  made: readonly string[] = [],
): Promise<Insert<Of>> {
  const columns = await columnsOf(db, table);
  const unknown = columns.filter(
    ({ name, mustBeGiven }) => mustBeGiven && !(name in known) && !made.includes(name),
  );
  if (unknown.length > 0) {
    throw new Error(
      `bench/sql.ts does not know how to fill ${unknown.map(({ name }) => name).join(", ")} of ${table}`,
    );
  }
  const filled = columns.filter(({ name }) => name in known).map(({ name }) => name);
  return { columns: filled, values: (of) => filled.map((name) => known[name]!(of)) };
}

const placeholders = (count: number): string =>
  Array.from({ length: count }, (_, i) => `$${i + 1}`).join(", ");

/** Charges one event in one transaction of its own, by statements that are prepared. */
export type ChargeNaively = (client: pg.PoolClient, event: NaiveEvent) => Promise<void>;

export async function prepareNaive(db: pg.Pool): Promise<ChargeNaively> {
  const event = await insertInto(db, NAIVE_EVENTS, EVENT_VALUES, ["id"]);
  const rollup = await insertInto(db, NAIVE_ROLLUPS, ROLLUP_VALUES);
  const sums = [
    "events",
    "quantity",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cost_nanos",
  ].filter((name) => rollup.columns.includes(name));
  const insertEvent = `INSERT INTO ${NAIVE_EVENTS} (id, ${event.columns.join(", ")})
    VALUES (uuidv7(), ${placeholders(event.columns.length)})`;
  const addRollup = `INSERT INTO ${NAIVE_ROLLUPS} AS r (${rollup.columns.join(", ")})
    VALUES (${placeholders(rollup.columns.length)})
    ON CONFLICT (customer_id, feature_id, hour, model) DO UPDATE
    SET ${sums.map((name) => `${name} = r.${name} + excluded.${name}`).join(", ")}`;

  return async (client, one) => {
    const { customerId } = one.account;
    await client.query("BEGIN");
    const { rows } = await client.query<{ last_seq: string; allowance_nanos: string }>({
      name: "naive-lock",
      text: `SELECT last_seq, allowance_nanos FROM ${NAIVE_BALANCES} WHERE customer_id = $1 FOR UPDATE`,
      values: [customerId],
    });
    const known = await client.query({
      name: "naive-find",
      text: `SELECT 1 FROM ${NAIVE_EVENTS} WHERE customer_id = $1 AND key_digest = $2`,
      values: [customerId, one.keyDigest],
    });
    if (known.rowCount !== 0) throw new Error(`the key ${one.key} came twice`);
    const line = {
      ...one,
      seq: BigInt(rows[0]!.last_seq) + 1n,
      balanceAfterNanos: BigInt(rows[0]!.allowance_nanos) - one.costNanos,
    };
    if (line.balanceAfterNanos < 0n) throw new Error("the balance is exhausted");
    await client.query({ name: "naive-insert", text: insertEvent, values: event.values(line) });
    await client.query({
      name: "naive-deduct",
      text: `UPDATE ${NAIVE_BALANCES} SET last_seq = $2, allowance_nanos = $3, updated_at = $4 WHERE customer_id = $1`,
      values: [customerId, line.seq, line.balanceAfterNanos, one.at],
    });
    await client.query({ name: "naive-rollup", text: addRollup, values: rollup.values(one) });
    await client.query("COMMIT");
  };
}
