/** The SQL of the versions of plans. */
import { type Db, type Id, idArray, idFromUuid, query, uuidFromId } from "../platform/index.js";
import type { PricingMode, Rounding, SeatBilling } from "./plan.js";

/** As the database function `plan_terms` writes them: ids are UUIDs, amounts and rates decimal text. */
export interface StoredPlanTerms {
  readonly blockOnExhaustion: boolean;
  readonly topupsSurviveReset: boolean;
  readonly currencies: Readonly<Record<string, string>>;
  readonly prices: readonly {
    readonly id: string;
    readonly currency: string;
    readonly amountNanos: string;
    readonly includedBalanceNanos: string | null;
    readonly includedCreditsNanos: string | null;
    readonly currencies: Readonly<
      Record<string, { readonly amountNanos: string; readonly includedBalanceNanos: string | null }>
    >;
  }[];
  readonly features: readonly {
    readonly featureId: string;
    readonly enabled: boolean;
    readonly pricingMode: PricingMode;
    readonly includedQuantity: string;
    readonly unlimited: boolean;
    readonly overageEnabled: boolean;
    readonly unitPriceNanos: string | null;
    readonly creditsPerUnitNanos: string | null;
    readonly marginBasisPoints: number | null;
    readonly rounding: Rounding;
    readonly seatBilling: SeatBilling;
    readonly maxSeats: string | null;
    readonly currencies: Readonly<Record<string, string>>;
  }[];
}

export interface PlanVersionRow {
  readonly planId: Id<"plan">;
  readonly version: number;
  readonly terms: StoredPlanTerms;
  readonly createdAt: Date;
}

/** Writes a new version where the plan's terms are not those of its last one. @param now business time */
export async function recordVersion(tx: Db, planId: Id<"plan">, now: Date): Promise<void> {
  await query(
    tx,
    `WITH changed AS (
       INSERT INTO plan_versions (plan_id, version, environment_id, terms, created_at)
       SELECT p.id, coalesce(v.version, 0) + 1, p.environment_id, plan_terms(p.id), $2
       FROM plans p LEFT JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version
       WHERE p.id = $1 AND plan_terms(p.id) IS DISTINCT FROM v.terms
       RETURNING plan_id, version)
     UPDATE plans SET version = changed.version FROM changed WHERE plans.id = changed.plan_id`,
    [uuidFromId(planId), now],
  );
}

interface Row extends Record<string, unknown> {
  plan_id: string;
  version: number;
  terms: StoredPlanTerms;
  created_at: Date;
}
const versionOf = (row: Row): PlanVersionRow => ({
  planId: idFromUuid("plan", row.plan_id),
  version: row.version,
  terms: row.terms,
  createdAt: row.created_at,
});

/** Versions of a plan, from one to another, both among them. */
export interface VersionRange {
  readonly planId: Id<"plan">;
  readonly from: number;
  readonly to: number;
}

export async function readPlanVersions(db: Db, ranges: readonly VersionRange[]): Promise<PlanVersionRow[]> {
  const rows = await query<Row>(
    db,
    `SELECT v.plan_id, v.version, v.terms, v.created_at
     FROM unnest($1::uuid[], $2::integer[], $3::integer[]) AS r (plan_id, from_version, to_version)
       JOIN plan_versions v ON v.plan_id = r.plan_id AND v.version BETWEEN r.from_version AND r.to_version`,
    [idArray(ranges, ({ planId }) => planId), ranges.map(({ from }) => from), ranges.map(({ to }) => to)],
    "read-plan-versions",
  );
  return rows.map(versionOf);
}

/** The version of each plan that is current. */
export async function readCurrentVersions(db: Db, planIds: readonly Id<"plan">[]): Promise<PlanVersionRow[]> {
  const rows = await query<Row>(
    db,
    `SELECT v.plan_id, v.version, v.terms, v.created_at
     FROM plans p JOIN plan_versions v ON v.plan_id = p.id AND v.version = p.version WHERE p.id = ANY($1::uuid[])`,
    [idArray(planIds, (id) => id)],
    "read-current-plan-versions",
  );
  return rows.map(versionOf);
}

/** The version that was in force at a time; the first one, where that is before the plan. */
export async function versionInForceAt(db: Db, planId: Id<"plan">, at: Date): Promise<number> {
  const [row] = await query<{ version: number }>(
    db,
    `SELECT coalesce(max(version) FILTER (WHERE created_at <= $2), min(version)) AS version
     FROM plan_versions WHERE plan_id = $1`,
    [uuidFromId(planId), at],
    "plan-version-in-force",
  );
  return row!.version;
}

/** Newest first; one more than `limit`, where there is one. */
export async function pageOfPlanVersions(
  db: Db,
  planId: Id<"plan">,
  limit: number,
  before: number | undefined,
): Promise<PlanVersionRow[]> {
  const rows = await query<Row>(
    db,
    `SELECT plan_id, version, terms, created_at FROM plan_versions
     WHERE plan_id = $1 AND version < $2 ORDER BY version DESC LIMIT $3`,
    [uuidFromId(planId), before ?? 2_147_483_647, limit + 1],
  );
  return rows.map(versionOf);
}
