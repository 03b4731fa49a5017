import { type Account, expireAllowance, lockAccounts } from "../ledger/index.js";
import { loadPlanConfig, type PlanConfig } from "../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, publish, transaction } from "../platform/index.js";
import { statusAt } from "./access.js";
import { requireSubscription } from "./find-subscription.js";
import { newsOf } from "./news.js";
import { billingPeriodAt, type Period } from "./period.js";
import type { SubscriptionRow } from "./schema.js";
import { updateSubscription } from "./store.js";

/**
 * Cancels at the end of the period, or now. Now, what is left of the allowance expires; what was purchased stays.
 * @throws FarthingError `subscription_not_found`, `subscription_not_open`
 */
export function cancelSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  input: { immediate: boolean; reason?: string | undefined },
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireSubscription(tx, caller, id);
    const accounts = await lockAccounts(tx, [{ customerId, environmentId: caller.environmentId }], now);
    const row = await requireSubscription(tx, caller, id);
    assertOpen(row, now);
    const config = await loadPlanConfig(tx, caller.environmentId);
    const cancelReason = input.reason ?? row.cancelReason;
    // Without a period there is nothing to wait for the end of.
    const period = input.immediate ? undefined : runningPeriod(config, row, now);
    if (period) {
      const { start: periodStart, end: periodEnd } = period;
      const canceled = { cancelAtPeriodEnd: true, cancelReason, canceledAt: now, endedAt: periodEnd };
      return change(tx, row, { ...canceled, periodStart, periodEnd, updatedAt: now }, config);
    }
    const ended = { ...row, cancelReason, canceledAt: now, endedAt: now };
    return endSubscription(tx, accounts.get(customerId)!, ended, config, now);
  });
}

/** The period that holds `now`, whether or not a renewal has been written for it. */
function runningPeriod({ prices }: PlanConfig, row: SubscriptionRow, now: Date): Period | undefined {
  if (!row.periodStart || !row.periodEnd || !row.anchorAt) return undefined;
  if (now < row.periodEnd) return { start: row.periodStart, end: row.periodEnd };
  const interval = row.priceId ? prices.get(row.priceId)?.billingInterval : undefined;
  return billingPeriodAt(row.anchorAt, interval ?? "monthly", now);
}

/** A change that leaves the subscription open, and is told of as such. */
async function change(
  tx: Db,
  row: SubscriptionRow,
  changes: Partial<SubscriptionRow>,
  config: PlanConfig,
): Promise<SubscriptionRow> {
  const changed = await updateSubscription(tx, row, changes);
  await publish(tx, [newsOf("subscription.updated", changed, config)]);
  return changed;
}

/** Writes and tells of a subscription's end: what is left of the allowance expires. The account must be locked. */
export async function endSubscription(
  tx: Db,
  account: Account,
  row: SubscriptionRow,
  config: PlanConfig,
  now: Date,
): Promise<SubscriptionRow> {
  await expireAllowance(tx, account, now);
  const { cancelReason, canceledAt, endedAt } = row;
  const ended = await updateSubscription(tx, row, {
    status: "canceled",
    cancelAtPeriodEnd: false,
    cancelReason,
    canceledAt,
    endedAt: endedAt ?? now,
    updatedAt: now,
  });
  await publish(tx, [newsOf("subscription.canceled", ended, config)]);
  return ended;
}

/** Takes back a cancellation that was to happen at the end of the period. @throws as {@link cancelSubscription}, `invalid_state` */
export function uncancelSubscription(db: Db, caller: Caller, id: Id<"sub">): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireSubscription(tx, caller, id);
    await lockAccounts(tx, [{ customerId, environmentId: caller.environmentId }], now);
    const row = await requireSubscription(tx, caller, id);
    assertOpen(row, now);
    if (!row.cancelAtPeriodEnd) {
      throw new FarthingError("invalid_state", `Subscription ${id} has no cancellation to take back.`, {
        param: "id",
      });
    }
    const taken = { cancelAtPeriodEnd: false, cancelReason: null, canceledAt: null, endedAt: null };
    return change(tx, row, { ...taken, updatedAt: now }, await loadPlanConfig(tx, caller.environmentId));
  });
}

function assertOpen(row: SubscriptionRow, now: Date): void {
  const status = statusAt(row, now);
  if (status === "canceled" || status === "expired") {
    throw new FarthingError("subscription_not_open", `Subscription ${row.id} is already ${status}.`, {
      param: "id",
    });
  }
}
