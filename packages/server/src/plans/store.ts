/** The SQL of features, plans, their prices and their features. */
import { and, desc, eq, inArray, isNull, lt, or, sql } from "drizzle-orm";
import { type Db, type Id, query, uuidFromId } from "../platform/index.js";
import type { StoredPlanTerms } from "./plan-version-store.js";
import { features, planFeatures, planPrices, plans } from "./schema.js";

export type FeatureRow = typeof features.$inferSelect;
export type PlanRow = typeof plans.$inferSelect;
export type PriceRow = typeof planPrices.$inferSelect;
export type PlanFeatureRow = typeof planFeatures.$inferSelect;
export interface PlanFeatureWithFeature {
  readonly terms: PlanFeatureRow;
  readonly feature: FeatureRow;
}

type Environment = Id<"env">;
/** What to change; undefined leaves a column as it is. */
type Changes<T> = { readonly [K in keyof T]?: T[K] | undefined };

/** Undefined where the code is taken. */
export async function insertFeature(
  db: Db,
  row: typeof features.$inferInsert,
): Promise<FeatureRow | undefined> {
  const [inserted] = await db.insert(features).values(row).onConflictDoNothing().returning();
  return inserted;
}

type ByIdOrCode = { readonly id: Id<"feat"> } | { readonly code: string };
const namedBy = (by: ByIdOrCode) => ("id" in by ? eq(features.id, by.id) : eq(features.code, by.code));

/** By id or by code; deleted ones are not found. */
export async function findFeatureRow(
  db: Db,
  environmentId: Environment,
  by: ByIdOrCode,
): Promise<FeatureRow | undefined> {
  const [row] = await db
    .select()
    .from(features)
    .where(and(eq(features.environmentId, environmentId), isNull(features.deletedAt), namedBy(by)));
  return row;
}

/** As {@link findFeatureRow}, with the deleted ones: that which has the code now, else the last that had it. */
export async function findFeatureRowEver(
  db: Db,
  environmentId: Environment,
  by: ByIdOrCode,
): Promise<FeatureRow | undefined> {
  const [row] = await db
    .select()
    .from(features)
    .where(and(eq(features.environmentId, environmentId), namedBy(by)))
    .orderBy(sql`${features.deletedAt} DESC NULLS FIRST`)
    .limit(1);
  return row;
}

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfFeatures(
  db: Db,
  environmentId: Environment,
  limit: number,
  before?: Id<"feat">,
): Promise<FeatureRow[]> {
  return db
    .select()
    .from(features)
    .where(
      and(
        eq(features.environmentId, environmentId),
        isNull(features.deletedAt),
        before ? lt(features.id, before) : undefined,
      ),
    )
    .orderBy(desc(features.id))
    .limit(limit + 1);
}

export async function updateFeatureRow(
  db: Db,
  id: Id<"feat">,
  changes: Changes<FeatureRow>,
): Promise<FeatureRow> {
  const [row] = await db.update(features).set(changes).where(eq(features.id, id)).returning();
  return row!;
}

/** Codes of the plans that have the feature, without deleted plans. */
export async function codesOfPlansWith(db: Db, featureId: Id<"feat">): Promise<string[]> {
  const rows = await db
    .select({ code: plans.code })
    .from(planFeatures)
    .innerJoin(plans, eq(plans.id, planFeatures.planId))
    .where(and(eq(planFeatures.featureId, featureId), isNull(plans.deletedAt)))
    .orderBy(plans.code);
  return rows.map(({ code }) => code);
}

/** Undefined where the code is taken. */
export async function insertPlan(db: Db, row: typeof plans.$inferInsert): Promise<PlanRow | undefined> {
  const [inserted] = await db.insert(plans).values(row).onConflictDoNothing().returning();
  return inserted;
}

type PlanByIdOrCode = { readonly id: Id<"plan"> } | { readonly code: string };
const planNamedBy = (by: PlanByIdOrCode) => ("id" in by ? eq(plans.id, by.id) : eq(plans.code, by.code));

