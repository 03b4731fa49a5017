/** The SQL of periods, and of what was due and failed. */
import { and, desc, eq, isNull, lte } from "drizzle-orm";
import { type Db, type Id, idFromUuid, query, uuidFromId } from "../../platform/index.js";
import { subscriptionPeriods } from "../schema.js";
import type { StoredTerms } from "./terms.js";

export type PeriodRow = typeof subscriptionPeriods.$inferSelect;

export async function insertPeriod(tx: Db, row: typeof subscriptionPeriods.$inferInsert): Promise<void> {
  await tx.insert(subscriptionPeriods).values(row);
}

interface OfSubscription {
  readonly customerId: Id<"cus">;
  readonly id: Id<"sub">;
}

/** The latest period that had begun at `at`. */
export async function findPeriod(
  db: Db,
  { customerId, id }: OfSubscription,
  at: Date,
): Promise<PeriodRow | undefined> {
  const [row] = await db
    .select()
    .from(subscriptionPeriods)
    .where(
      and(
        eq(subscriptionPeriods.customerId, customerId),
        eq(subscriptionPeriods.subscriptionId, id),
        lte(subscriptionPeriods.startAt, at),
      ),
    )
    .orderBy(desc(subscriptionPeriods.startAt))
    .limit(1);
  return row;
}

/** Closes the open period of a subscription where it ended, with the terms that held then: late usage is billed by them. */
export async function closePeriod(
  tx: Db,
  { customerId, id }: OfSubscription,
  at: Date,
  terms: StoredTerms,
): Promise<void> {
  await tx
    .update(subscriptionPeriods)
    .set({ endAt: at, closedAt: at, terms })
    .where(
      and(
        eq(subscriptionPeriods.customerId, customerId),
        eq(subscriptionPeriods.subscriptionId, id),
        isNull(subscriptionPeriods.closedAt),
      ),
    );
}

/** Gives a period another beginning; one that is closed ends as much earlier. */
export async function movePeriod(
  tx: Db,
  { customerId, id }: OfSubscription,
  from: Date,
  to: Date,
): Promise<void> {
  await query(
    tx,
    `UPDATE subscription_periods
     SET start_at = $4::timestamptz, end_at = CASE WHEN closed_at IS NULL THEN end_at ELSE end_at - ($3::timestamptz - $4::timestamptz) END
     WHERE customer_id = $1 AND subscription_id = $2 AND start_at = $3::timestamptz`,
    [uuidFromId(customerId), uuidFromId(id), from, to],
  );
}

export interface DueFailure {
  readonly environmentId: Id<"env">;
  readonly customerId: Id<"cus">;
  readonly id: Id<"sub"> | Id<"pay">;
  readonly error: string;
  /** Real time. */
  readonly now: Date;
}

/** The wait doubles with each attempt, from half a minute to six hours. @returns how often it has failed */
export async function recordFailure(db: Db, failure: DueFailure): Promise<number> {
  const [row] = await query<{ attempts: number }>(
    db,
    `INSERT INTO due_failures AS f (customer_id, due_id, environment_id, attempts, error, failed_at, retry_at)
     VALUES ($1, $2, $3, 1, $4, $5, $5::timestamptz + interval '30 seconds')
     ON CONFLICT (customer_id, due_id) DO UPDATE SET
       attempts = f.attempts + 1, error = excluded.error, failed_at = excluded.failed_at,
       retry_at = excluded.failed_at + least(interval '30 seconds' * power(2, least(f.attempts, 20)), interval '6 hours')
     RETURNING attempts`,
    [
      uuidFromId(failure.customerId),
      uuidFromId(failure.id),
      uuidFromId(failure.environmentId),
      failure.error.replaceAll("\u0000", "").slice(0, 2_000),
      failure.now,
    ],
  );
  return row!.attempts;
}

export async function forgetFailure(
  tx: Db,
  { customerId, id }: { readonly customerId: Id<"cus">; readonly id: Id<"sub"> | Id<"pay"> },
): Promise<void> {
  await query(
    tx,
    "DELETE FROM due_failures WHERE customer_id = $1 AND due_id = $2",
    [uuidFromId(customerId), uuidFromId(id)],
    "forget-failure",
  );
}

/** What waits for its next attempt. A UUID is nobody else's, so each is given as either kind of id. */
export async function waitingForRetry(
  db: Db,
  environmentId: Id<"env">,
  realNow: Date,
): Promise<(Id<"sub"> | Id<"pay">)[]> {
  const rows = await query<{ due_id: string }>(
    db,
    "SELECT due_id FROM due_failures WHERE environment_id = $1 AND retry_at > $2",
    [uuidFromId(environmentId), realNow],
  );
  return rows.flatMap((row) => [idFromUuid("sub", row.due_id), idFromUuid("pay", row.due_id)]);
}
