/** The SQL of webhooks. */
import { and, count, desc, eq, gt, inArray, isNull, lt, sql } from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import { type DisabledReason, type WebhookRow, webhookDeliveries, webhooks } from "./schema.js";

/** What may be set of a webhook by whoever owns it. */
export type WebhookChanges = {
  readonly [K in Changeable]?: WebhookRow[K] | undefined;
};
type Changeable =
  | "url"
  | "events"
  | "description"
  | "apiVersion"
  | "isActive"
  | "disabledReason"
  | "disabledAt"
  | "failingSince"
  | "failures"
  | "secret"
  | "previousSecrets"
  | "deletedAt";

export async function insertWebhook(tx: Db, row: typeof webhooks.$inferInsert): Promise<WebhookRow> {
  const [inserted] = await tx.insert(webhooks).values(row).returning();
  return inserted!;
}

export async function countWebhooks(db: Db, environmentId: Id<"env">): Promise<number> {
  const [row] = await db
    .select({ webhooks: count() })
    .from(webhooks)
    .where(and(eq(webhooks.environmentId, environmentId), isNull(webhooks.deletedAt)));
  return row!.webhooks;
}

const own = (environmentId: Id<"env">, id: Id<"whk">) =>
  and(eq(webhooks.environmentId, environmentId), eq(webhooks.id, id), isNull(webhooks.deletedAt));

export async function findWebhook(
  db: Db,
  environmentId: Id<"env">,
  id: Id<"whk">,
): Promise<WebhookRow | undefined> {
  const [row] = await db.select().from(webhooks).where(own(environmentId, id));
  return row;
}

export async function lockWebhook(
  tx: Db,
  environmentId: Id<"env">,
  id: Id<"whk">,
): Promise<WebhookRow | undefined> {
  const [row] = await tx.select().from(webhooks).where(own(environmentId, id)).for("no key update");
  return row;
}

export async function updateWebhookRow(
  tx: Db,
  id: Id<"whk">,
  changes: WebhookChanges,
  at: Date,
): Promise<WebhookRow> {
  const [row] = await tx
    .update(webhooks)
    .set({ ...changes, updatedAt: at })
    .where(eq(webhooks.id, id))
    .returning();
  return row!;
}

/** Newest first; one row more than `limit`, where there are more. */
export function pageOfWebhooks(
  db: Db,
  environmentId: Id<"env">,
  limit: number,
  before: Id<"whk"> | undefined,
): Promise<WebhookRow[]> {
  return db
    .select()
    .from(webhooks)
    .where(
      and(
        eq(webhooks.environmentId, environmentId),
        isNull(webhooks.deletedAt),
        before ? lt(webhooks.id, before) : undefined,
      ),
    )
    .orderBy(desc(webhooks.id))
    .limit(limit + 1);
}

/** Those of the environments that news may go to. */
export async function listActive(
  tx: Db,
  environmentIds: readonly Id<"env">[],
): Promise<Pick<WebhookRow, "id" | "environmentId" | "events">[]> {
  return tx
    .select({ id: webhooks.id, environmentId: webhooks.environmentId, events: webhooks.events })
    .from(webhooks)
    .where(and(inArray(webhooks.environmentId, [...environmentIds]), eq(webhooks.isActive, true)));
}

export async function listByIds(db: Db, ids: readonly Id<"whk">[]): Promise<WebhookRow[]> {
  if (ids.length === 0) return [];
  return db
    .select()
    .from(webhooks)
    .where(inArray(webhooks.id, [...ids]));
}

/** Notes that something got through. */
export async function clearFailures(tx: Db, id: Id<"whk">): Promise<void> {
  await tx
    .update(webhooks)
    .set({ failures: 0, failingSince: null })
    .where(and(eq(webhooks.id, id), gt(webhooks.failures, 0)));
}

/** Counts a failure. @returns since when nothing has got through, how often it was tried, and whether it is still to be */
export async function countFailure(
  tx: Db,
  id: Id<"whk">,
  at: Date,
): Promise<Pick<WebhookRow, "failingSince" | "failures" | "isActive"> | undefined> {
  const [row] = await tx
    .update(webhooks)
    .set({
      failures: sql`${webhooks.failures} + 1`,
      failingSince: sql`coalesce(${webhooks.failingSince}, ${at.toISOString()}::timestamptz)`,
    })
    .where(eq(webhooks.id, id))
    .returning({
      failingSince: webhooks.failingSince,
      failures: webhooks.failures,
      isActive: webhooks.isActive,
    });
  return row;
}

/** Sends nothing more there. False where that was so before. */
export async function switchOff(
  tx: Db,
  id: Id<"whk">,
  reason: DisabledReason | null,
  at: Date,
): Promise<boolean> {
  const rows = await tx
    .update(webhooks)
    .set({ isActive: false, disabledReason: reason, disabledAt: at, updatedAt: at })
    .where(and(eq(webhooks.id, id), eq(webhooks.isActive, true)))
    .returning({ id: webhooks.id });
  return rows.length > 0;
}

/** Removes the rows of webhooks that were deleted, once nothing of theirs is kept. */
export async function removeDeleted(db: Db): Promise<void> {
  await db
    .delete(webhooks)
    .where(
      and(
        sql`${webhooks.deletedAt} IS NOT NULL`,
        sql`NOT EXISTS (SELECT 1 FROM ${webhookDeliveries} WHERE ${webhookDeliveries.webhookId} = ${webhooks.id})`,
      ),
    );
}
