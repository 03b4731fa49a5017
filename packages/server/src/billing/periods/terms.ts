/**
 * The terms that a period is billed at: those of the version of the plan it began with, and what is better for the
 * customer since. A period that is over keeps what held at its end.
 */
import {
  type ConsumptionModel,
  type PlanConfig,
  type PlanDefinition,
  type PlanFeatureTerms,
  planAtVersion,
  planInForce,
} from "../../plans/index.js";
import type { Id } from "../../platform/index.js";
import { includedNanosOf, type SubscriptionRow } from "../../subscriptions/index.js";

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

type OnPlan = Pick<SubscriptionRow, "planId" | "planVersion" | "priceId" | "currency">;

/** What the version says that the subscription's period begins with. */
export const pinnedTerms = (config: PlanConfig, row: OnPlan): PeriodTerms =>
  termsOf(config, planAtVersion(config, row), row);

/** What holds in a running period: by the same rule as usage is charged. */
export const termsInForce = (config: PlanConfig, row: OnPlan): PeriodTerms =>
  termsOf(config, planInForce(config, row), row);

function termsOf(config: PlanConfig, plan: PlanDefinition, { priceId }: OnPlan): PeriodTerms {
  const isMetered = plan.consumptionModel === "metered";
  return {
    planName: plan.name,
    consumptionModel: plan.consumptionModel,
    isFree: plan.isFree,
    priceNanos: priceId ? (plan.prices.get(priceId)?.amountNanos ?? 0n) : 0n,
    includedNanos: includedNanosOf(plan, priceId),
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
