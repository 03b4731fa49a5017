/** What becomes of a subscription that waited: for its day, or for its first payment. */
import { canSwitchTo } from "../../ledger/index.js";
import { planInForce } from "../../plans/index.js";
import { type Db, publish } from "../../platform/index.js";
import {
  asItBegins,
  giveAllowance,
  newsOfSubscription,
  renewedAs,
  type Step,
  type SubscriptionRow,
  startingState,
  startingStatus,
  unitOf,
  updateSubscription,
} from "../../subscriptions/index.js";
import type { StepContext, StepDone } from "./step-context.js";
import { intervalOf } from "./step-due.js";

/**
 * Its day has come: it begins as one does that is made on that day, on the plan as it is then. Where the plan is gone, or
 * the customer has something left that the plan cannot take, it cannot begin, and expires.
 */
export async function startDraft(
  tx: Db,
  context: StepContext,
  row: SubscriptionRow,
  step: Step,
): Promise<StepDone> {
  const { config, account, livemode, checkouts } = context;
  const { at } = step;
  if (!renewedAs(config, row)) return expire(tx, context, row, step);
  const begun = await asItBegins(tx, config, row);
  const plan = planInForce(config, begun);
  if (!canSwitchTo(account, unitOf(plan, row.currency))) return expire(tx, context, row, step);
  const environment = { environmentId: row.environmentId, livemode, now: () => at };
  const { trialDays, activates, successUrl } = row;
  const chosen = { plan, trialDays, activate: activates ?? undefined };
  const status = await startingStatus(tx, environment, checkouts, chosen);
  const { planId, planVersion, priceId } = begun;
  const started = await updateSubscription(tx, row, {
    planId,
    planVersion,
    priceId,
    ...startingState(status, intervalOf(config, priceId), trialDays, at),
    updatedAt: at,
  });
  if (status === "pending_payment")
    await checkouts.open(tx, started, { caller: environment, successUrl: successUrl ?? undefined });
  else await giveAllowance(tx, account, started, plan, at);
  const type = status === "active" ? "subscription.activated" : "subscription.updated";
  await publish(tx, [newsOfSubscription(type, started, config)]);
  return { step, invoice: undefined, row: started };
}

/** It never began, and is in the way of no other: nothing is billed or owed. */
export async function expire(
  tx: Db,
  { config }: StepContext,
  row: SubscriptionRow,
  step: Step,
): Promise<StepDone> {
  const { at } = step;
  const expired = await updateSubscription(tx, row, {
    status: "expired",
    endedAt: at,
    nextDueAt: null,
    updatedAt: at,
  });
  await publish(tx, [newsOfSubscription("subscription.updated", expired, config)]);
  return { step, invoice: undefined, row: expired };
}
