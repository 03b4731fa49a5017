/** The terms of a version, from the form they are stored in. */
import { type Id, idFromUuid, nanoUnitsFromNumeric } from "../platform/index.js";
import type { AmountsInCurrency, PlanTerms, PricedFeatureTerms, PriceTerms } from "./plan-config.js";
import type { StoredPlanTerms } from "./plan-version-store.js";

export const readPlanTerms = (stored: StoredPlanTerms): PlanTerms => ({
  blockOnExhaustion: stored.blockOnExhaustion,
  topupsSurviveReset: stored.topupsSurviveReset,
  currencies: mapOf(stored.currencies, nanoUnitsFromNumeric),
  prices: new Map(stored.prices.map((price) => [idFromUuid("price", price.id), priceOf(price)])),
  features: new Map(
    stored.features.map(({ featureId, ...terms }): [Id<"feat">, PricedFeatureTerms] => [
      idFromUuid("feat", featureId),
      {
        ...terms,
        includedQuantity: nanoUnitsFromNumeric(terms.includedQuantity),
        unitPriceNanos: bigintOrNull(terms.unitPriceNanos),
        creditsPerUnitNanos: bigintOrNull(terms.creditsPerUnitNanos),
        maxSeats: bigintOrNull(terms.maxSeats),
        currencies: mapOf(terms.currencies, BigInt),
      },
    ]),
  ),
});

const priceOf = (price: StoredPlanTerms["prices"][number]): PriceTerms => ({
  currency: price.currency,
  amountNanos: BigInt(price.amountNanos),
  includedBalanceNanos: bigintOrNull(price.includedBalanceNanos),
  includedCreditsNanos: bigintOrNull(price.includedCreditsNanos),
  currencies: mapOf(
    price.currencies,
    (own): AmountsInCurrency => ({
      amountNanos: BigInt(own.amountNanos),
      includedBalanceNanos: bigintOrNull(own.includedBalanceNanos),
    }),
  ),
});

const mapOf = <S, T>(record: Readonly<Record<string, S>>, read: (stored: S) => T): Map<string, T> =>
  new Map(Object.entries(record).map(([key, value]) => [key, read(value)]));

const bigintOrNull = (text: string | null): bigint | null => (text === null ? null : BigInt(text));
