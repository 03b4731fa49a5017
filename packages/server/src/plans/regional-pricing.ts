/** What plans cost in currencies beside US dollars, as the API shows it. */
import {
  type PlanInCurrency,
  quantityFromNanoUnits,
  rateFromNanos,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import type { Db, Id } from "../platform/index.js";
import type { PlanTerms } from "./plan-config.js";
import { inCurrency } from "./plan-in-currency.js";
import { readCurrentVersions } from "./plan-version-store.js";
import { readPlanTerms } from "./read-plan-terms.js";

type Shape = z.input<typeof PlanInCurrency>;

export async function currentTermsOf(db: Db, planId: Id<"plan">): Promise<PlanTerms> {
  const [version] = await readCurrentVersions(db, [planId]);
  return readPlanTerms(version!.terms);
}

/** @param prices those that can be taken: deleted ones are left out */
export function inEveryCurrency(terms: PlanTerms, prices: ReadonlySet<Id<"price">>): Shape[] {
  const currencies = new Set(terms.currencies.keys());
  for (const [id, price] of terms.prices)
    if (prices.has(id)) for (const currency of price.currencies.keys()) currencies.add(currency);
  return [...currencies].sort().map((currency) => inOneCurrency(terms, prices, currency));
}

export function inOneCurrency(terms: PlanTerms, prices: ReadonlySet<Id<"price">>, currency: string): Shape {
  const there = inCurrency(terms, currency);
  const rate = terms.currencies.get(currency);
  return {
    currency,
    exchangeRate: rate === undefined ? null : quantityFromNanoUnits(rate),
    prices: [...there.prices]
      .filter(([id]) => prices.has(id))
      .map(([id, price]) => ({
        priceId: id,
        price: settlementFromNanos(price.amountNanos, currency),
        includedBalance:
          price.includedBalanceNanos === null ? null : rateFromNanos(price.includedBalanceNanos),
        isConverted: !price.currencies.has(currency),
      })),
    features: [...there.features]
      .filter(([, { unitPriceNanos }]) => unitPriceNanos !== null)
      .map(([id, feature]) => ({
        featureId: id,
        overageUnitPrice: rateFromNanos(feature.unitPriceNanos!),
        isConverted: !feature.currencies.has(currency),
      })),
  };
}
