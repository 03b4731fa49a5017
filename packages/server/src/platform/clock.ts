/**
 * Time, and the only place it comes from. Business time belongs to an environment: a sandbox's clock can be
 * frozen, a live one never is. A test forbids `Date.now()` and `new Date()` elsewhere in the server.
 */
interface EnvironmentTime {
  /** Where a sandbox's clock stands still; null on real time. */
  readonly frozenAt: Date | null;
}

export interface Clock {
  /** Business time of an environment. */
  now(environment: EnvironmentTime): Date;
  /** Real time, for expiries of keys, leases and caches. */
  real(): Date;
}

export function createClock(real: () => Date = () => new Date()): Clock {
  return { real, now: (environment) => environment.frozenAt ?? real() };
}

export const addMs = (time: Date, ms: number): Date => new Date(time.getTime() + ms);
export const timeFrom = (value: string | number): Date => new Date(value);
/** Milliseconds of the machine's wall clock since 1970, for ids that sort by the time they were made. */
export const wallMs = (): number => Date.now();
/** Milliseconds that only go forward, for measuring durations and ages. */
export const monotonicMs = (): number => performance.now();
