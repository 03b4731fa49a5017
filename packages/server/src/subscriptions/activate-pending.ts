import { loadPlanConfig, planInForce } from "../plans/index.js";
import { type Db, publish } from "../platform/index.js";
import type { CatchUp, LockedCustomer } from "./catch-up.js";
import { countedSinceOf } from "./counted-since.js";
import { newsOf } from "./news.js";
import { asItBegins } from "./renewal.js";
import type { SubscriptionRow } from "./schema.js";
import { giveAllowance, startingState } from "./starting.js";
import { updateSubscription } from "./store.js";

interface Activation {
  /** Business time. */
  readonly now: Date;
  /** 0: no trial. */
  readonly trialDays: number;
  /** Bills what begins. */
  readonly catchUp: CatchUp;
}

/**
 * Begins the first period of a subscription that awaits its payment, on the plan as it is by now, and bills it with the
 * same commit.
 * @param customer whose account is locked in this transaction
 * @throws FarthingError `invalid_state` as {@link assertCanBegin} says
 */
export async function activatePending(
  tx: Db,
  customer: LockedCustomer,
  row: SubscriptionRow,
  { now, trialDays, catchUp }: Activation,
): Promise<void> {
  const config = await loadPlanConfig(tx, row.environmentId);
  const { planId, planVersion, priceId } = await asItBegins(tx, config, row);
  const price = priceId ? config.prices.get(priceId) : undefined;
  const status = trialDays > 0 ? "trialing" : "active";
  const active = await updateSubscription(tx, row, {
    planId,
    planVersion,
    priceId,
    updatedAt: now,
    ...startingState(status, price?.billingInterval ?? "monthly", trialDays, now),
    startedAt: row.startedAt ?? now,
    countedSince: countedSinceOf(config, row, { planId }, now),
  });
  await giveAllowance(tx, customer.account, active, planInForce(config, active), now);
  const type = status === "trialing" ? "subscription.updated" : "subscription.activated";
  await publish(tx, [newsOf(type, active, config)]);
  await catchUp(tx, customer, now);
}
