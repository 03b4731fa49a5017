/** Puts a customer on a plan. */
import type { CreateSubscription } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import { type Account, openAllowance } from "../ledger/index.js";
import {
  assertExchangeable,
  BASE_CURRENCY,
  type BillingInterval,
  loadPlanConfig,
  type PlanConfig,
  type PlanDefinition,
  type PriceDefinition,
  planInForce,
  planOnSale,
  pricesOnSale,
  requirePlan,
} from "../plans/index.js";
import {
  addMs,
  type Caller,
  type Db,
  FarthingError,
  invalid,
  newId,
  publish,
  transaction,
} from "../platform/index.js";
import { assertCanBegin } from "./can-begin.js";
import { lockCurrent } from "./catch-up.js";
import type { Checkouts, SubscriptionDependencies } from "./checkouts.js";
import { isCollectedAtOnce } from "./collection.js";
import { requireSubscription } from "./find-subscription.js";
import { includedNanosOf } from "./included.js";
import { newsOf } from "./news.js";
import { billingPeriodAt } from "./period.js";
import type { SubscriptionRow, SubscriptionStatus } from "./schema.js";
import { findOpen, insertSubscription } from "./store.js";
import { unitOf } from "./unit.js";

type Input = z.output<typeof CreateSubscription>;
const DAY_MS = 86_400_000;

/**
 * @throws FarthingError `customer_not_found`, `plan_not_found`, `price_not_found`, `already_has_active_subscription`,
 *   `invalid_state` (the plan has no price; what was bought is left in another unit); `validation_error` (no exchange rate
 *   for AI models, fields that contradict each other); what seats say of `initialSeats`
 */
export function createSubscription(
  db: Db,
  caller: Caller,
  input: Input,
  { catchUp, beginSeats, checkouts }: SubscriptionDependencies,
): Promise<SubscriptionRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const planField = input.planId === undefined ? "planCode" : "planId";
    const customer = await requireCustomer(tx, caller, input.customerId);
    const { id: planId } = await requirePlan(tx, caller, (input.planId ?? input.planCode)!, planField);
    const config = await loadPlanConfig(tx, caller.environmentId);
    const plan = config.plans.get(planId)!;
    const currency = input.currency?.toUpperCase() ?? BASE_CURRENCY;
    assertSoldWhole(config, plan, currency);
    assertExchangeable(config, plan, currency, now, "currency");
    const price = choosePrice(config, plan, currency, input);
    if (plan.isFree && input.customTrialDays)
      throw invalid("customTrialDays", "must be 0 or left out: a free plan has nothing to try");
    // Two creations at once queue here, and the second one finds the first's subscription.
    const locked = await lockCurrent(tx, caller, customer.id, catchUp);
    const open = await findOpen(tx, customer.id);
    if (open) throw alreadySubscribed(input.customerId, open);

    const row = await insertSubscription(tx, {
      id: newId("sub"),
      customerId: customer.id,
      environmentId: caller.environmentId,
      planId,
      planVersion: plan.version,
      priceId: price?.id ?? null,
      name: input.name ?? plan.name,
      currency,
      trialDays: trialDays(price, input),
      createdAt: now,
      updatedAt: now,
      ...startingState(
        await startingStatus(tx, caller, checkouts, { plan, price, input }),
        price,
        input,
        now,
      ),
    });
    if (input.initialSeats) await beginSeats(tx, caller, row, input.initialSeats);
    if (row.status === "pending_payment") {
      await assertCanBegin(tx, locked.account, row);
      await checkouts.open(tx, row, { ...input, caller });
    }
    const isActive = row.status === "active";
    await publish(tx, [
      newsOf("subscription.created", row, config),
      ...(isActive ? [newsOf("subscription.activated", row, config)] : []),
    ]);
    if (!row.anchorAt) return row;
    await giveAllowance(tx, locked.account, row, planInForce(config, row), now);
    // Its first period begins at once, and is billed with the same commit.
    await catchUp(tx, locked, now);
    return requireSubscription(tx, caller, row.id);
  });
}

/** Nothing of a plan is left out in silence where it has no price in the currency. */
function assertSoldWhole(config: PlanConfig, plan: PlanDefinition, currency: string): void {
  const { features } = planOnSale(config, plan.id, currency);
  const missing = [...plan.features.keys()].find((id) => !features.has(id));
  if (!missing) return;
  throw new FarthingError(
    "price_not_found",
    `Plan ${plan.code} has no price in ${currency} for feature ${config.features.get(missing)!.code}. Set one, or an exchange rate, with PUT /plans/${plan.code}/regional.`,
    { param: "currency" },
  );
}

