/** What is the customer's own, as the portal's operations ask for it. What is another's is not there. */
import {
  Invoice,
  Plan,
  PlanGroup,
  type PortalPlan,
  PortalPlan as PortalPlanShape,
  Subscription,
  SubscriptionList,
} from "@farthing/contract";
import { z } from "zod";
import { type Call, FarthingError, type PortalCustomer } from "../platform/index.js";
import type { LentOperations } from "./lent-operations.js";

export type PortalCall = Pick<Call<unknown, unknown, unknown>, "caller" | "db" | "log" | "origin"> & {
  readonly customer: PortalCustomer;
};

type OpenSubscription = z.output<typeof Subscription>;

/** The one that is not over, or null. */
export const currentSubscription = (
  lent: LentOperations,
  call: PortalCall,
): Promise<OpenSubscription | null> =>
  lent.ask(z.union([Subscription, z.null()]), "getActiveSubscription", call, {
    query: { customerId: call.customer.id },
  });

/** The last one, where it is over and no other has begun; null otherwise. */
export async function endedSubscription(
  lent: LentOperations,
  call: PortalCall,
): Promise<OpenSubscription | null> {
  if (await currentSubscription(lent, call)) return null;
  const { data } = await lent.ask(SubscriptionList, "listSubscriptions", call, {
    query: { customerId: call.customer.id, limit: 1 },
  });
  const last = data[0];
  return last?.status === "canceled" || last?.status === "expired" ? last : null;
}

/** Whether the plan is sold at the price, and in the currency, that somebody was on. */
export async function isStillSold(
  lent: LentOperations,
  call: PortalCall,
  { plan, priceId, currency }: OpenSubscription,
): Promise<boolean> {
  const offered = await lent
    .ask(Plan, "getPlan", call, { params: { id: plan.id } })
    .catch((error: unknown) => {
      if (error instanceof FarthingError && error.code === "plan_not_found") return undefined;
      throw error;
    });
  if (!offered) return false;
  return priceId === null || inCurrency(offered, currency).prices.some(({ id }) => id === priceId);
}

/** A plan with the prices and amounts that it has in one currency; no prices where it is not sold in that. */
function inCurrency(plan: z.output<typeof Plan>, currency: string): z.output<typeof Plan> {
  const own = plan.prices.filter((price) => price.currency === currency);
  const regional = plan.regional.find((region) => region.currency === currency);
  if (!regional) return { ...plan, prices: own };
  const converted = plan.prices.flatMap((price) => {
    const there = regional.prices.find(({ priceId }) => priceId === price.id);
    return there ? [{ ...price, currency, price: there.price, includedBalance: there.includedBalance }] : [];
  });
  const features = plan.features.map((feature) => {
    const there = regional.features.find(({ featureId }) => featureId === feature.featureId);
    return there
      ? { ...feature, overage: { ...feature.overage, unitPrice: there.overageUnitPrice } }
      : feature;
  });
  return { ...plan, prices: [...own, ...converted], features };
}

/** @throws FarthingError `no_active_subscription` */
export async function requireSubscription(lent: LentOperations, call: PortalCall): Promise<OpenSubscription> {
  const subscription = await currentSubscription(lent, call);
  if (subscription) return subscription;
  throw new FarthingError("no_active_subscription", "You have no plan at the moment.");
}

/** @throws FarthingError `invoice_not_found`, also for another customer's and for a draft */
export async function requireOwnInvoice(
  lent: LentOperations,
  call: PortalCall,
  id: string,
): Promise<z.output<typeof Invoice>> {
  const invoice = await lent.ask(Invoice, "getInvoice", call, { params: { id } });
  if (invoice.customerId === call.customer.id && invoice.status !== "draft") return invoice;
  throw new FarthingError("invoice_not_found", `There is no invoice ${id}.`, { param: "id" });
}

/**
 * What the customer may change to: the public plans of the group, and the plan they are on; of each the prices in their
 * currency. Without a group that is their own plan, in its other intervals.
 */
export async function offeredPlans(
  lent: LentOperations,
  call: PortalCall,
  { plan, currency }: OpenSubscription,
): Promise<z.output<typeof PortalPlan>[]> {
  const get = (id: string) => lent.ask(Plan, "getPlan", call, { params: { id } });
  const current = await get(plan.id).catch((error: unknown) => {
    // It is sold no more, and has no other to be changed to by hand.
    if (error instanceof FarthingError && error.code === "plan_not_found") return undefined;
    throw error;
  });
  if (!current) return [];
  const group = current.planGroupId
    ? await lent.ask(PlanGroup, "getPlanGroup", call, { params: { id: current.planGroupId } })
    : undefined;
  const others = (group?.plans ?? []).filter(({ id }) => id !== current.id);
  const plans = [current, ...(await Promise.all(others.map(({ id }) => get(id))))];
  return plans
    .filter(({ id, isPublic }) => isPublic || id === current.id)
    .sort((a, b) => a.sortOrder - b.sortOrder)
    .map((offered) => inCurrency(offered, currency))
    .filter(({ id, isFree, prices }) => isFree || prices.length > 0 || id === current.id)
    .map((offered) => PortalPlanShape.parse(offered));
}
