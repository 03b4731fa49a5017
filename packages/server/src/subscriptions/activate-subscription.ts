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
import { type CatchUp, type LockedCustomer, lockCurrent } from "./catch-up.js";
import { firstPeriod, giveAllowance } from "./create-subscription.js";
import { requireSubscription } from "./find-subscription.js";
import { newsOf } from "./news.js";
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
  const price = row.priceId ? config.prices.get(row.priceId) : undefined;
  const trialEndsAt = trialDays > 0 ? addMs(now, trialDays * DAY_MS) : null;
  const active = await updateSubscription(tx, row, {
    status: trialEndsAt ? "trialing" : "active",
    trialEndsAt,
    planVersion: config.plans.get(row.planId)!.version,
    updatedAt: now,
    ...firstPeriod(price?.billingInterval ?? "monthly", now, trialEndsAt),
  });
  await giveAllowance(tx, customer.account, active, planInForce(config, active), now);
  if (!trialEndsAt) await publish(tx, [newsOf("subscription.activated", active, config)]);
  await catchUp(tx, customer, now);
}
