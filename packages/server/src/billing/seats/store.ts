/** The SQL of seats and of what changed them. */
import { and, asc, desc, eq, gt, gte, lt, lte } from "drizzle-orm";
import { type Db, type Id, query, uuidFromId } from "../../platform/index.js";
import { seatEvents, seats } from "./schema.js";

export type SeatRow = typeof seats.$inferSelect;
export type SeatEventRow = typeof seatEvents.$inferSelect;

export interface OfSubscription {
  readonly customerId: Id<"cus">;
  readonly id: Id<"sub">;
}

const ofSubscription = ({ customerId, id }: OfSubscription) =>
  and(eq(seats.customerId, customerId), eq(seats.subscriptionId, id));

/** All seats of a subscription, by feature. */
export async function seatsOf(db: Db, subscription: OfSubscription): Promise<Map<Id<"feat">, SeatRow>> {
  const rows = await db
    .select()
    .from(seats)
    .where(ofSubscription(subscription))
    .orderBy(asc(seats.featureId));
  return new Map(rows.map((row) => [row.featureId, row]));
}

export async function saveSeats(tx: Db, row: SeatRow): Promise<void> {
  const { currentSeats, renewalSeats, lastSeq, updatedAt } = row;
  await tx
    .insert(seats)
    .values(row)
    .onConflictDoUpdate({
      target: [seats.customerId, seats.subscriptionId, seats.featureId],
      set: { currentSeats, renewalSeats, lastSeq, updatedAt },
    });
}

/** At the beginning of a period: what was removed is gone, and all events so far are paid for with it. */
export async function renewSeats(tx: Db, { customerId, id }: OfSubscription, at: Date): Promise<void> {
  await query(
    tx,
    `UPDATE seats SET current_seats = renewal_seats, advance_seq = last_seq, updated_at = $3
     WHERE customer_id = $1 AND subscription_id = $2`,
    [uuidFromId(customerId), uuidFromId(id), at],
    "renew-seats",
  );
}

export async function insertSeatEvents(tx: Db, rows: readonly SeatEventRow[]): Promise<void> {
  if (rows.length > 0) await tx.insert(seatEvents).values([...rows]);
}

/** Additions since the advance payment of the running period that are to be trued up, oldest first. */
export async function eventsToTrueUp(tx: Db, { customerId, id }: OfSubscription): Promise<SeatEventRow[]> {
  const rows = await tx
    .select({ event: seatEvents })
    .from(seatEvents)
    .innerJoin(
      seats,
      and(
        eq(seats.customerId, seatEvents.customerId),
        eq(seats.subscriptionId, seatEvents.subscriptionId),
        eq(seats.featureId, seatEvents.featureId),
      ),
    )
    .where(
      and(
        eq(seatEvents.customerId, customerId),
        eq(seatEvents.subscriptionId, id),
        gt(seatEvents.seq, seats.advanceSeq),
        eq(seatEvents.billing, "true_up"),
      ),
    )
    .orderBy(asc(seatEvents.featureId), asc(seatEvents.seq));
  return rows.map(({ event }) => event);
}

type OfFeature = Pick<SeatRow, "customerId" | "subscriptionId" | "featureId">;
const ofFeature = ({ customerId, subscriptionId, featureId }: OfFeature) =>
  and(
    eq(seatEvents.customerId, customerId),
    eq(seatEvents.subscriptionId, subscriptionId),
    eq(seatEvents.featureId, featureId),
  );

export async function findSeatEvent(tx: Db, seat: SeatRow): Promise<SeatEventRow> {
  const [row] = await tx
    .select()
    .from(seatEvents)
    .where(and(ofFeature(seat), eq(seatEvents.seq, seat.lastSeq)));
  return row!;
}

/** Changes of seats of one feature: after the one, up to the other. */
export interface SeatEventRange {
  readonly customerId: Id<"cus">;
  readonly subscriptionId: Id<"sub">;
  readonly featureId: Id<"feat">;
  readonly afterSeq: bigint;
  readonly upToSeq: bigint;
}

/** With the one before them, where there is one; oldest first. */
export function seatEventsFrom(db: Db, range: SeatEventRange): Promise<SeatEventRow[]> {
  return db
    .select()
    .from(seatEvents)
    .where(and(ofFeature(range), gte(seatEvents.seq, range.afterSeq), lte(seatEvents.seq, range.upToSeq)))
    .orderBy(asc(seatEvents.seq));
}

export interface SeatEventFilter {
  readonly customerId: Id<"cus">;
  readonly featureId?: Id<"feat"> | undefined;
  /** Those that one line of an invoice charges for. */
  readonly behind?: {
    readonly subscriptionId: Id<"sub">;
    readonly afterSeq: bigint;
    readonly upToSeq: bigint;
  };
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfSeatEvents(
  db: Db,
  { customerId, featureId, behind }: SeatEventFilter,
  limit: number,
  before: Id<"seat"> | undefined,
): Promise<SeatEventRow[]> {
  return db
    .select()
    .from(seatEvents)
    .where(
      and(
        eq(seatEvents.customerId, customerId),
        featureId ? eq(seatEvents.featureId, featureId) : undefined,
        behind && eq(seatEvents.subscriptionId, behind.subscriptionId),
        behind && gt(seatEvents.seq, behind.afterSeq),
        behind && lte(seatEvents.seq, behind.upToSeq),
        before ? lt(seatEvents.id, before) : undefined,
      ),
    )
    .orderBy(desc(seatEvents.id))
    .limit(limit + 1);
}
