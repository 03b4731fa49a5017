/** What every row works with: the running instance, its population, the load generator, and how much to do. */
import type { Instance } from "./instance.js";
import type { LoadGenerator } from "./load.js";
import type { Population } from "./population.js";

export interface Bench {
  readonly sizes: Sizes;
  readonly seed: number;
  readonly instance: Instance;
  readonly population: Population;
  readonly generator: LoadGenerator;
  /** Progress, for who waits. */
  readonly say: (line: string) => void;
}

export interface Sizes {
  readonly customers: number;
  /** How often each throughput row is measured, in turn with the others. */
  readonly rounds: number;
  readonly warmUpMs: number;
  readonly runMs: number;
  /** Rows that are copied. */
  readonly ceilingRows: number;
  /** Of `generateText`, in each of three ways. */
  readonly trackedCalls: number;
  /** What growth and summary find stored. */
  readonly storedEvents: number;
  readonly growthRounds: number;
  readonly summaryCalls: number;
  readonly starts: number;
}

/** The bars of growth and summary are about so many. */
export const LARGE_EVENTS = 20_000_000;

const FULL: Sizes = {
  customers: 10_000,
  rounds: 5,
  warmUpMs: 1_000,
  runMs: 5_000,
  ceilingRows: 100_000,
  trackedCalls: 300,
  storedEvents: 1_000_000,
  growthRounds: 3,
  summaryCalls: 300,
  starts: 3,
};

const QUICK: Sizes = {
  customers: 2_000,
  rounds: 3,
  warmUpMs: 300,
  runMs: 1_000,
  ceilingRows: 30_000,
  trackedCalls: 60,
  storedEvents: 100_000,
  growthRounds: 2,
  summaryCalls: 60,
  starts: 1,
};

export function sizesOf({ quick, large }: { quick: boolean; large: boolean }): Sizes {
  if (quick) return QUICK;
  return large ? { ...FULL, storedEvents: LARGE_EVENTS } : FULL;
}
