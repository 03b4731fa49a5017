/** The SQL by which charging writes events and knows their keys again. */
import { sql } from "drizzle-orm";
import {
  CopyRows,
  copyIn,
  type Db,
  type Id,
  idArray,
  idFromUuid,
  query,
  type Row,
  uuidArray,
} from "../platform/index.js";
import type { ArchivedKey } from "./archive-store.js";
import { type UsageEventRow, usageEvents } from "./schema.js";

interface CustomerKey {
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

const WANTED = "(SELECT unnest($1::uuid[]) AS customer_id, unnest($2::uuid[]) AS key_digest) wanted";

/**
 * Read under the accounts' locks, it stays true until the commit. Where nothing is refused or archived, those tables are
 * not asked about each key: 0.9 µs of Postgres less for an event, together with `unnest` as a column, which keeps no copy.
 */
export async function findKnownKeys(tx: Db, keys: readonly CustomerKey[]): Promise<KnownKeys> {
  if (keys.length === 0) return { recorded: [], archived: [], refused: [] };
  const found = await query<KnownKeyRow>(
    tx,
    `SELECT e.customer_id, e.key_digest, e.seq, NULL::uuid AS refused_id, NULL::uuid AS event_id, NULL::uuid AS payload_digest,
       NULL::timestamptz AS created_at
     FROM ${WANTED} JOIN usage_events e USING (customer_id, key_digest)
     UNION ALL
     SELECT r.customer_id, r.key_digest, NULL, r.id, NULL, NULL, NULL
     FROM ${WANTED} JOIN refused_usage r USING (customer_id, key_digest)
     WHERE r.status = 'open' AND EXISTS (SELECT 1 FROM refused_usage WHERE status = 'open')
     UNION ALL
     SELECT a.customer_id, a.key_digest, NULL, NULL, a.event_id, a.payload_digest, a.created_at
     FROM ${WANTED} JOIN archived_keys a USING (customer_id, key_digest)
     WHERE EXISTS (SELECT 1 FROM archived_keys)`,
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

/** A column of the statement, and how a row's is written. */
interface Column {
  readonly name: string;
  readonly write: (to: CopyRows, row: UsageEventRow) => void;
}

const column = (name: string, write: Column["write"]): Column => ({ name, write });

const COLUMNS: readonly Column[] = [
  column("customer_id", (to, row) => to.id(row.customerId)),
  column("seq", (to, row) => to.bigint(row.seq)),
  column("id", (to, row) => to.id(row.id)),
  column("environment_id", (to, row) => to.id(row.environmentId)),
  column("feature_id", (to, row) => to.id(row.featureId)),
  column("subscription_id", (to, row) => to.id(row.subscriptionId)),
  column("occurred_at", (to, row) => to.time(row.occurredAt)),
  column("created_at", (to, row) => to.time(row.createdAt)),
  column("key_digest", (to, row) => to.uuid(row.keyDigest)),
  column("idempotency_key", (to, row) => to.text(row.idempotencyKey)),
  column("quantity", (to, row) => to.numeric(row.quantityNanoUnits)),
  column("model", (to, row) => to.text(row.model)),
  column("response_model", (to, row) => to.text(row.responseModel)),
  column("model_price_id", (to, row) => to.id(row.modelPriceId)),
  column("input_tokens", (to, row) => to.bigint(row.inputTokens)),
  column("output_tokens", (to, row) => to.bigint(row.outputTokens)),
  column("cache_read_tokens", (to, row) => to.bigint(row.cacheReadTokens)),
  column("cache_write_tokens", (to, row) => to.bigint(row.cacheWriteTokens)),
  column("cache_write_1h_tokens", (to, row) => to.bigint(row.cacheWrite1hTokens)),
  column("reasoning_tokens", (to, row) => to.bigint(row.reasoningTokens)),
  column("estimated", (to, row) => to.boolean(row.estimated)),
  column("margin_basis_points", (to, row) => to.integer(row.marginBasisPoints)),
  column("rounding", (to, row) => to.text(row.rounding)),
  column("exchange_rate_nanos", (to, row) => to.bigint(row.exchangeRateNanos)),
  column("unit_price_nanos", (to, row) => to.bigint(row.unitPriceNanos)),
  column("unit", (to, row) => to.text(row.unit)),
  column("cost_nanos", (to, row) => to.bigint(row.costNanos)),
  column("purchased_nanos", (to, row) => to.bigint(row.purchasedNanos)),
  column("balance_after_nanos", (to, row) => to.bigint(row.balanceAfterNanos)),
  column("used_after", (to, row) => to.numeric(row.usedAfterNanoUnits)),
  column("included_quantity", (to, row) => to.numeric(row.includedNanoUnits)),
  column("adjustment_reason", (to, row) => to.text(row.adjustmentReason)),
  column("properties", (to, row) => to.jsonb(row.properties?.length ? JSON.stringify(row.properties) : null)),
];

const COPY_EVENTS = `COPY usage_events (${COLUMNS.map(({ name }) => name).join(", ")}) FROM STDIN (FORMAT binary)`;
/** What most rows take on the wire. */
const EXPECTED_ROW_BYTES = 400;

/** Sent at once. @throws RangeError where a number is above what its column holds; nothing is sent then */
export async function insertEvents(tx: Db, rows: readonly UsageEventRow[]): Promise<void> {
  const written = new CopyRows(rows.length * EXPECTED_ROW_BYTES);
  for (const row of rows) {
    written.row(COLUMNS.length);
    for (const { write } of COLUMNS) write(written, row);
  }
  await copyIn(tx, COPY_EVENTS, written);
}
