import fc from "fast-check";
import { expect, test } from "vitest";
import type { BillingInterval } from "../plans/index.js";
import { addMonths, allowancePeriodAt, billingPeriodAt } from "./period.js";

const at = (time: string): Date => new Date(time);
const iso = (time: Date): string => time.toISOString();

test("a 31st lands on the last day of a shorter month and returns to the 31st", () => {
  const anchor = at("2027-01-31T10:30:00.000Z");
  expect([1, 2, 3, 4].map((months) => iso(addMonths(anchor, months)))).toEqual([
    "2027-02-28T10:30:00.000Z",
    "2027-03-31T10:30:00.000Z",
    "2027-04-30T10:30:00.000Z",
    "2027-05-31T10:30:00.000Z",
  ]);
});

test("a leap day comes back in leap years, and is Feb 28 in the others", () => {
  const anchor = at("2028-02-29T00:00:00.000Z");
  expect(iso(addMonths(anchor, 12))).toBe("2029-02-28T00:00:00.000Z");
  expect(iso(addMonths(anchor, 48))).toBe("2032-02-29T00:00:00.000Z");
});

test("the last millisecond belongs to the old period, the next one to the new", () => {
  const anchor = at("2026-01-15T08:00:00.000Z");
  const old = billingPeriodAt(anchor, "monthly", at("2026-02-15T07:59:59.999Z"));
  const next = billingPeriodAt(anchor, "monthly", at("2026-02-15T08:00:00.000Z"));
  expect(iso(old.end)).toBe("2026-02-15T08:00:00.000Z");
  expect(iso(next.start)).toBe("2026-02-15T08:00:00.000Z");
});

test("allowances are monthly inside a quarter and a year, and weekly for weekly plans", () => {
  const anchor = at("2026-01-31T00:00:00.000Z");
  for (const interval of ["quarterly", "yearly", "monthly", null] as const) {
    expect(iso(allowancePeriodAt(anchor, interval, at("2026-03-30T00:00:00.000Z")).start)).toBe(
      "2026-02-28T00:00:00.000Z",
    );
  }
  expect(iso(allowancePeriodAt(anchor, "weekly", at("2026-02-10T00:00:00.000Z")).start)).toBe(
    "2026-02-07T00:00:00.000Z",
  );
});

test("before the anchor it is the first period", () => {
  const anchor = at("2026-01-31T00:00:00.000Z");
  expect(iso(billingPeriodAt(anchor, "monthly", at("2025-06-01T00:00:00.000Z")).start)).toBe(iso(anchor));
  expect(iso(billingPeriodAt(anchor, "weekly", at("2025-06-01T00:00:00.000Z")).start)).toBe(iso(anchor));
});

test("periods tile: every instant is in exactly one, and each begins where the last one ends", () => {
  const day = fc.date({
    min: at("2024-01-01T00:00:00Z"),
    max: at("2032-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  const interval = fc.constantFrom<BillingInterval>("weekly", "monthly", "quarterly", "yearly");
  fc.assert(
    fc.property(day, interval, fc.nat(4000), (anchor, every, days) => {
      const instant = new Date(anchor.getTime() + days * 86_400_000);
      const period = billingPeriodAt(anchor, every, instant);
      expect(period.start <= instant && instant < period.end).toBe(true);
      expect(iso(billingPeriodAt(anchor, every, period.end).start)).toBe(iso(period.end));
      expect(iso(billingPeriodAt(anchor, every, new Date(period.end.getTime() - 1)).start)).toBe(
        iso(period.start),
      );
    }),
    { numRuns: 10_000 },
  );
});
