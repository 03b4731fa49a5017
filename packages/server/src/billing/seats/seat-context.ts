/** What decides about a customer's seats: the subscription, the terms that hold in its period, the seats there are. */
import { requireCustomer } from "../../customers/index.js";
import { type FeatureConfig, featureNotFound, loadPlanConfig, type PlanConfig } from "../../plans/index.js";
import { type Caller, type Db, FarthingError, type Id, invalid } from "../../platform/index.js";
import { findOpenSubscription, grantsAccess, type SubscriptionRow } from "../../subscriptions/index.js";
import { findPeriod } from "../periods/store.js";
import { currentTerms, type PeriodTerms, readTerms, type SeatTerms, termsInForce } from "../periods/terms.js";
import { type SeatRow, seatsOf } from "./store.js";

export interface SeatContext {
  readonly config: PlanConfig;
  readonly subscription: SubscriptionRow;
  /** The terms in force, pinned at the period's beginning and better where the plan is by now. */
  readonly terms: PeriodTerms;
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
      `Customer ${reference} has no subscription that is active, trialing or past due: there are no seats.`,
      { param: "customerId" },
    );
  }
  const config = await loadPlanConfig(db, caller.environmentId);
  return {
    config,
    subscription,
    terms: await termsNow(db, config, subscription, caller.now()),
    seats: await seatsOf(db, subscription),
  };
}

/** @param subscription of which the next period may be due: then the terms of the last one are given */
export async function termsNow(
  db: Db,
  config: PlanConfig,
  subscription: Pick<SubscriptionRow, "customerId" | "id" | "planId" | "priceId">,
  now: Date,
): Promise<PeriodTerms> {
  const current = currentTerms(config, subscription);
  const running = await findPeriod(db, subscription, now);
  return running ? termsInForce(readTerms(running.terms), current) : current;
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
    readonly subscription: Pick<SubscriptionRow, "planId">;
  },
  code: string,
  param: string,
): SeatFeature {
  const feature = config.featuresByCode.get(code);
  if (!feature) throw featureNotFound(code, param);
  if (feature.type !== "seats")
    throw invalid(param, `${code} is a ${feature.type} feature; seats are of features of type seats`);
  const plan = config.plans.get(subscription.planId)!;
  if (plan.features.get(feature.id)?.enabled === false)
    throw new FarthingError("feature_disabled", `Feature ${code} is disabled in plan ${plan.code}.`, {
      param,
    });
  const ofFeature = terms.seats.get(feature.id);
  if (ofFeature) return { feature, terms: ofFeature };
  throw new FarthingError("feature_not_in_plan", `Plan ${plan.code} has no feature ${code}.`, { param });
}
