/** The SQL by which events leave the database, and what stays of them. */
import { and, eq, gte, lte } from "drizzle-orm";
import {
  type Db,
  type Id,
  idArray,
  idFromUuid,
  nanoUnitArray,
  query,
  timeArray,
  uuidArray,
  uuidFromId,
} from "../platform/index.js";
import { type archivedKeys, type archivedUsage, type UsageEventRow, usageEvents } from "./schema.js";

export type ArchivedKey = typeof archivedKeys.$inferSelect;
export type ArchivedUsage = typeof archivedUsage.$inferSelect;

/** A stretch of a customer's lines, both ends included. */
export interface Stretch {
  readonly customerId: Id<"cus">;
  readonly fromSeq: bigint;
  readonly throughSeq: bigint;
}

const within = ({ customerId, fromSeq, throughSeq }: Stretch) =>
  and(
    eq(usageEvents.customerId, customerId),
    gte(usageEvents.seq, fromSeq),
    lte(usageEvents.seq, throughSeq),
  );

export const eventsWithin = (db: Db, stretch: Stretch): Promise<UsageEventRow[]> =>
  db.select().from(usageEvents).where(within(stretch));

/** @returns what was deleted */
export const deleteEventsWithin = (tx: Db, stretch: Stretch): Promise<UsageEventRow[]> =>
  tx.delete(usageEvents).where(within(stretch)).returning();

export async function insertArchivedKeys(tx: Db, keys: readonly ArchivedKey[]): Promise<void> {
  if (keys.length === 0) return;
  await query(
    tx,
    `INSERT INTO archived_keys (customer_id, key_digest, event_id, payload_digest, created_at)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::timestamptz[])`,
    [
      idArray(keys, (key) => key.customerId),
      uuidArray(keys, (key) => key.keyDigest),
      idArray(keys, (key) => key.eventId),
      uuidArray(keys, (key) => key.payloadDigest),
      timeArray(keys, (key) => key.createdAt),
    ],
    "insert-archived-keys",
  );
}

/** Adds to what was archived before. At most one element for each subscription and feature of a customer. */
export async function addArchivedUsage(tx: Db, usage: readonly ArchivedUsage[]): Promise<void> {
  if (usage.length === 0) return;
  await query(
    tx,
    `INSERT INTO archived_usage AS a (customer_id, subscription_id, feature_id, quantity)
     SELECT * FROM unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::numeric[])
     ON CONFLICT (customer_id, subscription_id, feature_id) DO UPDATE SET quantity = a.quantity + excluded.quantity`,
    [
      idArray(usage, (one) => one.customerId),
      idArray(usage, (one) => one.subscriptionId),
      idArray(usage, (one) => one.featureId),
      nanoUnitArray(usage, (one) => one.quantityNanoUnits),
    ],
    "add-archived-usage",
  );
}

/** An archived event by its id. Undefined also for events without a key: nothing is kept of those. */
export async function findArchivedEvent(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"evt">,
): Promise<{ customerId: Id<"cus"> } | undefined> {
  const [row] = await query<{ customer_id: string }>(
    db,
    `SELECT k.customer_id FROM archived_keys k JOIN archived_lines l USING (customer_id)
     WHERE k.event_id = $1 AND l.environment_id = $2`,
    [uuidFromId(id), uuidFromId(environmentId)],
  );
  return row && { customerId: idFromUuid("cus", row.customer_id) };
}
