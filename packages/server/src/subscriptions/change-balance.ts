/** Adjustments: money or credits that the operator gives or takes, without an invoice. They apply at once. */
import { nanosFromRate, nanoUnitsFromQuantity } from "@farthing/contract";
import { type Account, type Entry, postEntry, remainingNanos, unitAmount } from "../ledger/index.js";
import { loadPinnedVersions, loadPlanConfig, type PlanDefinition, planInForce } from "../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, invalid, transaction } from "../platform/index.js";
import { grantsAccess } from "./access.js";
import type { CatchUp } from "./catch-up.js";
import { lockSubscription } from "./lock-subscription.js";
import type { SubscriptionRow } from "./schema.js";

export interface BalanceChanged {
  readonly subscription: SubscriptionRow;
  readonly plan: PlanDefinition;
  readonly account: Account;
  readonly entry: Entry;
  readonly at: Date;
}

/**
 * @param amount signed; rate scale for a balance, credits for credits
 * @throws FarthingError `subscription_not_found`, `invalid_state` when the plan has no balance or is not open; `validation_error` where it would take a blocking balance below zero
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
  readonly type: "adjustment";
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
    const {
      customer: { account },
      row: subscription,
    } = await lockSubscription(tx, caller, id, catchUp);
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

/** As with what is bought: credits stay for ever, a balance follows the plan's rule. */
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
