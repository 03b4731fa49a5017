import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Pace } from "./pace.js";

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["performance"] });
});
afterEach(() => {
  vi.useRealTimers();
});

const batch = (pace: Pace, items: number, ms: number): void => {
  pace.begin();
  vi.advanceTimersByTime(ms);
  pace.end(items);
};

test("callers are told to come back when what waits is worked off, in 1 to 30 whole seconds", () => {
  const pace = new Pace();
  for (let n = 0; n < 20; n++) batch(pace, 1_000, 500);
  expect([0, 1_000, 2_000, 2_001, 20_000, 1_000_000].map((items) => pace.secondsFor(items))).toEqual([
    1, 1, 1, 2, 10, 30,
  ]);
});

test("a batch tells how long it took", () => {
  const pace = new Pace();
  pace.begin();
  vi.advanceTimersByTime(250);
  expect(pace.end(1)).toBe(0.25);
});

test("a pace that changes is known after a few batches, and small ones of quiet times do not hide it", () => {
  const pace = new Pace();
  for (let n = 0; n < 1_000; n++) batch(pace, 1, 10);
  batch(pace, 1_000, 100);
  expect(pace.secondsFor(10_000)).toBeLessThanOrEqual(3);
  for (let n = 0; n < 20; n++) batch(pace, 1_000, 1_000);
  expect(pace.secondsFor(10_000)).toBeGreaterThanOrEqual(8);
});

test("a batch that hangs, and batches that fail, put the return off", () => {
  const pace = new Pace();
  for (let n = 0; n < 20; n++) batch(pace, 1_000, 100);
  expect(pace.secondsFor(10_000)).toBe(1);
  pace.begin();
  vi.advanceTimersByTime(10_000);
  expect(pace.secondsFor(10_000)).toBeGreaterThan(5);
  pace.end(0);
  for (let n = 0; n < 40; n++) batch(pace, 0, 5_000);
  expect(pace.secondsFor(10_000)).toBe(30);
});

test("before the first batch the return is as long away as that batch has taken", () => {
  const pace = new Pace();
  expect(pace.secondsFor(0)).toBe(1);
  expect(pace.secondsFor(20_000)).toBe(1);
  pace.begin();
  vi.advanceTimersByTime(7_000);
  expect(pace.secondsFor(20_000)).toBe(7);
  pace.end(0);
  expect(pace.secondsFor(20_000)).toBe(1);
});
