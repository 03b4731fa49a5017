import { expect, test } from "vitest";
import {
  basisPointsFromTyped,
  EVEN,
  formatCompactNanos,
  formatMargin,
  formatNanos,
  formatRate,
  formatSettlement,
  formatUnit,
  marginOf,
  nanosFromRate,
  rateFromTyped,
  settlementFromTyped,
  typedFromRate,
  typedFromSettlement,
} from "./money";

test.each([
  [126, "$0.0126"],
  [100_000, "$10.00"],
  [12_345_678, "$1,234.5678"],
  [0, "$0.00"],
  [-5_000, "−$0.50"],
  [0.00001, "$0.000000001"],
  [0.03, "$0.000003"],
])("%d rate units read %s", (rate, text) => {
  expect(formatRate(rate)).toBe(text);
});

test.each([
  [30, "$0.0030"],
  [186, "$0.0186"],
  [100, "$0.01"],
  [125_000, "$12.50"],
  [0.03, "$0.000003"],
])("%d rate units read %s in a column, where what is finer than cents has four decimals", (rate, text) => {
  expect(formatRate(rate, "USD", EVEN)).toBe(text);
});

test.each([
  [2_900, "USD", "$29.00"],
  [2_900, "JPY", "¥2,900"],
  [2_900, "EUR", "€29.00"],
  [100_000_000, "USD", "$1,000,000.00"],
  [2_950, "CHF", "29.50 CHF"],
])("%d settlement units of %s read %s", (amount, currency, text) => {
  expect(formatSettlement(amount, currency)).toBe(text);
});

test("the same dollar is 100, 10000 and 10^9", () => {
  expect([formatSettlement(100), formatRate(10_000), formatNanos(1_000_000_000n)]).toEqual(
    Array(3).fill("$1.00"),
  );
});

test("amounts beyond what a double holds are exact", () => {
  expect(formatNanos("9223372036854775807")).toBe("$9,223,372,036.854775807");
});

test("rounding for a glance is half away from zero, and keeps a sign where asked", () => {
  expect(formatNanos("1005000000", "USD", { most: 2 })).toBe("$1.01");
  expect(formatNanos("-1005000000", "USD", { most: 2 })).toBe("−$1.01");
  expect(formatNanos("1000000000", "USD", { signed: true })).toBe("+$1.00");
});

test.each([
  ["12.5", 125_000],
  ["$1,234.56", 12_345_600],
  ["-3", -30_000],
  ["0.000000001", 0.00001],
  ["1e3", undefined],
  ["", undefined],
  ["0.0000000001", undefined],
  ["abc", undefined],
])("%s is typed for %s rate units", (text, rate) => {
  expect(rateFromTyped(text)).toBe(rate);
});

test.each([
  ["29", "USD", 2_900],
  ["29.5", "USD", 2_950],
  ["29.555", "USD", undefined],
  ["2900", "JPY", 2_900],
])("%s is typed for a price in %s of %s", (text, currency, amount) => {
  expect(settlementFromTyped(text, currency)).toBe(amount);
});

test("what is shown for editing reads back as the same amount", () => {
  for (const rate of [0, 1, 126, 0.00001, 30_000, 123_456.78901])
    expect(nanosFromRate(rateFromTyped(typedFromRate(rate))!)).toBe(nanosFromRate(rate));
});

test("margins, credits and axes", () => {
  expect(formatMargin(2_000)).toBe("20 %");
  expect(basisPointsFromTyped("12.5 %")).toBe(1_250);
  expect(formatUnit(1_500, "credits")).toBe("1,500 credits");
  expect(formatUnit(10_000, "USD")).toBe("$1.00");
  expect(marginOf("100", "120")).toBe("20.0 %");
  expect(marginOf("0", "0")).toBeUndefined();
  expect(formatCompactNanos(12_400_000_000_000)).toBe("$12.4K");
  // Marks of one axis, which are not to read alike.
  expect([65_000_000, 130_000_000, 195_000_000].map((nanos) => formatCompactNanos(nanos))).toEqual([
    "$0.065",
    "$0.13",
    "$0.195",
  ]);
});

test("a currency has the decimals that the server counts, whatever this browser takes it for", () => {
  expect(formatSettlement(100_000, "HUF")).toBe("1,000.00 HUF");
  expect(formatSettlement(4_400, "JPY")).toBe("¥4,400");
  expect(formatSettlement(1_500, "KWD")).toBe("1.500 KWD");
  expect(settlementFromTyped("1000", "HUF")).toBe(100_000);
  expect(settlementFromTyped("4400", "JPY")).toBe(4_400);
  expect(settlementFromTyped("4400.5", "JPY")).toBe(undefined);
});

test.each([
  [4_900, "USD", "49.00"],
  [1_234_500, "JPY", "1234500"],
  [1_500, "KWD", "1.500"],
  [0, "JPY", "0"],
])("%i of %s stands in a field as %s, and is read as what it was", (amount, currency, text) => {
  expect(typedFromSettlement(amount, currency)).toBe(text);
  expect(settlementFromTyped(text, currency)).toBe(amount);
});
