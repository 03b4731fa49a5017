/** Which price applied to which tokens of an event: the rules of the server, told for people. */
import type { Schemas } from "../../api/schemas";

type Event = Schemas["UsageEvent"];
type Prices = Omit<Schemas["ModelPrice"]["tiers"][number], "aboveTokens">;

export interface PricePart {
  readonly name: string;
  readonly tokens: number;
  /** Rate scale per million; undefined where the part has two. */
  readonly price: number | undefined;
  readonly cost: number;
}

/** Of the tier that the whole prompt falls into. */
export function pricesOf(price: Schemas["ModelPrice"], event: Event): Prices {
  const prompt =
    (event.inputTokens ?? 0) +
    (event.cacheReadTokens ?? 0) +
    (event.cacheWriteTokens ?? 0) +
    (event.cacheWrite1hTokens ?? 0);
  return price.tiers.filter((tier) => prompt > tier.aboveTokens).at(-1) ?? price;
}

export function partsOf(event: Event, cost: Schemas["Cost"], prices: Prices | undefined): PricePart[] {
  const oneHour = event.cacheWrite1hTokens ?? 0;
  const fiveMinutes = event.cacheWriteTokens ?? 0;
  const writePrice = prices && (prices.cacheWritePrice ?? prices.inputPrice);
  const hourPrice = prices && (prices.cacheWrite1hPrice ?? writePrice);
  const isOneWritePrice = oneHour === 0 || fiveMinutes === 0 || writePrice === hourPrice;
  const isOneOutputPrice = !event.reasoningTokens || prices?.reasoningPrice == null;
  return [
    { name: "Input", tokens: event.inputTokens ?? 0, price: prices?.inputPrice, cost: cost.inputCost ?? 0 },
    {
      name: "Output",
      tokens: event.outputTokens ?? 0,
      price: isOneOutputPrice ? prices?.outputPrice : undefined,
      cost: cost.outputCost ?? 0,
    },
    {
      name: "Cache read",
      tokens: event.cacheReadTokens ?? 0,
      price: prices && (prices.cacheReadPrice ?? prices.inputPrice),
      cost: cost.cacheReadCost ?? 0,
    },
    {
      name: "Cache write",
      tokens: fiveMinutes + oneHour,
      price: isOneWritePrice ? (fiveMinutes === 0 && oneHour > 0 ? hourPrice : writePrice) : undefined,
      cost: cost.cacheWriteCost ?? 0,
    },
  ];
}
