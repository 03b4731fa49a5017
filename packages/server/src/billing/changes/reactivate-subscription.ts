/** Lets a subscription that has ended begin again. */
import type { ReactivateSubscription } from "@farthing/contract";
import type { z } from "zod";
import { loadPlanConfig, type PlanConfig, planOnSale } from "../../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, publish, transaction } from "../../platform/index.js";
import {
  allowanceStartsUntil,
  assertCanBegin,
  awaitingPayment,
  beginAgain,
  type Checkouts,
  findOpenSubscription,
  isCollectedAtOnce,
  lockSubscription,
  NO_SCHEDULED_CHANGE,
  newsOfSubscription,
  requireSubscription,
  type SubscriptionRow,
  updateSubscription,
} from "../../subscriptions/index.js";
import type { DueEngine } from "../due/due-engine.js";
import { intervalOf } from "../due/step-due.js";
import { makeRoom } from "./make-room.js";

const ANEW = {
  ...NO_SCHEDULED_CHANGE,
  cancelAtPeriodEnd: false,
  cancelReason: null,
  canceledAt: null,
  endedAt: null,
  trialDays: 0,
  trialEndsAt: null,
  periodStart: null,
  periodEnd: null,
  allowanceStart: null,
  allowanceEnd: null,
} as const;

/**
 * It begins as a new one does, but without a trial: at once where the plan is free or it is charged at once, else when it
 * was paid at its page.
 * @throws FarthingError `subscription_not_found`, `already_has_active_subscription`, `invalid_state`
 */
export function reactivateSubscription(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  { activate, successUrl }: z.output<typeof ReactivateSubscription>,
  { engine, checkouts }: { readonly engine: DueEngine; readonly checkouts: Checkouts },
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const { customer, row } = await lockSubscription(tx, caller, id, engine.catchUp);
    const now = caller.now();
    const config = await loadPlanConfig(tx, caller.environmentId);
    assertEnded(row);
    assertStillSold(config, row);
    await assertNoOther(tx, row);
    const isFree = config.plans.get(row.planId)!.isFree;
    const earlierAllowanceStarts = await startsBeforeTheEnd(tx, config, row, now, engine.lateMs);
    const open = await updateSubscription(tx, row, {
      ...ANEW,
      planVersion: config.plans.get(row.planId)!.version,
      ...awaitingPayment(now),
      earlierAllowanceStarts,
      updatedAt: now,
    });
    if (!isFree && !(await isCollectedAtOnce(tx, caller, checkouts, activate))) {
      await assertCanBegin(tx, customer.account, open);
      await checkouts.open(tx, open, { caller, successUrl });
      await publish(tx, [newsOfSubscription("subscription.updated", open, config)]);
      return open;
    }
    const active = await beginAgain(tx, customer.account, config, open, now);
    await publish(tx, [newsOfSubscription("subscription.reactivated", active, config)]);
    // Its new period begins at once, and is billed with the same commit.
    await engine.performAll(tx, customer, now);
    return requireSubscription(tx, caller, id);
  });
}

/** Usage that is reported late is still counted where it happened. */
async function startsBeforeTheEnd(
  tx: Db,
  config: PlanConfig,
  row: SubscriptionRow,
  now: Date,
  lateMs: number,
): Promise<Date[] | null> {
  const { anchorAt, startedAt, earlierAllowanceStarts } = row;
  if (!anchorAt) return null;
  // It ended while it was paused, or as soon as it had begun: that was written down then.
  if (row.allowanceStart === null) return earlierAllowanceStarts;
  const endedAt = row.endedAt ?? now;
  const interval = intervalOf(config, row.priceId);
  if (endedAt >= now) return (await makeRoom(tx, row, { interval, lateMs }, now)).starts;
  const starts = allowanceStartsUntil(
    { startedAt, anchorAt, earlierAllowanceStarts },
    interval,
    endedAt,
    lateMs,
  );
  return starts.filter((start) => start < endedAt);
}

function assertEnded({ id, status }: SubscriptionRow): void {
  if (status === "canceled" || status === "expired") return;
  const why =
    status === "past_due"
      ? "pay its open invoice instead"
      : "only a canceled or expired subscription can be reactivated";
  throw new FarthingError("invalid_state", `Subscription ${id} is ${status}; ${why}.`, { param: "id" });
}

function assertStillSold(config: PlanConfig, { id, planId, priceId, currency }: SubscriptionRow): void {
  const plan = planOnSale(config, planId, currency);
  const isPriceSold =
    priceId === null || (plan.prices.has(priceId) && !config.prices.get(priceId)!.isDeleted);
  if (!plan.isDeleted && isPriceSold) return;
  throw new FarthingError(
    "invalid_state",
    `Subscription ${id} was on plan ${plan.code}, ${plan.isDeleted ? "which is" : `at a price in ${currency} that is`} no longer sold. Create a new subscription.`,
    { param: "id" },
  );
}

async function assertNoOther(tx: Db, { customerId }: SubscriptionRow): Promise<void> {
  const open = await findOpenSubscription(tx, customerId);
  if (!open) return;
  throw new FarthingError(
    "already_has_active_subscription",
    `The customer now has another subscription, ${open.id} (${open.status}).`,
    { param: "id", details: { subscriptionId: open.id, status: open.status } },
  );
}
