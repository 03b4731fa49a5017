/** The SQL of counters and refused usage, and of events where they are read. */
import { and, desc, eq, gte, inArray, isNotNull, lt, sql } from "drizzle-orm";
import {
  type Db,
  type Id,
  idArray,
  nanoUnitArray,
  nanoUnitsFromNumeric,
  query,
  timeArray,
  uuidFromId,
} from "../platform/index.js";
import {
  type RefusedStatus,
  type RefusedUsageRow,
  refusedUsage,
  type UsageEventRow,
  usageEvents,
} from "./schema.js";

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
  idArray(keys, (key) => key.customerId),
  idArray(keys, (key) => key.subscriptionId),
  idArray(keys, (key) => key.featureId),
  timeArray(keys, (key) => key.periodStart),
];

export async function saveCounters(tx: Db, counters: readonly Counter[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO usage_counters (customer_id, subscription_id, feature_id, period_start, environment_id, used)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[], $5::uuid[], $6::numeric[])
     ON CONFLICT (customer_id, subscription_id, feature_id, period_start) DO UPDATE SET used = excluded.used`,
    [
      ...counterColumns(counters),
      idArray(counters, (c) => c.environmentId),
      nanoUnitArray(counters, (c) => c.usedNanoUnits),
    ],
    "save-counters",
  );
}

/** What a customer used of a feature in a subscription, as counted over all its periods. */
export interface Counted extends Record<string, unknown> {
  customer_id: string;
  subscription_id: string;
  feature_id: string;
  /** By the counters, and by events that are in an archive: `numeric`. */
  counted: string;
  archived: string;
}

export const countedOf = (db: Db, customerUuids: readonly string[]): Promise<Counted[]> =>
  query<Counted>(
    db,
    `SELECT customer_id, subscription_id, feature_id, sum(counted) AS counted, sum(archived) AS archived
     FROM (SELECT customer_id, subscription_id, feature_id, used AS counted, 0 AS archived FROM usage_counters
           WHERE customer_id = ANY($1::uuid[])
           UNION ALL
           SELECT customer_id, subscription_id, feature_id, 0, quantity FROM archived_usage
           WHERE customer_id = ANY($1::uuid[])) c
     GROUP BY customer_id, subscription_id, feature_id`,
    [customerUuids],
  );

// ---- refused usage ----

/** As JSON, one parameter for all: a refusal is rare, and has two columns that are JSON already. */
const refusedRecord = (row: RefusedUsageRow) => ({
  customer_id: uuidFromId(row.customerId),
  id: uuidFromId(row.id),
  environment_id: uuidFromId(row.environmentId),
  feature_id: uuidFromId(row.featureId),
  key_digest: row.keyDigest,
  occurred_at: row.occurredAt,
  reason: row.reason,
  message: row.message,
  attempts: row.attempts,
  event: row.event,
  cost: row.cost,
  cost_nanos: row.costNanos?.toString(),
  status: row.status,
  event_id: row.eventId === null ? null : uuidFromId(row.eventId),
  created_at: row.createdAt,
  updated_at: row.updatedAt,
});

/**
 * Writes new refusals; one that is refused again counts on its row, with the latest reason and the latest form: the
 * same key with another payload is the caller's correction, and that is what is to be paid.
 */
export async function saveRefused(tx: Db, rows: readonly RefusedUsageRow[]): Promise<void> {
  await query(
    tx,
    `INSERT INTO refused_usage AS r SELECT * FROM json_populate_recordset(NULL::refused_usage, $1::json)
     ON CONFLICT (customer_id, id) DO UPDATE SET
       attempts = r.attempts + excluded.attempts, feature_id = excluded.feature_id, event = excluded.event,
       occurred_at = excluded.occurred_at, reason = excluded.reason, message = excluded.message,
       cost = excluded.cost, cost_nanos = excluded.cost_nanos, updated_at = excluded.updated_at`,
    [JSON.stringify(rows.map(refusedRecord))],
    "save-refused",
  );
}

export interface ClosedRefusal {
  readonly customerId: Id<"cus">;
  readonly id: Id<"rfu">;
  readonly eventId: Id<"evt">;
  /** Business time. */
  readonly at: Date;
}

/** Marks refusals whose usage was recorded after all. */
export async function closeRefused(tx: Db, closed: readonly ClosedRefusal[]): Promise<void> {
  await query(
    tx,
    `UPDATE refused_usage r SET status = 'recorded', event_id = c.event_id, updated_at = c.at
     FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::timestamptz[]) AS c (customer_id, id, event_id, at)
     WHERE r.customer_id = c.customer_id AND r.id = c.id`,
    [
      idArray(closed, (c) => c.customerId),
      idArray(closed, (c) => c.id),
      idArray(closed, (c) => c.eventId),
      timeArray(closed, (c) => c.at),
    ],
    "close-refused",
  );
}

export interface RefusedAgain {
  readonly customerId: Id<"cus">;
  readonly id: Id<"rfu">;
  /** Null: the earlier reason stands. */
  readonly error: { readonly code: string; readonly message: string } | null;
}

/** Counts attempts to charge open refusals that were not written with their batch. */
export async function noteAttempts(tx: Db, again: readonly RefusedAgain[], now: Date): Promise<void> {
  await query(
    tx,
    `UPDATE refused_usage r SET attempts = r.attempts + 1, reason = coalesce(a.reason, r.reason),
       message = coalesce(a.message, r.message), updated_at = $5
     FROM unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[]) AS a (customer_id, id, reason, message)
     WHERE r.customer_id = a.customer_id AND r.id = a.id AND r.status = 'open'`,
    [
      idArray(again, ({ customerId }) => customerId),
      idArray(again, ({ id }) => id),
      again.map(({ error }) => error?.code ?? null),
      again.map(({ error }) => error?.message ?? null),
      now,
    ],
    "note-attempts",
  );
}

/** The refusal must be open, and the account locked in this transaction. */
export async function markDismissed(
  tx: Db,
  { customerId, id }: RefusedUsageRow,
  reason: string,
  now: Date,
): Promise<RefusedUsageRow> {
  const [row] = await tx
    .update(refusedUsage)
    .set({ status: "dismissed", dismissReason: reason, updatedAt: now })
    .where(and(eq(refusedUsage.customerId, customerId), eq(refusedUsage.id, id)))
    .returning();
  return row!;
}

export interface RefusedFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly featureId?: Id<"feat"> | undefined;
  readonly reason?: string | undefined;
  readonly status?: RefusedStatus | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
}

const refusedWhere = (environmentId: Id<"env">, filter: RefusedFilter) =>
  and(
    eq(refusedUsage.environmentId, environmentId),
    filter.customerId ? eq(refusedUsage.customerId, filter.customerId) : undefined,
    filter.featureId ? eq(refusedUsage.featureId, filter.featureId) : undefined,
    filter.reason ? eq(refusedUsage.reason, filter.reason) : undefined,
    filter.status ? eq(refusedUsage.status, filter.status) : undefined,
    filter.from ? gte(refusedUsage.occurredAt, filter.from) : undefined,
    filter.to ? lt(refusedUsage.occurredAt, filter.to) : undefined,
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

/**
 * Those tried longest ago first: what is refused again goes to the end, and does not keep others from their turn, also
 * where a sandbox's clock stands still.
 */
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
    .orderBy(refusedUsage.updatedAt, refusedUsage.attempts, refusedUsage.id)
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
  /** Only what a model did. */
  readonly isAi?: boolean | undefined;
  readonly from?: Date | undefined;
  readonly to?: Date | undefined;
  /** None that is asked for has a lower id: what is not worth reading. */
  readonly lowestUuid?: string | undefined;
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
        filter.isAi ? isNotNull(usageEvents.model) : undefined,
        filter.from ? gte(usageEvents.occurredAt, filter.from) : undefined,
        filter.to ? lt(usageEvents.occurredAt, filter.to) : undefined,
        filter.lowestUuid ? sql`${usageEvents.id} >= ${filter.lowestUuid}::uuid` : undefined,
        property
          ? sql`${usageEvents.properties} @> ${JSON.stringify([{ property: property.name, value: property.value }])}::jsonb`
          : undefined,
        position,
      ),
    )
    .orderBy(byCustomer ? desc(usageEvents.seq) : desc(usageEvents.id))
    .limit(limit + 1);
}

/** Of one customer: another's is not found. */
export async function findEventOf(
  db: Db,
  customerId: Id<"cus">,
  id: Id<"evt">,
): Promise<UsageEventRow | undefined> {
  const [row] = await db
    .select()
    .from(usageEvents)
    .where(and(eq(usageEvents.customerId, customerId), eq(usageEvents.id, id)));
  return row;
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
