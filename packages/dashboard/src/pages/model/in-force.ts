/** Which of a model's prices holds when: one of the operator's own wins over the catalog's, until it is ended. */
import type { Schemas } from "../../api/schemas";

export type Price = Schemas["ModelPrice"];

/** What ends an own price is the operator's too, and is none itself. */
const isCatalogs = ({ override, endsOverride }: Price): boolean => !override && !endsOverride;

/** Of prices that stand newest first, as the server gives them. */
function inForce(prices: readonly Price[], at: string): Price | undefined {
  const begun = prices.filter(({ effectiveFrom }) => effectiveFrom <= at);
  const own = begun.find((price) => !isCatalogs(price));
  return own && !own.endsOverride ? own : begun.find(isCatalogs);
}

/** Oldest first: when what is in force changed, and to which price. */
export function changesOf(prices: readonly Price[]): { readonly at: string; readonly price: Price }[] {
  const times = [...new Set(prices.map(({ effectiveFrom }) => effectiveFrom))].sort();
  const steps = times.flatMap((at) => {
    const price = inForce(prices, at);
    return price ? [{ at, price }] : [];
  });
  return steps.filter(({ price }, n) => price !== steps[n - 1]?.price);
}

/** The catalog's price that would hold if there were no own one; undefined where the catalog has none. */
export const catalogPrice = (prices: readonly Price[], at: string): Price | undefined =>
  prices.find((price) => isCatalogs(price) && price.effectiveFrom <= at);

/** Own prices that are dated later than the one in force, the next one first. */
export const ownAfter = (prices: readonly Price[], { effectiveFrom }: Price): Price[] =>
  prices.filter((price) => price.override && price.effectiveFrom > effectiveFrom).reverse();
