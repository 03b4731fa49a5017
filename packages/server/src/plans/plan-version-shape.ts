/** A version of a plan as the API shows it. */
import {
  type PlanVersion,
  quantityFromNanoUnits,
  rateFromNanos,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import type { Caller, Id } from "../platform/index.js";
import type { PlanConfig } from "./plan-config.js";
import type { PlanVersionRow } from "./plan-version-store.js";
import { readPlanTerms } from "./read-plan-terms.js";
import { inEveryCurrency } from "./regional-pricing.js";
import { planFeatureShape } from "./shapes.js";

const orNull = (nanos: bigint | null, show: (nanos: bigint) => number): number | null =>
  nanos === null ? null : show(nanos);

/** @param config with the names of features, and the intervals of prices */
export function planVersionShape(
  { planId, version, terms: stored, createdAt }: PlanVersionRow,
  config: PlanConfig,
  caller: Caller,
): Omit<z.input<typeof PlanVersion>, "subscriptions"> {
  const terms = readPlanTerms(stored);
  const sold = [...terms.prices].filter(([id]) => isThere(config, id));
  return {
    object: "plan_version",
    livemode: caller.livemode,
    planId,
    version,
    isCurrent: config.plans.get(planId)?.version === version,
    blockOnExhaustion: terms.blockOnExhaustion,
    topupsSurviveReset: terms.topupsSurviveReset,
    prices: sold.map(([id, price]) => ({
      priceId: id,
      billingInterval: config.prices.get(id)!.billingInterval,
      price: settlementFromNanos(price.amountNanos, price.currency),
      currency: price.currency,
      includedBalance: orNull(price.includedBalanceNanos, rateFromNanos),
      includedCredits: orNull(price.includedCreditsNanos, quantityFromNanoUnits),
      isDeleted: config.prices.get(id)!.isDeleted,
    })),
    features: [...terms.features].map(([id, feature]) =>
      planFeatureShape({ terms: { ...feature, planId }, feature: config.features.get(id)! }, caller),
    ),
    regional: inEveryCurrency(terms, new Set(sold.map(([id]) => id))),
    createdAt: createdAt.toISOString(),
  };
}

/** A page that is read beside a change may name a price that the picture of the catalog is older than. */
const isThere = ({ prices }: PlanConfig, id: Id<"price">): boolean => prices.has(id);
