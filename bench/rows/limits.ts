/**
 * What bounds batch, single and hot on this machine: the server beside servers from which parts are taken out (see
 * limit-server.ts), round after round in turn. What a bar asks above the figure of `statements` cannot be reached by a
 * server that makes these statements, however little it takes to decide; what is between `insert` and `statements` is what
 * exactness costs: locks, balances, keys looked up, totals.
 */
import type { Belongings } from "../../examples/demo/belongings.js";
import type { Bench } from "../bench.js";
import { startFlagsOf } from "../built-server.js";
import { createLimitTables, LIMIT_SCHEMA } from "../columns.js";
import { endChild, forkTypeScript } from "../load.js";
import { type Measurement, summarize } from "../measure.js";
import { atLeast, type ReportedRow, ratio, rowOf, whole } from "../report.js";
import { eventsOf, trackBody } from "../workload.js";
import { BATCH_IN_FLIGHT, measureBatch } from "./batch.js";
import { Ceiling } from "./ceiling.js";
import { HOT_IN_FLIGHT, HotBalance } from "./hot.js";
import { jobOf, measureOverHttp } from "./over-http.js";
import { measureSingle, SINGLE_IN_FLIGHT } from "./single.js";

export type Limit = "http" | "commit" | "insert" | "statements";

const LIMITS: Record<Limit, string> = {
  http: "HTTP: read, validate, answer",
  commit: "and a transaction of one line for each group",
  insert: "and events copied in it, nothing else",
  statements: "and all other statements of a charge, nothing decided",
};

/** What the bar of batches is a part of. */
const CEILING = "ceiling: COPY of the same rows, no HTTP";

const SHAPES = {
  batch: { shape: "batch", inFlight: BATCH_IN_FLIGHT, maxPerSecond: 1_500, text: '"recorded":100' },
  single: { shape: "track", inFlight: SINGLE_IN_FLIGHT, maxPerSecond: 60_000, text: '{"object":"empty"}' },
  hot: { shape: "track", inFlight: HOT_IN_FLIGHT, maxPerSecond: 60_000, text: '{"object":"empty"}' },
} as const;
type Shape = keyof typeof SHAPES;

interface LimitServer {
  readonly url: string;
  readonly pid: number;
}

export async function measureLimits(
  bench: Bench,
  main: string,
  belongings: Belongings,
): Promise<ReportedRow[]> {
  await recordOneOfEach(bench);
  await createLimitTables(bench.instance.db);
  const servers = new Map<Limit, LimitServer>();
  for (const limit of Object.keys(LIMITS) as Limit[])
    servers.set(limit, await startLimitServer(bench, main, belongings, limit));
  const ceiling = await Ceiling.prepare(bench);
  const hot = new HotBalance(bench);
  const whole: Record<Shape, (round: number) => Promise<Measurement>> = {
    batch: async (round) => (await measureBatch(bench, `batch-${round}`)).measurement,
    single: async (round) => (await measureSingle(bench, round)).measurement,
    hot: async (round) => (await hot.measure(round)).measurement,
  };
  const rows: ReportedRow[] = [];
  for (const shape of Object.keys(SHAPES) as Shape[]) {
    const measures = new Map(
      [...servers].map(([limit, server]) => [
        LIMITS[limit],
        (round: number) => measureLimit(bench, shape, server, `${limit}-${shape}-${round}`),
      ]),
    );
    measures.set("all: the server", whole[shape]);
    if (shape === "batch") measures.set(CEILING, () => ceiling.measure());
    rows.push(...(await inTurn(bench, shape, measures)));
  }
  return rows;
}

async function inTurn(
  { sizes, say }: Bench,
  shape: Shape,
  measures: ReadonlyMap<string, (round: number) => Promise<Measurement>>,
): Promise<ReportedRow[]> {
  const measured = new Map<string, Measurement[]>();
  for (let round = 1; round <= sizes.rounds; round++) {
    for (const [name, measure] of measures) {
      const measurement = await measure(round);
      measured.set(name, [...(measured.get(name) ?? []), measurement]);
      say(`${shape}, round ${round}: ${name}: ${whole(measurement.events / measurement.seconds)}/s`);
    }
  }
  const results = [...measured].map(([name, all]) => ({ name, result: summarize(all) }));
  const rateOf = (wanted: string) => results.find(({ name }) => name === wanted)?.result.eventsPerSecond;
  return results.map(({ name, result }) => {
    const row = rowOf(`${shape}: ${name}`, result);
    const parts = [
      ["HTTP", rateOf(LIMITS.http)],
      ["ceiling", rateOf(CEILING)],
    ] as const;
    const notes = parts.flatMap(([of, rate]) =>
      rate === undefined ? [] : atLeast(ratio(result.eventsPerSecond, rate), 0, of).found,
    );
    return { ...row, note: [...notes, row.note].join("; ") };
  });
}

async function measureLimit(
  bench: Bench,
  shape: Shape,
  server: LimitServer,
  name: string,
): Promise<Measurement> {
  const { text, ...load } = SHAPES[shape];
  const job = jobOf(bench, server.url, {
    ...load,
    path: shape === "batch" ? "/usage/events/batch" : "/usage/events",
    stream: { name, ...(shape === "hot" ? { onlyCustomer: bench.population.hotCustomer } : {}) },
    expected: { status: shape === "batch" ? 200 : 201, text },
  });
  return (await measureOverHttp(bench, job, server.pid)).measurement;
}

/** A row with units and one with tokens, for the limit servers to write again and again. */
async function recordOneOfEach(bench: Bench): Promise<void> {
  const stream = { seed: bench.seed, name: "limits", customers: bench.population.customers };
  const events = eventsOf(stream, 100);
  await bench.instance.api.post("/usage/events/batch", { events: events.map(trackBody) });
}

/** Tables of the scratch schema are found first, by names without a schema, as the server's are. */
function inLimitSchema(databaseUrl: string): string {
  const url = new URL(databaseUrl);
  url.searchParams.set("options", `-c timezone=UTC -c search_path=${LIMIT_SCHEMA},public`);
  return url.href;
}

async function startLimitServer(
  { instance }: Bench,
  main: string,
  belongings: Belongings,
  limit: Limit,
): Promise<LimitServer> {
  const env = {
    BENCH_SERVER: main,
    BENCH_DATABASE_URL: inLimitSchema(instance.databaseUrl),
    BENCH_LIMIT: limit,
  };
  const child = await belongings.own(
    async () => forkTypeScript("limit-server.ts", env, startFlagsOf(main)),
    endChild,
  );
  const url = await new Promise<string>((resolve, reject) => {
    child.once("message", ({ url, error }: { url?: string; error?: string }) => {
      if (url === undefined) reject(new Error(error));
      else resolve(url);
    });
    child.once("exit", (code) => reject(new Error(`the limit server ended with ${code}`)));
  });
  return { url, pid: child.pid! };
}
