/** What was found, for people: one table with every row's figures and, beside them, its bars and whether they are met. */
import type { Percentiles } from "./load.js";
import type { CpuMs, Result } from "./measure.js";

export interface Bar {
  /** What is compared, as `0.31 × ceiling`. */
  readonly found: string;
  /** What it is to be, as `≥ 0.35`. */
  readonly wanted: string;
  /** Undefined where it could not be said: a row that it needs was left out. */
  readonly isMet: boolean | undefined;
}

export interface ReportedRow {
  readonly name: string;
  readonly value: string;
  /** Milliseconds. */
  readonly latencyMs?: Percentiles | undefined;
  /** Microseconds per event. */
  readonly cpuUs?: CpuMs | undefined;
  readonly bars: readonly Bar[];
}

export const atLeast = (value: number | undefined, limit: number, of: string): Bar => ({
  found: value === undefined ? `— × ${of}` : `${figures(value)} × ${of}`,
  wanted: `≥ ${limit}`,
  isMet: value === undefined ? undefined : value >= limit,
});

export const atMost = (value: number | undefined, limit: number, unit: string): Bar => ({
  found: value === undefined ? `— ${unit}` : `${figures(value)} ${unit}`,
  wanted: `≤ ${limit}`,
  isMet: value === undefined ? undefined : value <= limit,
});

/** Undefined where one of both was not measured. */
export const ratio = (value: number | undefined, base: number | undefined): number | undefined =>
  value === undefined || base === undefined ? undefined : value / base;

/** Three figures: 0.312, 3.12, 31.2, 312. */
export function figures(value: number): string {
  if (!Number.isFinite(value)) return "—";
  const digits = value === 0 ? 0 : Math.max(0, 2 - Math.floor(Math.log10(Math.abs(value))));
  return grouped(value.toFixed(Math.min(digits, 3)));
}

/** 12,345 */
export const whole = (value: number): string => grouped(value.toFixed(0));

const grouped = (text: string): string => text.replace(/\B(?=(\d{3})+(?!\d))(?<!\.\d*)/g, ",");

export const rowOf = (name: string, result: Result, bars: readonly Bar[] = []): ReportedRow => ({
  name,
  value: `${whole(result.eventsPerSecond)}/s`,
  latencyMs: result.latencyMs,
  cpuUs: result.cpuUsPerEvent,
  bars,
});

export const COLUMNS = [
  "row",
  "figure",
  "p50 ms",
  "p95 ms",
  "p99 ms",
  "server µs",
  "postgres µs",
  "client µs",
  "found",
  "bar",
  "",
] as const;

/** Of each row, its cells; further bars stand on lines of their own. */
export function cellsOf(row: ReportedRow): string[][] {
  const latency = (["p50", "p95", "p99"] as const).map((name) =>
    row.latencyMs ? figures(row.latencyMs[name]) : "",
  );
  const cpu = (["server", "postgres", "client"] as const).map((who) => {
    const value = row.cpuUs?.[who];
    return value === undefined ? "" : figures(value);
  });
  const [first, ...others] = row.bars.map((bar) => [bar.found, bar.wanted, verdict(bar)]);
  const blank = Array.from({ length: 5 + 3 }, () => "");
  return [
    [row.name, row.value, ...latency, ...cpu, ...(first ?? ["", "", ""])],
    ...others.map((bar) => [...blank, ...bar]),
  ];
}

const verdict = ({ isMet }: Bar): string =>
  isMet === undefined ? "not measured" : isMet ? "met" : "NOT MET";

/** Aligned columns: names and bars to the left, numbers to the right. */
export function plainTable(rows: readonly ReportedRow[]): string {
  const lines = [[...COLUMNS], ...rows.flatMap(cellsOf)];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((cells) => cells[i]!.length)));
  const isLeft = (column: number): boolean => column === 0 || column >= 8;
  const [head, ...body] = lines.map((cells) =>
    cells
      .map((cell, i) => (isLeft(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  return [head, "-".repeat(Math.max(...body.map((line) => line.length))), ...body].join("\n");
}
