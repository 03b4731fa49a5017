import type { Account } from "../ledger/index.js";
import { loadPinnedVersions, type PlanConfig, planInForce } from "../plans/index.js";
import { type Db, FarthingError } from "../platform/index.js";
import { countedSinceOf } from "./counted-since.js";
import { beginsOn, type OnPlan } from "./renewal.js";
import { NO_SCHEDULED_CHANGE } from "./scheduled-change.js";
import type { SubscriptionRow } from "./schema.js";
import { firstPeriod, giveAllowance } from "./starting.js";
import { updateSubscription } from "./store.js";

/**
 * Makes a subscription active with a period that begins now and is still to be billed, and gives its allowance: on the
 * plan as it is by now. A change of plan that waited takes hold with it.
 * @throws FarthingError `invalid_state` when something is left in another unit than the plan's, or the plan was deleted
 *   and names none to go on with
 */
export async function beginAgain(
  tx: Db,
  account: Account,
  config: PlanConfig,
  row: SubscriptionRow,
  now: Date,
): Promise<SubscriptionRow> {
  const { planId, planVersion, priceId } = await planOf(tx, config, row);
  const price = priceId ? config.prices.get(priceId) : undefined;
  const begun = await updateSubscription(tx, row, {
    planId,
    planVersion,
    priceId,
    status: "active",
    ...NO_SCHEDULED_CHANGE,
    pausedAt: null,
    ...firstPeriod(price?.billingInterval ?? "monthly", now, null),
    startedAt: row.startedAt ?? now,
    countedSince: countedSinceOf(config, row, { planId }, now),
    allowanceStart: null,
    allowanceEnd: null,
    updatedAt: now,
  });
  await loadPinnedVersions(tx, config, [begun]);
  await giveAllowance(tx, account, begun, planInForce(config, begun), now);
  return begun;
}

async function planOf(tx: Db, config: PlanConfig, row: SubscriptionRow): Promise<OnPlan> {
  const { scheduledPlanId, scheduledPriceId, currency } = row;
  const scheduled =
    scheduledPlanId &&
    (await beginsOn(tx, config, { planId: scheduledPlanId, priceId: scheduledPriceId, currency }));
  const on = scheduled || (await beginsOn(tx, config, row));
  if (on) return on;
  const plan = config.plans.get(row.planId)!;
  // Not sold in the subscription's currency any more: those who are on it keep what they have.
  if (!plan.isDeleted) return row;
  throw new FarthingError(
    "invalid_state",
    `Plan ${plan.code} of subscription ${row.id} is no longer sold. Cancel the subscription and create a new one.`,
    { param: "id" },
  );
}
