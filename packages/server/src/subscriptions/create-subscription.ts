/** Puts a customer on a plan. */
import type { CreateSubscription } from "@farthing/contract";
import type { z } from "zod";
import { requireCustomer } from "../customers/index.js";
import {
  assertExchangeable,
  BASE_CURRENCY,
  holdPlan,
  loadPlanConfig,
  type PlanConfig,
  type PlanDefinition,
  type PriceDefinition,
  planInForce,
  planOnSale,
  pricesOnSale,
} from "../plans/index.js";
import {
  addMs,
  type Caller,
  type Db,
  FarthingError,
  invalid,
  newId,
  publish,
  timeFrom,
  transaction,
} from "../platform/index.js";
import { assertCanBegin } from "./can-begin.js";
import { lockCurrent } from "./catch-up.js";
import type { SubscriptionDependencies } from "./checkouts.js";
import { requireSubscription } from "./find-subscription.js";
import { newsOf } from "./news.js";
import type { SubscriptionRow } from "./schema.js";
import { giveAllowance, startingState, startingStatus } from "./starting.js";
import { findOpen, insertSubscription } from "./store.js";

type Input = z.output<typeof CreateSubscription>;
const MAX_AHEAD_MS = 730 * 86_400_000;

/**
 * @throws FarthingError `customer_not_found`, `plan_not_found`, `price_not_found`, `already_has_active_subscription`,
 *   `invalid_state` (the plan has no price; what was bought is left in another unit); `validation_error` (`startDate`, no
 *   exchange rate for AI models, fields that contradict each other); what seats say of `initialSeats`
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
    const { id: planId } = await holdPlan(tx, caller, (input.planId ?? input.planCode)!, planField);
    const config = await loadPlanConfig(tx, caller.environmentId);
    const plan = config.plans.get(planId)!;
    const currency = input.currency?.toUpperCase() ?? BASE_CURRENCY;
    assertSoldWhole(config, plan, currency);
    assertExchangeable(config, plan, currency, now, "currency");
    const price = choosePrice(config, plan, currency, input);
    if (plan.isFree && input.customTrialDays)
      throw invalid("customTrialDays", "must be 0 or left out: a free plan has no trial");
    const days = trialDays(price, input);
    const startsAt = startOf(input, now);
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
      name: input.name ?? null,
      currency,
      trialDays: days,
      startsAt,
      activates: input.activate ?? null,
      successUrl: input.successUrl ?? null,
      createdAt: now,
      updatedAt: now,
      ...(startsAt
        ? { status: "draft", nextDueAt: startsAt }
        : startingState(
            await startingStatus(tx, caller, checkouts, { plan, trialDays: days, activate: input.activate }),
            price?.billingInterval ?? "monthly",
            days,
            now,
          )),
    });
    if (input.initialSeats) await beginSeats(tx, caller, row, input.initialSeats);
    if (!row.anchorAt) await assertCanBegin(tx, locked.account, row);
    if (row.status === "pending_payment") await checkouts.open(tx, row, { ...input, caller });
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
      throw invalid("billingInterval", `must be ${price.billingInterval}, the interval of price ${price.id}`);
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
      `Plan ${plan.code} has no price yet. Add one, or make the plan free.`,
      { param: input.planId === undefined ? "planCode" : "planId" },
    );
  }
  return price;
}

const trialDays = (price: PriceDefinition | undefined, input: Input): number =>
  input.skipTrial ? 0 : (input.customTrialDays ?? price?.trialDays ?? 0);

/** When it is to begin; undefined: now. @throws FarthingError `validation_error` at `startDate` */
function startOf({ startDate }: Input, now: Date): Date | undefined {
  if (startDate === undefined) return undefined;
  const at = timeFrom(startDate);
  if (at <= now) throw invalid("startDate", "must be later than now; leave it out to begin now");
  if (at > addMs(now, MAX_AHEAD_MS)) throw invalid("startDate", "must be within two years");
  return at;
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
