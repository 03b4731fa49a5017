/** Top-ups and adjustments: money or credits that come from outside the plan. They apply at once. */
import { nanosFromRate, nanoUnitsFromQuantity } from "@farthing/contract";
import { type Account, type Entry, postEntry, remainingNanos, unitAmount } from "../ledger/index.js";
import { loadPinnedVersions, loadPlanConfig, type PlanDefinition, planInForce } from "../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, invalid, transaction } from "../platform/index.js";
import { grantsAccess } from "./access.js";
import { type CatchUp, lockCurrent } from "./catch-up.js";
import { requireSubscription } from "./find-subscription.js";
import type { SubscriptionRow } from "./schema.js";

export interface BalanceChanged {
  readonly subscription: SubscriptionRow;
  readonly plan: PlanDefinition;
  readonly account: Account;
  readonly entry: Entry;
  readonly at: Date;
}

/**
 * @param amount rate scale, above 0
 * @throws FarthingError `subscription_not_found`, `invalid_state` when the plan has no money balance or is not open
 */
export function topUpBalance(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  amount: number,
  description: string | undefined,
  catchUp: CatchUp,
): Promise<BalanceChanged> {
  return changeBalance(db, caller, id, catchUp, (plan) => {
    if (plan.consumptionModel !== "balance") {
      throw new FarthingError(
        "invalid_state",
        `Plan ${plan.code} is kept in ${plan.consumptionModel}, not in a balance: there is nothing to top up.`,
        { param: "id" },
      );
    }
    return { type: "topup", amountNanos: nanosFromRate(amount), description: description ?? "Top-up" };
  });
}

/**
 * @param amount signed; rate scale for a balance, credits for credits
 * @throws FarthingError as {@link topUpBalance}; `validation_error` where it would take a blocking balance below zero
 */
export function adjustBalance(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  input: { amount: number; reason?: string | undefined; type?: "balance" | "credits" | undefined },
  catchUp: CatchUp,
): Promise<BalanceChanged> {
  return changeBalance(db, caller, id, catchUp, (plan) => {
    if (plan.consumptionModel === "metered") {
      throw new FarthingError("invalid_state", `Plan ${plan.code} is metered: it has no balance to adjust.`, {
        param: "id",
      });
    }
    if (input.type && input.type !== plan.consumptionModel) {
      throw invalid("type", `the subscription is kept in ${plan.consumptionModel}`);
    }
    const amountNanos =
      plan.consumptionModel === "credits" ? nanoUnitsFromQuantity(input.amount) : nanosFromRate(input.amount);
    return { type: "adjustment", amountNanos, description: input.reason ?? "Adjustment" };
  });
}

interface Change {
  readonly type: "topup" | "adjustment";
  readonly amountNanos: bigint;
  readonly description: string;
}

function changeBalance(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  catchUp: CatchUp,
  decide: (plan: PlanDefinition) => Change,
): Promise<BalanceChanged> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireSubscription(tx, caller, id);
    const { account } = await lockCurrent(tx, caller, customerId, catchUp);
    const subscription = await requireSubscription(tx, caller, id);
    if (!grantsAccess(subscription, now)) {
      throw new FarthingError(
        "invalid_state",
        `Subscription ${id} is ${subscription.status}; its balance cannot be changed.`,
        { param: "id" },
      );
    }
    const config = await loadPlanConfig(tx, caller.environmentId);
    await loadPinnedVersions(tx, config, [subscription]);
    const plan = planInForce(config, subscription);
    const change = decide(plan);
    assertNotBelowZero(account, plan, change);
    const pool = change.amountNanos > 0n ? { pool: poolOf(plan) } : {};
    const entry = await postEntry(tx, account, { ...change, ...pool, now });
    return { subscription, plan, account, entry, at: now };
  });
}

/** Credits that were bought stay for ever; a balance's top-ups follow the plan's rule. */
const poolOf = (plan: PlanDefinition): "allowance" | "purchased" =>
  plan.consumptionModel === "credits" || plan.topupsSurviveReset ? "purchased" : "allowance";

function assertNotBelowZero(account: Account, plan: PlanDefinition, change: Change): void {
  const after = remainingNanos(account) + change.amountNanos;
  const mayOwe = plan.consumptionModel === "balance" && !plan.blockOnExhaustion;
  if (change.amountNanos >= 0n || after >= 0n || mayOwe) return;
  throw invalid(
    "amount",
    `would leave ${unitAmount(account.unit ?? "", after)}; at most ${unitAmount(account.unit ?? "", remainingNanos(account))} can be taken`,
  );
}
