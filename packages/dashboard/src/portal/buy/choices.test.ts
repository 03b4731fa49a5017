/** Broken on purpose: the same four amounts for every currency (¥25 was offered to whoever pays ¥4,350 a month); seen. */
import { expect, test } from "vitest";
import type { Subscription } from "../api";
import { choicesFor } from "./choices";

const choices = (currency: string, included: number, basePrice = 0): string[] =>
  choicesFor({ currency, balance: { included }, plan: { basePrice } } as Subscription);

test.each([
  ["USD", 250_000, ["10", "25", "50", "100"]],
  ["USD", 1_000_000, ["50", "100", "250", "500"]],
  ["JPY", 37_500_000, ["2500", "5000", "10000", "25000"]],
  ["CLP", 237_500_000, ["10000", "25000", "50000", "100000"]],
  ["KWD", 70_000, ["5", "10", "25", "50"]],
  ["USD", 1, ["5", "10", "25", "50"]],
])("%s with %d included is topped up by amounts of that size", (currency, included, wanted) => {
  expect(choices(currency, included)).toEqual(wanted);
});

test("without anything included, the plan's price says the size; without that, what is usual", () => {
  expect(choices("USD", 0, 9_900)).toEqual(["50", "100", "250", "500"]);
  expect(choices("JPY", 0, 4_350)).toEqual(["2500", "5000", "10000", "25000"]);
  expect(choices("USD", 0)).toEqual(["10", "25", "50", "100"]);
  expect(choices("JPY", 0)).toEqual(["1000", "2500", "5000", "10000"]);
});
