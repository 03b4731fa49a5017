import fc from "fast-check";
import { expect, test } from "vitest";
import type { BillingInterval } from "../plans/index.js";
import { type DueSubscription, nextStep, type Step } from "./next-step.js";
import { billingPeriodAt } from "./period.js";

const DAY_MS = 86_400_000;
const FAR = new Date("2999-01-01T00:00:00Z");

const started = (anchor: Date, interval: BillingInterval, trialDays = 0): DueSubscription => {
  const start = new Date(anchor.getTime() - trialDays * DAY_MS);
  return {
    status: trialDays > 0 ? "trialing" : "active",
    anchorAt: anchor,
    periodStart: start,
    periodEnd: trialDays > 0 ? anchor : billingPeriodAt(anchor, interval, anchor).end,
    allowanceStart: null,
    allowanceEnd: null,
    cancelAtPeriodEnd: false,
    nextDueAt: start,
    scheduledPlanId: null,
    scheduledChangeAt: null,
    pausedAt: null,
  };
};

/** As the engine writes a step into the row. */
function after(row: DueSubscription, step: Step): DueSubscription {
  if (!("allowance" in step)) return { ...row, status: "canceled", nextDueAt: null };
  const period = step.kind === "allowance_reset" ? undefined : step.period;
  return {
    ...row,
    status: step.kind === "trial_ended" ? "active" : row.status,
    ...(period ? { periodStart: period.start, periodEnd: period.end } : {}),
    allowanceStart: step.allowance.start,
    allowanceEnd: step.allowance.end,
    nextDueAt: step.allowance.end,
  };
}

function stepsUntil(row: DueSubscription, interval: BillingInterval, until: Date): Step[] {
  const steps: Step[] = [];
  for (let current = row; ; ) {
    const step = nextStep(current, interval, until);
    if (!step) return steps;
    steps.push(step);
    current = after(current, step);
  }
}

const days = (steps: readonly Step[]): string[] =>
  steps.map(({ kind, at }) => `${at.toISOString().slice(0, 10)} ${kind}`);

test("an anchor on the 31st renews on the last day of shorter months and returns to the 31st", () => {
  const row = started(new Date("2027-01-31T00:00:00Z"), "monthly");
  expect(days(stepsUntil(row, "monthly", new Date("2027-05-31T00:00:00Z")))).toEqual([
    "2027-01-31 subscription_started",
    "2027-02-28 period_renewed",
    "2027-03-31 period_renewed",
    "2027-04-30 period_renewed",
    "2027-05-31 period_renewed",
  ]);
});

test("a quarter has two resets inside of it and is renewed at its end", () => {
  const row = started(new Date("2027-01-31T00:00:00Z"), "quarterly");
  expect(days(stepsUntil(row, "quarterly", new Date("2027-05-01T00:00:00Z")))).toEqual([
    "2027-01-31 subscription_started",
    "2027-02-28 allowance_reset",
    "2027-03-31 allowance_reset",
    "2027-04-30 period_renewed",
  ]);
});

test("a trial of three months is one allowance period and ends at the anchor", () => {
  const row = started(new Date("2027-04-01T00:00:00Z"), "monthly", 90);
  expect(days(stepsUntil(row, "monthly", new Date("2027-05-01T00:00:00Z")))).toEqual([
    "2027-01-01 subscription_started",
    "2027-04-01 trial_ended",
    "2027-05-01 period_renewed",
  ]);
});

test("a cancellation at period end waits for the end of a quarter, past its resets, and is the last step", () => {
  const row = { ...started(new Date("2027-01-15T00:00:00Z"), "quarterly"), cancelAtPeriodEnd: true };
  expect(days(stepsUntil(row, "quarterly", FAR))).toEqual([
    "2027-01-15 subscription_started",
    "2027-02-15 allowance_reset",
    "2027-03-15 allowance_reset",
    "2027-04-15 subscription_canceled",
  ]);
});

test("nothing is due of a subscription that does not run, or before its time", () => {
  const row = started(new Date("2027-01-15T00:00:00Z"), "monthly");
  for (const status of ["draft", "pending_payment", "paused", "canceled", "expired"] as const)
    expect(nextStep({ ...row, status }, "monthly", FAR)).toBeUndefined();
  expect(nextStep({ ...row, nextDueAt: null }, "monthly", FAR)).toBeUndefined();
  expect(nextStep(row, "monthly", new Date("2027-01-14T23:59:59.999Z"))).toBeUndefined();
});

test("allowance periods tile without gap or overlap and never reach over the end of their period", () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date("2024-01-01T00:00:00Z"),
        max: new Date("2028-12-31T00:00:00Z"),
        noInvalidDate: true,
      }),
      fc.constantFrom<BillingInterval>("weekly", "monthly", "quarterly", "yearly"),
      fc.constantFrom(0, 0, 14, 45),
      (anchor, interval, trialDays) => {
        const until = new Date(anchor.getTime() + 800 * DAY_MS);
        const steps = stepsUntil(started(anchor, interval, trialDays), interval, until);
        let allowanceEnd: Date | undefined;
        let periodEnd: Date | undefined;
        for (const step of steps) {
          if (!("allowance" in step)) throw new Error("nobody canceled");
          if (allowanceEnd) expect(step.allowance.start).toEqual(allowanceEnd);
          if (step.kind !== "allowance_reset") {
            if (periodEnd) expect(step.period.start).toEqual(periodEnd);
            periodEnd = step.period.end;
          }
          allowanceEnd = step.allowance.end;
          expect(allowanceEnd <= periodEnd!).toBe(true);
        }
      },
    ),
    { numRuns: 1_000 },
  );
});
