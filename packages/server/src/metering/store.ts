/** The SQL of usage events, counters and refused usage. The hot path is set-based and hand-written. */
import { decimalFromScaled } from "@farthing/contract";
import { and, desc, eq, gte, inArray, lt, sql } from "drizzle-orm";
import { type Db, type Id, idFromUuid, nanoUnitsFromNumeric, query, uuidFromId } from "../platform/index.js";
import { type RefusedUsageRow, refusedUsage, type UsageEventRow, usageEvents } from "./schema.js";

export interface CustomerKey {
  readonly customerId: Id<"cus">;
  readonly keyDigest: string;
}

/** Which of these keys are recorded already. Read under the accounts' locks, it stays true until the commit. */
export async function findRecordedKeys(tx: Db, keys: readonly CustomerKey[]): Promise<UsageEventRow[]> {
  const found = await query<{ customer_id: string; seq: bigint }>(
    tx,
    `SELECT e.customer_id, e.seq FROM unnest($1::uuid[], $2::uuid[]) AS k (customer_id, key_digest)
     JOIN usage_events e ON e.customer_id = k.customer_id AND e.key_digest = k.key_digest`,
    [keys.map((key) => uuidFromId(key.customerId)), keys.map((key) => key.keyDigest)],
    "find-recorded-keys",
  );
  if (found.length === 0) return [];
  const positions = sql.join(
    found.map((row) => sql`(${row.customer_id}::uuid, ${row.seq}::bigint)`),
    sql`, `,
  );
  return tx
    .select()
    .from(usageEvents)
    .where(sql`(${usageEvents.customerId}, ${usageEvents.seq}) IN (${positions})`);
}

/** Column by column as JSON: one parameter, whatever the number of rows and columns. Null columns are left out. */
const eventRecord = (row: UsageEventRow) => ({
  customer_id: uuidFromId(row.customerId),
  seq: row.seq.toString(),
  id: uuidFromId(row.id),
  environment_id: uuidFromId(row.environmentId),
  feature_id: uuidFromId(row.featureId),
  subscription_id: row.subscriptionId === null ? undefined : uuidFromId(row.subscriptionId),
  occurred_at: row.occurredAt,
  created_at: row.createdAt,
  key_digest: row.keyDigest ?? undefined,
  idempotency_key: row.idempotencyKey ?? undefined,
  quantity: numeric(row.quantityNanoUnits),
  model: row.model ?? undefined,
  response_model: row.responseModel ?? undefined,
  model_price_id: row.modelPriceId === null ? undefined : uuidFromId(row.modelPriceId),
  input_tokens: row.inputTokens?.toString(),
  output_tokens: row.outputTokens?.toString(),
  cache_read_tokens: row.cacheReadTokens?.toString(),
  cache_write_tokens: row.cacheWriteTokens?.toString(),
  cache_write_1h_tokens: row.cacheWrite1hTokens?.toString(),
  reasoning_tokens: row.reasoningTokens?.toString(),
  estimated: row.estimated ?? undefined,
  margin_basis_points: row.marginBasisPoints ?? undefined,
  rounding: row.rounding ?? undefined,
  unit_price_nanos: row.unitPriceNanos?.toString(),
  unit: row.unit ?? undefined,
  cost_nanos: row.costNanos?.toString(),
  purchased_nanos: row.purchasedNanos?.toString(),
  balance_after_nanos: row.balanceAfterNanos?.toString(),
  used_after: numeric(row.usedAfterNanoUnits),
  included_quantity: numeric(row.includedNanoUnits),
  adjustment_reason: row.adjustmentReason ?? undefined,
  properties: row.properties?.length ? row.properties : undefined,
});

const numeric = (nanoUnits: bigint | null): string | undefined =>
  nanoUnits === null ? undefined : decimalFromScaled(nanoUnits, 9);

export async function insertEvents(tx: Db, rows: readonly UsageEventRow[]): Promise<void> {
  await query(
    tx,
    "INSERT INTO usage_events SELECT * FROM json_populate_recordset(NULL::usage_events, $1::json)",
    [JSON.stringify(rows.map(eventRecord))],
    "insert-events",
  );
}

export interface CounterKey {
  readonly customerId: Id<"cus">;
  readonly subscriptionId: Id<"sub">;
  readonly featureId: Id<"feat">;
  readonly periodStart: Date;
}

export interface Counter extends CounterKey {
  readonly environmentId: Id<"env">;
  usedNanoUnits: bigint;
}

export async function readCounters(db: Db, keys: readonly CounterKey[]): Promise<bigint[]> {
  if (keys.length === 0) return [];
  const rows = await query<{ used: string | null }>(
    db,
    `SELECT c.used FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) WITH ORDINALITY
       AS k (customer_id, subscription_id, feature_id, period_start, position)
     LEFT JOIN usage_counters c USING (customer_id, subscription_id, feature_id, period_start)
     ORDER BY k.position`,
    counterColumns(keys),
    "read-counters",
  );
  return rows.map((row) => (row.used === null ? 0n : nanoUnitsFromNumeric(row.used)));
}

