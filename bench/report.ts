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
  readonly figure: string;
  /** What belongs to the figure, as what it is compared with. */
  readonly note?: string | undefined;
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
  figure: `${whole(result.eventsPerSecond)}/s`,
  note: `${whole(result.range[0])} to ${whole(result.range[1])}`,
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
  "",
] as const;
const isLeft = (column: number): boolean => column === 0 || column === COLUMNS.length - 1;

function cellsOf(row: ReportedRow): string[] {
  const latency = (["p50", "p95", "p99"] as const).map((name) =>
    row.latencyMs ? figures(row.latencyMs[name]) : "",
  );
  const cpu = (["server", "postgres", "client"] as const).map((who) =>
    row.cpuUs ? figures(row.cpuUs[who] ?? Number.NaN) : "",
  );
  return [row.name, row.figure, ...latency, ...cpu, row.note ?? ""];
}

export function verdict({ isMet, only }: Bar): string {
  if (isMet === undefined) return "not measured";
  return `${isMet ? "met" : "NOT MET"}${only ? ` (${only})` : ""}`;
}

/** For a terminal: aligned columns, and below each row its bars. */
export function plainTable(rows: readonly ReportedRow[]): string {
  const cells = [[...COLUMNS], ...rows.map(cellsOf)];
  const widths = COLUMNS.map((_, i) => Math.max(...cells.map((line) => line[i]!.length)));
  const [head, ...lines] = cells.map((line) =>
    line
      .map((cell, i) => (isLeft(i) ? cell.padEnd(widths[i]!) : cell.padStart(widths[i]!)))
      .join("  ")
      .trimEnd(),
  );
  const barsOf = ({ bars }: ReportedRow): string[] =>
    bars.map((bar) => `    ${bar.found}, bar ${bar.wanted}: ${verdict(bar)}`);
  const rule = "-".repeat(Math.max(...lines.map((line) => line.length)));
  return [head, rule, ...lines.flatMap((line, i) => [line, ...barsOf(rows[i]!)])].join("\n");
}

const markdown = (
  head: readonly string[],
  rules: readonly string[],
  lines: readonly (readonly string[])[],
): string => [head, rules, ...lines].map((line) => `| ${line.join(" | ")} |`).join("\n");

/** For a file: each row's figures. */
export const figuresTable = (rows: readonly ReportedRow[]): string =>
  markdown(
    COLUMNS,
    COLUMNS.map((_, i) => (isLeft(i) ? "---" : "--:")),
    rows.map(cellsOf),
  );

/** For a file: each bar, and whether it is met. */
export const barsTable = (rows: readonly ReportedRow[]): string =>
  markdown(
    ["row", "found", "bar", ""],
    ["---", "---", "---", "---"],
    rows.flatMap(({ name, bars }) => bars.map((bar) => [name, bar.found, bar.wanted, verdict(bar)])),
  );
