/** The subscription that a page is about: what it goes by, and on which plan it is, or is to begin. */
import {
  loadPinnedVersions,
  loadPlanConfig,
  type PlanDefinition,
  type PriceDefinition,
  planInForce,
  pricesOf,
} from "../../plans/index.js";
import type { Db } from "../../platform/index.js";
import { asItBegins, findSubscription, type SubscriptionRow } from "../../subscriptions/index.js";
import type { CheckoutRow } from "../schema.js";

interface SubscriptionAt {
  readonly row: SubscriptionRow;
  /** As the customer sees it. */
  readonly name: string;
  readonly plan: PlanDefinition;
  /** Undefined where the plan is free. */
  readonly price: PriceDefinition | undefined;
}

export async function subscriptionAt(db: Db, checkout: CheckoutRow): Promise<SubscriptionAt> {
  const row = await findSubscription(db, checkout.environmentId, checkout.subscriptionId!);
  if (!row) throw new Error(`checkout ${checkout.id} has no subscription`);
  const config = await loadPlanConfig(db, checkout.environmentId);
  const current = row.status === "pending_payment" ? await asItBegins(db, config, row) : row;
  await loadPinnedVersions(db, config, [current]);
  const plan = planInForce(config, current);
  const price = pricesOf(config, plan).find(({ id }) => id === current.priceId);
  return { row, name: row.name ?? plan.name, plan, price };
}
