/**
 * What holds for a subscription whose period began with one version of a plan, while the plan's current one is
 * another: the better of both, item by item. The one rule, for charging and for invoices alike. Pure.
 *
 * Better for the customer holds at once: more that is included, a feature that was added or enabled, fewer credits per
 * unit, more balance or credits, top-ups that survive, more seats that are possible. All else holds from the renewal on: prices, whether and at what
 * price there is overage, margin and rounding, less that is included, features that were removed or disabled, blocking.
 */

import type { Id } from "../platform/index.js";
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
 * @throws Error where the version was not loaded by `loadPinnedVersions`
 */
export function planInForce(config: PlanConfig, pinned: PinnedPlan): PlanDefinition {
  const current = config.plans.get(pinned.planId)!;
  if (pinned.planVersion === current.version && pinned.currency === BASE_CURRENCY) return current;
  const all = known.get(config) ?? new Map<string, PlanDefinition>();
  known.set(config, all);
  const key = `${planVersionKey(pinned)} ${pinned.currency}`;
  const found = all.get(key);
  if (found) return found;
  const was = inCurrency(versionOf(config, pinned), pinned.currency);
  const areSeats = (id: Id<"feat">) => config.features.get(id)?.type === "seats";
  const plan = { ...current, ...better(was, inCurrency(current, pinned.currency), areSeats) };
  all.set(key, plan);
  return plan;
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

/** What holds while the plan says `current` in a period that began at `pinned`; both in one currency. */
function better(pinned: PlanTerms, current: PlanTerms, areSeats: (id: Id<"feat">) => boolean): PlanTerms {
  if (pinned === current) return pinned;
  const features = new Map(current.features);
  for (const [id, was] of pinned.features) {
    const now = current.features.get(id);
    // What gave nothing when the period began counts as added, at the terms it was added with.
    if (!was.enabled && now?.enabled) continue;
    if (!was.enabled && !now) features.delete(id);
    else if (now?.enabled) features.set(id, areSeats(id) ? betterSeats(was, now) : betterFeature(was, now));
    else features.set(id, was);
  }
  const prices = new Map(current.prices);
  for (const [id, was] of pinned.prices) {
    const now = current.prices.get(id);
    prices.set(id, now ? betterPrice(was, now) : was);
  }
  return {
    blockOnExhaustion: pinned.blockOnExhaustion,
    topupsSurviveReset: pinned.topupsSurviveReset || current.topupsSurviveReset,
    currencies: pinned.currencies,
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
    includedQuantity: greater(was.includedQuantity, now.includedQuantity),
    creditsPerUnitNanos,
  };
}

/** More seats that are included or possible hold at once, also by a first price; a price that was there stays. */
function betterSeats(was: PricedFeatureTerms, now: PricedFeatureTerms): PricedFeatureTerms {
  const { overageEnabled, unitPriceNanos, currencies } = was.overageEnabled ? was : now;
  return {
    ...was,
    includedQuantity: greater(was.includedQuantity, now.includedQuantity),
    unlimited: was.unlimited || now.unlimited,
    overageEnabled,
    unitPriceNanos,
    currencies,
    maxSeats: was.maxSeats === null || now.maxSeats === null ? null : greater(was.maxSeats, now.maxSeats),
  };
}

const UNLIMITED = { unlimited: true, includedQuantity: 0n, overageEnabled: false } as const;

const betterPrice = (was: PriceTerms, now: PriceTerms): PriceTerms => ({
  ...was,
  includedBalanceNanos: greatestOf(was.includedBalanceNanos, now.includedBalanceNanos),
  includedCreditsNanos: greatestOf(was.includedCreditsNanos, now.includedCreditsNanos),
});

const greater = (a: bigint, b: bigint): bigint => (a > b ? a : b);
const greatestOf = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null || b === null ? (a ?? b) : greater(a, b);
/** Null on both sides, or on none: what credits plans take is always said. */
const leastOf = (a: bigint | null, b: bigint | null): bigint | null =>
  a === null || b === null ? (a ?? b) : a < b ? a : b;
