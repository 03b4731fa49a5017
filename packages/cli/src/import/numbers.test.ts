import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { decimalText, readDecimal, readTokenCount, scaledFromAnswer } from "./numbers.js";

describe("readDecimal", () => {
  it.each<[string, number]>([
    ["0", 0],
    ["1", 1],
    [" 2.50 ", 2.5],
    ["007", 7],
    ["3.", 3],
    ["0.000000001", 1e-9],
    ["0.1234567890000", 0.123456789],
    ["123456.123456789", 123456.123456789],
    ["9007199254740991", 9007199254740991],
  ])("reads %j", (text, value) => {
    expect(readDecimal(text)).toBe(value);
  });

  it.each([
    "",
    "-1",
    "+1",
    "1,5",
    "1.000,00",
    "1 000",
    "1e3",
    ".5",
    "NaN",
    "Infinity",
    "0x10",
    "1.2.3",
    "$5",
  ])("refuses %j, which is no plain number", (text) => {
    expect(() => readDecimal(text)).toThrow(/is not a number/);
  });

  it("refuses what a JSON number would change", () => {
    expect(() => readDecimal("0.0000000001")).toThrow(/more than 9 decimals/);
    expect(() => readDecimal("1234567.123456789")).toThrow(/more than the 15 digits/);
    expect(() => readDecimal("9007199254740993")).toThrow(/more than the 15 digits/);
  });
});

describe("readTokenCount", () => {
  it.each<[string, number]>([
    ["0", 0],
    [" 374 ", 374],
    ["374.0", 374],
    ["1000000000000", 1e12],
  ])("reads %j", (text, count) => {
    expect(readTokenCount(text)).toBe(count);
  });

  it.each(["", "-1", "1.5", "1e3", "1,000", "1000000000001", "many"])("refuses %j", (text) => {
    expect(() => readTokenCount(text)).toThrow();
  });
});

it("an amount of an answer is the integer that it was made of", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: -(10n ** 14n), max: 10n ** 14n }),
      fc.constantFrom(5, 9),
      (scaled, digits) => {
        const answered = Number(decimalText(scaled, digits));
        expect(scaledFromAnswer(answered, digits)).toBe(scaled);
      },
    ),
    { numRuns: 2_000 },
  );
  expect(scaledFromAnswer(1e-9, 9)).toBe(1n);
  expect(scaledFromAnswer(1e21, 5)).toBe(10n ** 26n);
  expect(decimalText(1_500_000_000n, 9)).toBe("1.5");
  expect(decimalText(-5n, 9)).toBe("-0.000000005");
});
