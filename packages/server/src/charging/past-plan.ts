/**
 * What held for usage that is told of late: an event of a billing period that is over is judged and priced by the plan,
 * the version of it and the trial that ran then, as billing does with what is counted in that period.
 */
import {
  loadPinnedVersions,
  type PlanConfig,
  type PlanDefinition,
  planInForceUntil,
} from "../plans/index.js";
import type { Db, Id } from "../platform/index.js";
import { countedFrom, type OpenSubscription } from "../subscriptions/index.js";
import type { ChargeItem } from "./item.js";

export interface PastPlan {
  readonly plan: PlanDefinition;
  readonly isTrial: boolean;
}

/** A period that is over, and the versions of its plan that held in it. */
export interface PastPeriod {
  readonly subscriptionId: Id<"sub">;
  readonly startAt: Date;
  readonly isTrial: boolean;
  readonly planId: Id<"plan">;
  readonly planVersion: number;
  readonly lastPlanVersion: number;
}

/** Those of these subscriptions, in order. Periods are billing's, which comes after this room: reading them is handed in. */
export type ReadPastPeriods = (
  db: Db,
  subscriptions: readonly Pick<OpenSubscription, "customerId" | "id">[],
) => Promise<PastPeriod[]>;

/** An item that happened before the running period began. */
export interface Late {
  readonly item: ChargeItem;
  readonly subscription: OpenSubscription;
  readonly config: PlanConfig;
}

/** Where usage is counted: the start of its allowance period. Undefined before the first period has begun. */
export function countedStart(
  config: PlanConfig,
  subscription: OpenSubscription,
  occurredAt: Date,
): Date | undefined {
  const { startedAt, anchorAt, earlierAllowanceStarts, countedSince, priceId } = subscription;
  if (!anchorAt) return undefined;
  const interval = priceId ? (config.prices.get(priceId)?.billingInterval ?? null) : null;
  return countedFrom({ startedAt, anchorAt, earlierAllowanceStarts, countedSince }, interval, occurredAt);
}

/** What held for each; those are missing for which what holds now is to be taken. */
export async function readPastPlans(
  db: Db,
  late: readonly Late[],
  readPastPeriods: ReadPastPeriods,
): Promise<Map<ChargeItem, PastPlan>> {
  const subscriptions = [...new Set(late.map(({ subscription }) => subscription))];
  const periods = await readPastPeriods(db, subscriptions);
  const found = late.flatMap((one) => {
    const period = periodOf(one, periods);
    return period ? [{ ...one, period }] : [];
  });
  for (const config of new Set(found.map((one) => one.config))) {
    const own = found.filter((one) => one.config === config);
    await loadPinnedVersions(
      db,
      config,
      own.map(({ period }) => period),
    );
  }
  const plans = new Map<ChargeItem, PastPlan>();
  for (const { item, subscription, config, period } of found) {
    const pinned = { ...period, currency: subscription.currency };
    const plan = planInForceUntil(config, pinned, period.lastPlanVersion);
    // Where one plan deducts what the other counts, or in another unit, the plan of now decides.
    if (plan.consumptionModel === config.plans.get(subscription.planId)!.consumptionModel)
      plans.set(item, { plan, isTrial: period.isTrial });
  }
  return plans;
}

/**
 * The one whose counters hold it: so it is charged by the terms that its counter is billed at. What is deducted now is in no
 * counter, and belongs to the period it happened in, also where another plan has counted since.
 */
function periodOf(
  { config, subscription, item }: Late,
  periods: readonly PastPeriod[],
): PastPeriod | undefined {
  const isCounted = config.plans.get(subscription.planId)!.consumptionModel === "metered";
  const from = isCounted ? subscription : { ...subscription, countedSince: null };
  const start = countedStart(config, from, item.request.occurredAt);
  if (!start || start >= subscription.periodStart!) return undefined;
  return periods.findLast(
    ({ subscriptionId, startAt }) => subscriptionId === subscription.id && startAt <= start,
  );
}
