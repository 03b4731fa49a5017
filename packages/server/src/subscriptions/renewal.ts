/** What a subscription is on from its next period on. Pure. */
import type { PlanConfig, PlanDefinition } from "../plans/index.js";
import type { Id } from "../platform/index.js";
import type { SubscriptionRow } from "./schema.js";

export interface RenewedAs {
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
