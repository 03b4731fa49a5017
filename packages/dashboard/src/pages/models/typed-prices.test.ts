import { expect, test } from "vitest";
import { NO_PRICES, newTier, priceFieldNames, pricesFromTyped, typedOf } from "./typed-prices";

const price = {
  inputPrice: 30_000,
  outputPrice: 150_000,
  cacheReadPrice: 3_000,
  cacheWritePrice: 37_500,
  cacheWrite1hPrice: 60_000,
  reasoningPrice: null,
};
const tier = { ...price, aboveTokens: 200_000, inputPrice: 60_000 };

test("a price that is there is typed and sent as it was: all of its prices, and its tiers", () => {
  const { reasoningPrice: _, ...sent } = price;
  const { reasoningPrice: __, ...sentTier } = tier;
  expect(pricesFromTyped(typedOf({ ...price, tiers: [tier] } as never))).toEqual({
    ...sent,
    tiers: [sentTier],
  });
});

test("what is left empty is left out, but the input's price", () => {
  expect(pricesFromTyped({ prices: { inputPrice: "0.075" }, tiers: [] })).toEqual({
    inputPrice: 750,
    outputPrice: 0,
    tiers: [],
  });
  expect(() => pricesFromTyped(NO_PRICES, "price.")).toThrow(
    expect.objectContaining({ param: "price.inputPrice" }),
  );
});

test.each([
  [newTier("many", { inputPrice: "1" }), "tiers[0].aboveTokens"],
  [newTier("200,000"), "tiers[0].inputPrice"],
  [newTier("200,000", { inputPrice: "1", reasoningPrice: "free" }), "tiers[0].reasoningPrice"],
])("what is wrong with a tier is said at its field, which the form knows: %o", (wrong, param) => {
  const typed = { prices: { inputPrice: "1" }, tiers: [wrong] };
  expect(() => pricesFromTyped(typed)).toThrow(expect.objectContaining({ param }));
  expect(priceFieldNames(typed)).toContain(param);
});
