import { loadPlanConfig, planInForce } from "../plans/index.js";
import {
  addMs,
  type Caller,
  type Db,
  FarthingError,
  type Id,
  publish,
  transaction,
} from "../platform/index.js";
import type { CatchUp, LockedCustomer } from "./catch-up.js";
import { firstPeriod, giveAllowance } from "./create-subscription.js";
import { requireSubscription } from "./find-subscription.js";
import { lockSubscription } from "./lock-subscription.js";
import { newsOf } from "./news.js";
import { asItBegins } from "./renewal.js";
import type { SubscriptionRow } from "./schema.js";
import { updateSubscription } from "./store.js";

const DAY_MS = 86_400_000;

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
    const { customer, row } = await lockSubscription(tx, caller, id, catchUp);
    if (row.status !== "pending_payment") {
      throw new FarthingError(
        "invalid_state",
        `Subscription ${id} is ${row.status}; only one that awaits payment can be activated.`,
        { param: "id" },
      );
    }
    await activatePending(tx, customer, row, { now, trialDays: 0, catchUp });
    return requireSubscription(tx, caller, id);
  });
}

export interface Activation {
  /** Business time. */
  readonly now: Date;
  /** 0: no trial. */
  readonly trialDays: number;
  readonly catchUp: CatchUp;
}

/**
 * Begins the first period of a subscription that awaits its payment, on the plan as it is by now, and bills it with the
 * same commit.
 * @param customer whose account is locked in this transaction
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
  const trialEndsAt = trialDays > 0 ? addMs(now, trialDays * DAY_MS) : null;
  const active = await updateSubscription(tx, row, {
    status: trialEndsAt ? "trialing" : "active",
    trialEndsAt,
    planId,
    planVersion,
    priceId,
    updatedAt: now,
    ...firstPeriod(price?.billingInterval ?? "monthly", now, trialEndsAt),
  });
  await giveAllowance(tx, customer.account, active, planInForce(config, active), now);
  if (!trialEndsAt) await publish(tx, [newsOf("subscription.activated", active, config)]);
  await catchUp(tx, customer, now);
}
