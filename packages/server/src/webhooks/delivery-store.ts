/** The SQL of deliveries and their attempts. */
import { and, asc, desc, eq, isNull, lt, lte, or, sql } from "drizzle-orm";
import {
  type Db,
  type Id,
  idArray,
  idFromUuid,
  lowestUuidAt,
  newId,
  query,
  textArray,
  uuidFromId,
} from "../platform/index.js";
import {
  type AttemptRow,
  type DeliveryRow,
  type DeliveryStatus,
  webhookAttempts,
  webhookDeliveries,
} from "./schema.js";

export interface Wanted {
  readonly webhookId: Id<"whk">;
  readonly eventId: Id<"whe">;
  readonly eventType: string;
}

const withIds = (wanted: readonly Wanted[]) => {
  // Ids of one millisecond are in no order of their own.
  const ids = wanted.map(() => newId("whd")).sort();
  return wanted.map((one, i) => ({ ...one, id: ids[i]! }));
};

const valuesOf = (wanted: readonly Wanted[], at: Date): unknown[] => {
  const rows = withIds(wanted);
  return [
    idArray(rows, (row) => row.id),
    idArray(rows, (row) => row.webhookId),
    idArray(rows, (row) => row.eventId),
    textArray(rows, (row) => row.eventType),
    at,
  ];
};

const INSERT = `INSERT INTO webhook_deliveries
    (id, webhook_id, event_id, event_type, status, next_attempt_at, created_at)
  SELECT id, webhook_id, event_id, event_type, 'pending', $5::timestamptz, $5::timestamptz
  FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::text[]) AS n (id, webhook_id, event_id, event_type)`;

/** Of one statement: what a burst of events makes for many webhooks is more than one should hold. */
const INSERTED_AT_ONCE = 5_000;

/** New ones, due at once. */
export async function insertDeliveries(tx: Db, wanted: readonly Wanted[], at: Date): Promise<void> {
  for (let from = 0; from < wanted.length; from += INSERTED_AT_ONCE) {
    const piece = wanted.slice(from, from + INSERTED_AT_ONCE);
    await query(tx, `${INSERT} ON CONFLICT DO NOTHING`, valuesOf(piece, at));
  }
}

/**
 * New ones where there are none, and those that are there once more, as if they were new. Due at once, also where an
 * attempt is under way: it has lost its lease, and what comes of it counts no more.
 */
export async function renewDeliveries(tx: Db, wanted: readonly Wanted[], at: Date): Promise<void> {
  if (wanted.length === 0) return;
  await query(
    tx,
    `${INSERT}
     ON CONFLICT (webhook_id, event_id) DO UPDATE
     SET status = 'pending', attempt_count = 0, next_attempt_at = $5::timestamptz, delivered_at = NULL,
       leased_until = NULL`,
    valuesOf(wanted, at),
  );
}

/** One that its maker sends itself. */
export async function insertLeased(
  tx: Db,
  wanted: Wanted,
  at: Date,
  leasedUntil: Date,
): Promise<DeliveryRow> {
  const [row] = await tx
    .insert(webhookDeliveries)
    .values({
      ...wanted,
      id: newId("whd"),
      status: "pending",
      nextAttemptAt: at,
      createdAt: at,
      leasedUntil,
    })
    .returning();
  return row!;
}

/** How many more of one webhook may be under way on this node. */
interface Room {
  readonly webhookId: Id<"whk">;
  readonly room: number;
}

interface Lease {
  readonly at: Date;
  readonly until: Date;
}

/**
 * Takes what is due, for this node alone until the lease is over: of each webhook, as many as it has room for, so that
 * one with a million that wait holds nobody up; of all, those that have been due for longest. Another node that asks
 * meanwhile passes by what is being taken.
 *
 * @param usual room of webhooks that are not in `rooms`
 */
export async function leaseDue(
  db: Db,
  { at, until }: Lease,
  limit: number,
  usual: number,
  rooms: readonly Room[],
): Promise<DeliveryRow[]> {
  const rows = await query<LeasedRow>(
    db,
    `WITH due AS (
       SELECT d.id FROM webhooks w
       LEFT JOIN unnest($5::uuid[], $6::int[]) AS r (webhook_id, room) ON r.webhook_id = w.id
       CROSS JOIN LATERAL (
         SELECT id, next_attempt_at FROM webhook_deliveries
         WHERE webhook_id = w.id AND status = 'pending' AND next_attempt_at <= $1
           AND (leased_until IS NULL OR leased_until <= $1)
         ORDER BY next_attempt_at LIMIT coalesce(r.room, CASE WHEN w.failing_since < $1 - interval '1 minute' THEN 1 ELSE $4 END)
         FOR UPDATE SKIP LOCKED
       ) d
       ORDER BY d.next_attempt_at LIMIT $3
     )
     UPDATE webhook_deliveries SET leased_until = $2
     WHERE id = ANY(ARRAY(SELECT id FROM due))
     RETURNING *`,
    [
      at,
      until,
      limit,
      usual,
      rooms.map(({ webhookId }) => uuidFromId(webhookId)),
      rooms.map(({ room }) => room),
    ],
  );
  return rows.map(fromLeased);
}

interface LeasedRow extends Record<string, unknown> {
  readonly id: string;
  readonly webhook_id: string;
  readonly event_id: string;
  readonly event_type: string;
  readonly status: DeliveryStatus;
  readonly attempt_count: number;
  readonly next_attempt_at: Date;
  readonly leased_until: Date | null;
  readonly last_status_code: number | null;
  readonly last_error: string | null;
  readonly created_at: Date;
  readonly delivered_at: Date | null;
}

