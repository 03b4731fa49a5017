/**
 * The SQL that names columns of the server's tables, all of it: an event charged in one transaction of its own, and
 * many events stored at once. Which of the columns a table has is read from the catalog, so that one that is dropped
 * is left out, and one that is new and has to be filled is reported by name.
 */
import type pg from "pg";
import { BALANCES, copyQuery, copyShape, EVENTS, ROLLUPS } from "./database.js";

/** By the customers' own ids: whose account it is. */
export interface Account {
  readonly customerId: string;
  readonly environmentId: string;
  readonly subscriptionId: string;
}

export async function readAccounts(db: pg.Pool): Promise<ReadonlyMap<string, Account>> {
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

interface Column {
  readonly name: string;
  readonly mustBeGiven: boolean;
}

async function columnsOf(db: pg.Pool | pg.PoolClient, table: string): Promise<Column[]> {
  const { rows } = await db.query<{ name: string; must: boolean }>(
    `SELECT attname AS name, attnotnull AND NOT atthasdef AS must FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped ORDER BY attnum`,
    [table],
  );
  return rows.map(({ name, must }) => ({ name, mustBeGiven: must }));
}

/** Of the columns that can be filled, those that the table has. @throws Error where it needs one more */
async function fillable(
  db: pg.Pool | pg.PoolClient,
  table: string,
  known: Readonly<Record<string, unknown>>,
): Promise<string[]> {
  const columns = await columnsOf(db, table);
  const unknown = columns.filter(({ name, mustBeGiven }) => mustBeGiven && !(name in known));
  if (unknown.length > 0) {
    const names = unknown.map(({ name }) => name).join(", ");
    throw new Error(`bench/columns.ts does not know how to fill ${names} of ${table}`);
  }
  return columns.filter(({ name }) => name in known).map(({ name }) => name);
}

/** The sums of a rollup, of those columns that it has. */
const addUp = (columns: readonly string[]): string =>
  [
    "events",
    "quantity",
    "input_tokens",
    "output_tokens",
    "cache_read_tokens",
    "cost_nanos",
    "provider_cost_nanos",
  ]
    .filter((name) => columns.includes(name))
    .map((name) => `${name} = r.${name} + excluded.${name}`)
    .join(", ");

/** What an event costs and why, apart from whose it is and when. Amounts are nanos. */
export interface Consumed {
  readonly featureId: string;
  readonly quantity: number | null;
  readonly unitPriceNanos: bigint | null;
  readonly model: string | null;
  /** The catalog's name of the model, under which totals are kept; null without a model. */
  readonly pricedModel: string | null;
  readonly modelPriceId: string | null;
  readonly inputTokens: number | null;
  readonly outputTokens: number | null;
  readonly cacheReadTokens: number | null;
  readonly marginBasisPoints: number | null;
  readonly costNanos: bigint;
  /** What of it the model's provider takes. */
  readonly providerCostNanos: bigint;
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

export interface NaiveEvent extends Consumed {
  readonly account: Account;
  readonly id: string;
  readonly key: string;
  readonly keyDigest: string;
  readonly at: Date;
}
type Line = NaiveEvent & { readonly seq: bigint; readonly balanceAfterNanos: bigint };
type Values<Of> = Readonly<Record<string, (of: Of) => unknown>>;

const ofAi = (value: unknown) => (event: NaiveEvent) => (event.model === null ? null : value);

/** Columns that are null in all of this workload are left to be so. */
const EVENT_VALUES: Values<Line> = {
  customer_id: (line) => line.account.customerId,
  seq: (line) => line.seq,
  id: (line) => line.id,
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
  cache_write_tokens: ofAi(0),
  cache_write_1h_tokens: ofAi(0),
  reasoning_tokens: ofAi(0),
  estimated: ofAi(false),
  margin_basis_points: (line) => line.marginBasisPoints,
  rounding: ofAi("ceil"),
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
  model: (event) => event.pricedModel ?? "",
  events: () => 1,
  quantity: (event) => event.quantity ?? 0,
  input_tokens: (event) => event.inputTokens ?? 0,
  output_tokens: (event) => event.outputTokens ?? 0,
  cache_read_tokens: (event) => event.cacheReadTokens ?? 0,
  cache_write_tokens: () => 0,
  cost_nanos: (event) => event.costNanos,
  credits_nanos: () => 0,
  provider_cost_nanos: (event) => event.providerCostNanos,
  currency: () => "USD",
};

const placeholders = (count: number): string =>
  Array.from({ length: count }, (_, i) => `$${i + 1}`).join(", ");

/** Charges one event in one transaction of its own, by statements that are prepared. */
export type ChargeNaively = (client: pg.PoolClient, event: NaiveEvent) => Promise<void>;

export async function prepareNaive(db: pg.Pool): Promise<ChargeNaively> {
  const eventColumns = await fillable(db, NAIVE_EVENTS, EVENT_VALUES);
  const rollupColumns = await fillable(db, NAIVE_ROLLUPS, ROLLUP_VALUES);
  const insertEvent = `INSERT INTO ${NAIVE_EVENTS} (${eventColumns.join(", ")})
    VALUES (${placeholders(eventColumns.length)})`;
  const addRollup = `INSERT INTO ${NAIVE_ROLLUPS} AS r (${rollupColumns.join(", ")})
    VALUES (${placeholders(rollupColumns.length)})
    ON CONFLICT (customer_id, feature_id, hour, model, currency) DO UPDATE SET ${addUp(rollupColumns)}`;

  return async (client, event) => {
    const { customerId } = event.account;
    await client.query("BEGIN");
    const { rows } = await client.query<{ last_seq: string; allowance_nanos: string }>({
      name: "naive-lock",
      text: `SELECT last_seq, allowance_nanos FROM ${NAIVE_BALANCES} WHERE customer_id = $1 FOR UPDATE`,
      values: [customerId],
    });
    const known = await client.query({
      name: "naive-find",
      text: `SELECT 1 FROM ${NAIVE_EVENTS} WHERE customer_id = $1 AND key_digest = $2`,
      values: [customerId, event.keyDigest],
    });
    if (known.rowCount !== 0) throw new Error(`the key ${event.key} came twice`);
    const line: Line = {
      ...event,
      seq: BigInt(rows[0]!.last_seq) + 1n,
      balanceAfterNanos: BigInt(rows[0]!.allowance_nanos) - event.costNanos,
    };
    if (line.balanceAfterNanos < 0n) throw new Error("the balance is exhausted");
    await client.query({
      name: "naive-insert",
      text: insertEvent,
      values: eventColumns.map((name) => EVENT_VALUES[name]!(line)),
    });
    await client.query({
      name: "naive-deduct",
      text: `UPDATE ${NAIVE_BALANCES} SET last_seq = $2, allowance_nanos = $3, updated_at = $4 WHERE customer_id = $1`,
      values: [customerId, line.seq, line.balanceAfterNanos, line.at],
    });
    await client.query({
      name: "naive-rollup",
      text: addRollup,
      values: rollupColumns.map((name) => ROLLUP_VALUES[name]!(event)),
    });
    await client.query("COMMIT");
  };
}

// ---- many events at once ----

/** s: an event as drawn, a: its account, t: what was consumed. */
const STORED_EVENT: Readonly<Record<string, string>> = {
  customer_id: "a.customer_id",
  seq: "s.seq",
  id: "uuidv7(s.at - clock_timestamp())",
  environment_id: "a.environment_id",
  feature_id: "t.feature_id",
  subscription_id: "a.subscription_id",
  occurred_at: "s.at",
  created_at: "s.at",
  key_digest: "encode(substring(sha256(convert_to('stored-' || s.i, 'UTF8')) FOR 16), 'hex')::uuid",
  idempotency_key: "'stored-' || s.i",
  quantity: "t.quantity",
  model: "t.model",
  model_price_id: "t.model_price_id",
  input_tokens: "t.input_tokens",
  output_tokens: "t.output_tokens",
  cache_read_tokens: "t.cache_read_tokens",
  cache_write_tokens: "t.input_tokens * 0",
  cache_write_1h_tokens: "t.input_tokens * 0",
  reasoning_tokens: "t.input_tokens * 0",
  estimated: "CASE WHEN t.model IS NOT NULL THEN false END",
  margin_basis_points: "t.margin_basis_points",
  rounding: "CASE WHEN t.model IS NOT NULL THEN 'ceil' END",
  unit_price_nanos: "t.unit_price_nanos",
  unit: "'USD'",
  cost_nanos: "t.cost_nanos",
  purchased_nanos: "0",
  balance_after_nanos: "s.balance_after",
};

const STORED_ROLLUP: Readonly<Record<string, string>> = {
  customer_id: "a.customer_id",
  feature_id: "t.feature_id",
  environment_id: "a.environment_id",
  hour: "date_trunc('hour', s.at)",
  model: "coalesce(t.priced_model, '')",
  events: "count(*)",
  quantity: "coalesce(sum(t.quantity), 0)",
  input_tokens: "coalesce(sum(t.input_tokens), 0)",
  output_tokens: "coalesce(sum(t.output_tokens), 0)",
  cache_read_tokens: "coalesce(sum(t.cache_read_tokens), 0)",
  cache_write_tokens: "0",
  cost_nanos: "sum(t.cost_nanos)",
  credits_nanos: "0",
  provider_cost_nanos: "sum(t.provider_cost_nanos)",
  currency: "'USD'",
};

export interface ToStore {
  readonly events: number;
  readonly seed: number;
  /** In the order of their ranks. */
  readonly accounts: readonly Account[];
  /** For each rank, the share of all events that are of lower ranks; ascending from 0. */
  readonly shareBelow: readonly number[];
  /** An even number: those at even places and those at odd ones are drawn in turn. */
  readonly consumed: readonly Consumed[];
  readonly days: number;
}

const EVENTS_AT_ONCE = 500_000;

/**
 * Stores events as if they had been charged one after the other over the last days, up to now: lines numbered
 * without a gap, each balance following the last, accounts and hourly totals to match. The ledger verifies as after
 * ordinary traffic, and the rows lie as they would, those of all customers mixed in the order of their time.
 * @param onStored called with how many are stored
 */
export async function storeEvents(
  db: pg.Pool,
  plan: ToStore,
  onStored: (events: number) => void,
): Promise<void> {
  const client = await db.connect();
  try {
    // A transaction of its own for each stretch; the session's temporary tables carry what goes on between them.
    await createDrawTables(client, plan);
    for (let from = 0; from < plan.events; from += EVENTS_AT_ONCE) {
      const to = Math.min(from + EVENTS_AT_ONCE, plan.events);
      await client.query("BEGIN");
      await storeStretch(client, plan, from, to);
      await client.query("COMMIT");
      onStored(to);
    }
    client.release();
  } catch (error) {
    client.release(true);
    throw error;
  }
}

async function createDrawTables(client: pg.PoolClient, { accounts, consumed }: ToStore): Promise<void> {
  await client.query(
    `DROP TABLE IF EXISTS bench_account, bench_consumed, bench_drawn;
     CREATE TEMP TABLE bench_account (rank int PRIMARY KEY, customer_id uuid, environment_id uuid,
       subscription_id uuid, seq bigint, balance bigint);
     CREATE TEMP TABLE bench_consumed (n int PRIMARY KEY, feature_id uuid, quantity numeric, unit_price_nanos bigint,
       model text, priced_model text, model_price_id uuid, input_tokens bigint, output_tokens bigint,
       cache_read_tokens bigint, margin_basis_points int, cost_nanos bigint, provider_cost_nanos bigint);
     CREATE TEMP TABLE bench_drawn (i bigint, rank int, n int, seq bigint, balance_after bigint, at timestamptz(3))`,
  );
  await client.query(
    `INSERT INTO bench_account
     SELECT o.rank, b.customer_id, b.environment_id, b.subscription_id, b.last_seq, b.allowance_nanos + b.purchased_nanos
     FROM unnest($1::uuid[]) WITH ORDINALITY AS o (customer_id, rank) JOIN ${BALANCES} b USING (customer_id)`,
    [accounts.map(({ customerId }) => customerId)],
  );
  await client.query(
    `INSERT INTO bench_consumed
     SELECT o.n - 1, o.feature_id, o.quantity, o.unit_price_nanos, o.model, o.priced_model, o.model_price_id, o.input_tokens,
       o.output_tokens, o.cache_read_tokens, o.margin_basis_points, o.cost_nanos, o.provider_cost_nanos
     FROM unnest($1::uuid[], $2::numeric[], $3::bigint[], $4::text[], $5::text[], $6::uuid[], $7::bigint[], $8::bigint[],
       $9::bigint[], $10::int[], $11::bigint[], $12::bigint[]) WITH ORDINALITY
       AS o (feature_id, quantity, unit_price_nanos, model, priced_model, model_price_id, input_tokens, output_tokens,
         cache_read_tokens, margin_basis_points, cost_nanos, provider_cost_nanos, n)`,
    (
      [
        "featureId",
        "quantity",
        "unitPriceNanos",
        "model",
        "pricedModel",
        "modelPriceId",
        "inputTokens",
        "outputTokens",
        "cacheReadTokens",
        "marginBasisPoints",
        "costNanos",
        "providerCostNanos",
      ] as const
    ).map((name) => consumed.map((one) => one[name])),
  );
  await client.query("ANALYZE bench_account, bench_consumed");
}

/** Evenly in [0, 1), from a number and a seed. */
const uniform = (seed: string): string =>
  `((hashint8extended(i, ${seed}) & 4503599627370495)::float8 / 4503599627370496)`;

async function storeStretch(client: pg.PoolClient, plan: ToStore, from: number, to: number): Promise<void> {
  await client.query("TRUNCATE bench_drawn");
  await client.query(
    `INSERT INTO bench_drawn
     SELECT d.i, d.rank, d.n, a.seq + row_number() OVER line, a.balance - sum(t.cost_nanos) OVER line, d.at
     FROM (
       SELECT i, width_bucket(${uniform("$3::bigint")}, $4::float8[]) AS rank,
         (floor(${uniform("$3::bigint + 1")} * $5::int / 2) * 2 + i % 2)::int AS n,
         now() - make_interval(days => $6::int) * (1 - i::float8 / $7::float8) AS at
       FROM generate_series($1::bigint, $2::bigint - 1) AS i
     ) d JOIN bench_account a USING (rank) JOIN bench_consumed t USING (n)
     WINDOW line AS (PARTITION BY d.rank ORDER BY d.i)`,
    [from, to, plan.seed, plan.shareBelow, plan.consumed.length, plan.days, plan.events],
  );
  await client.query("ANALYZE bench_drawn");
  const drawn = "bench_drawn s JOIN bench_account a USING (rank) JOIN bench_consumed t USING (n)";
  const eventColumns = await fillable(client, EVENTS, STORED_EVENT);
  await client.query(
    `INSERT INTO ${EVENTS} (${eventColumns.join(", ")})
     SELECT ${eventColumns.map((name) => STORED_EVENT[name]).join(", ")} FROM ${drawn} ORDER BY s.i`,
  );
  const rollupColumns = await fillable(client, ROLLUPS, STORED_ROLLUP);
  await client.query(
    `INSERT INTO ${ROLLUPS} AS r (${rollupColumns.join(", ")})
     SELECT ${rollupColumns.map((name) => STORED_ROLLUP[name]).join(", ")} FROM ${drawn}
     GROUP BY a.customer_id, a.environment_id, t.feature_id, date_trunc('hour', s.at), t.priced_model
     ON CONFLICT (customer_id, feature_id, hour, model, currency) DO UPDATE SET ${addUp(rollupColumns)}`,
  );
  await client.query(
    `UPDATE bench_account a SET seq = last.seq, balance = last.balance_after
     FROM (SELECT DISTINCT ON (rank) rank, seq, balance_after FROM bench_drawn ORDER BY rank, seq DESC) last
     WHERE a.rank = last.rank`,
  );
  await client.query(
    `UPDATE ${BALANCES} b SET last_seq = a.seq, allowance_nanos = a.balance - b.purchased_nanos, updated_at = now()
     FROM bench_account a WHERE b.customer_id = a.customer_id AND b.last_seq <> a.seq`,
  );
}

/** How many hourly totals a customer has, which is what a summary of all of them reads. */
export async function countRollups(db: pg.Pool, customerId: string): Promise<number> {
  const { rows } = await db.query<{ count: string }>(
    `SELECT count(*) AS count FROM ${ROLLUPS} WHERE customer_id = $1`,
    [customerId],
  );
  return Number(rows[0]!.count);
}

// ---- limits ----

/** Stands before `public` for the limit servers, so that they write into scratch copies by the server's own statements. */
export const LIMIT_SCHEMA = "bench_limits";
export const LIMIT_COMMITS = "limit_commits";
/** Of what is only copied in; a charge's statements write into the copy of `usage_events`. */
export const LIMIT_INSERTS = "limit_inserts";
/** Of a copied event, what must be its own: first, and so at places that are known. */
const OWN = ["customer_id", "seq", "id", "key_digest"];
const COPY_HEADER_BYTES = 19;
const COPY_TRAILER_BYTES = 2;

/** Empty events and totals; the balances as they are. What is only read stays where it is. */
export async function createLimitTables(db: pg.Pool): Promise<void> {
  await db.query(`CREATE SCHEMA ${LIMIT_SCHEMA}`);
  for (const table of [EVENTS, BALANCES, ROLLUPS]) await copyShape(db, table, `${LIMIT_SCHEMA}.${table}`);
  await copyShape(db, EVENTS, `${LIMIT_SCHEMA}.${LIMIT_INSERTS}`);
  await db.query(`INSERT INTO ${LIMIT_SCHEMA}.${BALANCES} SELECT * FROM ${BALANCES}`);
  await db.query(`CREATE TABLE ${LIMIT_SCHEMA}.${LIMIT_COMMITS} (events bigint NOT NULL)`);
  await db.query(`ANALYZE ${LIMIT_SCHEMA}.${BALANCES}`);
}

interface CopyableEvents {
  readonly columns: readonly string[];
  /** One recorded event of units and one of tokens, as a row of Postgres's binary format each, of these columns. */
  readonly units: Buffer;
  readonly tokens: Buffer;
  /** And the hourly totals that hold them. */
  readonly totals: { readonly units: CopyableTotal; readonly tokens: CopyableTotal };
}

/** Numbers as decimal texts. */
interface CopyableTotal {
  readonly featureId: string;
  readonly model: string;
  readonly quantity: string;
  readonly inputTokens: string;
  readonly outputTokens: string;
  readonly costNanos: string;
}

export async function copyableEvents(db: pg.Pool): Promise<CopyableEvents> {
  const { rows } = await db.query<{ name: string }>(
    "SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped",
    [`public.${EVENTS}`],
  );
  const columns = [...OWN, ...rows.map(({ name }) => name).filter((name) => !OWN.includes(name))];
  const rowWhere = async (condition: string): Promise<Buffer> => {
    const copied = Buffer.concat(
      await copyQuery(db, `SELECT ${columns.join(", ")} FROM public.${EVENTS} WHERE ${condition} LIMIT 1`),
    );
    return copied.subarray(COPY_HEADER_BYTES, -COPY_TRAILER_BYTES);
  };
  const totalWhere = async (condition: string): Promise<CopyableTotal> => {
    const totals = await db.query<CopyableTotal>(
      `SELECT feature_id AS "featureId", model, quantity, input_tokens AS "inputTokens", output_tokens AS "outputTokens",
         cost_nanos AS "costNanos"
       FROM public.${ROLLUPS} WHERE ${condition} LIMIT 1`,
    );
    return totals.rows[0]!;
  };
  return {
    columns,
    units: await rowWhere("model IS NULL"),
    tokens: await rowWhere("model IS NOT NULL"),
    totals: { units: await totalWhere("model = ''"), tokens: await totalWhere("model <> ''") },
  };
}

/** An invoice as it is stored; amounts in nanos, quantities in nano-units, times in milliseconds since 1970. */
export interface StoredInvoice {
  readonly customer: string;
  readonly reason: string;
  readonly status: string;
  readonly total: string;
  readonly issued: number;
  readonly paid: number | null;
  /** kind, amount, exact amount, quantity, used, start, end */
  readonly lines: readonly (readonly [
    string,
    string,
    string,
    string | null,
    string | null,
    number | null,
    number | null,
  ])[];
}

/** Of customers by their own ids, in the order in which they were issued. */
export async function readInvoices(db: pg.Pool, customers: readonly string[]): Promise<StoredInvoice[]> {
  const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::bigint`;
  const nanoUnits = (column: string): string => `(${column} * 1000000000)::bigint::text`;
  const { rows } = await db.query<StoredInvoice>(
    `SELECT c.external_id AS customer, i.reason, i.status, i.total_nanos::text AS total,
       ${ms("i.issued_at")}::float8 AS issued, ${ms("i.paid_at")}::float8 AS paid,
       (SELECT jsonb_agg(jsonb_build_array(l.kind, l.amount_nanos::text, l.exact_nanos::text, ${nanoUnits("l.quantity")}, ${nanoUnits("l.used")},
                           ${ms("l.period_start")}, ${ms("l.period_end")}) ORDER BY l.position)
        FROM invoice_lines l WHERE l.customer_id = i.customer_id AND l.invoice_id = i.id) AS lines
     FROM customers c JOIN invoices i ON i.customer_id = c.id
     WHERE c.external_id = ANY($1) ORDER BY c.external_id, i.number`,
    [customers],
  );
  return rows;
}
