/** When a delivery that did not get through is tried again: soon, and then ever more rarely, for about a day. */
const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;

/** After the first failure, the second, … In docs/webhooks.md, too. */
const PAUSES_MS = [
  5 * SECOND_MS,
  30 * SECOND_MS,
  2 * MINUTE_MS,
  10 * MINUTE_MS,
  30 * MINUTE_MS,
  HOUR_MS,
  3 * HOUR_MS,
  6 * HOUR_MS,
  12 * HOUR_MS,
] as const;

export const MAX_ATTEMPTS = PAUSES_MS.length + 1;

/** A fifth more or less, so that what failed together does not come again together. */
const JITTER = 0.2;

/**
 * How long to wait after `attempts` failures; undefined where that was the last.
 * @param chance from 0 to below 1
 */
export function pauseMs(attempts: number, chance: number): number | undefined {
  const pause = PAUSES_MS[attempts - 1];
  return pause === undefined ? undefined : Math.round(pause * (1 - JITTER + 2 * JITTER * chance));
}

/** A webhook to which nothing gets through for as long as this, and as often, is switched off. */
export const FAILING_MS = 5 * 24 * HOUR_MS;
export const FAILING_ATTEMPTS = 20;
