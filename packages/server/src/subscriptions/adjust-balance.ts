/** Adjustments: money or credits that the operator gives or takes, without an invoice. They apply at once. */
import { nanosFromRate, nanoUnitsFromQuantity, signedCredits, signedRateAmount } from "@farthing/contract";
import { type Account, type Entry, postEntry, remainingNanos, unitAmount } from "../ledger/index.js";
import { loadPinnedVersions, loadPlanConfig, type PlanDefinition, planInForce } from "../plans/index.js";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  invalid,
  transaction,
  validate,
} from "../platform/index.js";
import { grantsAccess, mayOwe } from "./access.js";
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

interface Adjustment {
  /** Signed; rate scale for a balance, credits for credits. */
  readonly amount: number;
  readonly reason?: string | undefined;
  readonly type?: "balance" | "credits" | undefined;
}

/**
 * Where the subscription gives no access (it has ended, or is paused), what is left can be taken and nothing be added.
 * @throws FarthingError `subscription_not_found`, `invalid_state` when the plan has no balance, or the account is another's
 *   by now; `validation_error` for an amount that its unit cannot hold exactly, or that would take a balance below zero that
 *   may not be
 */
export function adjustBalance(
  db: Db,
  caller: Caller,
  id: Id<"sub">,
  input: Adjustment,
  catchUp: CatchUp,
): Promise<BalanceChanged> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const {
      customer: { account },
      row: subscription,
    } = await lockSubscription(tx, caller, id, catchUp);
    const isUsable = grantsAccess(subscription, now);
    // What was bought and is left after the end may be taken back: it would stand in the way of a plan in another unit.
    if (!isUsable && account.subscriptionId !== id) throw notUsable(subscription);
    const config = await loadPlanConfig(tx, caller.environmentId);
    await loadPinnedVersions(tx, config, [subscription]);
    const plan = planInForce(config, subscription);
    const amountNanos = amountNanosOf(plan, input);
    if (!isUsable && amountNanos > 0n) throw notUsable(subscription);
    assertNotBelowZero(account, isUsable && mayOwe(plan, subscription), amountNanos);
    const entry = await postEntry(tx, account, {
      type: "adjustment",
      amountNanos,
      description: input.reason ?? "Adjustment",
      ...(amountNanos > 0n ? { pool: poolOf(plan) } : {}),
      now,
    });
    return { subscription, plan, account, entry, at: now };
  });
}

function amountNanosOf({ code, consumptionModel }: PlanDefinition, { amount, type }: Adjustment): bigint {
  if (consumptionModel === "metered") {
    throw new FarthingError("invalid_state", `Plan ${code} is a metered plan and has no balance to adjust.`, {
      param: "id",
    });
  }
  if (type && type !== consumptionModel)
    throw invalid("type", `the subscription is kept in ${consumptionModel}`);
  return consumptionModel === "credits"
    ? nanoUnitsFromQuantity(validate(signedCredits, amount, "amount"))
    : nanosFromRate(validate(signedRateAmount, amount, "amount"));
}

const notUsable = ({ id, status }: SubscriptionRow): FarthingError =>
  new FarthingError(
    "invalid_state",
    `Subscription ${id} is ${status}: its remaining balance can be reduced, but not increased.`,
    { param: "id" },
  );

/** As with what is bought: credits stay for ever, a balance follows the plan's rule. */
const poolOf = (plan: PlanDefinition): "allowance" | "purchased" =>
  plan.consumptionModel === "credits" || plan.topupsSurviveReset ? "purchased" : "allowance";

/** @param canOwe whether what is below zero will be invoiced */
function assertNotBelowZero(account: Account, canOwe: boolean, amountNanos: bigint): void {
  const after = remainingNanos(account) + amountNanos;
  if (amountNanos >= 0n || after >= 0n || canOwe) return;
  throw invalid(
    "amount",
    `would leave ${unitAmount(account.unit ?? "", after)}; at most ${unitAmount(account.unit ?? "", remainingNanos(account))} can be deducted`,
  );
}
