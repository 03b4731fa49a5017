/**
 * The three scales money is written in (100 settlement units = 10,000 rate units = 10^9 nanos = $1.00).
 * Inside the server every amount is a `bigint` of nanos; the other two exist at the API's edge.
 */
import { numberFromScaled, scaledFromNumber } from "./decimal.js";

/** Nanos in one rate-scale unit ($0.0001). Unit prices, token prices and balances are rate-scale on the API. */
export const NANOS_PER_RATE_UNIT = 100_000n;
/** A quantity of 1 (one call, one credit) is 10^9 nano-units, so that nine decimals are held exactly. */
export const NANO_UNITS_PER_UNIT = 1_000_000_000n;
/** Largest amount a Postgres `bigint` holds; anything above is refused with 422, never wrapped. */
export const MAX_NANOS = 9_223_372_036_854_775_807n;

const RATE_FRACTION_DIGITS = 5;
const QUANTITY_FRACTION_DIGITS = 9;

/** Rate-scale number → nanos. @throws InexactNumberError beyond five decimals (one nano is 0.00001 rate units) */
export const nanosFromRate = (rate: number): bigint => scaledFromNumber(rate, RATE_FRACTION_DIGITS);

/** Nanos → rate-scale number; whole under `rounding: "ceil"`, up to five decimals under `"exact"`. */
export const rateFromNanos = (nanos: bigint): number => numberFromScaled(nanos, RATE_FRACTION_DIGITS);

/** Quantity (up to nine decimals) → nano-units. @throws InexactNumberError when it cannot be held exactly */
export const nanoUnitsFromQuantity = (quantity: number): bigint =>
  scaledFromNumber(quantity, QUANTITY_FRACTION_DIGITS);

/** Nano-units → quantity. */
export const quantityFromNanoUnits = (nanoUnits: bigint): number =>
  numberFromScaled(nanoUnits, QUANTITY_FRACTION_DIGITS);
