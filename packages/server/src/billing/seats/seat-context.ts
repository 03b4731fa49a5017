/** What decides about a customer's seats: the subscription, the terms that hold in its period, the seats there are. */
import { requireCustomer } from "../../customers/index.js";
import {
  type FeatureConfig,
  featureNotFound,
  loadPinnedVersions,
  loadPlanConfig,
  type PinnedPlan,
  type PlanConfig,
  planInForce,
  planOnSale,
} from "../../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, invalid } from "../../platform/index.js";
import { findOpenSubscription, grantsAccess, type SubscriptionRow } from "../../subscriptions/index.js";
import { type PeriodTerms, type SeatTerms, termsInForce, termsOf } from "../periods/terms.js";
import { type SeatRow, seatsOf } from "./store.js";

export interface SeatContext {
  readonly config: PlanConfig;
  readonly subscription: SubscriptionRow;
  /** The terms in force, pinned at the period's beginning and better where the plan is by now. */
  readonly terms: PeriodTerms;
  /** Of the plan that it changes to when its period ends, where it does. */
  readonly nextTerms: PeriodTerms | undefined;
  readonly seats: ReadonlyMap<Id<"feat">, SeatRow>;
}

/** @throws FarthingError `no_active_subscription` */
export async function seatContext(
  db: Db,
  caller: Caller,
  customerId: Id<"cus">,
  reference: string,
): Promise<SeatContext> {
  const subscription = await findOpenSubscription(db, customerId);
  if (!subscription || !grantsAccess(subscription, caller.now())) {
    throw new FarthingError(
      "no_active_subscription",
      `Customer ${reference} has no subscription that is active, trialing or past due, so there are no seats.`,
      { param: "customerId" },
    );
  }
  const config = await loadPlanConfig(db, caller.environmentId);
  await loadPinnedVersions(db, config, [subscription]);
  return {
    config,
    subscription,
    terms: termsInForce(config, subscription),
    nextTerms: nextTerms(config, subscription),
    seats: await seatsOf(db, subscription),
  };
}

function nextTerms(
  config: PlanConfig,
  { scheduledPlanId, scheduledPriceId, currency }: SubscriptionRow,
): PeriodTerms | undefined {
  if (scheduledPlanId === null) return undefined;
  const plan = planOnSale(config, scheduledPlanId, currency);
  // At a price that is not sold any more the change will not be: see due/change-plan.
  if (scheduledPriceId !== null && !plan.prices.has(scheduledPriceId)) return undefined;
  return termsOf(config, plan, { priceId: scheduledPriceId });
}

/** As {@link seatContext}, for an answer: nothing is locked. */
export async function readSeatContext(db: Db, caller: Caller, reference: string): Promise<SeatContext> {
  const customer = await requireCustomer(db, caller, reference);
  return seatContext(db, caller, customer.id, reference);
}

export interface SeatFeature {
  readonly feature: FeatureConfig;
  readonly terms: SeatTerms;
}

/**
 * @param param the field that names the feature
 * @throws FarthingError `feature_not_found`, `validation_error` for another type, `feature_not_in_plan`, `feature_disabled`
 */
export function requireSeatFeature(
  {
    config,
    subscription,
    terms,
  }: Pick<SeatContext, "config" | "terms"> & {
    readonly subscription: PinnedPlan;
  },
  code: string,
  param: string,
): SeatFeature {
  const feature = config.featuresByCode.get(code);
  if (!feature) throw featureNotFound(code, param);
  if (feature.type !== "seats")
    throw invalid(param, `${code} is a ${feature.type} feature; only features of type seats have seats`);
  const plan = planInForce(config, subscription);
  if (plan.features.get(feature.id)?.enabled === false)
    throw new FarthingError("feature_disabled", `Feature ${code} is disabled in plan ${plan.code}.`, {
      param,
    });
  const ofFeature = terms.seats.get(feature.id);
  if (ofFeature) return { feature, terms: ofFeature };
  throw new FarthingError("feature_not_in_plan", `Plan ${plan.code} has no feature ${code}.`, { param });
}
