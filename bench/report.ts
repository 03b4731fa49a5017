/** What was found, for people: every row's figures and, beside them, its bars and whether they are met. */
import type { Percentiles } from "./load.js";
import type { CpuMs, Result } from "./measure.js";

export interface Bar {
  /** What is compared, as `0.31 × ceiling`. */
  readonly found: string;
  /** What it is to be, as `≥ 0.35`. */
  readonly wanted: string;
  /** Undefined where it could not be said: a row that it needs was left out. */
  readonly isMet: boolean | undefined;
  /** Where it was not found under the conditions that the bar is about: under which it was. */
  readonly only?: string | undefined;
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

export const atLeast = (value: number | undefined, limit: number, of: string, only?: string): Bar => ({
  found: value === undefined ? `not compared with ${of}` : `${figures(value)} × ${of}`,
  wanted: `≥ ${limit}`,
  isMet: value === undefined ? undefined : value >= limit,
  only,
});

export const atMost = (value: number | undefined, limit: number, unit: string, only?: string): Bar => ({
  found: value === undefined ? `not known: ${unit}` : `${figures(value)} ${unit}`,
  wanted: `≤ ${limit}`,
  isMet: value === undefined ? undefined : value <= limit,
  only,
});

/** Undefined where one of both was not measured. */
export const ratio = (value: number | undefined, base: number | undefined): number | undefined =>
  value === undefined || base === undefined ? undefined : value / base;

/** Three figures: 0.312, 3.12, 31.2, 312, 31,200. */
export function figures(value: number): string {
  if (!Number.isFinite(value)) return "n/a";
  const size = value === 0 ? 0 : Math.floor(Math.log10(Math.abs(value)));
  const digits = Math.min(3, Math.max(0, 2 - size));
  return value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** 12,345 */
export const whole = (value: number): string => value.toLocaleString("en", { maximumFractionDigits: 0 });

export const rowOf = (name: string, result: Result, bars: readonly Bar[] = []): ReportedRow => ({
  name,
  value: `${whole(result.eventsPerSecond)}/s (${whole(result.range[0])} to ${whole(result.range[1])})`,
  latencyMs: result.latencyMs,
  cpuUs: result.cpuUsPerEvent,
  bars,
});

const COLUMNS = [
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
const FIRST_OF_BAR = COLUMNS.indexOf("found");
const isLeft = (column: number): boolean => column < 2 || column >= FIRST_OF_BAR;

/** Of each row, its cells; further bars stand on lines of their own. */
function cellsOf(row: ReportedRow): string[][] {
  const latency = (["p50", "p95", "p99"] as const).map((name) =>
    row.latencyMs ? figures(row.latencyMs[name]) : "",
  );
  const cpu = (["server", "postgres", "client"] as const).map((who) =>
    row.cpuUs ? figures(row.cpuUs[who] ?? Number.NaN) : "",
  );
  const [first = ["", "", ""], ...others] = row.bars.map((bar) => [bar.found, bar.wanted, verdict(bar)]);
  const blank = Array.from({ length: FIRST_OF_BAR }, () => "");
  return [[row.name, row.value, ...latency, ...cpu, ...first], ...others.map((bar) => [...blank, ...bar])];
}

export function verdict({ isMet, only }: Bar): string {
  if (isMet === undefined) return "not measured";
  return `${isMet ? "met" : "NOT MET"}${only ? ` (${only})` : ""}`;
}

/** Aligned columns: names and bars to the left, numbers to the right. */
export function plainTable(rows: readonly ReportedRow[]): string {
  const lines: string[][] = [[...COLUMNS], ...rows.flatMap(cellsOf)];
  const widths = COLUMNS.map((_, i) => Math.max(...lines.map((cells) => cells[i]!.length)));
  const [head, ...body] = lines.map((cells) =>
    cells
      .map((cell, i) => (isLeft(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  return [head, "-".repeat(Math.max(...body.map((line) => line.length))), ...body].join("\n");
}

export function markdownTable(rows: readonly ReportedRow[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(" | ")} |`;
  const rule = COLUMNS.map((_, i) => (isLeft(i) ? "---" : "--:"));
  return [line([...COLUMNS]), line(rule), ...rows.flatMap(cellsOf).map(line)].join("\n");
}
