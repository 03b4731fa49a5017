/**
 * What becomes of a subscription by its payments: past due keeps access, what is paid after all makes it active again,
 * and what is never paid ends it. All in the transaction that holds the lock of the customer's account.
 */
import { loadPlanConfig } from "../plans/index.js";
import { type Db, publish } from "../platform/index.js";
import { newsOf } from "./news.js";
import type { SubscriptionRow } from "./schema.js";
import { updateSubscription } from "./store.js";

/** A payment of it has failed. What is over, or ends at this moment, is left as it is. */
export async function markPastDue(tx: Db, row: SubscriptionRow, at: Date): Promise<SubscriptionRow> {
  const isEnding = row.cancelAtPeriodEnd && row.periodEnd !== null && row.periodEnd <= at;
  if ((row.status !== "active" && row.status !== "trialing") || isEnding || isInTrial(row, at)) return row;
  return tell(tx, "subscription.past_due", row, { status: "past_due", updatedAt: at });
}

/** All that was owed is paid. */
export const recoverSubscription = (tx: Db, row: SubscriptionRow, at: Date): Promise<SubscriptionRow> =>
  tell(tx, "subscription.updated", row, {
    status: isInTrial(row, at) ? "trialing" : "active",
    updatedAt: at,
  });

/** A trial goes on to its end, whatever else is not paid: its own period costs nothing. */
const isInTrial = ({ trialEndsAt }: SubscriptionRow, at: Date): boolean =>
  trialEndsAt !== null && at < trialEndsAt;

/**
 * Nothing is tried any more: its period is cut short, and ends with the step that is due from now on, as by a
 * cancellation at once.
 */
export async function endUnpaid(tx: Db, row: SubscriptionRow, at: Date): Promise<SubscriptionRow> {
  if (row.status !== "past_due" || row.periodEnd === null) return row;
  const cut = { periodEnd: at, allowanceEnd: at, nextDueAt: at, endedAt: at };
  const canceled = { cancelAtPeriodEnd: true, cancelReason: "payment_failed", canceledAt: at, updatedAt: at };
  return updateSubscription(tx, row, { ...cut, ...canceled });
}

async function tell(
  tx: Db,
  type: "subscription.past_due" | "subscription.updated",
  row: SubscriptionRow,
  changes: Partial<SubscriptionRow>,
): Promise<SubscriptionRow> {
  const changed = await updateSubscription(tx, row, changes);
  await publish(tx, [newsOf(type, changed, await loadPlanConfig(tx, row.environmentId))]);
  return changed;
}
