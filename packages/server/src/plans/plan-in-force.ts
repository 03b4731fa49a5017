/**
 * What holds for a subscription whose period began with one version of a plan, while the plan's current one is
 * another: the best of all from the one to the other, item by item, since what once held is not taken away before the
 * renewal. The one rule, for charging and for invoices alike. Pure.
 *
 * Better for the customer holds at once: more that is included, a feature that was added or enabled, fewer credits per
 * unit, more balance or credits, top-ups that survive, more seats that are possible. All else holds from the renewal on: prices, whether and at what
 * price there is overage, margin and rounding, less that is included, features that were removed or disabled, blocking.
 */

import { greatest, type Id, least } from "../platform/index.js";
import {
  type PinnedPlan,
  type PlanConfig,
  type PlanDefinition,
  type PlanTerms,
  type PricedFeatureTerms,
  type PriceTerms,
  planVersionKey,
} from "./plan-config.js";
import { BASE_CURRENCY, inCurrency } from "./plan-in-currency.js";

const known = new WeakMap<PlanConfig, Map<string, PlanDefinition>>();

/**
 * The plan as it holds for a subscription, in its currency: what is per unit or included is what counts for it.
 * Worked out once for each version, currency and picture of the catalog.
 * @throws Error where the version, or one after it, was not loaded by `loadPinnedVersions`
 */
export function planInForce(config: PlanConfig, pinned: PinnedPlan): PlanDefinition {
  const current = config.plans.get(pinned.planId)!;
  if (pinned.planVersion === current.version && pinned.currency === BASE_CURRENCY) return current;
  const key = `${planVersionKey(pinned)} ${pinned.currency}`;
  return remembered(config, key, () => ({ ...current, ...bestSince(config, pinned, current.version) }));
}

/**
 * As {@link planInForce}, of a period that is over: what came after `lastVersion` never held in it.
 * @throws as {@link planInForce}
 */
export function planInForceUntil(
  config: PlanConfig,
  pinned: PinnedPlan,
  lastVersion: number,
): PlanDefinition {
  const current = config.plans.get(pinned.planId)!;
  const key = `${planVersionKey(pinned)} ${pinned.currency} ${lastVersion}`;
  return remembered(config, key, () => ({ ...current, ...bestSince(config, pinned, lastVersion) }));
}

function remembered(config: PlanConfig, key: string, workOut: () => PlanDefinition): PlanDefinition {
  const all = known.get(config) ?? new Map<string, PlanDefinition>();
  known.set(config, all);
  const plan = all.get(key) ?? workOut();
  all.set(key, plan);
  return plan;
}

/** A period can have begun with a newer version than this picture of the catalog knows of: then with that alone. */
function bestSince(config: PlanConfig, pinned: PinnedPlan, newest: number): PlanTerms {
  const areSeats = (id: Id<"feat">) => config.features.get(id)?.type === "seats";
  const termsOf = (planVersion: number) =>
    inCurrency(versionOf(config, { ...pinned, planVersion }), pinned.currency);
  let best = termsOf(pinned.planVersion);
  for (let version = pinned.planVersion + 1; version <= newest; version++)
    best = better(best, termsOf(version), areSeats);
  return best;
}

/** The terms of a version alone, in a currency. @throws as {@link planInForce} */
export const planAtVersion = (config: PlanConfig, pinned: PinnedPlan): PlanDefinition => ({
  ...config.plans.get(pinned.planId)!,
  ...inCurrency(versionOf(config, pinned), pinned.currency),
});

function versionOf(config: PlanConfig, pinned: PinnedPlan): PlanTerms {
  const current = config.plans.get(pinned.planId)!;
  if (pinned.planVersion === current.version) return current;
  const terms = config.versions.get(planVersionKey(pinned));
  if (!terms) throw new Error(`version ${pinned.planVersion} of plan ${pinned.planId} is not loaded`);
  return terms;
}

/** What holds of a period once the plan says `next`, where `held` was in force before; both in one currency. */
function better(held: PlanTerms, next: PlanTerms, areSeats: (id: Id<"feat">) => boolean): PlanTerms {
  const features = new Map(next.features);
  for (const [id, was] of held.features) {
    const now = next.features.get(id);
    // What gave nothing so far counts as added, at the terms it was added with.
    if (!was.enabled && now?.enabled) continue;
    if (!was.enabled && !now) features.delete(id);
    else if (now?.enabled) features.set(id, areSeats(id) ? betterSeats(was, now) : betterFeature(was, now));
    else features.set(id, was);
  }
  const prices = new Map(next.prices);
  for (const [id, was] of held.prices) {
    const now = next.prices.get(id);
    prices.set(id, now ? betterPrice(was, now) : was);
  }
  return {
    blockOnExhaustion: held.blockOnExhaustion,
    topupsSurviveReset: held.topupsSurviveReset || next.topupsSurviveReset,
    currencies: held.currencies,
    features,
    prices,
  };
}

function betterFeature(was: PricedFeatureTerms, now: PricedFeatureTerms): PricedFeatureTerms {
  // Taken out of the plan and put in again to be priced in another way: that is no item that could be compared.
  if (was.pricingMode !== now.pricingMode) return was;
  if (was.unlimited) return was;
  const creditsPerUnitNanos = leastOf(was.creditsPerUnitNanos, now.creditsPerUnitNanos);
  if (now.unlimited) return { ...was, ...UNLIMITED, creditsPerUnitNanos };
  return {
    ...was,
    includedQuantity: greatest(was.includedQuantity, now.includedQuantity),
    creditsPerUnitNanos,
  };
}

/** More seats that are included or possible hold at once, also by a first price; a price that was there stays. */
function betterSeats(was: PricedFeatureTerms, now: PricedFeatureTerms): PricedFeatureTerms {
  const { overageEnabled, unitPriceNanos, currencies } = was.overageEnabled ? was : now;
  return {
    ...was,
    includedQuantity: greatest(was.includedQuantity, now.includedQuantity),
    unlimited: was.unlimited || now.unlimited,
    overageEnabled,
    unitPriceNanos,
    currencies,
    maxSeats: was.maxSeats === null || now.maxSeats === null ? null : greatest(was.maxSeats, now.maxSeats),
  };
}

const UNLIMITED = { unlimited: true, includedQuantity: 0n, overageEnabled: false } as const;

const betterPrice = (was: PriceTerms, now: PriceTerms): PriceTerms => ({
  ...was,
  includedBalanceNanos: greatestOf(was.includedBalanceNanos, now.includedBalanceNanos),
  includedCreditsNanos: greatestOf(was.includedCreditsNanos, now.includedCreditsNanos),
});

const greatestOf = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null || b === null ? (a ?? b) : greatest(a, b);
/** Null on both sides, or on none: what credits plans take is always said. */
const leastOf = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null || b === null ? (a ?? b) : least(a, b);
