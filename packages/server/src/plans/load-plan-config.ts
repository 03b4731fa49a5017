import { type Db, type Id, idFromUuid, nanoUnitsFromNumeric } from "../platform/index.js";
import type {
  FeatureConfig,
  PlanConfig,
  PlanDefinition,
  PlanFeatureTerms,
  PriceDefinition,
} from "./plan-config.js";
import { type PlanConfigRows, readPlanConfig } from "./store.js";

/**
 * The environment's features, plans and prices at one moment. To cache it under a config version, read the version
 * first: then what is cached is never older than what it is called.
 */
export async function loadPlanConfig(db: Db, environmentId: Id<"env">): Promise<PlanConfig> {
  const rows = await readPlanConfig(db, environmentId);
  const features = rows.features.map((row): FeatureConfig => ({ ...row, id: idFromUuid("feat", row.id) }));
  const terms = termsByPlan(rows);
  const plans = rows.plans.map(
    (row): PlanDefinition => ({
      ...row,
      id: idFromUuid("plan", row.id),
      planGroupId: row.planGroupId === null ? null : idFromUuid("pgr", row.planGroupId),
      features: terms.get(row.id) ?? new Map(),
    }),
  );
  const prices = rows.prices.map(priceOf);
  return {
    featuresByCode: new Map(
      features.filter(({ isDeleted }) => !isDeleted).map((feature) => [feature.code, feature]),
    ),
    features: new Map(features.map((feature) => [feature.id, feature])),
    plans: new Map(plans.map((plan) => [plan.id, plan])),
    prices: new Map(prices.map((price) => [price.id, price])),
  };
}

function termsByPlan(rows: PlanConfigRows): Map<string, Map<Id<"feat">, PlanFeatureTerms>> {
  const byPlan = new Map<string, Map<Id<"feat">, PlanFeatureTerms>>();
  for (const { planId, featureId, ...row } of rows.planFeatures) {
    const terms = byPlan.get(planId) ?? new Map<Id<"feat">, PlanFeatureTerms>();
    byPlan.set(planId, terms);
    terms.set(idFromUuid("feat", featureId), {
      ...row,
      includedQuantity: nanoUnitsFromNumeric(row.includedQuantity),
      unitPriceNanos: bigintOrNull(row.unitPriceNanos),
      creditsPerUnitNanos: bigintOrNull(row.creditsPerUnitNanos),
      maxSeats: bigintOrNull(row.maxSeats),
    });
  }
  return byPlan;
}

const priceOf = (row: PlanConfigRows["prices"][number]): PriceDefinition => ({
  ...row,
  id: idFromUuid("price", row.id),
  planId: idFromUuid("plan", row.planId),
  amountNanos: BigInt(row.amountNanos),
  includedBalanceNanos: bigintOrNull(row.includedBalanceNanos),
  includedCreditsNanos: bigintOrNull(row.includedCreditsNanos),
});

const bigintOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
