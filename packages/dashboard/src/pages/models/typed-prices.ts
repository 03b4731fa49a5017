/** What a million tokens cost, as it is typed: all of a model's prices, and those of its tiers. */
import type { Schemas } from "../../api/schemas";
import { rateFromTyped, typedFromRate } from "../../money/money";
import { FieldError } from "../../parts/form";

/** As they are shown, with what holds where one is left empty. */
export const PRICES = [
  ["inputPrice", "Input", undefined],
  ["outputPrice", "Output", "0"],
  ["cacheReadPrice", "Cache read", "as input"],
  ["cacheWritePrice", "Cache write, 5 minutes", "as input"],
  ["cacheWrite1hPrice", "Cache write, 1 hour", "as for 5 minutes"],
  ["reasoningPrice", "Reasoning", "as output"],
] as const;
type Name = (typeof PRICES)[number][0];
type Typed = Readonly<Partial<Record<Name, string>>>;

export interface TypedTier {
  /** Tells it from the others while they come and go. */
  readonly key: number;
  readonly aboveTokens: string;
  readonly prices: Typed;
}

export interface TypedPrices {
  readonly prices: Typed;
  readonly tiers: readonly TypedTier[];
}

type Tier = Schemas["CreateModelPriceTier"];
type Sent = Pick<Schemas["CreateModelPrice"], Name | "tiers">;

export const NO_PRICES: TypedPrices = { prices: {}, tiers: [] };

let tiersMade = 0;
export const newTier = (aboveTokens = "", prices: Typed = {}): TypedTier => ({
  key: ++tiersMade,
  aboveTokens,
  prices,
});

/** A price that is there, to be changed. */
export const typedOf = (price: Schemas["ModelPrice"]): TypedPrices => ({
  prices: typedFrom(price),
  tiers: price.tiers.map((tier) => newTier(String(tier.aboveTokens), typedFrom(tier))),
});

const typedFrom = (price: Readonly<Record<Name, number | null>>): Typed =>
  Object.fromEntries(
    PRICES.flatMap(([name]) => {
      const rate = price[name];
      return rate === null ? [] : [[name, typedFromRate(rate)]];
    }),
  );

/** As the server names the fields of a tier. */
export const tierField = (index: number, name: string): string => `tiers[${index}].${name}`;

/** @param within the field of the body that holds them, with its point */
export const priceFieldNames = ({ tiers }: TypedPrices, within = ""): string[] =>
  [
    ...PRICES.map(([name]) => name),
    "tiers",
    ...tiers.flatMap((_, n) =>
      ["aboveTokens", ...PRICES.map(([name]) => name)].map((name) => tierField(n, name)),
    ),
  ].map((name) => within + name);

/** Rate scale. What is left empty is left out. @throws FieldError */
export function pricesFromTyped({ prices, tiers }: TypedPrices, within = ""): Sent {
  return {
    ...ratesFrom(prices, (name) => within + name),
    tiers: tiers.map(({ aboveTokens, prices }, n): Tier => {
      const field = (name: string) => within + tierField(n, name);
      const count = aboveTokens.trim().replaceAll(",", "");
      if (!/^\d{1,10}$/.test(count))
        throw new FieldError(field("aboveTokens"), "Enter a number of tokens, such as 200,000.");
      return { aboveTokens: Number(count), ...ratesFrom(prices, field) };
    }),
  };
}

function ratesFrom(typed: Typed, field: (name: string) => string): Omit<Sent, "tiers"> {
  const prices: Partial<Record<Name, number>> = {};
  for (const [name] of PRICES) {
    const text = typed[name]?.trim();
    if (!text) continue;
    const rate = rateFromTyped(text);
    if (rate === undefined || rate < 0) throw new FieldError(field(name), "Enter an amount, such as 3.00.");
    prices[name] = rate;
  }
  const { inputPrice, outputPrice = 0, ...others } = prices;
  if (inputPrice === undefined) throw new FieldError(field("inputPrice"), "Enter an amount, such as 3.00.");
  return { inputPrice, outputPrice, ...others };
}
