/** The SQL of plan groups, and of the places of plans in them. */
import { and, asc, desc, eq, gte, inArray, isNull, lt, max, sql } from "drizzle-orm";
import type { Db, Id } from "../platform/index.js";
import { planGroups, plans } from "./schema.js";
import type { PlanRow } from "./store.js";

export type PlanGroupRow = typeof planGroups.$inferSelect;
type Environment = Id<"env">;

export async function insertPlanGroup(db: Db, row: typeof planGroups.$inferInsert): Promise<PlanGroupRow> {
  const [inserted] = await db.insert(planGroups).values(row).returning();
  return inserted!;
}

export async function findPlanGroupRow(
  db: Db,
  environmentId: Environment,
  id: Id<"pgr">,
): Promise<PlanGroupRow | undefined> {
  const [row] = await db
    .select()
    .from(planGroups)
    .where(and(eq(planGroups.environmentId, environmentId), eq(planGroups.id, id)));
  return row;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfPlanGroups(
  db: Db,
  environmentId: Environment,
  limit: number,
  before?: Id<"pgr">,
): Promise<PlanGroupRow[]> {
  return db
    .select()
    .from(planGroups)
    .where(and(eq(planGroups.environmentId, environmentId), before ? lt(planGroups.id, before) : undefined))
    .orderBy(desc(planGroups.id))
    .limit(limit + 1);
}

export async function updatePlanGroupRow(
  db: Db,
  id: Id<"pgr">,
  changes: { readonly [K in keyof PlanGroupRow]?: PlanGroupRow[K] | undefined },
): Promise<PlanGroupRow> {
  const [row] = await db.update(planGroups).set(changes).where(eq(planGroups.id, id)).returning();
  return row!;
}

/** All plans leave it, also the deleted ones. */
export async function deletePlanGroupRow(db: Db, id: Id<"pgr">): Promise<void> {
  await db.update(plans).set({ planGroupId: null, sortOrder: 0 }).where(eq(plans.planGroupId, id));
  await db.delete(planGroups).where(eq(planGroups.id, id));
}

/** The lowest first, without deleted plans. */
export async function plansOfGroups(db: Db, groupIds: readonly Id<"pgr">[]): Promise<PlanRow[]> {
  if (groupIds.length === 0) return [];
  return db
    .select()
    .from(plans)
    .where(and(inArray(plans.planGroupId, [...groupIds]), isNull(plans.deletedAt)))
    .orderBy(asc(plans.sortOrder), asc(plans.id));
}

/** Above all plans of the group, also the deleted ones that subscriptions may be on. */
export async function nextRank(db: Db, groupId: Id<"pgr">): Promise<number> {
  const [row] = await db
    .select({ highest: max(plans.sortOrder) })
    .from(plans)
    .where(eq(plans.planGroupId, groupId));
  return row?.highest === null || row === undefined ? 0 : row.highest + 1;
}

/** Makes room at a rank, where it is taken: what is there and above moves up by one. */
export async function makeRoomAt(db: Db, groupId: Id<"pgr">, sortOrder: number): Promise<void> {
  const [taken] = await db
    .select({ id: plans.id })
    .from(plans)
    .where(and(eq(plans.planGroupId, groupId), eq(plans.sortOrder, sortOrder)))
    .limit(1);
  if (!taken) return;
  await db
    .update(plans)
    .set({ sortOrder: sql`${plans.sortOrder} + 1` })
    .where(and(eq(plans.planGroupId, groupId), gte(plans.sortOrder, sortOrder)));
}

export async function setPlace(
  db: Db,
  planId: Id<"plan">,
  place: { readonly planGroupId: Id<"pgr"> | null; readonly sortOrder: number; readonly updatedAt: Date },
): Promise<void> {
  await db.update(plans).set(place).where(eq(plans.id, planId));
}
