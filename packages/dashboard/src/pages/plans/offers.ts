/** What a plan can be had for, in each currency that it is sold in. */
import type { Schemas } from "../../api/schemas";

type Plan = Pick<Schemas["Plan"], "prices" | "regional">;
type PlanPrice = Schemas["PlanPrice"];

/** What a plan's own prices are in. */
const BASE_CURRENCY = "USD";

interface Offer extends Pick<PlanPrice, "billingInterval" | "isDefault" | "trialDays"> {
  readonly priceId: string;
  /** Settlement scale, of the currency. */
  readonly price: number;
}

export const currenciesOf = (plan: Pick<Plan, "regional">): string[] => [
  BASE_CURRENCY,
  ...plan.regional.map(({ currency }) => currency),
];

/** Empty where it is not sold in that currency, or costs nothing. */
export function offersIn(plan: Plan, currency: string): Offer[] {
  const amounts =
    currency === BASE_CURRENCY
      ? new Map(plan.prices.map(({ id, price }) => [id, price]))
      : new Map(
          plan.regional
            .find((region) => region.currency === currency)
            ?.prices.map(({ priceId, price }) => [priceId, price]),
        );
  return plan.prices.flatMap(({ id, billingInterval, isDefault, trialDays }) => {
    const price = amounts.get(id);
    return price === undefined ? [] : [{ priceId: id, billingInterval, isDefault, trialDays, price }];
  });
}

/** What is taken where none is chosen. */
export const usualOffer = <O extends { readonly isDefault: boolean }>(offers: readonly O[]): O | undefined =>
  offers.find(({ isDefault }) => isDefault) ?? offers[0];
