/** Which of the database calls of an operation fail: in `npm test` one in so many, from another one on each time. */
import { beforeAll } from "vitest";
import { createRandom, type Random, sayReplay } from "./random.js";

export interface FailingCalls {
  readonly random: Random;
  /** As `npm run test:system` has it. */
  readonly isEach: boolean;
  /**
   * Numbers of calls, the first is 1; to be left with the first call that is not made.
   * @param most more than any operation makes
   * @param sparing so many times fewer of them
   * @throws Error behind `most`
   */
  upTo(most: number, sparing?: number): Iterable<number>;
}

/** @param every one call in so many */
export function failingCalls(file: string, every: number, seed: number): FailingCalls {
  const random = createRandom(seed);
  beforeAll(() => sayReplay(file, { FAULTS_SEED: seed, FAULTS_EVERY: every }));
  return {
    random,
    isEach: every === 1,
    *upTo(most, sparing = 1) {
      const step = every * sparing;
      for (let n = 1 + random.int(step); n <= most + step; n += step) yield n;
      throw new Error(`still failing after ${most} calls`);
    },
  };
}
