/** Pauses a subscription and resumes it. */
import { loadPlanConfig } from "../../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, publish, transaction } from "../../platform/index.js";
import {
  assertOpen,
  beginAgain,
  lockSubscription,
  newsOfSubscription,
  requireSubscription,
  type SubscriptionRow,
  updateSubscription,
} from "../../subscriptions/index.js";
import type { DueEngine } from "../due/due-engine.js";

const refused = ({ id, status }: SubscriptionRow, why: string): FarthingError =>
  new FarthingError("invalid_state", `Subscription ${id} is ${status}; ${why}.`, { param: "id" });

/**
 * Ends the running period now: what was used is billed, what is left of the allowance expires, what was bought stays.
 * What was paid for the rest of the period is not given back.
 * @throws FarthingError `subscription_not_found`, `subscription_not_open`, `invalid_state` unless it is active
 */
export function pauseSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  engine: DueEngine,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const { customer, row } = await lockSubscription(tx, caller, id, engine.catchUp);
    assertOpen(row);
    if (row.status !== "active") throw refused(row, "only an active subscription can be paused");
    if (row.cancelAtPeriodEnd)
      throw refused(row, "but canceled at the end of its period; undo the cancellation first (uncancel)");
    const now = caller.now();
    await updateSubscription(tx, row, { pausedAt: now, nextDueAt: now, updatedAt: now });
    await engine.performAll(tx, customer, now);
    return requireSubscription(tx, caller, id);
  });
}

/**
 * A new period and a new allowance begin now, and are billed. A change of plan that waited for the end of the period
 * takes hold with it.
 * @throws FarthingError `subscription_not_found`, `invalid_state` unless it is paused
 */
export function resumeSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  engine: DueEngine,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const { customer, row } = await lockSubscription(tx, caller, id, engine.catchUp);
    if (row.status !== "paused") throw refused(row, "only a paused subscription can be resumed");
    const config = await loadPlanConfig(tx, caller.environmentId);
    const resumed = await beginAgain(tx, customer.account, config, row, caller.now());
    await publish(tx, [newsOfSubscription("subscription.resumed", resumed, config)]);
    // Its new period begins at once, and is billed with the same commit.
    await engine.performAll(tx, customer, caller.now());
    return requireSubscription(tx, caller, id);
  });
}
