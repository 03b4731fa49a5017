/**
 * The laws of money, for amounts that nobody chose: what a call costs against fractions that are never rounded, how
 * rounding may and may not move it, and that sums do not depend on the order in which usage comes.
 *
 * Broken on purpose: rounding to the nearest in place of up; `>=` for a tier's start, and the first tier that fits in
 * place of the last; a quantity's cost computed in floats; the margin taken of two parts and added up; reasoning on top of
 * output, and as a part of its own; what was purchased spent first, every other time; amounts given out by a
 * multiplication of floats. Each was found.
 */
import { isDeepStrictEqual } from "node:util";
import {
  nanosFromRate,
  nanoUnitsFromQuantity,
  quantityFromNanoUnits,
  rateFromNanos,
} from "@farthing/contract";
import fc from "fast-check";
import { beforeAll, expect, test } from "vitest";
import { type Account, remainingNanos, spend } from "../../packages/server/src/ledger/index.js";
import type { PriceTerms, TokenPrices } from "../../packages/server/src/models/index.js";
import {
  type Rounding,
  rateTokens,
  rateUnits,
  type TokenCost,
  type TokenCounts,
} from "../../packages/server/src/rating/index.js";
import { startTestInstance } from "../../packages/server/test/instance.js";
import {
  balanceOf,
  createCatalog,
  subscribe,
  verifyTestLedger,
} from "../../packages/server/test/scenario.js";
import { countFrom, createRandom, sayReplay, seedFrom } from "./random.js";

const SEED = seedFrom("MONEY_SEED");
const RUNS = countFrom("MONEY_RUNS", 10_000);
const settings = { numRuns: RUNS, seed: SEED };
beforeAll(() => sayReplay("tests/system/money.test.ts", { MONEY_SEED: SEED, MONEY_RUNS: RUNS }));

const TOKENS_PER_PRICE = 1_000_000n;
const RATE_NANOS = 100_000n;

/** Small ones, where rounding is all there is, as often as large ones. */
const count = fc.oneof(fc.bigInt({ min: 0n, max: 50n }), fc.bigInt({ min: 0n, max: 10n ** 9n }));
const tokens: fc.Arbitrary<TokenCounts> = fc
  .record({
    input: count,
    output: count,
    cacheRead: count,
    cacheWrite: count,
    cacheWrite1h: count,
    share: fc.bigInt({ min: 0n, max: 100n }),
  })
  .map(({ share, ...pools }) => ({ ...pools, reasoning: (pools.output * share) / 100n }));
const price = fc.oneof(fc.bigInt({ min: 0n, max: 1000n }), fc.bigInt({ min: 0n, max: 10n ** 11n }));
const prices = fc.record({
  inputNanos: price,
  outputNanos: price,
  cacheReadNanos: fc.option(price),
  cacheWriteNanos: fc.option(price),
  cacheWrite1hNanos: fc.option(price),
  reasoningNanos: fc.option(price),
});
const above = fc.oneof(fc.integer({ min: 1, max: 200 }), fc.integer({ min: 1, max: 4 * 10 ** 9 }));
const terms: fc.Arbitrary<PriceTerms> = fc
  .tuple(prices, fc.uniqueArray(above, { maxLength: 3 }), fc.array(prices, { minLength: 3, maxLength: 3 }))
  .map(([base, starts, more]) => ({
    ...base,
    tiers: starts.sort((a, b) => a - b).map((aboveTokens, n) => ({ aboveTokens, ...more[n]! })),
  }));
const withoutTiers = terms.map((each): PriceTerms => ({ ...each, tiers: [] }));
const margin = fc.integer({ min: 0, max: 100_000 });
const rounding = fc.constantFrom<Rounding>("ceil", "exact");

/** The parts of a cost in millionths of a nano, whole and therefore exact: tokens times the price of a million. */
function millionths(counts: TokenCounts, { tiers, ...base }: PriceTerms) {
  const prompt = counts.input + counts.cacheRead + counts.cacheWrite + counts.cacheWrite1h;
  const reached = tiers.filter(({ aboveTokens }) => prompt > BigInt(aboveTokens));
  const highest = reached.reduce<(typeof reached)[number] | undefined>(
    (best, tier) => (best && best.aboveTokens > tier.aboveTokens ? best : tier),
    undefined,
  );
  const at: TokenPrices = highest ?? base;
  const write = at.cacheWriteNanos ?? at.inputNanos;
  return {
    inputNanos: counts.input * at.inputNanos,
    outputNanos:
      (counts.output - counts.reasoning) * at.outputNanos +
      counts.reasoning * (at.reasoningNanos ?? at.outputNanos),
    cacheReadNanos: counts.cacheRead * (at.cacheReadNanos ?? at.inputNanos),
    cacheWriteNanos: counts.cacheWrite * write + counts.cacheWrite1h * (at.cacheWrite1hNanos ?? write),
  };
}
const isJustAbove = (amount: bigint, exact: bigint, step: bigint): boolean =>
  amount >= exact && amount - exact < step;
