/** The least and the greatest of two bigints, which `Math.min` and `Math.max` do not take. */
export const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);
export const greatest = (a: bigint, b: bigint): bigint => (a > b ? a : b);
