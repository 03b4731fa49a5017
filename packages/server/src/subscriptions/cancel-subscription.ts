import { loadPlanConfig, type PlanConfig } from "../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, publish, transaction } from "../platform/index.js";
import type { CatchUp } from "./catch-up.js";
import { assertOpen, requireSubscription } from "./find-subscription.js";
import { lockSubscription } from "./lock-subscription.js";
import { newsOf } from "./news.js";
import { NO_SCHEDULED_CHANGE } from "./scheduled-change.js";
import type { SubscriptionRow } from "./schema.js";
import { updateSubscription } from "./store.js";

/**
 * Cancels at the end of the period, or now. Now is an end of the period as well: what is owed is billed, what is left
 * of the allowance expires, what was purchased stays.
 * @throws FarthingError `subscription_not_found`, `subscription_not_open`
 */
export function cancelSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  input: { immediate: boolean; reason?: string | undefined },
  catchUp: CatchUp,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customer, row } = await lockSubscription(tx, caller, id, catchUp);
    assertOpen(row);
    const config = await loadPlanConfig(tx, caller.environmentId);
    const cancelReason = input.reason ?? row.cancelReason;
    // Without a period there is nothing to wait for the end of, and nothing to bill.
    if (row.periodEnd === null || row.allowanceEnd === null) {
      const ended = { status: "canceled", canceledAt: now, endedAt: now, nextDueAt: null } as const;
      const changes = { ...ended, ...NO_SCHEDULED_CHANGE, cancelReason, updatedAt: now };
      const canceled = await updateSubscription(tx, row, changes);
      await publish(tx, [newsOf("subscription.canceled", canceled, config)]);
      return canceled;
    }
    const canceled = { cancelAtPeriodEnd: true, cancelReason, canceledAt: now, updatedAt: now };
    if (!input.immediate) return change(tx, row, { ...canceled, endedAt: row.periodEnd }, config);
    const cutAt = { periodEnd: now, allowanceEnd: now, nextDueAt: now, endedAt: now };
    await updateSubscription(tx, row, { ...canceled, ...cutAt });
    // Does and tells of the end.
    await catchUp(tx, customer, now);
    return requireSubscription(tx, caller, id);
  });
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

/** Takes back a cancellation that was to happen at the end of the period. @throws as {@link cancelSubscription}, `invalid_state` */
export function uncancelSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  catchUp: CatchUp,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { row } = await lockSubscription(tx, caller, id, catchUp);
    assertOpen(row);
    if (!row.cancelAtPeriodEnd) {
      throw new FarthingError("invalid_state", `Subscription ${id} has no cancellation to undo.`, {
        param: "id",
      });
    }
    const taken = { cancelAtPeriodEnd: false, cancelReason: null, canceledAt: null, endedAt: null };
    return change(tx, row, { ...taken, updatedAt: now }, await loadPlanConfig(tx, caller.environmentId));
  });
}