const PARTS = ["inputNanos", "outputNanos", "cacheReadNanos", "cacheWriteNanos"] as const;

test("exact: each part is within one nano of the fraction it stands for, and so is the margin; neither is ever below", () => {
  fc.assert(
    fc.property(tokens, terms, margin, (counts, at, basisPoints) => {
      const cost = rateTokens(counts, at, basisPoints, "exact");
      const fractions = millionths(counts, at);
      return (
        PARTS.every((part) =>
          isJustAbove(cost[part] * TOKENS_PER_PRICE, fractions[part], TOKENS_PER_PRICE),
        ) && isJustAbove(cost.marginNanos * 10_000n, cost.subtotalNanos * BigInt(basisPoints), 10_000n)
      );
    }),
    settings,
  );
});

test("ceil: each part is the next whole rate unit above its fraction, and so is the margin", () => {
  fc.assert(
    fc.property(tokens, terms, margin, (counts, at, basisPoints) => {
      const cost = rateTokens(counts, at, basisPoints, "ceil");
      const fractions = millionths(counts, at);
      const isWhole = [...PARTS, "marginNanos" as const].every((part) => cost[part] % RATE_NANOS === 0n);
      const step = TOKENS_PER_PRICE * RATE_NANOS;
      return (
        isWhole &&
        PARTS.every((part) => isJustAbove(cost[part] * TOKENS_PER_PRICE, fractions[part], step)) &&
        isJustAbove(
          cost.marginNanos * 10_000n,
          cost.subtotalNanos * BigInt(basisPoints),
          10_000n * RATE_NANOS,
        )
      );
    }),
    settings,
  );
});

test("a total is the sum of its parts; none is negative; what has a price and was used is never free", () => {
  fc.assert(
    fc.property(tokens, terms, margin, rounding, (counts, at, basisPoints, mode) => {
      const cost = rateTokens(counts, at, basisPoints, mode);
      const fractions = millionths(counts, at);
      return (
        cost.subtotalNanos === PARTS.reduce((sum, part) => sum + cost[part], 0n) &&
        cost.totalNanos === cost.subtotalNanos + cost.marginNanos &&
        Object.values(cost).every((amount) => amount >= 0n) &&
        PARTS.every((part) => (cost[part] === 0n) === (fractions[part] === 0n))
      );
    }),
    settings,
  );
});

/** Of which each costs at least what the one before costs. */
const rising = terms.map(({ tiers, ...base }): PriceTerms => {
  const names = Object.keys(base) as (keyof TokenPrices)[];
  const isSet = names.every((name) => base[name] !== null);
  return {
    ...base,
    tiers: isSet
      ? tiers.map(({ aboveTokens }, n) => ({
          aboveTokens,
          ...(Object.fromEntries(
            names.map((name) => [name, base[name]! * BigInt(n + 2)]),
          ) as never as TokenPrices),
        }))
      : [],
  };
});
const pool = fc.constantFrom("input", "output", "cacheRead", "cacheWrite", "cacheWrite1h");

test("more tokens never cost less, nor does a higher margin, where a longer prompt has no lower price", () => {
  fc.assert(
    fc.property(
      fc.tuple(tokens, rising, margin, rounding),
      pool,
      count,
      fc.nat({ max: 1000 }),
      ([counts, at, basisPoints, mode], more, extra, points) => {
        const total = (c: TokenCounts, m: number): bigint => rateTokens(c, at, m, mode).totalNanos;
        const larger = { ...counts, [more]: counts[more as keyof TokenCounts] + extra };
        return (
          total(larger, basisPoints) >= total(counts, basisPoints) &&
          total(counts, basisPoints + points) >= total(counts, basisPoints)
        );
      },
    ),
    settings,
  );
});

test("one call in two pieces never costs less than in one, and at most one step of rounding more for each part", () => {
  fc.assert(
    fc.property(tokens, tokens, withoutTiers, rounding, (one, other, at, mode) => {
      const cost = (counts: TokenCounts): TokenCost => rateTokens(counts, at, 0, mode);
      const names = Object.keys(one) as (keyof TokenCounts)[];
      const both = Object.fromEntries(
        names.map((name) => [name, one[name] + other[name]]),
      ) as never as TokenCounts;
      const step = mode === "ceil" ? RATE_NANOS : 1n;
      const [first, second, whole] = [cost(one), cost(other), cost(both)];
      return PARTS.every((part) => {
        const excess = first[part] + second[part] - whole[part];
        return excess >= 0n && excess <= step;
      });
    }),
    settings,
  );
});