function choosePrice(
  config: PlanConfig,
  plan: PlanDefinition,
  currency: string,
  input: Input,
): PriceDefinition | undefined {
  const prices = pricesOnSale(config, plan.id, currency);
  if (prices.length === 0 && pricesOnSale(config, plan.id, BASE_CURRENCY).length > 0) {
    throw new FarthingError("price_not_found", `Plan ${plan.code} has no price in ${currency}.`, {
      param: "currency",
    });
  }
  if (input.priceId) {
    const price = prices.find((candidate) => candidate.id === input.priceId);
    if (!price)
      throw new FarthingError("price_not_found", `Plan ${plan.code} has no price ${input.priceId}.`, {
        param: "priceId",
      });
    if (input.billingInterval && input.billingInterval !== price.billingInterval)
      throw invalid("billingInterval", `is ${price.billingInterval} where priceId is ${price.id}`);
    return price;
  }
  if (input.billingInterval) {
    const price = prices.find((candidate) => candidate.billingInterval === input.billingInterval);
    if (!price)
      throw new FarthingError("price_not_found", `Plan ${plan.code} has no ${input.billingInterval} price.`, {
        param: "billingInterval",
      });
    return price;
  }
  const price = prices.find((candidate) => candidate.isDefault) ?? prices[0];
  if (!price && !plan.isFree) {
    throw new FarthingError(
      "invalid_state",
      `Plan ${plan.code} is paid but has no price yet. Add one, or make the plan free.`,
      { param: input.planId === undefined ? "planCode" : "planId" },
    );
  }
  return price;
}

type Starting = "active" | "trialing" | "pending_payment";

interface Chosen {
  readonly plan: PlanDefinition;
  readonly price: PriceDefinition | undefined;
  readonly input: Input;
}

/** Free plans at once; paid ones at once and charged, or after they were paid at a page. A trial needs a card there. */
async function startingStatus(
  tx: Db,
  caller: Caller,
  checkouts: Checkouts,
  { plan, price, input }: Chosen,
): Promise<Starting> {
  const isTrial = trialDays(price, input) > 0;
  const atOnce = isTrial ? "trialing" : "active";
  if (plan.isFree || (await isCollectedAtOnce(tx, caller, checkouts, input.activate))) return atOnce;
  return isTrial && (await checkouts.providerOf(tx, caller)) === "manual" ? atOnce : "pending_payment";
}

const trialDays = (price: PriceDefinition | undefined, input: Input): number =>
  input.skipTrial ? 0 : (input.customTrialDays ?? price?.trialDays ?? 0);

function startingState(status: Starting, price: PriceDefinition | undefined, input: Input, now: Date) {
  if (status === "pending_payment") return { status };
  const trialEndsAt = status === "trialing" ? addMs(now, trialDays(price, input) * DAY_MS) : null;
  return {
    status: status satisfies SubscriptionStatus,
    trialEndsAt,
    ...firstPeriod(price?.billingInterval ?? "monthly", now, trialEndsAt),
  };
}

/** A trial is a period of its own; the paid ones are counted from its end. */
export function firstPeriod(interval: BillingInterval, now: Date, trialEndsAt: Date | null) {
  const end = trialEndsAt ?? billingPeriodAt(now, interval, now).end;
  const anchorAt = trialEndsAt ?? now;
  return { startedAt: now, anchorAt, periodStart: now, periodEnd: end, nextDueAt: now };
}

/** Opens the account for the subscription: what the plan includes, in the unit its consumption model deducts. */
export function giveAllowance(
  tx: Db,
  account: Account,
  row: SubscriptionRow,
  plan: PlanDefinition,
  now: Date,
): Promise<void> {
  const unit = unitOf(plan, row.currency);
  const includedNanos = includedNanosOf(plan, row.priceId);
  return openAllowance(tx, account, { subscriptionId: row.id, unit, includedNanos, now });
}

const alreadySubscribed = (reference: string, open: SubscriptionRow): FarthingError =>
  new FarthingError(
    "already_has_active_subscription",
    `Customer ${reference} already has subscription ${open.id} (${open.status}). Cancel it, or change its plan.`,
    {
      param: "customerId",
      details: { subscriptionId: open.id, status: open.status },
    },
  );
