/**
 * A plan's terms in one currency. What has an amount of its own there has that; the rest is converted by the plan's
 * rate; what has neither is not part of the plan in that currency. Pure.
 */
import { NANO_UNITS_PER_UNIT, settledNanos } from "@farthing/contract";
import type { PlanTerms, PricedFeatureTerms, PriceTerms } from "./plan-config.js";

/** What the amounts of plans are in where nothing else is said. */
export const BASE_CURRENCY = "USD";

export function inCurrency(terms: PlanTerms, currency: string): PlanTerms {
  if ([...terms.prices.values()].some((price) => price.currency === currency)) return terms;
  if (currency === BASE_CURRENCY) return terms;
  const rate = terms.currencies.get(currency);
  return {
    ...terms,
    features: collect(terms.features, (feature) => featureIn(feature, currency, rate)),
    prices: collect(terms.prices, (price) => priceIn(price, currency, rate)),
  };
}

function featureIn(
  terms: PricedFeatureTerms,
  currency: string,
  rate: bigint | undefined,
): PricedFeatureTerms | undefined {
  if (terms.unitPriceNanos === null) return terms;
  const own = terms.currencies.get(currency);
  if (own !== undefined) return { ...terms, unitPriceNanos: own };
  return rate === undefined ? undefined : { ...terms, unitPriceNanos: converted(terms.unitPriceNanos, rate) };
}

/** A price that can be paid: whole minor units of the currency. */
function priceIn(price: PriceTerms, currency: string, rate: bigint | undefined): PriceTerms | undefined {
  const own = price.currencies.get(currency);
  if (!own && rate === undefined) return undefined;
  const amountNanos = own?.amountNanos ?? settledNanos(converted(price.amountNanos, rate!), currency);
  return { ...price, currency, amountNanos, includedBalanceNanos: includedIn(price, currency, rate) };
}

/** Null where a price of its own says nothing of what is included, and there is no rate to convert by. */
function includedIn(price: PriceTerms, currency: string, rate: bigint | undefined): bigint | null {
  const own = price.currencies.get(currency)?.includedBalanceNanos ?? null;
  if (own !== null || price.includedBalanceNanos === null || rate === undefined) return own;
  return converted(price.includedBalanceNanos, rate);
}

/** Half up to a nano. @param rate nanos of the currency's unit for one of the base */
const converted = (nanos: bigint, rate: bigint): bigint =>
  (2n * nanos * rate + NANO_UNITS_PER_UNIT) / (2n * NANO_UNITS_PER_UNIT);

function collect<K, V>(map: ReadonlyMap<K, V>, change: (value: V) => V | undefined): Map<K, V> {
  const changed = new Map<K, V>();
  for (const [key, value] of map) {
    const now = change(value);
    if (now !== undefined) changed.set(key, now);
  }
  return changed;
}
