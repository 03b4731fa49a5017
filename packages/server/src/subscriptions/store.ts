/** The SQL of subscriptions. */
import { and, desc, eq, inArray, lt, notInArray } from "drizzle-orm";
import { customersFoundBy } from "../customers/index.js";
import {
  type Db,
  type Id,
  idArray,
  idFromUuid,
  itself,
  type Many,
  query,
  type Row,
  together,
  updateTogether,
  uuidFromId,
} from "../platform/index.js";
import { type SubscriptionRow, type SubscriptionStatus, subscriptions } from "./schema.js";

export async function insertSubscription(
  db: Db,
  row: typeof subscriptions.$inferInsert,
): Promise<SubscriptionRow> {
  const [inserted] = await db.insert(subscriptions).values(row).returning();
  return inserted!;
}

export const updateSubscription = (
  db: Db,
  { customerId, id }: SubscriptionRow,
  changes: Partial<typeof subscriptions.$inferInsert>,
): Promise<SubscriptionRow> => updateTogether(db, subscriptions, { customerId, id }, changes);

export const findSubscription = (
  db: Db,
  environmentId: Id<"env">,
  id: Id<"sub">,
): Promise<SubscriptionRow | undefined> => together(db, { environmentId, id }, findMany);

interface OfEnvironment {
  readonly environmentId: Id<"env">;
  readonly id: Id<"sub">;
}

const findMany: Many<OfEnvironment, SubscriptionRow | undefined> = async (db, wanted) => {
  const ids = wanted.map(({ id }) => id);
  const rows = await db.select().from(subscriptions).where(inArray(subscriptions.id, ids));
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.map(({ environmentId, id }) => {
    const row = byId.get(id);
    return row?.environmentId === environmentId ? row : undefined;
  });
};

const ENDED: SubscriptionStatus[] = ["canceled", "expired"];

/** The customer's open subscription; at most one. */
export async function findOpen(db: Db, customerId: Id<"cus">): Promise<SubscriptionRow | undefined> {
  const [row] = await db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.customerId, customerId), notInArray(subscriptions.status, ENDED)));
  return row;
}

/** The customer's newest subscription: the open one where there is one, else the last that ended. */
export async function findLast(db: Db, customerId: Id<"cus">): Promise<SubscriptionRow | undefined> {
  const [row] = await db
    .select()
    .from(subscriptions)
    .where(eq(subscriptions.customerId, customerId))
    .orderBy(inArray(subscriptions.status, ENDED), desc(subscriptions.id))
    .limit(1);
  return row;
}

/** What access, prices and periods are decided by. */
export type OpenSubscription = Pick<
  SubscriptionRow,
  | "customerId"
  | "id"
  | "planId"
  | "planVersion"
  | "priceId"
  | "status"
  | "currency"
  | "startedAt"
  | "anchorAt"
  | "periodStart"
  | "periodEnd"
  | "cancelAtPeriodEnd"
  | "nextDueAt"
  | "earlierAllowanceStarts"
  | "countedSince"
>;

interface OpenRow extends Row {
  customer_id: string;
  id: string;
  plan_id: string;
  plan_version: number;
  price_id: string | null;
  status: SubscriptionStatus;
  currency: string;
  started_at: Date | null;
  anchor_at: Date | null;
  period_start: Date | null;
  period_end: Date | null;
  cancel_at_period_end: boolean;
  next_due_at: Date | null;
  earlier_allowance_starts: Date[] | null;
  counted_since: Date | null;
}

/** The open subscriptions of these customers. By hand: charging asks for them in every batch. */
export async function findOpenOfMany(db: Db, customerIds: readonly Id<"cus">[]): Promise<OpenSubscription[]> {
  const rows = await query<OpenRow>(
    db,
    `SELECT s.customer_id, s.id, s.plan_id, s.plan_version, s.price_id, s.status, s.currency, s.started_at, s.anchor_at,
       s.period_start, s.period_end, s.cancel_at_period_end, s.next_due_at,
       s.earlier_allowance_starts, s.counted_since
     FROM (SELECT unnest($1::uuid[]) AS customer_id) wanted JOIN subscriptions s USING (customer_id)
     WHERE s.status NOT IN ('canceled', 'expired')`,
    [idArray(customerIds, itself)],
    "find-open-subscriptions",
  );
  return rows.map((row) => ({
    customerId: idFromUuid("cus", row.customer_id),
    id: idFromUuid("sub", row.id),
    planId: idFromUuid("plan", row.plan_id),
    planVersion: row.plan_version,
    priceId: row.price_id === null ? null : idFromUuid("price", row.price_id),
    status: row.status,
    currency: row.currency,
    startedAt: row.started_at,
    anchorAt: row.anchor_at,
    periodStart: row.period_start,
    periodEnd: row.period_end,
    cancelAtPeriodEnd: row.cancel_at_period_end,
    nextDueAt: row.next_due_at,
    earlierAllowanceStarts: row.earlier_allowance_starts,
    countedSince: row.counted_since,
  }));
}