const fromLeased = (row: LeasedRow): DeliveryRow => ({
  id: idFromUuid("whd", row.id),
  webhookId: idFromUuid("whk", row.webhook_id),
  eventId: idFromUuid("whe", row.event_id),
  eventType: row.event_type,
  status: row.status,
  attemptCount: row.attempt_count,
  nextAttemptAt: row.next_attempt_at,
  leasedUntil: row.leased_until,
  lastStatusCode: row.last_status_code,
  lastError: row.last_error,
  createdAt: row.created_at,
  deliveredAt: row.delivered_at,
});

/** What came of a delivery. */
export type Outcome = Pick<
  DeliveryRow,
  "status" | "attemptCount" | "nextAttemptAt" | "lastStatusCode" | "lastError" | "deliveredAt"
>;

/** Whose lease it still is; another may have it after it was over. */
const leased = (row: DeliveryRow) =>
  and(
    eq(webhookDeliveries.id, row.id),
    eq(webhookDeliveries.status, "pending"),
    eq(webhookDeliveries.leasedUntil, row.leasedUntil!),
  );

/** Ends a lease with what came of it. False where it was over, and another has it. */
export async function endLease(tx: Db, row: DeliveryRow, outcome: Outcome): Promise<boolean> {
  const rows = await tx
    .update(webhookDeliveries)
    .set({ ...outcome, leasedUntil: null })
    .where(leased(row))
    .returning({ id: webhookDeliveries.id });
  return rows.length > 0;
}

/** Gives a lease back, with nothing done. */
export async function returnLease(
  db: Db,
  row: DeliveryRow,
  nextAttemptAt: Date,
  why: string | null,
): Promise<void> {
  await db
    .update(webhookDeliveries)
    .set({ leasedUntil: null, nextAttemptAt, ...(why === null ? {} : { lastError: why }) })
    .where(leased(row));
}

export async function insertAttempt(tx: Db, row: Omit<AttemptRow, "number">): Promise<void> {
  await tx.insert(webhookAttempts).values({
    ...row,
    number: sql`(SELECT coalesce(max(number), 0) + 1 FROM webhook_attempts WHERE delivery_id = ${uuidFromId(row.deliveryId)})`,
  });
}

/** Gives up what is on its way to a webhook; what is being sent at a (real) time is left to who sends it. */
export async function failWaiting(tx: Db, webhookId: Id<"whk">, error: string, at: Date): Promise<void> {
  await tx
    .update(webhookDeliveries)
    .set({ status: "failed", lastError: error, leasedUntil: null })
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        eq(webhookDeliveries.status, "pending"),
        or(isNull(webhookDeliveries.leasedUntil), lte(webhookDeliveries.leasedUntil, at)),
      ),
    );
}

interface DeliveryFilter {
  readonly status?: DeliveryStatus | undefined;
  readonly type?: string | undefined;
}

/** Newest first; one row more than `limit`, where there are more. */
export function pageOfDeliveries(
  db: Db,
  webhookId: Id<"whk">,
  { status, type }: DeliveryFilter,
  limit: number,
  before: Id<"whd"> | undefined,
): Promise<DeliveryRow[]> {
  return db
    .select()
    .from(webhookDeliveries)
    .where(
      and(
        eq(webhookDeliveries.webhookId, webhookId),
        status ? eq(webhookDeliveries.status, status) : undefined,
        type ? eq(webhookDeliveries.eventType, type) : undefined,
        before ? lt(webhookDeliveries.id, before) : undefined,
      ),
    )
    .orderBy(desc(webhookDeliveries.id))
    .limit(limit + 1);
}

export async function findDelivery(
  db: Db,
  webhookId: Id<"whk">,
  id: Id<"whd">,
): Promise<DeliveryRow | undefined> {
  const [row] = await db
    .select()
    .from(webhookDeliveries)
    .where(and(eq(webhookDeliveries.webhookId, webhookId), eq(webhookDeliveries.id, id)));
  return row;
}

/** Oldest first; the last `limit` of them. */
export async function lastAttempts(db: Db, deliveryId: Id<"whd">, limit: number): Promise<AttemptRow[]> {
  const rows = await db
    .select()
    .from(webhookAttempts)
    .where(eq(webhookAttempts.deliveryId, deliveryId))
    .orderBy(desc(webhookAttempts.number))
    .limit(limit);
  return rows.reverse();
}

/** What waits to be delivered, and since when the oldest does. */
export async function readBacklog(db: Db): Promise<{ waiting: number; oldestAt: Date | null }> {
  const [row] = await query<{ waiting: bigint; oldest_at: Date | null }>(
    db,
    "SELECT count(*) AS waiting, min(created_at) AS oldest_at FROM webhook_deliveries WHERE status = 'pending'",
  );
  return { waiting: Number(row!.waiting), oldestAt: row!.oldest_at };
}

/** Small enough that a piece is done within milliseconds, and holds up nobody. */
const FORGOTTEN_AT_ONCE = 1_000;

/** Forgets deliveries that were made before a (real) time, in pieces that commit one by one. */
export async function forgetDeliveries(db: Db, before: Date): Promise<void> {
  for (;;) {
    const oldest = db
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .where(sql`${webhookDeliveries.id} < ${lowestUuidAt(before)}::uuid`)
      .orderBy(asc(webhookDeliveries.id))
      .limit(FORGOTTEN_AT_ONCE)
      .for("update", { skipLocked: true });
    const gone = await db
      .delete(webhookDeliveries)
      .where(sql`${webhookDeliveries.id} = ANY(ARRAY(${oldest}))`)
      .returning({ id: webhookDeliveries.id });
    if (gone.length < FORGOTTEN_AT_ONCE) return;
  }
}
