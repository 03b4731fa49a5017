/** Which rows are measured on what, and in which order; what each gives the table. */
import { statfs } from "node:fs/promises";
import { loadavg } from "node:os";
import type { Belongings } from "../examples/demo/belongings.js";
import type { BenchOptions, RowName } from "./arguments.js";
import { type Bench, LARGE_EVENTS, sizesOf } from "./bench.js";
import { memoryOf } from "./cpu.js";
import { Home } from "./instance.js";
import { LoadGenerator } from "./load.js";
import { describeMachine, type Machine } from "./machine.js";
import { populate } from "./population.js";
import { atLeast, atMost, figures, type ReportedRow, ratio, rowOf, whole } from "./report.js";
import { EmptyServer } from "./rows/empty.js";
import { measureGrowth, measureStorage, type Storage } from "./rows/growth.js";
import { measureLimits } from "./rows/limits.js";
import { measureStart } from "./rows/start.js";
import { FEW_EVENTS, measureSummary } from "./rows/summary.js";
import { measureTracked } from "./rows/tracked.js";
import { measureYear, yearRow } from "./rows/year.js";
import { fill } from "./stored.js";
import { measureThroughput, THROUGHPUT_ROWS } from "./throughput.js";
import { verifyLedger } from "./verify-ledger.js";

export interface Outcome {
  readonly machine: Machine;
  /** Processes that wanted a core before anything was started: one minute's average. */
  readonly loadBefore: number;
  readonly rows: readonly ReportedRow[];
  /** Undefined where neither growth nor summary was asked for. */
  readonly storage: Storage | undefined;
  readonly customers: number;
  readonly rounds: number;
  readonly populatedInSeconds: number;
  /** What `farthing ledger verify` said, of each instance. */
  readonly ledgers: readonly string[];
}

interface Stage {
  readonly options: BenchOptions;
  /** The built program. */
  readonly main: string;
  readonly belongings: Belongings;
  readonly say: (line: string) => void;
  readonly ledgers: string[];
  /** Aborted when all is over, for what would go on by itself. */
  readonly stopping: AbortSignal;
}

/** Measures what is asked for. All that it starts is `belongings`'. @throws Error when anything is not as it has to be */
export async function measureAll(
  options: BenchOptions,
  main: string,
  belongings: Belongings,
  say: (line: string) => void,
): Promise<Outcome> {
  const [loadBefore = 0] = loadavg();
  const stage = await setUp(options, main, belongings, say);
  const wants = (...names: readonly RowName[]): boolean => names.some((name) => options.rows.has(name));
  const home = await makeHome(stage);
  if (wants("growth", "summary")) await assertRoom(home, sizesOf(options).storedEvents);
  let bench = await populateNew(stage, home);
  const machine = await describeMachine(main, home.folder, bench.instance);

  const rows: ReportedRow[] = [];
  const add = (row: ReportedRow): void => {
    rows.push(row);
    say([row.name, row.figure, ...(row.note ? [row.note] : [])].join(": "));
  };
  let storage: Storage | undefined;
  if (wants("growth", "summary")) {
    const filled = await copyAndFill(stage, home, bench);
    bench = { ...bench, instance: filled.fresh };
    storage = await measureStorage(filled.bench);
    // In this order: the few events of the summary are all that the first instance has by then.
    if (wants("summary")) add(await summaryRow(bench, filled.bench));
    if (wants("growth")) add(await growthRow(bench, filled.bench));
    await verify(stage, filled.home);
    await filled.home.remove();
  }
  if (wants(...THROUGHPUT_ROWS)) rows.push(...(await throughputRows(stage, bench)));
  if (wants("tracked")) add(await trackedRow(bench));
  if (wants("start")) add(await startRow(bench, home));
  await verify(stage, home);
  return {
    machine,
    loadBefore,
    rows: inOrder(rows),
    storage,
    customers: bench.population.customers,
    rounds: bench.sizes.rounds,
    populatedInSeconds: bench.population.seconds,
    ledgers: stage.ledgers,
  };
}

/** Measures what bounds the server. As {@link measureAll}. */
export async function limits(
  options: BenchOptions,
  main: string,
  belongings: Belongings,
  say: (line: string) => void,
): Promise<readonly ReportedRow[]> {
  return alone(await setUp(options, main, belongings, say), async (stage, home) =>
    measureLimits(await populateNew(stage, home), main, belongings),
  );
}

const YEAR = { subscriptions: 10_000, events: 1_000_000 };
const QUICK_YEAR = { subscriptions: 1_000, events: 20_000 };

/** Measures a year of billing. As {@link measureAll}; @throws Error also where an invoice is not what the model says */
export async function year(
  options: BenchOptions,
  main: string,
  belongings: Belongings,
  say: (line: string) => void,
): Promise<readonly ReportedRow[]> {
  return alone(await setUp(options, main, belongings, say), async (_stage, home) => {
    const instance = await home.start();
    const sizes = options.quick ? QUICK_YEAR : YEAR;
    return [yearRow(await measureYear({ instance, sizes, seed: options.seed, say }))];
  });
}

/** On an instance of its own, whose ledger is verified afterwards. */
async function alone(
  stage: Stage,
  measure: (stage: Stage, home: Home) => Promise<readonly ReportedRow[]>,
): Promise<readonly ReportedRow[]> {
  const home = await makeHome(stage);
  const rows = await measure(stage, home);
  await verify(stage, home);
  return rows;
}

async function setUp(
  options: BenchOptions,
  main: string,
  belongings: Belongings,
  say: (line: string) => void,
): Promise<Stage> {
  const stopping = await belongings.own(
    async () => new AbortController(),
    async (controller) => controller.abort(),
  );
  return { options, main, belongings, say, ledgers: [], stopping: stopping.signal };
}