/** A subscription of which something is due. */
interface DueCandidate {
  readonly customerId: Id<"cus">;
  readonly id: Id<"sub">;
  readonly dueAt: Date;
}

/** The earliest of an environment, as last committed. `dueAt` must be read again under the account's lock. */
export async function dueSubscriptions(
  db: Db,
  environmentId: Id<"env">,
  until: Date,
  except: readonly Id<"sub">[],
  limit: number,
): Promise<DueCandidate[]> {
  const rows = await query<{ customer_id: string; id: string; next_due_at: Date }>(
    db,
    `SELECT customer_id, id, next_due_at FROM subscriptions
     WHERE environment_id = $1 AND next_due_at <= $2 AND NOT id = ANY($3::uuid[])
     ORDER BY next_due_at, id LIMIT $4`,
    [uuidFromId(environmentId), until, idArray(except, itself), limit],
    "due-subscriptions",
  );
  return rows.map((row) => ({
    customerId: idFromUuid("cus", row.customer_id),
    id: idFromUuid("sub", row.id),
    dueAt: row.next_due_at,
  }));
}

/** How many of an environment have something due. */
export async function countDueSubscriptions(db: Db, environmentId: Id<"env">, until: Date): Promise<number> {
  const [row] = await query<{ count: bigint }>(
    db,
    "SELECT count(*) FROM subscriptions WHERE environment_id = $1 AND next_due_at <= $2",
    [uuidFromId(environmentId), until],
  );
  return Number(row!.count);
}

/**
 * How many running subscriptions have a feature: by the version of the plan that their period began with, or by a later
 * one, as what is added holds at once and what is taken away holds to the renewal.
 */
export async function countHoldersOf(
  db: Db,
  environmentId: Id<"env">,
  featureId: Id<"feat">,
): Promise<number> {
  const [row] = await query<{ count: bigint }>(
    db,
    `SELECT count(*) FROM (
       SELECT plan_id, max(version) AS last_version FROM plan_versions
       WHERE environment_id = $1
         AND terms -> 'features' @> jsonb_build_array(jsonb_build_object('featureId', $2::text, 'enabled', true))
       GROUP BY plan_id) h
     JOIN subscriptions s ON s.plan_id = h.plan_id AND s.plan_version <= h.last_version
     WHERE s.status NOT IN ('canceled', 'expired') AND s.period_end IS NOT NULL`,
    [uuidFromId(environmentId), uuidFromId(featureId)],
  );
  return Number(row!.count);
}

interface SubscriptionFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly planId?: Id<"plan"> | undefined;
  readonly status?: SubscriptionStatus | undefined;
  /** Part of the customer's name, e-mail or external id, or the whole id. */
  readonly search?: string | undefined;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfSubscriptions(
  db: Db,
  environmentId: Id<"env">,
  filter: SubscriptionFilter,
  limit: number,
  before: Id<"sub"> | undefined,
): Promise<SubscriptionRow[]> {
  return db
    .select()
    .from(subscriptions)
    .where(
      and(
        eq(subscriptions.environmentId, environmentId),
        filter.customerId ? eq(subscriptions.customerId, filter.customerId) : undefined,
        filter.planId ? eq(subscriptions.planId, filter.planId) : undefined,
        filter.status ? eq(subscriptions.status, filter.status) : undefined,
        filter.search === undefined
          ? undefined
          : inArray(subscriptions.customerId, customersFoundBy(db, environmentId, filter.search)),
        before ? lt(subscriptions.id, before) : undefined,
      ),
    )
    .orderBy(desc(subscriptions.id))
    .limit(limit + 1);
}
