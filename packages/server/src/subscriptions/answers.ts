/** Subscriptions and balances as the API shows them. */
import { type Balance, type Subscription, settlementFromNanos } from "@farthing/contract";
import type { z } from "zod";
import { type Account, readAccounts, remainingNanos, unitAmount } from "../ledger/index.js";
import {
  loadPinnedVersions,
  loadPlanConfig,
  type PlanConfig,
  type PlanDefinition,
  planInForce,
} from "../plans/index.js";
import type { Caller, Db } from "../platform/index.js";
import { statusAt } from "./access.js";
import type { Checkouts } from "./checkouts.js";
import { asItBegins } from "./renewal.js";
import type { SubscriptionRow } from "./schema.js";

const DAY_MS = 86_400_000;

export async function shapeSubscriptions(
  db: Db,
  caller: Caller,
  rows: readonly SubscriptionRow[],
  checkouts: Checkouts,
) {
  if (rows.length === 0) return [];
  const waiting = rows.filter(({ status }) => status === "pending_payment").map(({ id }) => id);
  const urls = waiting.length > 0 ? await checkouts.urlsOf(db, waiting, caller.now()) : new Map();
  const config = await loadPlanConfig(db, caller.environmentId);
  await loadPinnedVersions(db, config, rows);
  const accounts = new Map(
    (
      await readAccounts(
        db,
        rows.map((row) => row.customerId),
      )
    ).map((account) => [account.customerId, account]),
  );
  // What awaits its payment begins, and is paid, on the plan as it is by then.
  const asShown = (row: SubscriptionRow) =>
    row.status === "pending_payment" ? asItBegins(db, config, row) : row;
  const shown = await Promise.all(rows.map(asShown));
  return shown.map((row) => ({
    ...shapeRow(row, config, accounts.get(row.customerId), caller),
    checkoutUrl: urls.get(row.id) ?? null,
  }));
}

export const shapeSubscription = async (db: Db, caller: Caller, row: SubscriptionRow, checkouts: Checkouts) =>
  (await shapeSubscriptions(db, caller, [row], checkouts))[0]!;

function shapeRow(
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
      basePrice: settlementFromNanos(amountNanos, row.currency),
    },
    priceId: row.priceId,
    name: row.name ?? plan.name,
    status: statusAt(row, caller.now()),
    billingInterval: price?.billingInterval ?? null,
    consumptionModel: plan.consumptionModel,
    currency: row.currency,
    startDate: (row.startedAt ?? row.startsAt ?? row.createdAt).toISOString(),
    trialEndsAt: row.trialEndsAt?.toISOString() ?? null,
    currentPeriod: currentPeriod(row, caller.now()),
    ...remainders(row, plan, account),
    scheduledChange: scheduledChange(row, config),
    pausedAt: row.pausedAt?.toISOString() ?? null,
    cancelAtPeriodEnd: row.cancelAtPeriodEnd,
    cancelReason: row.cancelReason,
    canceledAt: row.canceledAt?.toISOString() ?? null,
    endDate: row.endedAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    updatedAt: row.updatedAt.toISOString(),
  };
}

function scheduledChange(
  { scheduledPlanId, scheduledPriceId, scheduledChangeAt }: SubscriptionRow,
  { plans, prices }: PlanConfig,
) {
  if (!scheduledPlanId || !scheduledChangeAt) return null;
  const { id, code, name } = plans.get(scheduledPlanId)!;
  const price = scheduledPriceId ? prices.get(scheduledPriceId) : undefined;
  return {
    plan: { id, code, name },
    priceId: scheduledPriceId,
    billingInterval: price?.billingInterval ?? null,
    effectiveAt: scheduledChangeAt.toISOString(),
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