/** By id or by code; deleted ones are not found. */
/** @param isHeld whether changes and the deletion of the plan wait for the end of the transaction */
export async function findPlanRow(
  db: Db,
  environmentId: Environment,
  by: PlanByIdOrCode,
  isHeld = false,
): Promise<PlanRow | undefined> {
  const found = db
    .select()
    .from(plans)
    .where(and(eq(plans.environmentId, environmentId), isNull(plans.deletedAt), planNamedBy(by)));
  const [row] = await (isHeld ? found.for("share") : found);
  return row;
}

/** As {@link findPlanRow}, with the deleted ones: that which has the code now, else the last that had it. */
export async function findPlanRowEver(
  db: Db,
  environmentId: Environment,
  by: PlanByIdOrCode,
): Promise<PlanRow | undefined> {
  const [row] = await db
    .select()
    .from(plans)
    .where(and(eq(plans.environmentId, environmentId), planNamedBy(by)))
    .orderBy(sql`${plans.deletedAt} DESC NULLS FIRST`)
    .limit(1);
  return row;
}

/** A private group hides its plans. */
const isShown = and(
  eq(plans.isPublic, true),
  or(
    isNull(plans.planGroupId),
    sql`EXISTS (SELECT FROM plan_groups g WHERE g.id = ${plans.planGroupId} AND g.is_public)`,
  ),
);

/** Newest first; one row more than `limit`, where there is one. */
export function pageOfPlans(
  db: Db,
  environmentId: Environment,
  includePrivate: boolean,
  limit: number,
  before?: Id<"plan">,
): Promise<PlanRow[]> {
  return db
    .select()
    .from(plans)
    .where(
      and(
        eq(plans.environmentId, environmentId),
        isNull(plans.deletedAt),
        includePrivate ? undefined : isShown,
        before ? lt(plans.id, before) : undefined,
      ),
    )
    .orderBy(desc(plans.id))
    .limit(limit + 1);
}

export async function updatePlanRow(db: Db, id: Id<"plan">, changes: Changes<PlanRow>): Promise<PlanRow> {
  const [row] = await db.update(plans).set(changes).where(eq(plans.id, id)).returning();
  return row!;
}

export async function clearDefaultPlan(db: Db, environmentId: Environment, now: Date): Promise<void> {
  await db
    .update(plans)
    .set({ isDefault: false, updatedAt: now })
    .where(and(eq(plans.environmentId, environmentId), eq(plans.isDefault, true)));
}

/** Prices of the plans in the order they were made, without deleted ones. */
export async function listPrices(db: Db, planIds: readonly Id<"plan">[]): Promise<PriceRow[]> {
  if (planIds.length === 0) return [];
  return db
    .select()
    .from(planPrices)
    .where(and(inArray(planPrices.planId, [...planIds]), isNull(planPrices.deletedAt)))
    .orderBy(planPrices.id);
}

export async function insertPrice(db: Db, row: typeof planPrices.$inferInsert): Promise<PriceRow> {
  const [inserted] = await db.insert(planPrices).values(row).returning();
  return inserted!;
}

export async function updatePriceRow(db: Db, id: Id<"price">, changes: Changes<PriceRow>): Promise<PriceRow> {
  const [row] = await db.update(planPrices).set(changes).where(eq(planPrices.id, id)).returning();
  return row!;
}

export async function clearDefaultPrice(db: Db, planId: Id<"plan">, now: Date): Promise<void> {
  await db
    .update(planPrices)
    .set({ isDefault: false, updatedAt: now })
    .where(and(eq(planPrices.planId, planId), eq(planPrices.isDefault, true)));
}

/** Features of the plans, in the order the features were made. */
export async function listPlanFeatures(
  db: Db,
  planIds: readonly Id<"plan">[],
): Promise<PlanFeatureWithFeature[]> {
  if (planIds.length === 0) return [];
  return db
    .select({ terms: planFeatures, feature: features })
    .from(planFeatures)
    .innerJoin(features, eq(features.id, planFeatures.featureId))
    .where(inArray(planFeatures.planId, [...planIds]))
    .orderBy(planFeatures.featureId);
}

const isPlanFeature = (planId: Id<"plan">, featureId: Id<"feat">) =>
  and(eq(planFeatures.planId, planId), eq(planFeatures.featureId, featureId));

