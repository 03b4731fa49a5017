/**
 * Broken on purpose: with the seed left out of the stream's draw, two seeds gave the same events; with `rank` off by
 * one, the customer past the last was drawn; with the margin rounded down, costs differed from the server's.
 */
import fc from "fast-check";
import { expect, test } from "vitest";
import { rateTokens } from "../packages/server/src/rating/index.js";
import {
  type AiEvent,
  costNanosOf,
  eventsOf,
  MARGIN_BASIS_POINTS,
  NANOS_PER_RATE_UNIT,
  trackBody,
  Zipf,
} from "./workload.js";

const STREAM = { seed: 1, name: "test", customers: 1_000 };
const PRICES = { input: 30_000, output: 150_000, cacheRead: 3_000 };

test("the same stream is the same events, and its beginning does not depend on how many are drawn", () => {
  expect(eventsOf(STREAM, 500)).toEqual(eventsOf(STREAM, 1_000).slice(0, 500));
});

test("another seed or another name is other events, and no key is in two of them", () => {
  const streams = [STREAM, { ...STREAM, seed: 2 }, { ...STREAM, name: "other" }].map((one) =>
    eventsOf(one, 500),
  );
  const customers = streams.map((events) => events.map(({ customer }) => customer).join());
  expect(new Set(customers).size).toBe(3);
  const keys = streams.flat().map(({ key }) => key);
  expect(new Set(keys).size).toBe(1_500);
});

test("half of the events are at a fixed price, half of an AI model, and three in ten of those have cached tokens", () => {
  const events = eventsOf(STREAM, 10_000);
  const ai = events.filter((event): event is AiEvent => event.kind === "ai");
  expect(ai).toHaveLength(5_000);
  const cached = ai.filter(({ cacheReadTokens }) => cacheReadTokens > 0).length / ai.length;
  expect(cached).toBeGreaterThan(0.27);
  expect(cached).toBeLessThan(0.33);
});

test("customers are drawn in proportion to 1 / rank", () => {
  const draws = 200_000;
  const counts = new Map<number, number>();
  for (const { customer } of eventsOf(STREAM, draws)) counts.set(customer, (counts.get(customer) ?? 0) + 1);
  const harmonic = Array.from({ length: STREAM.customers }, (_, i) => 1 / (i + 1)).reduce(
    (sum, one) => sum + one,
  );
  for (const rank of [1, 2, 3, 10, 30]) {
    const expected = draws / rank / harmonic;
    expect(Math.abs(counts.get(rank)! - expected)).toBeLessThan(5 * Math.sqrt(expected));
  }
  expect(Math.min(...counts.keys())).toBe(1);
  expect(Math.max(...counts.keys())).toBeLessThanOrEqual(STREAM.customers);
});

test("every uniform number has a rank, and it is the one whose share it falls into", () => {
  const zipf = new Zipf(100);
  const { shareBelow } = zipf;
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (uniform) => {
      const rank = zipf.rank(uniform);
      const [from, to] = [shareBelow[rank - 1]!, shareBelow[rank] ?? 1];
      // The last digit may be rounded either way.
      return uniform >= from - 1e-12 && uniform <= to + 1e-12;
    }),
  );
  expect([zipf.rank(0), zipf.rank(1 - Number.EPSILON)]).toEqual([1, 100]);
});

test("a stream of one customer is of him alone", () => {
  const events = eventsOf({ ...STREAM, onlyCustomer: 1_001 }, 100);
  expect(new Set(events.map((event) => event.customer))).toEqual(new Set([1_001]));
  expect(trackBody(events[0]!)).toMatchObject({ customerId: "customer_01001", feature: "api_calls" });
});

test("costs worked out here are those that the server rates", () => {
  const nanos = (rate: number): bigint => BigInt(rate) * NANOS_PER_RATE_UNIT;
  const terms = {
    inputNanos: nanos(PRICES.input),
    outputNanos: nanos(PRICES.output),
    cacheReadNanos: nanos(PRICES.cacheRead),
    cacheWriteNanos: null,
    cacheWrite1hNanos: null,
    reasoningNanos: null,
    tiers: [],
  };
  for (const event of eventsOf(STREAM, 2_000)) {
    if (event.kind === "fixed") {
      expect(costNanosOf(event, PRICES)).toBe(nanos(event.value * 10));
      continue;
    }
    const tokens = {
      input: BigInt(event.inputTokens),
      output: BigInt(event.outputTokens),
      cacheRead: BigInt(event.cacheReadTokens),
      cacheWrite: 0n,
      cacheWrite1h: 0n,
      reasoning: 0n,
    };
    const { totalNanos } = rateTokens(tokens, terms, MARGIN_BASIS_POINTS, "ceil");
    expect(costNanosOf(event, PRICES)).toBe(totalNanos);
  }
});
