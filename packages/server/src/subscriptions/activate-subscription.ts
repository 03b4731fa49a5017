import { loadPlanConfig, planInForce } from "../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, publish, transaction } from "../platform/index.js";
import { type CatchUp, lockCurrent } from "./catch-up.js";
import { firstPeriod, giveAllowance } from "./create-subscription.js";
import { requireSubscription } from "./find-subscription.js";
import { newsOf } from "./news.js";
import type { SubscriptionRow } from "./schema.js";
import { updateSubscription } from "./store.js";

/**
 * Makes a subscription that awaits its payment active: the operator has been paid by other means.
 * @throws FarthingError `subscription_not_found`, `invalid_state` when it awaits no payment
 */
export function activateSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  catchUp: CatchUp,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireSubscription(tx, caller, id);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const row = await requireSubscription(tx, caller, id);
    if (row.status !== "pending_payment") {
      throw new FarthingError(
        "invalid_state",
        `Subscription ${id} is ${row.status}; only one that awaits payment can be activated.`,
        { param: "id" },
      );
    }
    const config = await loadPlanConfig(tx, caller.environmentId);
    const price = row.priceId ? config.prices.get(row.priceId) : undefined;
    const active = await updateSubscription(tx, row, {
      status: "active",
      planVersion: config.plans.get(row.planId)!.version,
      updatedAt: now,
      ...firstPeriod(price?.billingInterval ?? "monthly", now, null),
    });
    await giveAllowance(tx, customer.account, active, planInForce(config, active), now);
    await publish(tx, [newsOf("subscription.activated", active, config)]);
    await catchUp(tx, customer, now);
    return requireSubscription(tx, caller, id);
  });
}
