/** The SQL of subscriptions. */
import { and, desc, eq, inArray, lt, notInArray } from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import { type SubscriptionRow, type SubscriptionStatus, subscriptions } from "./schema.js";

const ENDED: SubscriptionStatus[] = ["canceled", "expired"];

export async function insertSubscription(
  db: Db,
  row: typeof subscriptions.$inferInsert,
): Promise<SubscriptionRow> {
  const [inserted] = await db.insert(subscriptions).values(row).returning();
  return inserted!;
}

export async function updateSubscription(
  db: Db,
  row: SubscriptionRow,
  changes: Partial<typeof subscriptions.$inferInsert>,
): Promise<SubscriptionRow> {
  const [updated] = await db
    .update(subscriptions)
    .set(changes)
    .where(and(eq(subscriptions.customerId, row.customerId), eq(subscriptions.id, row.id)))
    .returning();
  return updated!;
}

export async function findSubscription(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"sub">,
): Promise<SubscriptionRow | undefined> {
  const [row] = await db
    .select()
    .from(subscriptions)
    .where(and(eq(subscriptions.environmentId, environmentId), eq(subscriptions.id, id)));
  return row;
}

/** The open subscription (at most one) of each of these customers. */
export function findOpen(db: Db, customerIds: readonly Id<"cus">[]): Promise<SubscriptionRow[]> {
  return db
    .select()
    .from(subscriptions)
    .where(and(inArray(subscriptions.customerId, [...customerIds]), notInArray(subscriptions.status, ENDED)));
}

export interface SubscriptionFilter {
  readonly customerId?: Id<"cus"> | undefined;
  readonly status?: SubscriptionStatus | undefined;
}

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
        filter.status ? eq(subscriptions.status, filter.status) : undefined,
        before ? lt(subscriptions.id, before) : undefined,
      ),
    )
    .orderBy(desc(subscriptions.id))
    .limit(limit + 1);
}
