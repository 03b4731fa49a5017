import { expect, test } from "vitest";
import { currenciesOf, offersIn, usualOffer } from "./offers";

const price = (id: string, billingInterval: string, price: number, isDefault = false) =>
  ({ id, billingInterval, price, isDefault, trialDays: 0, currency: "USD" }) as never;
const plan = {
  prices: [price("price_m", "monthly", 2_900), price("price_y", "yearly", 29_000, true)],
  regional: [
    {
      currency: "JPY",
      exchangeRate: null,
      prices: [{ priceId: "price_m", price: 4_400, includedBalance: null, isConverted: false }],
      features: [],
    },
  ],
};

test("a plan is offered in a currency at the amounts of that currency, and only where it has them", () => {
  expect(currenciesOf(plan)).toEqual(["USD", "JPY"]);
  expect(offersIn(plan, "USD").map(({ billingInterval, price }) => [billingInterval, price])).toEqual([
    ["monthly", 2_900],
    ["yearly", 29_000],
  ]);
  expect(offersIn(plan, "JPY").map(({ billingInterval, price }) => [billingInterval, price])).toEqual([
    ["monthly", 4_400],
  ]);
  expect(offersIn(plan, "EUR")).toEqual([]);
});

test("where none is chosen the default offer is taken, or the first", () => {
  expect(usualOffer(offersIn(plan, "USD"))?.priceId).toBe("price_y");
  expect(usualOffer(offersIn(plan, "JPY"))?.priceId).toBe("price_m");
  expect(usualOffer([])).toBeUndefined();
});
