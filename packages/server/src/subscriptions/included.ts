/** What a plan gives at each reset, and whether an account has it. */
import type { Account } from "../ledger/index.js";
import { type PlanConfig, type PlanDefinition, planInForce } from "../plans/index.js";
import type { Id } from "../platform/index.js";
import type { OpenSubscription } from "./store.js";

/** Balance or credits in nanos; 0 on metered plans. @param plan in the currency of the subscription */
export function includedNanosOf(plan: PlanDefinition, priceId: Id<"price"> | null): bigint {
  const price = priceId ? plan.prices.get(priceId) : undefined;
  const included = {
    balance: price?.includedBalanceNanos,
    credits: price?.includedCreditsNanos,
    metered: undefined,
  }[plan.consumptionModel];
  return included ?? 0n;
}

type Pinned = Pick<OpenSubscription, "id" | "planId" | "planVersion" | "priceId" | "currency">;
type Given = Pick<Account, "subscriptionId" | "unit" | "includedNanos">;

/**
 * What the plan includes more by now than the account was given, in nanos: the plan got better within the period.
 * Never negative: what was given is not taken back before the next reset.
 */
export function missingIncludedNanos(config: PlanConfig, subscription: Pinned, account: Given): bigint {
  if (account.unit === null || account.subscriptionId !== subscription.id) return 0n;
  const included = includedNanosOf(planInForce(config, subscription), subscription.priceId);
  return included > account.includedNanos ? included - account.includedNanos : 0n;
}
