import { type Db, type Id, idFromUuid, timeFrom } from "../platform/index.js";
import type { ExchangeRates, RateFrom } from "./exchange-rate.js";
import {
  type FeatureConfig,
  type PinnedPlan,
  type PlanConfig,
  type PlanDefinition,
  type PlanTerms,
  type PriceDefinition,
  planVersionKey,
} from "./plan-config.js";
import { readPlanVersions, type VersionRange } from "./plan-version-store.js";
import { readPlanTerms } from "./read-plan-terms.js";
import { type PlanConfigRows, readPlanConfig } from "./store.js";

/**
 * The environment's features, plans and prices at one moment. To cache it under a config version, read the version
 * first: then what is cached is never older than what it is called.
 */
export async function loadPlanConfig(db: Db, environmentId: Id<"env">): Promise<PlanConfig> {
  const rows = await readPlanConfig(db, environmentId);
  const features = rows.features.map((row): FeatureConfig => ({ ...row, id: idFromUuid("feat", row.id) }));
  const plans = rows.plans.map(
    ({ terms, ...row }): PlanDefinition => ({
      ...row,
      ...readPlanTerms(terms),
      id: idFromUuid("plan", row.id),
      planGroupId: row.planGroupId === null ? null : idFromUuid("pgr", row.planGroupId),
      migrateTo: row.migrateTo === null ? null : idFromUuid("plan", row.migrateTo),
      versionSince: timeFrom(row.versionSince),
    }),
  );
  const byId = new Map(plans.map((plan) => [plan.id, plan]));
  const prices = rows.prices.map((row): PriceDefinition => {
    const id = idFromUuid("price", row.id);
    const planId = idFromUuid("plan", row.planId);
    return { ...byId.get(planId)!.prices.get(id)!, ...row, id, planId };
  });
  return {
    featuresByCode: new Map(
      features.filter(({ isDeleted }) => !isDeleted).map((feature) => [feature.code, feature]),
    ),
    features: new Map(features.map((feature) => [feature.id, feature])),
    plans: byId,
    prices: new Map(prices.map((price) => [price.id, price])),
    versions: new Map(),
    exchangeRates: ratesByCurrency(rows.exchangeRates),
  };
}

function ratesByCurrency(rows: PlanConfigRows["exchangeRates"]): ExchangeRates {
  const rates = new Map<string, RateFrom[]>();
  for (const { currency, rateNanos, effectiveFrom } of rows) {
    const of = rates.get(currency) ?? [];
    of.push({ rateNanos: BigInt(rateNanos), effectiveFrom: timeFrom(effectiveFrom) });
    rates.set(currency, of);
  }
  return rates;
}

/**
 * Adds the versions that these subscriptions pin to the picture, with all that came after them, where they are neither
 * current nor known. A version never changes, so what was once read stays right; mostly there is nothing to read.
 */
export async function loadPinnedVersions(
  db: Db,
  config: PlanConfig,
  pinned: readonly Omit<PinnedPlan, "currency">[],
): Promise<void> {
  const missing = new Map<Id<"plan">, VersionRange>();
  for (const one of pinned) {
    const current = config.plans.get(one.planId)?.version;
    if (current === one.planVersion || config.versions.has(planVersionKey(one))) continue;
    missing.set(one.planId, withVersion(missing.get(one.planId), one, current ?? one.planVersion));
  }
  if (missing.size === 0) return;
  const versions = config.versions as Map<string, PlanTerms>;
  for (const row of await readPlanVersions(db, [...missing.values()]))
    versions.set(planVersionKey({ planId: row.planId, planVersion: row.version }), readPlanTerms(row.terms));
}

/** Up to the current one: whatever is known is known with all that came after it. */
const withVersion = (
  range: VersionRange | undefined,
  { planId, planVersion }: Omit<PinnedPlan, "currency">,
  current: number,
): VersionRange => ({
  planId,
  from: Math.min(range?.from ?? planVersion, planVersion),
  to: Math.max(range?.to ?? current - 1, planVersion),
});