export async function findPlanFeatureRow(
  db: Db,
  planId: Id<"plan">,
  featureId: Id<"feat">,
): Promise<PlanFeatureRow | undefined> {
  const [row] = await db.select().from(planFeatures).where(isPlanFeature(planId, featureId));
  return row;
}

/** Undefined where the plan has the feature already. */
export async function insertPlanFeature(
  db: Db,
  row: typeof planFeatures.$inferInsert,
): Promise<PlanFeatureRow | undefined> {
  const [inserted] = await db.insert(planFeatures).values(row).onConflictDoNothing().returning();
  return inserted;
}

export async function updatePlanFeatureRow(
  db: Db,
  planId: Id<"plan">,
  featureId: Id<"feat">,
  changes: Changes<PlanFeatureRow>,
): Promise<PlanFeatureRow> {
  const [row] = await db
    .update(planFeatures)
    .set(changes)
    .where(isPlanFeature(planId, featureId))
    .returning();
  return row!;
}

export async function deletePlanFeatureRow(db: Db, planId: Id<"plan">, featureId: Id<"feat">): Promise<void> {
  await db.delete(planFeatures).where(isPlanFeature(planId, featureId));
}

/** What {@link readPlanConfig} gives: ids as UUIDs, `bigint` and `numeric` as text, as JSON would round them. */
export interface PlanConfigRows {
  readonly features: readonly {
    id: string;
    code: string;
    name: string;
    type: FeatureRow["type"];
    unitName: string | null;
    isDeleted: boolean;
  }[];
  readonly plans: readonly {
    id: string;
    code: string;
    name: string;
    consumptionModel: PlanRow["consumptionModel"];
    isFree: boolean;
    isDefault: boolean;
    planGroupId: string | null;
    sortOrder: number;
    migrateTo: string | null;
    version: number;
    versionSince: string;
    terms: StoredPlanTerms;
    isDeleted: boolean;
  }[];
  readonly prices: readonly {
    id: string;
    planId: string;
    billingInterval: PriceRow["billingInterval"];
    trialDays: number;
    isDefault: boolean;
    isDeleted: boolean;
  }[];
  /** The newest first. */
  readonly exchangeRates: readonly { currency: string; rateNanos: string; effectiveFrom: string }[];
}

/** All of an environment's catalog in one statement, and so of one moment: several would see several. */
export async function readPlanConfig(db: Db, environmentId: Environment): Promise<PlanConfigRows> {
  const [row] = await query<PlanConfigRows & Record<string, unknown>>(
    db,
    `SELECT
       (SELECT coalesce(json_agg(f), '[]') FROM (
          SELECT id, code, name, type, unit_name AS "unitName", deleted_at IS NOT NULL AS "isDeleted"
          FROM features WHERE environment_id = $1) f) AS features,
       (SELECT coalesce(json_agg(p), '[]') FROM (
          SELECT p.id, p.code, p.name, p.consumption_model AS "consumptionModel", p.is_free AS "isFree",
                 p.is_default AS "isDefault", p.plan_group_id AS "planGroupId", p.sort_order AS "sortOrder",
                 p.migrate_to AS "migrateTo", p.version, v.created_at AS "versionSince", v.terms,
                 p.deleted_at IS NOT NULL AS "isDeleted"
          FROM plans p JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version
          WHERE p.environment_id = $1) p) AS plans,
       (SELECT coalesce(json_agg(p), '[]') FROM (
          SELECT id, plan_id AS "planId", billing_interval AS "billingInterval", trial_days AS "trialDays",
                 is_default AS "isDefault", deleted_at IS NOT NULL AS "isDeleted"
          FROM plan_prices WHERE environment_id = $1) p) AS prices,
       (SELECT coalesce(json_agg(r), '[]') FROM (
          SELECT currency, rate_nanos::text AS "rateNanos", effective_from AS "effectiveFrom"
          FROM exchange_rates WHERE environment_id = $1 ORDER BY effective_from DESC, id DESC) r) AS "exchangeRates"`,
    [uuidFromId(environmentId)],
    "read_plan_config",
  );
  return row!;
}
