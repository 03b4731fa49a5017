import { expect, test } from "vitest";
import { FROM_USD_PER_MILLION, FROM_USD_PER_TOKEN, nanosFromDecimal } from "./decimal-price.js";

test.each([
  ["3", FROM_USD_PER_MILLION, 3_000_000_000n],
  ["0.075", FROM_USD_PER_MILLION, 75_000_000n],
  ["0.00875", FROM_USD_PER_MILLION, 8_750_000n],
  ["0.000003", FROM_USD_PER_TOKEN, 3_000_000_000n],
  ["0.00000015", FROM_USD_PER_TOKEN, 150_000_000n],
  ["1.5e-7", FROM_USD_PER_TOKEN, 150_000_000n],
  ["0", FROM_USD_PER_TOKEN, 0n],
  // Beyond a nano: to the nearest.
  ["0.18000000000000002", FROM_USD_PER_MILLION, 180_000_000n],
  ["0.08333333333333334", FROM_USD_PER_MILLION, 83_333_333n],
])("%s × 10^%i is exactly %s", (text, shift, nanos) => {
  expect(nanosFromDecimal(text, shift)).toBe(nanos);
});

test.each(["", "-1", "1,5", "NaN", "Infinity", "0x10", "1e99", "99999999999999999999", " 1", "1."])(
  "%j is no price",
  (text) => {
    expect(nanosFromDecimal(text, FROM_USD_PER_TOKEN)).toBeUndefined();
  },
);
