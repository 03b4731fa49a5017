/** Worked examples, to be checked by hand. The laws that hold for all amounts are in tests/system/money.test.ts. */
import { expect, test } from "vitest";
import type { PriceTerms } from "../models/index.js";
import { rateTokens, rateUnits } from "./rate.js";
import { promptTokens, type TokenCounts } from "./tokens.js";

const NONE: TokenCounts = {
  input: 0n,
  output: 0n,
  cacheRead: 0n,
  cacheWrite: 0n,
  cacheWrite1h: 0n,
  reasoning: 0n,
};
const tokens = (some: Partial<TokenCounts>): TokenCounts => ({ ...NONE, ...some });
/** Rate scale per million: 30000 = $3.00. */
const perMillion = (rate: number): bigint => BigInt(rate) * 100_000n;
const price = (some: Partial<PriceTerms> = {}): PriceTerms => ({
  inputNanos: perMillion(30_000),
  outputNanos: perMillion(150_000),
  cacheReadNanos: null,
  cacheWriteNanos: null,
  cacheWrite1hNanos: null,
  reasoningNanos: null,
  tiers: [],
  ...some,
});
const rate = (nanos: bigint): number => Number(nanos) / 100_000;

test("1,000 in and 500 out at 30000/150000 with margin 2000 cost 126 rate units", () => {
  const cost = rateTokens(tokens({ input: 1000n, output: 500n }), price(), 2000, "ceil");
  expect(
    [cost.inputNanos, cost.outputNanos, cost.subtotalNanos, cost.marginNanos, cost.totalNanos].map(rate),
  ).toEqual([30, 75, 105, 21, 126]);
});

test("ceil rounds each part and the margin up to a whole rate unit", () => {
  const cost = rateTokens(
    tokens({ input: 1n, output: 1n, cacheRead: 1n, cacheWrite: 1n }),
    price(),
    1,
    "ceil",
  );
  expect(
    [cost.inputNanos, cost.outputNanos, cost.cacheReadNanos, cost.cacheWriteNanos, cost.marginNanos].map(
      rate,
    ),
  ).toEqual([1, 1, 1, 1, 1]);
});

test("a million calls of 20 tokens at $0.15 per million cost $3.00 when exact, and $100 under ceil", () => {
  const small = price({ inputNanos: 150_000_000n });
  const exact = rateTokens(tokens({ input: 20n }), small, 0, "exact").totalNanos * 1_000_000n;
  const ceil = rateTokens(tokens({ input: 20n }), small, 0, "ceil").totalNanos * 1_000_000n;
  expect(exact).toBe(3_000_000_000n);
  expect(ceil).toBe(100_000_000_000n);
});

test("a million input and a million output tokens cost the listed prices", () => {
  expect(rateTokens(tokens({ input: 1_000_000n }), price(), 0, "exact").totalNanos).toBe(3_000_000_000n);
  expect(rateTokens(tokens({ output: 1_000_000n }), price(), 0, "exact").totalNanos).toBe(15_000_000_000n);
});

test("cached reads have their own price and are not billed as input", () => {
  const cost = rateTokens(
    tokens({ input: 1000n, cacheRead: 9000n }),
    price({ cacheReadNanos: perMillion(3_000) }),
    0,
    "ceil",
  );
  expect([cost.inputNanos, cost.cacheReadNanos].map(rate)).toEqual([30, 27]);
});

test("one-hour cache writes have their own price beside five-minute ones", () => {
  const prices = price({ cacheWriteNanos: perMillion(37_500), cacheWrite1hNanos: perMillion(60_000) });
  expect(
    rate(rateTokens(tokens({ cacheWrite: 1000n, cacheWrite1h: 1000n }), prices, 0, "exact").cacheWriteNanos),
  ).toBe(97.5);
});

test("missing cache prices fall back to input, and one-hour writes to the cache write price", () => {
  const none = rateTokens(tokens({ cacheRead: 1000n, cacheWrite1h: 1000n }), price(), 0, "ceil");
  expect([none.cacheReadNanos, none.cacheWriteNanos].map(rate)).toEqual([30, 30]);
  const write = rateTokens(
    tokens({ cacheWrite1h: 1000n }),
    price({ cacheWriteNanos: perMillion(37_500) }),
    0,
    "exact",
  );
  expect(rate(write.cacheWriteNanos)).toBe(37.5);
});

test("reasoning tokens are a part of output, never on top of it", () => {
  const without = rateTokens(tokens({ output: 500n }), price(), 0, "ceil");
  const within = rateTokens(tokens({ output: 500n, reasoning: 300n }), price(), 0, "ceil");
  expect(within).toEqual(without);
  const apart = rateTokens(
    tokens({ output: 500n, reasoning: 300n }),
    price({ reasoningNanos: perMillion(300_000) }),
    0,
    "ceil",
  );
  expect(rate(apart.outputNanos)).toBe(30 + 90);
});

test("the tier is chosen by the whole prompt and re-prices the whole request", () => {
  const tiered = price({
    tiers: [
      { ...price(), inputNanos: perMillion(60_000), outputNanos: perMillion(225_000), aboveTokens: 200_000 },
    ],
  });
  const at = rateTokens(tokens({ input: 100_000n, cacheRead: 100_000n, output: 1000n }), tiered, 0, "ceil");
  const above = rateTokens(
    tokens({ input: 100_000n, cacheRead: 100_001n, output: 1000n }),
    tiered,
    0,
    "ceil",
  );
  expect([at.inputNanos, at.outputNanos].map(rate)).toEqual([3_000, 150]);
  expect([above.inputNanos, above.outputNanos].map(rate)).toEqual([6_000, 225]);
});

test("a cost above what a bigint column holds is refused with the field, never wrapped", () => {
  expect(() =>
    rateTokens(tokens({ input: 10n ** 12n }), price({ inputNanos: 10n ** 17n }), 0, "ceil"),
  ).toThrow(/inputTokens/);
  expect(() => rateUnits(10n ** 24n, 10n ** 18n)).toThrow(/value/);
});

test("a fixed price is exact to the nano and never rounded down", () => {
  expect(rateUnits(500_000_000n, 100_000n)).toBe(50_000n);
  expect(rateUnits(1n, 1n)).toBe(1n);
  expect(rateUnits(0n, 100_000n)).toBe(0n);
});

test("the prompt that chooses the tier is the three input pools, without output", () => {
  expect(
    promptTokens(tokens({ input: 1n, output: 10n, cacheRead: 2n, cacheWrite: 3n, cacheWrite1h: 4n })),
  ).toBe(10n);
});
