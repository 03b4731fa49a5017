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
import { CHECK_IN_FLIGHT, measureCheck } from "./rows/check.js";
import { measureEmpty } from "./rows/empty.js";
import { HOT_IN_FLIGHT, HotBalance } from "./rows/hot.js";
import { Naive } from "./rows/naive.js";
import { measureSingle, SINGLE_IN_FLIGHT } from "./rows/single.js";

type Measure = (round: number) => Promise<Measurement>;

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

export async function measureThroughput(
  bench: Bench,
  rows: ReadonlySet<RowName>,
  say: (line: string) => void,
): Promise<ReportedRow[]> {
  const measures = await prepare(bench, rows);
  const measured = new Map<Part, Measurement[]>([...measures.keys()].map((part) => [part, []]));
  for (let round = 1; round <= bench.sizes.rounds && measures.size > 0; round++) {
    for (const [part, measure] of measures) {
      const measurement = await measure(round);
      measured.get(part)!.push(measurement);
      say(
        `round ${round} of ${bench.sizes.rounds}: ${NAMES[part]}: ${whole(measurement.events / measurement.seconds)}/s`,
      );
    }
  }
  const results: Results = Object.fromEntries([...measured].map(([part, all]) => [part, summarize(all)]));
  return (Object.keys(NAMES) as Part[]).flatMap((part) => {
    const result = results[part];
    return result ? [rowOf(NAMES[part], result, barsOf(part, results))] : [];
  });
}

/** In the order of a round. */
async function prepare(bench: Bench, rows: ReadonlySet<RowName>): Promise<Map<Part, Measure>> {
  const measures = new Map<Part, Measure>();
  if (rows.has("ceiling")) {
    const ceiling = await Ceiling.prepare(bench);
    measures.set("ceiling", () => ceiling.measure());
  }
  if (rows.has("batch")) measures.set("batch", (round) => measureBatch(bench, round));
  const naive = rows.has("naive") ? await Naive.prepare(bench, bench.db) : undefined;
  if (naive) measures.set("naive", naive.measureSpread);
  if (rows.has("single")) measures.set("single", (round) => measureSingle(bench, round));
  if (rows.has("empty")) measures.set("empty", (round) => measureEmpty(bench, round, SINGLE_IN_FLIGHT));
  if (rows.has("check")) measures.set("check", (round) => measureCheck(bench, round));
  if (naive) measures.set("naiveHot", naive.measureOneBalance);
  if (rows.has("hot")) {
    const balance = new HotBalance();
    measures.set("hot", (round) => balance.measure(bench, round));
  }
  if (rows.has("empty")) measures.set("emptyHot", (round) => measureEmpty(bench, round, HOT_IN_FLIGHT));
  return measures;
}

function barsOf(part: Part, results: Results): Bar[] {
  const rate = results[part]!.eventsPerSecond;
  const against = (other: Part): number | undefined => ratio(rate, results[other]?.eventsPerSecond);
  const p99 = results[part]!.latencyMs?.p99;
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
        { found: "exact to the unit", wanted: "exact", isMet: true },
      ];
    case "check":
      return [atMost(ratio(p99, results.empty?.latencyMs?.p99), 2, "× p99 of empty")];
    default:
      return [];
  }
}

export { CHECK_IN_FLIGHT };
