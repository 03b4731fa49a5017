/** The SQL by which charging writes events and knows their keys again. */
import { decimalFromScaled, type IdPrefix } from "@farthing/contract";
import { sql } from "drizzle-orm";
import {
  bigintArray,
  booleanArray,
  type Db,
  type Id,
  idArray,
  idFromUuid,
  integerArray,
  numericArray,
  query,
  type Row,
  textArray,
  timeArray,
  uuidArray,
} from "../platform/index.js";
import type { ArchivedKey } from "./archive-store.js";
import { type UsageEventRow, usageEvents } from "./schema.js";

export interface CustomerKey {
  readonly customerId: Id<"cus">;
  readonly keyDigest: string;
}

/** What is known of some keys: the events that have them, and the open refusals of usage that was sent with them. */
export interface KnownKeys {
  readonly recorded: readonly UsageEventRow[];
  /** Keys of events that are in an archive, and no longer here. */
  readonly archived: readonly ArchivedKey[];
  readonly refused: readonly (CustomerKey & { readonly id: Id<"rfu"> })[];
}

interface KnownKeyRow extends Row {
  customer_id: string;
  key_digest: string;
  /** Of an event that has the key. */
  seq: bigint | null;
  /** Of an open refusal that has the key. */
  refused_id: string | null;
  /** Of an archived event that has the key. */
  event_id: string | null;
  payload_digest: string | null;
  created_at: Date | null;
}

/** Keys that this process has looked up. */
let lookedUp = 0;

/**
 * Postgres plans a named statement once per connection, and keeps what it planned until it has statistics. A plan for
 * the few events of a new database reads them all; kept for its first minute under load, that was up to 300 µs of
 * Postgres for each event. So it is planned anew whenever as many keys again were looked up: what a plan that was right
 * costs by then is at most twice of what it did.
 */
function statementName(keys: number): string {
  lookedUp += keys;
  return `find-known-keys-${Math.floor(Math.log2(lookedUp))}`;
}

/** Read under the accounts' locks, it stays true until the commit. */
export async function findKnownKeys(tx: Db, keys: readonly CustomerKey[]): Promise<KnownKeys> {
  if (keys.length === 0) return { recorded: [], archived: [], refused: [] };
  const found = await query<KnownKeyRow>(
    tx,
    `SELECT e.customer_id, e.key_digest, e.seq, NULL::uuid AS refused_id, NULL::uuid AS event_id, NULL::uuid AS payload_digest,
       NULL::timestamptz AS created_at
     FROM unnest($1::uuid[], $2::uuid[]) AS k (customer_id, key_digest)
       JOIN usage_events e ON e.customer_id = k.customer_id AND e.key_digest = k.key_digest
     UNION ALL
     SELECT r.customer_id, r.key_digest, NULL, r.id, NULL, NULL, NULL
     FROM unnest($1::uuid[], $2::uuid[]) AS k (customer_id, key_digest)
       JOIN refused_usage r ON r.customer_id = k.customer_id AND r.key_digest = k.key_digest AND r.status = 'open'
     UNION ALL
     SELECT a.customer_id, a.key_digest, NULL, NULL, a.event_id, a.payload_digest, a.created_at
     FROM unnest($1::uuid[], $2::uuid[]) AS k (customer_id, key_digest)
       JOIN archived_keys a ON a.customer_id = k.customer_id AND a.key_digest = k.key_digest`,
    [idArray(keys, (key) => key.customerId), uuidArray(keys, (key) => key.keyDigest)],
    statementName(keys.length),
  );
  return {
    recorded: await eventsAt(
      tx,
      found.filter((row) => row.seq !== null),
    ),
    archived: found
      .filter((row) => row.event_id !== null)
      .map((row) => ({
        customerId: idFromUuid("cus", row.customer_id),
        keyDigest: row.key_digest,
        eventId: idFromUuid("evt", row.event_id!),
        payloadDigest: row.payload_digest!,
        createdAt: row.created_at!,
      })),
    refused: found
      .filter((row) => row.refused_id !== null)
      .map((row) => ({
        customerId: idFromUuid("cus", row.customer_id),
        keyDigest: row.key_digest,
        id: idFromUuid("rfu", row.refused_id!),
      })),
  };
}

async function eventsAt(tx: Db, positions: readonly KnownKeyRow[]): Promise<UsageEventRow[]> {
  if (positions.length === 0) return [];
  const list = sql.join(
    positions.map((row) => sql`(${row.customer_id}::uuid, ${row.seq}::bigint)`),
    sql`, `,
  );
  return tx
    .select()
    .from(usageEvents)
    .where(sql`(${usageEvents.customerId}, ${usageEvents.seq}) IN (${list})`);
}

/** A column of the statement: its name, the type of the array it comes in, and the array. */
interface Column {
  readonly name: string;
  readonly type: string;
  readonly array: (rows: readonly UsageEventRow[]) => Buffer | string;
  /** What is written, where it is not the element itself. */
  readonly expression?: string;
}

type Pick<T> = (row: UsageEventRow) => T | null;