const counterColumns = (keys: readonly CounterKey[]) => [
  keys.map((key) => uuidFromId(key.customerId)),
  keys.map((key) => uuidFromId(key.subscriptionId)),
  keys.map((key) => uuidFromId(key.featureId)),
  keys.map((key) => key.periodStart),
];

export async function saveCounters(tx: Db, counters: readonly Counter[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO usage_counters (customer_id, subscription_id, feature_id, period_start, environment_id, used)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::uuid[], $6::numeric[])
     ON CONFLICT (customer_id, subscription_id, feature_id, period_start) DO UPDATE SET used = excluded.used`,
    [
      ...counterColumns(counters),
      counters.map((c) => uuidFromId(c.environmentId)),
      counters.map((c) => decimalFromScaled(c.usedNanoUnits, 9)),
    ],
    "save-counters",
  );
}

export interface BrokenCounter extends Record<string, unknown> {
  customer_id: string;
  feature_id: string;
  counted: string;
  used: string;
}

/** The first counter among these customers that is not the sum of its events. */
export async function firstBrokenCounter(
  db: Db,
  customerUuids: readonly string[],
): Promise<BrokenCounter | undefined> {
  const [row] = await query<BrokenCounter>(
    db,
    `SELECT customer_id, feature_id, coalesce(c.used, 0)::text AS counted, coalesce(e.used, 0)::text AS used
     FROM (SELECT customer_id, subscription_id, feature_id, sum(used) AS used FROM usage_counters
           WHERE customer_id = ANY($1::uuid[]) GROUP BY 1, 2, 3) c
     FULL JOIN (SELECT customer_id, subscription_id, feature_id, sum(quantity) AS used FROM usage_events
                WHERE customer_id = ANY($1::uuid[]) AND used_after IS NOT NULL GROUP BY 1, 2, 3) e
       USING (customer_id, subscription_id, feature_id)
     WHERE coalesce(c.used, 0) <> coalesce(e.used, 0)
     ORDER BY customer_id LIMIT 1`,
    [customerUuids],
  );
  return row;
}

// ---- refused usage ----

export async function findOpenRefused(
  tx: Db,
  keys: readonly CustomerKey[],
): Promise<(CustomerKey & { id: Id<"rfu"> })[]> {
  const rows = await query<{ customer_id: string; key_digest: string; id: string }>(
    tx,
    `SELECT r.customer_id, r.key_digest, r.id FROM unnest($1::uuid[], $2::uuid[]) AS k (customer_id, key_digest)
     JOIN refused_usage r ON r.customer_id = k.customer_id AND r.key_digest = k.key_digest AND r.status = 'open'`,
    [keys.map((key) => uuidFromId(key.customerId)), keys.map((key) => key.keyDigest)],
    "find-open-refused",
  );
  return rows.map((row) => ({
    customerId: idFromUuid("cus", row.customer_id),
    keyDigest: row.key_digest,
    id: idFromUuid("rfu", row.id),
  }));
}

/** Writes new refusals; one that is refused again counts on its row, with the latest reason. */
export async function saveRefused(tx: Db, rows: readonly RefusedUsageRow[]): Promise<void> {
  await tx
    .insert(refusedUsage)
    .values([...rows])
    .onConflictDoUpdate({
      target: [refusedUsage.customerId, refusedUsage.id],
      set: {
        attempts: sql`${refusedUsage.attempts} + excluded.attempts`,
        // The same key with another payload is the caller's correction: the latest form is what is to be paid.
        featureId: sql`excluded.feature_id`,
        event: sql`excluded.event`,
        occurredAt: sql`excluded.occurred_at`,
        reason: sql`excluded.reason`,
        message: sql`excluded.message`,
        cost: sql`excluded.cost`,
        costNanos: sql`excluded.cost_nanos`,
        updatedAt: sql`excluded.updated_at`,
      },
    });
}

export interface ClosedRefusal {
  readonly customerId: Id<"cus">;
  readonly id: Id<"rfu">;
  readonly eventId: Id<"evt">;
}

/** Marks refusals whose usage was recorded after all. */
export async function closeRefused(tx: Db, closed: readonly ClosedRefusal[], now: Date): Promise<void> {
  await query(
    tx,
    `UPDATE refused_usage r SET status = 'recorded', event_id = c.event_id, updated_at = $4
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[]) AS c (customer_id, id, event_id)
     WHERE r.customer_id = c.customer_id AND r.id = c.id`,
    [
      closed.map((c) => uuidFromId(c.customerId)),
      closed.map((c) => uuidFromId(c.id)),
      closed.map((c) => uuidFromId(c.eventId)),
      now,
    ],
  );
}

export interface RefusedFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly featureId?: Id<"feat"> | undefined;
  readonly reason?: string | undefined;
  readonly status?: "open" | "recorded" | undefined;
}

const refusedWhere = (environmentId: Id<"env">, filter: RefusedFilter) =>
  and(
    eq(refusedUsage.environmentId, environmentId),
    filter.customerId ? eq(refusedUsage.customerId, filter.customerId) : undefined,
    filter.featureId ? eq(refusedUsage.featureId, filter.featureId) : undefined,
    filter.reason ? eq(refusedUsage.reason, filter.reason) : undefined,
    filter.status ? eq(refusedUsage.status, filter.status) : undefined,
  );

export function pageOfRefused(
  db: Db,
  environmentId: Id<"env">,
  filter: RefusedFilter,
  limit: number,
  before: Id<"rfu"> | undefined,
): Promise<RefusedUsageRow[]> {
  return db
    .select()
    .from(refusedUsage)
    .where(and(refusedWhere(environmentId, filter), before ? lt(refusedUsage.id, before) : undefined))
    .orderBy(desc(refusedUsage.id))
    .limit(limit + 1);
}

/** Those tried longest ago first: what is refused again goes to the end, and does not keep others from their turn. */
export function oldestOpenRefused(
  db: Db,
  environmentId: Id<"env">,
  filter: RefusedFilter,
  limit: number,
): Promise<RefusedUsageRow[]> {
  return db
    .select()
    .from(refusedUsage)
    .where(refusedWhere(environmentId, { ...filter, status: "open" }))
    .orderBy(refusedUsage.updatedAt, refusedUsage.id)
    .limit(limit);
}

export async function countOpenRefused(
  db: Db,
  environmentId: Id<"env">,
  filter: RefusedFilter,
): Promise<number> {
  return db.$count(refusedUsage, refusedWhere(environmentId, { ...filter, status: "open" }));
}

export function findRefused(
  db: Db,
  environmentId: Id<"env">,
  ids: readonly Id<"rfu">[],
): Promise<RefusedUsageRow[]> {
  return db
    .select()
    .from(refusedUsage)
    .where(and(eq(refusedUsage.environmentId, environmentId), inArray(refusedUsage.id, [...ids])))
    .orderBy(refusedUsage.id);
}

// ---- reading events ----

export interface EventFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly featureId?: Id<"feat"> | undefined;
  readonly model?: string | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  readonly property?: { readonly name: string; readonly value: string } | undefined;
}

export interface EventPosition {
  readonly id: Id<"evt">;
  readonly seq: bigint;
}

/** Newest first: by the customer's own numbering where one is asked for, else by id, which sorts by time. */
export function pageOfEvents(
  db: Db,
  environmentId: Id<"env">,
  filter: EventFilter,
  limit: number,
  before: EventPosition | undefined,
): Promise<UsageEventRow[]> {
  const byCustomer = filter.customerId !== undefined;
  const { property } = filter;
  const position = before && (byCustomer ? lt(usageEvents.seq, before.seq) : lt(usageEvents.id, before.id));
  return db
    .select()
    .from(usageEvents)
    .where(
      and(
        filter.customerId ? eq(usageEvents.customerId, filter.customerId) : undefined,
        eq(usageEvents.environmentId, environmentId),
        filter.featureId ? eq(usageEvents.featureId, filter.featureId) : undefined,
        filter.model ? eq(usageEvents.model, filter.model) : undefined,
        filter.from ? gte(usageEvents.occurredAt, filter.from) : undefined,
        filter.to ? lt(usageEvents.occurredAt, filter.to) : undefined,
        property
          ? sql`${usageEvents.properties} @> ${JSON.stringify([{ property: property.name, value: property.value }])}::jsonb`
          : undefined,
        position,
      ),
    )
    .orderBy(byCustomer ? desc(usageEvents.seq) : desc(usageEvents.id))
    .limit(limit + 1);
}

export async function findEvent(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"evt">,
): Promise<UsageEventRow | undefined> {
  const [row] = await db
    .select()
    .from(usageEvents)
    .where(and(eq(usageEvents.environmentId, environmentId), eq(usageEvents.id, id)));
  return row;
}

/** Every event of these customers that was charged, to be rated again. In pages, by position. */
export function pageOfChargedEvents(
  db: Db,
  customerUuids: readonly string[],
  limit: number,
  after: { customerUuid: string; seq: bigint } | undefined,
): Promise<UsageEventRow[]> {
  const among = sql`${usageEvents.customerId} = ANY(${sql.param(`{${customerUuids.join(",")}}`)}::uuid[])`;
  const later = after
    ? sql`(${usageEvents.customerId}, ${usageEvents.seq}) > (${after.customerUuid}::uuid, ${after.seq}::bigint)`
    : undefined;
  return db
    .select()
    .from(usageEvents)
    .where(and(among, sql`${usageEvents.unit} IS NOT NULL`, later))
    .orderBy(usageEvents.customerId, usageEvents.seq)
    .limit(limit);
}