test("a quantity costs its fraction to the nano, never less; more of it never costs less", () => {
  const quantity = fc.oneof(fc.bigInt({ min: 0n, max: 10n }), fc.bigInt({ min: 0n, max: 10n ** 15n }));
  const unitPrice = fc.oneof(fc.bigInt({ min: 0n, max: 10n }), fc.bigInt({ min: 0n, max: 10n ** 12n }));
  fc.assert(
    fc.property(quantity, quantity, unitPrice, (units, more, unitNanos) => {
      const cost = rateUnits(units, unitNanos);
      return (
        isJustAbove(cost * 10n ** 9n, units * unitNanos, 10n ** 9n) &&
        rateUnits(units + more, unitNanos) >= cost
      );
    }),
    settings,
  );
});

const account = (allowanceNanos: bigint, purchasedNanos: bigint): Account => ({
  customerId: "cus_01h455vb4pex5vsknk084sn02q",
  environmentId: "env_01h455vb4pex5vsknk084sn02q",
  lastSeq: 0n,
  subscriptionId: null,
  unit: "USD",
  allowanceNanos,
  purchasedNanos,
  includedNanos: 0n,
});

test("what is left of both parts of an account does not depend on the order in which calls are charged", () => {
  const nanos = fc.bigInt({ min: 0n, max: 10n ** 12n });
  const calls = fc.array(tokens, { minLength: 2, maxLength: 8 });
  fc.assert(
    fc.property(
      calls,
      terms,
      margin,
      rounding,
      nanos,
      nanos,
      fc.nat(),
      (list, at, basisPoints, mode, a, b, seed) => {
        const after = (ordered: readonly TokenCounts[]): Account => {
          const one = account(a, b);
          for (const counts of ordered) spend(one, rateTokens(counts, at, basisPoints, mode).totalNanos);
          return one;
        };
        const [inOrder, shuffled] = [after(list), after(createRandom(seed).shuffle(list))];
        const sum = list.reduce(
          (total, each) => total + rateTokens(each, at, basisPoints, mode).totalNanos,
          0n,
        );
        return isDeepStrictEqual(shuffled, inOrder) && remainingNanos(inOrder) === a + b - sum;
      },
    ),
    settings,
  );
});

test("an amount or a quantity that the API gives out comes back in as it was", () => {
  // 15 digits are what a JSON number keeps.
  const held = fc.bigInt({ min: -(10n ** 15n) + 1n, max: 10n ** 15n - 1n });
  fc.assert(
    fc.property(held, (scaled) => {
      const sent = (value: number): number => JSON.parse(JSON.stringify(value));
      return (
        nanosFromRate(sent(rateFromNanos(scaled))) === scaled &&
        nanoUnitsFromQuantity(sent(quantityFromNanoUnits(scaled))) === scaled
      );
    }),
    settings,
  );
});

/** A run of these takes some forty events through the server. */
const SERVER_RUNS = Math.max(5, Math.floor(RUNS / 1000));

test(`balances after the same usage in another order and in other batches are the same to the nano, ${SERVER_RUNS} times`, async () => {
  const instance = await startTestInstance();
  try {
    await createCatalog(instance);
    const random = createRandom(SEED);
    const price = { inputPrice: 1234.56789, outputPrice: 0.5 };
    const made = await instance.call("POST", "/models", { provider: "acme", modelId: "fine", price });
    expect(made.status).toBe(201);
    const path = "/plans/open_balance/features/ai_generation";
    expect((await instance.call("PATCH", path, { rounding: "exact" })).status).toBe(200);
    for (let run = 0; run < SERVER_RUNS; run++) {
      const usage = Array.from({ length: 40 }, () =>
        random.int(2)
          ? { feature: "api_calls", value: random.int(1_000_000) / 1_000_000 }
          : {
              feature: "ai_generation",
              model: "acme/fine",
              inputTokens: random.int(5000),
              outputTokens: 1 + random.int(9),
            },
      );
      const left: unknown[] = [];
      for (let order = 0; order < 2; order++) {
        // The one is rounded to the nano, the other to whole rate units.
        const on = await subscribe(instance, run % 2 ? "balance" : "open_balance");
        const events = random.shuffle(usage).map((each) => ({ customerId: on.customerId, ...each }));
        while (events.length > 0) {
          const { body } = await instance.call("POST", "/usage/events/batch", {
            events: events.splice(0, 1 + random.int(20)),
          });
          expect([body.duplicates, body.refused], JSON.stringify(body)).toEqual([0, 0]);
        }
        left.push((await balanceOf(instance, on)).remainingNanos);
      }
      expect(left[1]).toBe(left[0]);
    }
    await verifyTestLedger(instance);
  } finally {
    await instance.close();
  }
}, 120_000);
