/** What a subscription is on from its next period on. */
import {
  loadPinnedVersions,
  type PlanConfig,
  type PlanDefinition,
  planAtVersion,
  versionInForceAt,
} from "../plans/index.js";
import type { Db, Id } from "../platform/index.js";
import type { SubscriptionRow } from "./schema.js";

interface RenewedAs {
  readonly plan: PlanDefinition;
  readonly priceId: Id<"price"> | null;
}

/**
 * The plan it is on; of a deleted plan, the one that it was to go to, at its price for the same interval.
 * @returns undefined where the plan was deleted and names none: the subscription ends
 */
export function renewedAs(
  config: PlanConfig,
  { planId, priceId }: Pick<SubscriptionRow, "planId" | "priceId">,
): RenewedAs | undefined {
  const plan = successorOf(config, planId);
  if (!plan || plan.id === planId) return plan && { plan, priceId };
  const interval = priceId ? config.prices.get(priceId)!.billingInterval : "monthly";
  const prices = [...config.prices.values()].filter(
    (price) => price.planId === plan.id && price.billingInterval === interval,
  );
  const price = prices.find(({ isDeleted }) => !isDeleted) ?? prices.at(-1);
  return price || plan.isFree ? { plan, priceId: price?.id ?? null } : undefined;
}

function successorOf(config: PlanConfig, planId: Id<"plan">): PlanDefinition | undefined {
  const seen = new Set<Id<"plan">>();
  for (let plan = config.plans.get(planId)!; ; plan = config.plans.get(plan.migrateTo)!) {
    if (!plan.isDeleted) return plan;
    seen.add(plan.id);
    if (plan.migrateTo === null || seen.has(plan.migrateTo)) return undefined;
  }
}

export type OnPlan = Pick<SubscriptionRow, "planId" | "planVersion" | "priceId">;

/**
 * What a period is on that begins at `at`, or now: the version of the plan that is in force then.
 * @param on the plan and price it is to be on
 * @returns undefined where that plan was deleted and names no other, or is not sold in the currency any more
 */
export async function beginsOn(
  tx: Db,
  config: PlanConfig,
  on: Pick<SubscriptionRow, "planId" | "priceId" | "currency">,
  at?: Date,
): Promise<OnPlan | undefined> {
  const as = renewedAs(config, on);
  if (!as) return undefined;
  const { plan, priceId } = as;
  // A change that was made after the period had begun, and before anybody came to begin it, is not for this period.
  const planVersion = !at || plan.versionSince <= at ? plan.version : await versionInForceAt(tx, plan.id, at);
  const pinned = { planId: plan.id, planVersion, currency: on.currency };
  await loadPinnedVersions(tx, config, [pinned]);
  const isSold = priceId === null || planAtVersion(config, pinned).prices.has(priceId);
  return isSold ? { planId: plan.id, planVersion, priceId } : undefined;
}

/**
 * A subscription that begins now, as {@link beginsOn} says. Where that is nothing, it begins as it was asked for: the
 * plan went after that.
 */
export async function asItBegins(db: Db, config: PlanConfig, row: SubscriptionRow): Promise<SubscriptionRow> {
  const begun = { ...row, ...(await beginsOn(db, config, row)) };
  await loadPinnedVersions(db, config, [begun]);
  return begun;
}
