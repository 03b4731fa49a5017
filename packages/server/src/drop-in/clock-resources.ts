/** The sandbox's clock, and what moving it did, as the published clients' types have them. */
import type { Fields } from "./fields.js";

export const testClock = (clock: Fields): Fields => ({
  ...clock,
  simulatedTime: clock.frozenTime,
  isActive: clock.frozenTime !== null,
});

/** After it the clock stands at `frozenTime`. */
export const testClockRun = (run: Fields): Fields =>
  testClock({ ...run, object: "test_clock", now: run.frozenTime });

/** Counted are steps: of one customer there may be several. */
export function testClockBilling(billing: Fields): Fields {
  const counts = billing.counts as Readonly<Record<string, number>>;
  const done = Object.values(counts).reduce((sum, count) => sum + count, 0);
  return {
    ...billing,
    object: "test_clock",
    customersFound: done + Number(billing.failed),
    enqueued: done,
    dunningRetried: counts.payment_retried,
    dunningFailed: counts.payment_abandoned,
  };
}
