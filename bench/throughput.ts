/**
 * The throughput rows, measured in turn, round after round: what else goes on on the machine then meets all alike.
 * Figures are medians over the rounds, and ratios are taken between them.
 */
import type { RowName } from "./arguments.js";
import type { Bench } from "./bench.js";
import { type Measurement, type Result, summarize } from "./measure.js";
import { atLeast, atMost, type Bar, type ReportedRow, ratio, rowOf, whole } from "./report.js";
import { measureBatch } from "./rows/batch.js";
import { Ceiling } from "./rows/ceiling.js";
import { measureCheck } from "./rows/check.js";
import type { EmptyServer } from "./rows/empty.js";
import { HOT_IN_FLIGHT, HotBalance } from "./rows/hot.js";
import { Naive } from "./rows/naive.js";
import { measureSingle, SINGLE_IN_FLIGHT } from "./rows/single.js";

type Measure = (round: number) => Promise<Measurement>;

/** In the order of the table. */
const NAMES = {
  ceiling: "ceiling",
  empty: `empty, ${SINGLE_IN_FLIGHT} in flight`,
  emptyHot: `empty, ${HOT_IN_FLIGHT} in flight`,
  naive: "naive, spread",
  naiveHot: "naive, on one balance",
  batch: "batch",
  single: "single",
  hot: "hot",
  check: "check",
} as const;
type Part = keyof typeof NAMES;
type Results = Partial<Record<Part, Result>>;

export const THROUGHPUT_ROWS: readonly RowName[] = [
  "ceiling",
  "empty",
  "naive",
  "batch",
  "single",
  "hot",
  "check",
];

/** @param emptyServer needed for the row `empty` */
export async function measureThroughput(
  bench: Bench,
  rows: ReadonlySet<RowName>,
  emptyServer: EmptyServer | undefined,
): Promise<ReportedRow[]> {
  const { sizes, say } = bench;
  const measures = await prepare(bench, rows, emptyServer);
  const measured = new Map<Part, Measurement[]>();
  for (let round = 1; round <= sizes.rounds; round++) {
    for (const [part, measure] of measures) {
      const measurement = await measure(round);
      measured.set(part, [...(measured.get(part) ?? []), measurement]);
      const rate = whole(measurement.events / measurement.seconds);
      say(`round ${round} of ${sizes.rounds}: ${NAMES[part]}: ${rate}/s`);
    }
  }
  const results: Results = Object.fromEntries([...measured].map(([part, all]) => [part, summarize(all)]));
  return (Object.keys(NAMES) as Part[]).flatMap((part) => {
    const result = results[part];
    return result ? [rowOf(NAMES[part], result, barsOf(part, result, results))] : [];
  });
}

/** In the order of a round. */
async function prepare(
  bench: Bench,
  rows: ReadonlySet<RowName>,
  emptyServer: EmptyServer | undefined,
): Promise<Map<Part, Measure>> {
  const measures = new Map<Part, Measure>();
  const overHttp = (part: Part, measure: (round: number) => Promise<{ measurement: Measurement }>) =>
    measures.set(part, async (round) => (await measure(round)).measurement);
  if (rows.has("ceiling")) {
    const ceiling = await Ceiling.prepare(bench);
    measures.set("ceiling", () => ceiling.measure());
  }
  if (rows.has("batch")) overHttp("batch", (round) => measureBatch(bench, `batch-${round}`));
  const naive = rows.has("naive") ? await Naive.prepare(bench) : undefined;
  if (naive) measures.set("naive", naive.measureSpread);
  if (rows.has("single")) overHttp("single", (round) => measureSingle(bench, round));
  if (emptyServer) overHttp("empty", (round) => emptyServer.measure(bench, round, SINGLE_IN_FLIGHT));
  if (rows.has("check")) overHttp("check", (round) => measureCheck(bench, round));
  if (naive) measures.set("naiveHot", naive.measureOneBalance);
  if (rows.has("hot")) {
    const balance = new HotBalance(bench);
    overHttp("hot", (round) => balance.measure(round));
  }
  if (emptyServer) overHttp("emptyHot", (round) => emptyServer.measure(bench, round, HOT_IN_FLIGHT));
  return measures;
}

function barsOf(part: Part, result: Result, results: Results): Bar[] {
  const against = (other: Part): number | undefined =>
    ratio(result.eventsPerSecond, results[other]?.eventsPerSecond);
  const p99 = result.latencyMs?.p99;
  switch (part) {
    case "batch":
      return [atLeast(against("ceiling"), 0.35, "ceiling"), atLeast(against("naive"), 12, "naive")];
    case "single":
      return [
        atLeast(against("empty"), 0.5, "empty"),
        atLeast(against("naive"), 2, "naive"),
        atMost(p99, 25, "ms at p99"),
      ];
    case "hot":
      return [
        atLeast(against("emptyHot"), 0.6, "empty"),
        atLeast(against("naiveHot"), 6, "naive on one balance"),
        // Else the run has ended there.
        { found: "exact to the unit", wanted: "exact", isMet: true },
      ];
    case "check":
      return [atMost(ratio(p99, results.empty?.latencyMs?.p99), 2, "× p99 of empty")];
    default:
      return [];
  }
}
