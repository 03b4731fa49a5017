/** Subscriptions and balances as the API shows them. */
import type { Balance, Subscription } from "@farthing/contract";
import type { z } from "zod";
import { type Account, remainingNanos, unitAmount } from "../ledger/index.js";
import { type PlanConfig, type PlanDefinition, planInForce, priceOfNanos } from "../plans/index.js";
import type { Caller } from "../platform/index.js";
import { statusAt } from "./access.js";
import type { SubscriptionRow } from "./schema.js";

const DAY_MS = 86_400_000;

export function shapeSubscription(
  row: SubscriptionRow,
  config: PlanConfig,
  account: Account | undefined,
  caller: Caller,
): Omit<z.input<typeof Subscription>, "checkoutUrl"> {
  const plan = planInForce(config, row);
  const amountNanos = row.priceId ? (plan.prices.get(row.priceId)?.amountNanos ?? 0n) : 0n;
  const price = row.priceId ? config.prices.get(row.priceId) : undefined;
  return {
    object: "subscription",
    livemode: caller.livemode,
    id: row.id,
    customerId: row.customerId,
    plan: {
      id: plan.id,
      code: plan.code,
      name: plan.name,
      basePrice: priceOfNanos(amountNanos, row.currency),
    },
    priceId: row.priceId,
    name: row.name,
    status: statusAt(row, caller.now()),
    billingInterval: price?.billingInterval ?? null,
    consumptionModel: plan.consumptionModel,
    currency: row.currency,
    startDate: (row.startedAt ?? row.createdAt).toISOString(),
    trialEndsAt: row.trialEndsAt?.toISOString() ?? null,
    currentPeriod: currentPeriod(row, caller.now()),
    ...remainders(row, plan, account),
    cancelAtPeriodEnd: row.cancelAtPeriodEnd,
    cancelReason: row.cancelReason,
    canceledAt: row.canceledAt?.toISOString() ?? null,
    endDate: row.endedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function currentPeriod(row: SubscriptionRow, now: Date) {
  if (!row.periodStart || !row.periodEnd) return null;
  const daysRemaining = Math.max(0, Math.ceil((row.periodEnd.getTime() - now.getTime()) / DAY_MS));
  return { start: row.periodStart.toISOString(), end: row.periodEnd.toISOString(), daysRemaining };
}

function remainders(row: SubscriptionRow, plan: PlanDefinition, account: Account | undefined) {
  // An account that has moved on to another subscription says nothing about this one.
  if (!account || account.subscriptionId !== row.id || account.unit === null)
    return { balance: null, credits: null };
  const { unit } = account;
  const included = unitAmount(unit, account.includedNanos);
  if (plan.consumptionModel === "balance") {
    return {
      balance: { remaining: unitAmount(unit, remainingNanos(account)), included, currency: unit },
      credits: null,
    };
  }
  if (plan.consumptionModel === "credits") {
    const purchased = unitAmount(unit, account.purchasedNanos);
    return {
      balance: null,
      credits: { remaining: unitAmount(unit, remainingNanos(account)), included, purchased },
    };
  }
  return { balance: null, credits: null };
}

export function shapeBalance(
  row: SubscriptionRow,
  plan: PlanDefinition,
  account: Account,
  at: Date,
  caller: Caller,
): z.input<typeof Balance> {
  const unit = account.unit ?? row.currency;
  return {
    object: "balance",
    livemode: caller.livemode,
    subscriptionId: row.id,
    customerId: row.customerId,
    consumptionModel: plan.consumptionModel,
    unit,
    remaining: unitAmount(unit, remainingNanos(account)),
    remainingNanos: remainingNanos(account).toString(),
    allowance: unitAmount(unit, account.allowanceNanos),
    purchased: unitAmount(unit, account.purchasedNanos),
    included: unitAmount(unit, account.includedNanos),
    blockOnExhaustion: plan.consumptionModel === "credits" || plan.blockOnExhaustion,
    updatedAt: at.toISOString(),
  };
}
