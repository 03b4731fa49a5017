/** Which plan and price a subscription is to change to, in which direction, and when. Pure. */
import {
  type BillingInterval,
  type PlanConfig,
  type PlanDefinition,
  type PriceDefinition,
  planInForce,
  planOnSale,
  pricesOf,
  pricesOnSale,
} from "../../plans/index.js";
import { FarthingError } from "../../platform/index.js";
import type { SubscriptionRow } from "../../subscriptions/index.js";

export interface Wanted {
  /** The plan that was named, or none: the same one. */
  readonly plan: PlanDefinition | undefined;
  readonly interval: BillingInterval | undefined;
  /** What the fields are called, for errors. */
  readonly fields: { readonly plan: string; readonly interval: string };
}

export interface Decision {
  readonly from: Terms;
  readonly to: Terms;
  readonly direction: "upgrade" | "downgrade";
  readonly timing: "immediate" | "period_end";
}

/** What is changed from as it holds for the subscription, what is changed to as it is sold; in its currency. */
export interface Terms {
  readonly plan: PlanDefinition;
  readonly price: PriceDefinition | undefined;
}

/**
 * In a group, the rank decides; the same plan, or none of a group, by price, and of the same plan a longer interval is
 * up. Up is now; down is when the period ends. In a trial nothing has been paid: all is now.
 * @param config with the version that the subscription pins
 * @throws FarthingError `invalid_state`, `price_not_found`
 */
export function decideChange(config: PlanConfig, row: SubscriptionRow, wanted: Wanted): Decision {
  const held = planInForce(config, row);
  const from = { plan: held, price: pricesOf(config, held).find(({ id }) => id === row.priceId) };
  const plan = planOnSale(config, wanted.plan?.id ?? row.planId, row.currency);
  assertSameGroup(from.plan, plan, wanted.fields.plan);
  const to = { plan, price: priceOf(config, row, plan, from.price, wanted) };
  if (from.plan.id === to.plan.id && intervalOf(from) === intervalOf(to)) {
    throw new FarthingError(
      "invalid_state",
      `Subscription ${row.id} is already on plan ${plan.code}, ${intervalOf(to)}.`,
      { param: wanted.plan ? wanted.fields.plan : wanted.fields.interval },
    );
  }
  const direction = isUp(config, from, to) ? "upgrade" : "downgrade";
  const timing = direction === "upgrade" || row.status === "trialing" ? "immediate" : "period_end";
  return { from, to, direction, timing };
}

const intervalOf = ({ price }: Terms): BillingInterval => price?.billingInterval ?? "monthly";

function assertSameGroup(from: PlanDefinition, to: PlanDefinition, param: string): void {
  if (from.planGroupId === to.planGroupId) return;
  throw new FarthingError(
    "invalid_state",
    `Plans ${from.code} and ${to.code} are not in the same plan group, and plans can only be changed within a group. Add both to one group, or cancel and create a new subscription.`,
    { param },
  );
}

function priceOf(
  config: PlanConfig,
  row: SubscriptionRow,
  plan: PlanDefinition,
  from: PriceDefinition | undefined,
  { interval, fields }: Wanted,
): PriceDefinition | undefined {
  const prices = pricesOnSale(config, plan.id, row.currency);
  const all = [...config.prices.values()].filter(({ planId, isDeleted }) => planId === plan.id && !isDeleted);
  const having = (wanted: BillingInterval | undefined) =>
    prices.find(({ billingInterval }) => billingInterval === wanted);
  if (interval) {
    const price = having(interval);
    if (price) return price;
    throw new FarthingError(
      "price_not_found",
      `Plan ${plan.code} has no ${interval} price in ${row.currency}.`,
      {
        param: fields.interval,
      },
    );
  }
  const price = having(from?.billingInterval) ?? prices.find(({ isDefault }) => isDefault) ?? prices[0];
  if (price || (plan.isFree && all.length === 0)) return price;
  throw new FarthingError("price_not_found", `Plan ${plan.code} has no price in ${row.currency}.`, {
    param: fields.plan,
  });
}

const IN_A_YEAR = { weekly: 52n, monthly: 12n, quarterly: 4n, yearly: 1n } as const;
const LENGTH = { weekly: 0, monthly: 1, quarterly: 3, yearly: 12 } as const;

function isUp(config: PlanConfig, from: Terms, to: Terms): boolean {
  if (from.plan.id === to.plan.id) return LENGTH[intervalOf(to)] > LENGTH[intervalOf(from)];
  if (from.plan.planGroupId !== null && from.plan.sortOrder !== to.plan.sortOrder)
    return to.plan.sortOrder > from.plan.sortOrder;
  // At the same interval where both have it: a year is often cheaper than twelve months of the same plan.
  const same = pricesOf(config, from.plan).find(
    ({ isDeleted, billingInterval }) => !isDeleted && billingInterval === intervalOf(to),
  );
  // At the same price too it waits for the end: whoever went to and fro would get a new allowance each time, for nothing.
  return inAYear(to.price) > inAYear(same ?? from.price);
}

const inAYear = (price: PriceDefinition | undefined): bigint =>
  price ? price.amountNanos * IN_A_YEAR[price.billingInterval] : 0n;
