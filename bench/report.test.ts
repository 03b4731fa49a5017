/**
 * Broken on purpose: with a missing ratio counted as met, a bar that nothing was compared for passed; with means in
 * place of medians, one slow round moved the figure.
 */
import { expect, test } from "vitest";
import { type Measurement, median, summarize } from "./measure.js";
import {
  atLeast,
  atMost,
  barsTable,
  figures,
  figuresTable,
  plainTable,
  ratio,
  rowOf,
  verdict,
} from "./report.js";

const measured = (events: number, serverMs = 10): Measurement => ({
  events,
  seconds: 2,
  latencyMs: { p50: 1, p95: 2, p99: events / 1_000 },
  cpuMs: { server: serverMs, postgres: 5, client: undefined },
});

test("one slow round moves neither figure nor latency", () => {
  const result = summarize([measured(2_000), measured(20), measured(2_200)]);
  expect(result.eventsPerSecond).toBe(1_000);
  expect(result.range).toEqual([10, 1_100]);
  expect(result.latencyMs).toEqual({ p50: 1, p95: 2, p99: 2 });
});

test("CPU is per event, and not known where one round does not know it", () => {
  const { cpuUsPerEvent } = summarize([measured(1_000), measured(1_000, 20), measured(1_000, 30)]);
  expect(cpuUsPerEvent).toEqual({ server: 20, postgres: 5, client: undefined });
  const blind = { ...measured(1_000), cpuMs: { server: undefined, postgres: 5, client: 1 } };
  expect(summarize([measured(1_000), blind]).cpuUsPerEvent.server).toBeUndefined();
});

test("the median of an even number lies between the middle two", () => {
  expect([median([3, 1, 2]), median([4, 1, 3, 2]), median([5])]).toEqual([2, 2.5, 5]);
});

test.each([
  [0.31234, "0.312"],
  [3.1234, "3.12"],
  [31.234, "31.2"],
  [312.34, "312"],
  [31_234, "31,234"],
  [0.0123, "0.012"],
  [0, "0.00"],
  [Number.NaN, "n/a"],
])("%d is shown as %s", (value, text) => {
  expect(figures(value)).toBe(text);
});

test("a bar is met, not met, or not measured, and says where it was found under other conditions", () => {
  expect(verdict(atLeast(0.35, 0.35, "ceiling"))).toBe("met");
  expect(verdict(atLeast(0.3499, 0.35, "ceiling"))).toBe("NOT MET");
  expect(verdict(atMost(25, 25, "ms"))).toBe("met");
  expect(verdict(atMost(25.1, 25, "ms"))).toBe("NOT MET");
  expect(verdict(atLeast(ratio(1, undefined), 0.35, "ceiling"))).toBe("not measured");
  expect(verdict(atMost(undefined, 2, "×"))).toBe("not measured");
  expect(verdict(atMost(1, 2, "×", "at 1,000 events"))).toBe("met (at 1,000 events)");
});

test("a table has every row with its figures, its bars below it, and n/a for unknown CPU", () => {
  const result = summarize([measured(2_000)]);
  const rows = [
    rowOf("batch", result, [atLeast(0.4, 0.35, "ceiling"), atLeast(undefined, 12, "naive")]),
    { name: "start", figure: "1.20 s", bars: [atMost(1.2, 2, "s to ready")] },
  ];
  const [, , batch, ...others] = plainTable(rows).split("\n");
  expect(batch).toMatch(/^batch +1,000\/s +1\.00 +2\.00 +2\.00 +5\.00 +2\.50 +n\/a +1,000 to 1,000$/);
  expect(others).toEqual([
    "    0.400 × ceiling, bar ≥ 0.35: met",
    "    not compared with naive, bar ≥ 12: not measured",
    "start   1.20 s",
    "    1.20 s to ready, bar ≤ 2: met",
  ]);
  expect(barsTable(rows).split("\n").slice(2)).toEqual([
    "| batch | 0.400 × ceiling | ≥ 0.35 | met |",
    "| batch | not compared with naive | ≥ 12 | not measured |",
    "| start | 1.20 s to ready | ≤ 2 | met |",
  ]);
  const widths = figuresTable(rows)
    .split("\n")
    .map((line) => line.split("|").length);
  expect(new Set(widths)).toEqual(new Set([11]));
});
