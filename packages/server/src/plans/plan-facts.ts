/**
 * All that a plan says, fact by fact, so that what it says before and after an edit can be laid side by side. Amounts
 * are said once in each currency the plan is sold in, also those that are converted. Pure.
 */
import {
  type PlanEditChange,
  quantityFromNanoUnits,
  rateFromNanos,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import type { Id } from "../platform/index.js";
import type { FeatureConfig, PlanTerms, PricedFeatureTerms, PriceTerms } from "./plan-config.js";
import { BASE_CURRENCY, inCurrency } from "./plan-in-currency.js";

type Change = z.input<typeof PlanEditChange>;
type FactField = Change["field"];
type FactValue = Change["from"];

export interface Fact {
  readonly of: Change["of"];
  readonly field: FactField;
  readonly priceId: Id<"price"> | null;
  readonly featureId: Id<"feat"> | null;
  /** What it is in; null for what is no amount. */
  readonly currency: string | null;
  /** Exact, for comparing: two amounts that a JSON number takes for one are two. */
  readonly exact: bigint | FactValue;
  /** As the API shows it. */
  readonly value: FactValue;
}

/** By what it is of. */
export type Facts = ReadonlyMap<string, Fact>;

export const isSame = (a: Fact | undefined, b: Fact | undefined): boolean =>
  (a?.exact ?? null) === (b?.exact ?? null);

/** @param features tells which are seats */
export function factsOf(terms: PlanTerms, features: ReadonlyMap<Id<"feat">, FeatureConfig>): Facts {
  const facts: Fact[] = [
    ...ofPlan(terms),
    ...[...terms.prices].flatMap(([id, price]) => ofPrice(id, price)),
    ...[...terms.features].flatMap(([id, feature]) => ofFeature(id, feature, features.get(id)!)),
  ];
  for (const currency of currenciesOf(terms)) facts.push(...amountsOf(inCurrency(terms, currency), currency));
  return byKey(facts);
}

/** What holds for one subscription: terms that are in its currency already. */
export function factsInForce(
  terms: PlanTerms,
  currency: string,
  features: ReadonlyMap<Id<"feat">, FeatureConfig>,
): Facts {
  return byKey([
    ...ofPlan(terms),
    ...[...terms.prices].flatMap(([id, price]) => ofPrice(id, price)),
    ...[...terms.features].flatMap(([id, feature]) => ofFeature(id, feature, features.get(id)!)),
    ...amountsOf(terms, currency),
  ]);
}

export const keyOf = ({ of, priceId, featureId, field, currency }: Omit<Fact, "exact" | "value">): string =>
  [of, priceId ?? featureId ?? "", field, currency ?? ""].join(" ");

const byKey = (facts: readonly Fact[]): Facts => new Map(facts.map((fact) => [keyOf(fact), fact]));

function currenciesOf({ currencies, prices, features }: PlanTerms): Set<string> {
  const own = [...prices.values(), ...features.values()].flatMap((one) => [...one.currencies.keys()]);
  return new Set([BASE_CURRENCY, ...currencies.keys(), ...own]);
}

const NOTHING = { priceId: null, featureId: null, currency: null } as const;

export const planFact = (field: FactField, value: FactValue): Fact => ({
  ...NOTHING,
  of: "plan",
  field,
  exact: value,
  value,
});

export const priceFact = (priceId: Id<"price">, field: FactField, value: FactValue): Fact => ({
  ...NOTHING,
  of: "price",
  priceId,
  field,
  exact: value,
  value,
});

const ofPlan = ({ blockOnExhaustion, topupsSurviveReset, currencies }: PlanTerms): Fact[] => [
  planFact("blockOnExhaustion", blockOnExhaustion),
  planFact("topupsSurviveReset", topupsSurviveReset),
  ...[...currencies].map(([currency, rate]) => ({
    ...planFact("exchangeRate", quantityFromNanoUnits(rate)),
    currency,
    exact: rate,
  })),
];

function ofPrice(id: Id<"price">, { includedCreditsNanos }: PriceTerms): Fact[] {
  if (includedCreditsNanos === null) return [];
  const shown = quantityFromNanoUnits(includedCreditsNanos);
  return [{ ...priceFact(id, "includedCredits", shown), exact: includedCreditsNanos }];
}

function ofFeature(featureId: Id<"feat">, terms: PricedFeatureTerms, { type }: FeatureConfig): Fact[] {
  const fact = (field: FactField, exact: Fact["exact"], value = exact as FactValue): Fact => ({
    ...NOTHING,
    of: "feature",
    featureId,
    field,
    exact,
    value,
  });
  const quantity = (field: FactField, nanoUnits: bigint | null): Fact =>
    fact(field, nanoUnits, nanoUnits === null ? null : quantityFromNanoUnits(nanoUnits));
  const all = [
    fact("isInPlan", true),
    fact("enabled", terms.enabled),
    fact("pricingMode", terms.pricingMode),
    quantity("includedAmount", terms.includedQuantity),
    fact("unlimited", terms.unlimited),
    fact("overageEnabled", terms.overageEnabled),
    quantity("creditsPerUnit", terms.creditsPerUnitNanos),
    fact("margin", terms.marginBasisPoints),
    ...(terms.pricingMode === "ai_model" ? [fact("rounding", terms.rounding)] : []),
    ...(type === "seats" ? [fact("seatBilling", terms.seatBilling)] : []),
    fact("maxSeats", terms.maxSeats, terms.maxSeats === null ? null : Number(terms.maxSeats)),
  ];
  return all.filter(({ exact }) => exact !== null);
}

/** What is money. @param terms in the currency */
function amountsOf({ prices, features }: PlanTerms, currency: string): Fact[] {
  return [
    ...[...prices].flatMap(([id, { amountNanos, includedBalanceNanos }]) => [
      { ...priceFact(id, "price", settlementFromNanos(amountNanos, currency)), currency, exact: amountNanos },
      ...(includedBalanceNanos === null
        ? []
        : [
            {
              ...priceFact(id, "includedBalance", rateFromNanos(includedBalanceNanos)),
              currency,
              exact: includedBalanceNanos,
            },
          ]),
    ]),
    ...[...features].flatMap(([featureId, { unitPriceNanos }]): Fact[] =>
      unitPriceNanos === null
        ? []
        : [
            {
              ...NOTHING,
              of: "feature",
              featureId,
              field: "overageUnitPrice",
              currency,
              exact: unitPriceNanos,
              value: rateFromNanos(unitPriceNanos),
            },
          ],
    ),
  ];
}
