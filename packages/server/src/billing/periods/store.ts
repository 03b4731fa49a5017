/** The SQL of periods, and of what was due and failed. */
import { and, inArray } from "drizzle-orm";
import type { PastPeriod } from "../../charging/index.js";
import {
  type Db,
  type Id,
  idArray,
  idFromUuid,
  insertTogether,
  type Many,
  query,
  textArray,
  timeArray,
  together,
  uuidFromId,
} from "../../platform/index.js";
import type { SubscriptionRow } from "../../subscriptions/index.js";
import { subscriptionPeriods } from "../schema.js";
import type { HeldAtEnd, StoredTerms } from "./terms.js";

export type PeriodRow = typeof subscriptionPeriods.$inferSelect;

export async function insertPeriod(tx: Db, row: typeof subscriptionPeriods.$inferInsert): Promise<void> {
  await insertTogether(tx, subscriptionPeriods, row);
}

interface OfSubscription {
  readonly customerId: Id<"cus">;
  readonly id: Id<"sub">;
}

/** The latest period that had begun at `at`. */
export const findPeriod = (
  db: Db,
  { customerId, id }: OfSubscription,
  at: Date,
): Promise<PeriodRow | undefined> => together(db, { customerId, id, at }, findPeriods);

type At = OfSubscription & { readonly at: Date };

const findPeriods: Many<At, PeriodRow | undefined> = async (db, wanted) => {
  const starts = await query<{ start_at: Date | null }>(
    db,
    `SELECT (SELECT max(p.start_at) FROM subscription_periods p
       WHERE p.customer_id = w.customer_id AND p.subscription_id = w.subscription_id AND p.start_at <= w.at) AS start_at
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[]) WITH ORDINALITY AS w (customer_id, subscription_id, at, n)
     ORDER BY w.n`,
    [
      idArray(wanted, ({ customerId }) => customerId),
      idArray(wanted, ({ id }) => id),
      timeArray(wanted, ({ at }) => at),
    ],
    "find-period-starts",
  );
  const found = starts.flatMap(({ start_at: startAt }, i) => (startAt ? [{ ...wanted[i]!, startAt }] : []));
  if (found.length === 0) return wanted.map(() => undefined);
  const rows = await db
    .select()
    .from(subscriptionPeriods)
    .where(
      and(
        inArray(subscriptionPeriods.customerId, [...new Set(found.map(({ customerId }) => customerId))]),
        inArray(subscriptionPeriods.subscriptionId, [...new Set(found.map(({ id }) => id))]),
        inArray(
          subscriptionPeriods.startAt,
          found.map(({ startAt }) => startAt),
        ),
      ),
    );
  const keyOf = (subscriptionId: Id<"sub">, startAt: Date): string =>
    `${subscriptionId} ${startAt.getTime()}`;
  const byKey = new Map(rows.map((row) => [keyOf(row.subscriptionId, row.startAt), row]));
  return wanted.map(({ id }, i) => {
    const startAt = starts[i]!.start_at;
    return startAt ? byKey.get(keyOf(id, startAt)) : undefined;
  });
};

/** Closes the open period of a subscription where it ended. */
export const closePeriod = (
  tx: Db,
  { customerId, id }: OfSubscription,
  at: Date,
  held: HeldAtEnd,
): Promise<void> => together(tx, { customerId, id, at, ...held }, closePeriods);

const closePeriods: Many<At & HeldAtEnd, void> = async (tx, closing) => {
  await query(
    tx,
    `UPDATE subscription_periods p
     SET end_at = c.at, closed_at = c.at, terms = c.terms::jsonb, last_plan_version = c.last_plan_version
     FROM unnest($1::uuid[], $2::uuid[], $3::timestamptz[], $4::text[], $5::integer[])
       AS c (customer_id, subscription_id, at, terms, last_plan_version)
     WHERE p.customer_id = c.customer_id AND p.subscription_id = c.subscription_id AND p.closed_at IS NULL`,
    [
      idArray(closing, ({ customerId }) => customerId),
      idArray(closing, ({ id }) => id),
      timeArray(closing, ({ at }) => at),
      textArray(closing, ({ terms }) => JSON.stringify(terms)),
      closing.map(({ lastPlanVersion }) => lastPlanVersion),
    ],
    "close-periods",
  );
  return [];
};

/** The period that runs goes on at the terms of another plan. */
export async function changeTerms(
  tx: Db,
  { customerId, id, planId, planVersion }: OfSubscription & Pick<SubscriptionRow, "planId" | "planVersion">,
  terms: StoredTerms,
): Promise<void> {
  await query(
    tx,
    `UPDATE subscription_periods SET terms = $3::jsonb, plan_id = $4, plan_version = $5
     WHERE customer_id = $1 AND subscription_id = $2 AND closed_at IS NULL`,
    [uuidFromId(customerId), uuidFromId(id), JSON.stringify(terms), uuidFromId(planId), planVersion],
  );
}

interface PastRow extends Record<string, unknown> {
  subscription_id: string;
  start_at: Date;
  kind: PeriodRow["kind"];
  plan_id: string;
  plan_version: number;
  last_plan_version: number;
}

/** Those of these subscriptions, in order; without those of which it is not known any more. */
export async function pastPeriods(db: Db, of: readonly OfSubscription[]): Promise<PastPeriod[]> {
  const rows = await query<PastRow>(
    db,
    `SELECT p.subscription_id, p.start_at, p.kind, p.plan_id, p.plan_version, p.last_plan_version
     FROM unnest($1::uuid[], $2::uuid[]) AS w (customer_id, subscription_id)
     JOIN subscription_periods p USING (customer_id, subscription_id)
     WHERE p.last_plan_version IS NOT NULL
     ORDER BY p.start_at`,
    [idArray(of, ({ customerId }) => customerId), idArray(of, ({ id }) => id)],
    "past-periods",
  );
  return rows.map((row) => ({
    subscriptionId: idFromUuid("sub", row.subscription_id),
    startAt: row.start_at,
    isTrial: row.kind === "trial",
    planId: idFromUuid("plan", row.plan_id),
    planVersion: row.plan_version,
    lastPlanVersion: row.last_plan_version,
  }));
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

interface DueFailure {
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

export const forgetFailure = (tx: Db, { customerId, id }: Failed): Promise<void> =>
  together(tx, { customerId, id }, forgetFailures);

type Failed = Pick<DueFailure, "customerId" | "id">;

const forgetFailures: Many<Failed, void> = async (tx, failed) => {
  await query(
    tx,
    `DELETE FROM due_failures f USING unnest($1::uuid[], $2::uuid[]) AS done (customer_id, due_id)
     WHERE f.customer_id = done.customer_id AND f.due_id = done.due_id`,
    [idArray(failed, ({ customerId }) => customerId), idArray(failed, ({ id }) => id)],
    "forget-failures",
  );
  return [];
};

/** What has failed since, and was not done. */
export async function failedSince(
  db: Db,
  environmentId: Id<"env">,
  realTime: Date,
): Promise<(Id<"sub"> | Id<"pay">)[]> {
  const rows = await query<{ due_id: string }>(
    db,
    "SELECT due_id FROM due_failures WHERE environment_id = $1 AND failed_at >= $2",
    [uuidFromId(environmentId), realTime],
    "failed-since",
  );
  return rows.flatMap(eitherId);
}

/** What waits for its next attempt. */
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
  return rows.flatMap(eitherId);
}

/** A UUID is nobody else's, so each is given as either kind of id. */
const eitherId = ({ due_id: id }: { due_id: string }) => [idFromUuid("sub", id), idFromUuid("pay", id)];
