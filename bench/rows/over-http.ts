/** One measurement over HTTP: warm up, start the clock, send, stop it, and look whether all of it is there. */
import type { Bench } from "../bench.js";
import { checkpoint, countRows, EVENTS } from "../database.js";
import type { LoadJob, LoadResult } from "../load.js";
import { type Measurement, type Pids, withCpu } from "../measure.js";

type Job = Pick<LoadJob, "path" | "shape" | "inFlight" | "expected"> & {
  readonly stream: { readonly name: string; readonly onlyCustomer?: number };
  /** What no server will reach: bodies are made for so many. */
  readonly maxPerSecond: number;
  readonly runMs?: number;
};

const EVENTS_PER_BATCH = 100;

export function jobOf(bench: Bench, origin: string, job: Job): LoadJob {
  const { maxPerSecond, ...rest } = job;
  const { warmUpMs, runMs } = { ...bench.sizes, ...job };
  return {
    eventsPerRequest: job.shape === "batch" ? EVENTS_PER_BATCH : 1,
    origin,
    headers: bench.instance.api.headers,
    warmUpMs,
    ...rest,
    runMs,
    path: `/api/v1${job.path}`,
    stream: { seed: bench.seed, customers: bench.population.customers, ...job.stream },
    maxRequests: Math.ceil(((warmUpMs + runMs) / 1_000) * maxPerSecond) + 2 * job.inFlight,
  };
}

export interface OverHttp {
  readonly measurement: Measurement;
  /** Events that were sent and acknowledged, those of the warm-up first: the first so many of the stream. */
  readonly acknowledged: number;
}

/** @throws Error at the first unexpected answer */
export async function measureOverHttp(bench: Bench, job: LoadJob, serverPid: number): Promise<OverHttp> {
  const pids: Pids = { server: serverPid, postmaster: bench.instance.postmasterPid };
  await checkpoint(bench.instance.db);
  await bench.generator.prepare(job);
  const { result, server, postgres } = await withCpu(pids, () => bench.generator.run());
  return {
    measurement: measurementOf(job, result, server, postgres),
    acknowledged: (result.warmUpRequests + result.requests) * job.eventsPerRequest,
  };
}

const measurementOf = (
  job: LoadJob,
  { requests, seconds, latencyMs, cpuMs }: LoadResult,
  server: number | undefined,
  postgres: number | undefined,
): Measurement => ({
  events: requests * job.eventsPerRequest,
  seconds,
  latencyMs,
  cpuMs: { server, postgres, client: cpuMs },
});

/** As {@link measureOverHttp}. @throws Error when the database has not exactly the events that were acknowledged */
export async function measureRecording(bench: Bench, job: LoadJob): Promise<OverHttp> {
  const { db, pid } = bench.instance;
  const before = await countRows(db, EVENTS);
  const result = await measureOverHttp(bench, job, pid);
  const recorded = (await countRows(db, EVENTS)) - before;
  if (recorded !== result.acknowledged)
    throw new Error(`${job.path}: ${result.acknowledged} events were acknowledged and ${recorded} recorded`);
  return result;
}
