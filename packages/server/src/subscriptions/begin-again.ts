import type { Account } from "../ledger/index.js";
import type { PlanConfig } from "../plans/index.js";
import type { Db } from "../platform/index.js";
import { firstPeriod, giveAllowance } from "./create-subscription.js";
import { NO_SCHEDULED_CHANGE } from "./scheduled-change.js";
import type { SubscriptionRow } from "./schema.js";
import { updateSubscription } from "./store.js";

/**
 * Makes a subscription active with a period that begins now and is still to be billed, and gives its allowance. A change
 * of plan that waited takes hold with it.
 * @throws FarthingError `invalid_state` when something is left in another unit than the plan's
 */
export async function beginAgain(
  tx: Db,
  account: Account,
  { plans, prices }: PlanConfig,
  row: SubscriptionRow,
  now: Date,
): Promise<SubscriptionRow> {
  const planId = row.scheduledPlanId ?? row.planId;
  const priceId = row.scheduledPlanId ? row.scheduledPriceId : row.priceId;
  const price = priceId ? prices.get(priceId) : undefined;
  const begun = await updateSubscription(tx, row, {
    planId,
    priceId,
    status: "active",
    ...NO_SCHEDULED_CHANGE,
    pausedAt: null,
    ...firstPeriod(price?.billingInterval ?? "monthly", now, null),
    startedAt: row.startedAt ?? now,
    allowanceStart: null,
    allowanceEnd: null,
    updatedAt: now,
  });
  await giveAllowance(tx, account, begun, plans.get(planId)!, price, now);
  return begun;
}