const id = (name: string, pick: Pick<Id<IdPrefix>>): Column => ({
  name,
  type: "uuid",
  array: (rows) => idArray(rows, pick),
});
const text = (name: string, pick: Pick<string>): Column => ({
  name,
  type: "text",
  array: (rows) => textArray(rows, pick),
});
const bigint = (name: string, pick: Pick<bigint>): Column => ({
  name,
  type: "bigint",
  array: (rows) => bigintArray(rows, pick),
});
const time = (name: string, pick: Pick<Date>): Column => ({
  name,
  type: "timestamptz",
  array: (rows) => timeArray(rows, pick),
});
const quantity = (name: string, pick: Pick<bigint>): Column => ({
  name,
  type: "numeric",
  array: (rows) =>
    numericArray(rows, (row) => {
      const nanoUnits = pick(row);
      return nanoUnits === null ? null : decimalFromScaled(nanoUnits, 9);
    }),
});

const EVERY_EVENT: readonly Column[] = [
  id("customer_id", (row) => row.customerId),
  bigint("seq", (row) => row.seq),
  id("id", (row) => row.id),
  id("environment_id", (row) => row.environmentId),
  id("feature_id", (row) => row.featureId),
  id("subscription_id", (row) => row.subscriptionId),
  time("occurred_at", (row) => row.occurredAt),
  time("created_at", (row) => row.createdAt),
  { name: "key_digest", type: "uuid", array: (rows) => uuidArray(rows, (row) => row.keyDigest) },
  text("idempotency_key", (row) => row.idempotencyKey),
  text("unit", (row) => row.unit),
  bigint("cost_nanos", (row) => row.costNanos),
  bigint("purchased_nanos", (row) => row.purchasedNanos),
  bigint("balance_after_nanos", (row) => row.balanceAfterNanos),
  {
    ...text("properties", (row) => (row.properties?.length ? JSON.stringify(row.properties) : null)),
    expression: "properties::jsonb",
  },
];

const OF_UNITS: readonly Column[] = [
  quantity("quantity", (row) => row.quantityNanoUnits),
  bigint("unit_price_nanos", (row) => row.unitPriceNanos),
  quantity("used_after", (row) => row.usedAfterNanoUnits),
  quantity("included_quantity", (row) => row.includedNanoUnits),
  text("adjustment_reason", (row) => row.adjustmentReason),
];

const OF_TOKENS: readonly Column[] = [
  text("model", (row) => row.model),
  text("response_model", (row) => row.responseModel),
  id("model_price_id", (row) => row.modelPriceId),
  bigint("input_tokens", (row) => row.inputTokens),
  bigint("output_tokens", (row) => row.outputTokens),
  bigint("cache_read_tokens", (row) => row.cacheReadTokens),
  bigint("cache_write_tokens", (row) => row.cacheWriteTokens),
  bigint("cache_write_1h_tokens", (row) => row.cacheWrite1hTokens),
  bigint("reasoning_tokens", (row) => row.reasoningTokens),
  { name: "estimated", type: "boolean", array: (rows) => booleanArray(rows, (row) => row.estimated) },
  {
    name: "margin_basis_points",
    type: "integer",
    array: (rows) => integerArray(rows, (row) => row.marginBasisPoints),
  },
  text("rounding", (row) => row.rounding),
  bigint("exchange_rate_nanos", (row) => row.exchangeRateNanos),
];

interface InsertStatement {
  readonly name: string;
  readonly text: string;
  readonly columns: readonly Column[];
}

function insertStatement(name: string, columns: readonly Column[]): InsertStatement {
  const names = columns.map((column) => column.name).join(", ");
  const written = columns.map((column) => column.expression ?? column.name).join(", ");
  const arrays = columns.map((column, i) => `$${i + 1}::${column.type}[]`).join(", ");
  const text = `INSERT INTO usage_events (${names}) SELECT ${written} FROM unnest(${arrays}) AS e (${names})`;
  return { name, text, columns };
}

/** Two statements, each without the other's columns: an array of nulls costs what an array costs. */
const INSERT_UNITS = insertStatement("insert-unit-events", [...EVERY_EVENT, ...OF_UNITS]);
const INSERT_TOKENS = insertStatement("insert-token-events", [...EVERY_EVENT, ...OF_TOKENS]);

/** Sends the inserts at once, and gives their answers to wait for. */
export function insertEvents(tx: Db, rows: readonly UsageEventRow[]): Promise<unknown>[] {
  const units = rows.filter((row) => row.model === null);
  const tokens = rows.filter((row) => row.model !== null);
  return [
    ...(units.length > 0 ? [insert(tx, INSERT_UNITS, units)] : []),
    ...(tokens.length > 0 ? [insert(tx, INSERT_TOKENS, tokens)] : []),
  ];
}

const insert = (tx: Db, { name, text, columns }: InsertStatement, rows: readonly UsageEventRow[]) =>
  query(
    tx,
    text,
    columns.map((column) => column.array(rows)),
    name,
  );
