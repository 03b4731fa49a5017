import { type Caller, type Db, FarthingError, type Id, transaction } from "../platform/index.js";
import { type CatchUp, lockCurrent } from "./catch-up.js";
import { requireSubscription } from "./find-subscription.js";
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
    const { customerId } = await requireSubscription(tx, caller, id);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const row = await requireSubscription(tx, caller, id);
    assertOpen(row);
    const cancelReason = input.reason ?? row.cancelReason;
    // Without a period there is nothing to wait for the end of, and nothing to bill.
    if (row.periodEnd === null || row.allowanceEnd === null) {
      const ended = { status: "canceled", canceledAt: now, endedAt: now, nextDueAt: null } as const;
      return updateSubscription(tx, row, { ...ended, cancelReason, updatedAt: now });
    }
    const canceled = { cancelAtPeriodEnd: true, cancelReason, canceledAt: now, updatedAt: now };
    if (!input.immediate) return updateSubscription(tx, row, { ...canceled, endedAt: row.periodEnd });
    const cutAt = { periodEnd: now, allowanceEnd: now, nextDueAt: now, endedAt: now };
    await updateSubscription(tx, row, { ...canceled, ...cutAt });
    await catchUp(tx, customer, now);
    return requireSubscription(tx, caller, id);
  });
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
    const { customerId } = await requireSubscription(tx, caller, id);
    await lockCurrent(tx, caller, customerId, catchUp);
    const row = await requireSubscription(tx, caller, id);
    assertOpen(row);
    if (!row.cancelAtPeriodEnd) {
      throw new FarthingError("invalid_state", `Subscription ${id} has no cancellation to take back.`, {
        param: "id",
      });
    }
    return updateSubscription(tx, row, {
      cancelAtPeriodEnd: false,
      cancelReason: null,
      canceledAt: null,
      endedAt: null,
      updatedAt: now,
    });
  });
}

function assertOpen(row: SubscriptionRow): void {
  if (row.status !== "canceled" && row.status !== "expired") return;
  throw new FarthingError("subscription_not_open", `Subscription ${row.id} is already ${row.status}.`, {
    param: "id",
  });
}
