/**
 * The terms that a period is billed at, pinned when it begins: later changes to the plan do not reach back into it.
 * What is better for the customer holds at once: more that is included, and features that were added.
 */
import type { ConsumptionModel, PlanConfig, PlanFeatureTerms } from "../../plans/index.js";
import type { Id } from "../../platform/index.js";
import type { SubscriptionRow } from "../../subscriptions/index.js";

export interface FeatureTerms {
  /** Nano-units, in each allowance period. */
  readonly includedNanoUnits: bigint;
  /** Nanos per unit beyond what is included; null where nothing beyond it is sold. */
  readonly overageNanos: bigint | null;
}

export interface PeriodTerms {
  readonly planName: string;
  readonly consumptionModel: ConsumptionModel;
  readonly isFree: boolean;
  /** For the whole period, in advance. */
  readonly priceNanos: bigint;
  /** Balance or credits that are given at each reset, in nanos. */
  readonly includedNanos: bigint;
  readonly features: ReadonlyMap<Id<"feat">, FeatureTerms>;
}

/** As in the database: amounts are decimal text of nanos, quantities of nano-units. */
export interface StoredTerms extends Omit<PeriodTerms, "priceNanos" | "includedNanos" | "features"> {
  readonly priceNanos: string;
  readonly includedNanos: string;
  readonly features: Readonly<Record<string, { includedNanoUnits: string; overageNanos: string | null }>>;
}

type OnPlan = Pick<SubscriptionRow, "planId" | "priceId">;

/** What the plan says now. */
export function currentTerms(config: PlanConfig, { planId, priceId }: OnPlan): PeriodTerms {
  const plan = config.plans.get(planId)!;
  const price = priceId ? config.prices.get(priceId) : undefined;
  const included = {
    balance: price?.includedBalanceNanos,
    credits: price?.includedCreditsNanos,
    metered: undefined,
  }[plan.consumptionModel];
  const isMetered = plan.consumptionModel === "metered";
  return {
    planName: plan.name,
    consumptionModel: plan.consumptionModel,
    isFree: plan.isFree,
    priceNanos: price?.amountNanos ?? 0n,
    includedNanos: included ?? 0n,
    features: new Map(
      [...plan.features]
        .filter(([id]) => isMetered && config.features.get(id)?.type === "metered")
        .map(([id, terms]) => [id, featureTerms(terms)]),
    ),
  };
}

const featureTerms = ({ includedQuantity, overageEnabled, unlimited, unitPriceNanos }: PlanFeatureTerms) => ({
  includedNanoUnits: includedQuantity,
  overageNanos: overageEnabled && !unlimited ? unitPriceNanos : null,
});

/** What holds in a running period that began at `pinned`, while the plan says `current`. */
export function termsInForce(pinned: PeriodTerms, current: PeriodTerms): PeriodTerms {
  const features = new Map(current.features);
  for (const [id, terms] of pinned.features) {
    const now = current.features.get(id);
    features.set(
      id,
      now ? { ...terms, includedNanoUnits: greater(terms.includedNanoUnits, now.includedNanoUnits) } : terms,
    );
  }
  return { ...pinned, includedNanos: greater(pinned.includedNanos, current.includedNanos), features };
}

const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);

export const storedTerms = ({ priceNanos, includedNanos, features, ...rest }: PeriodTerms): StoredTerms => ({
  ...rest,
  priceNanos: priceNanos.toString(),
  includedNanos: includedNanos.toString(),
  features: Object.fromEntries(
    [...features].map(([id, terms]) => [
      id,
      {
        includedNanoUnits: terms.includedNanoUnits.toString(),
        overageNanos: terms.overageNanos?.toString() ?? null,
      },
    ]),
  ),
});

export const readTerms = ({ priceNanos, includedNanos, features, ...rest }: StoredTerms): PeriodTerms => ({
  ...rest,
  priceNanos: BigInt(priceNanos),
  includedNanos: BigInt(includedNanos),
  features: new Map(
    Object.entries(features).map(([id, terms]) => [
      id as Id<"feat">,
      {
        includedNanoUnits: BigInt(terms.includedNanoUnits),
        overageNanos: terms.overageNanos === null ? null : BigInt(terms.overageNanos),
      },
    ]),
  ),
});