const makeHome = ({ belongings, main }: Stage): Promise<Home> =>
  belongings.own(
    () => Home.make(main),
    (made) => made.remove(),
  );

async function populateNew({ options, belongings, say }: Stage, home: Home): Promise<Bench> {
  const sizes = sizesOf(options);
  const instance = await home.start();
  say(`creating ${whole(sizes.customers)} customers with subscriptions`);
  const population = await populate(instance.api, sizes.customers);
  say(`created in ${figures(population.seconds)} s`);
  const generator = await belongings.own(
    async () => LoadGenerator.start(),
    (started) => started.stop(),
  );
  return { sizes, seed: options.seed, instance, population, generator, say };
}

/** A second instance of the same population, with events stored. The first one starts anew, as fresh as it was. */
async function copyAndFill(stage: Stage, home: Home, bench: Bench) {
  const second = await makeHome(stage);
  await home.stop();
  await second.copyFrom(home);
  const fresh = await home.start();
  const filled: Bench = { ...bench, instance: await second.start() };
  await fill(filled, bench.sizes.storedEvents);
  return { fresh, home: second, bench: filled };
}

async function throughputRows({ options, main, belongings }: Stage, bench: Bench): Promise<ReportedRow[]> {
  if (!options.rows.has("empty")) return measureThroughput(bench, options.rows, undefined);
  const emptyServer = await belongings.own(
    () => EmptyServer.start(main, bench.instance.databaseUrl),
    (started) => started.stop(),
  );
  const rows = await measureThroughput(bench, options.rows, emptyServer);
  await emptyServer.stop();
  return rows;
}

async function verify({ main, say, ledgers, stopping }: Stage, home: Home): Promise<void> {
  say("verifying the ledger");
  ledgers.push(await verifyLedger(main, home.folder, stopping));
}

const BYTES_PER_EVENT_AT_MOST = 1_000;

/** @throws Error where the disk has no room for what is to be stored */
async function assertRoom({ folder }: Home, events: number): Promise<void> {
  const { bavail, bsize } = await statfs(folder);
  const needed = events * BYTES_PER_EVENT_AT_MOST;
  if (bavail * bsize >= needed) return;
  const gigabytes = (bytes: number): string => `${(bytes / 1e9).toFixed(1)} GB`;
  throw new Error(
    `storing ${whole(events)} events may take ${gigabytes(needed)} in ${folder}, where ${gigabytes(bavail * bsize)} are free; set TMPDIR to another place`,
  );
}

/** Undefined where it is what the bar is about. */
const onlyAt = (events: number): string | undefined =>
  events >= LARGE_EVENTS ? undefined : `at ${whole(events)} events, not ${whole(LARGE_EVENTS)}`;

async function growthRow(fresh: Bench, filled: Bench): Promise<ReportedRow> {
  const result = await measureGrowth(fresh, filled);
  const { storedEvents } = fresh.sizes;
  const compared = ratio(result.filled.eventsPerSecond, result.fresh.eventsPerSecond);
  const bar = atLeast(compared, 0.8, "batch when empty", onlyAt(storedEvents));
  return rowOf(`growth, ${whole(storedEvents)} stored`, result.filled, [bar]);
}

async function summaryRow(few: Bench, many: Bench): Promise<ReportedRow> {
  const { storedEvents } = few.sizes;
  await fill(few, FEW_EVENTS);
  const { fewMs, manyMs, fewTotals, manyTotals } = await measureSummary(few, many);
  return {
    name: `summary, ${whole(storedEvents)} stored`,
    figure: `${figures(manyMs)} ms`,
    note: `${whole(manyTotals)} totals read; at ${whole(FEW_EVENTS)} events ${figures(fewMs)} ms, ${whole(fewTotals)} totals`,
    bars: [atMost(manyMs / fewMs, 2, `× the time at ${whole(FEW_EVENTS)}`, onlyAt(storedEvents))],
  };
}

async function trackedRow(bench: Bench): Promise<ReportedRow> {
  const { plainMs, awaitedMs, waitUntilMs } = await measureTracked(bench);
  return {
    name: "tracked",
    figure: `${figures(awaitedMs)} ms`,
    note: `awaited; ${figures(waitUntilMs)} ms with waitUntil, ${figures(plainMs)} ms untracked`,
    bars: [
      atMost(awaitedMs - plainMs, 3, "ms added, awaited"),
      atMost(waitUntilMs - plainMs, 0.2, "ms added with waitUntil"),
    ],
  };
}

const MEGABYTE = 1_048_576;

async function startRow(bench: Bench, home: Home): Promise<ReportedRow> {
  const underLoad = memoryOf(bench.instance.pid);
  const { readyMs, rssBytes } = await measureStart(home, bench.sizes.starts);
  const megabytes = (bytes: number | undefined) => (bytes === undefined ? undefined : bytes / MEGABYTE);
  return {
    name: "start",
    figure: `${figures(readyMs / 1_000)} s, ${whole(megabytes(underLoad?.peakRssBytes) ?? 0)} MB at most under the load before`,
    bars: [atMost(readyMs / 1_000, 2, "s to ready"), atMost(megabytes(rssBytes), 200, "MB after the start")],
  };
}

/** Rows were measured in an order that suits measuring; the table has that of the bars. */
function inOrder(rows: readonly ReportedRow[]): ReportedRow[] {
  const late = ["tracked", "growth", "summary", "start"];
  const place = ({ name }: ReportedRow): number => late.findIndex((word) => name.startsWith(word));
  return [...rows].sort((a, b) => place(a) - place(b));
}
