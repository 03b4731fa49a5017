/** The SQL of who is on a plan. */
import { type Db, type Id, idFromUuid, query, uuidFromId } from "../platform/index.js";

/** Open subscriptions that are on a plan in the same way. */
export interface Subscribers {
  readonly planId: Id<"plan">;
  readonly planVersion: number;
  readonly priceId: Id<"price"> | null;
  readonly currency: string;
  /** `waiting` has no period; `leaving` has one, and will not be renewed on the plan. */
  readonly state: "renewing" | "leaving" | "waiting";
  readonly count: number;
  readonly firstEnd: Date | null;
  readonly lastEnd: Date | null;
}

interface Row extends Record<string, unknown> {
  plan_version: number;
  price_id: string | null;
  currency: string;
  state: Subscribers["state"];
  count: number;
  first_end: Date | null;
  last_end: Date | null;
}

export async function subscribersOf(db: Db, planId: Id<"plan">): Promise<Subscribers[]> {
  const rows = await query<Row>(
    db,
    `SELECT plan_version, price_id, currency, state, count(*)::integer AS count,
            min(period_end) AS first_end, max(period_end) AS last_end
     FROM (SELECT plan_version, price_id, currency, period_end,
             CASE WHEN status IN ('draft', 'pending_payment', 'paused') OR period_end IS NULL THEN 'waiting'
                  WHEN cancel_at_period_end OR paused_at IS NOT NULL OR scheduled_plan_id <> plan_id THEN 'leaving'
                  ELSE 'renewing' END AS state
           FROM subscriptions WHERE plan_id = $1 AND status NOT IN ('canceled', 'expired')) s
     GROUP BY plan_version, price_id, currency, state`,
    [uuidFromId(planId)],
    "subscribers-of-plan",
  );
  return rows.map((row) => ({
    planId,
    planVersion: row.plan_version,
    priceId: row.price_id === null ? null : idFromUuid("price", row.price_id),
    currency: row.currency,
    state: row.state,
    count: row.count,
    firstEnd: row.first_end,
    lastEnd: row.last_end,
  }));
}

/** When those of the groups are renewed: the first and the last of them. */
export function renewalsOf(groups: readonly Subscribers[]) {
  const times = groups.flatMap(({ firstEnd, lastEnd }) =>
    [firstEnd, lastEnd].filter((time) => time !== null),
  );
  const inOrder = times.map((time) => time.toISOString()).sort();
  return { firstRenewalAt: inOrder[0] ?? null, lastRenewalAt: inOrder.at(-1) ?? null };
}

export const countOf = (groups: readonly Subscribers[]): number =>
  groups.reduce((sum, { count }) => sum + count, 0);
