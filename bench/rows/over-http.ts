/** One measurement over HTTP: warm up, start the clock, send all, stop it, and look whether all of it is there. */
import type { Bench } from "../bench.js";
import type { LoadJob } from "../load.js";
import { type Measurement, type Pids, withCpu } from "../measure.js";
import { checkpoint, countRows, EVENTS } from "../sql.js";

const LIMIT_MS = 120_000;

type Job = Pick<LoadJob, "path" | "shape" | "requests" | "inFlight" | "expected"> & {
  readonly eventsPerRequest?: number;
  readonly stream: { readonly name: string; readonly onlyCustomer?: number };
};

const EVENTS_PER_BATCH = 100;
/** A share of the requests, and enough to fill every connection. */
export const warmUpOf = ({ requests, inFlight }: Pick<LoadJob, "requests" | "inFlight">): number =>
  Math.max(inFlight, Math.ceil(requests / 10));

export function jobOf(bench: Bench, origin: string, job: Job): LoadJob {
  return {
    eventsPerRequest: job.shape === "batch" ? EVENTS_PER_BATCH : 1,
    warmUpRequests: warmUpOf(job),
    origin,
    headers: bench.api.headers,
    limitMs: LIMIT_MS,
    ...job,
    path: `/api/v1${job.path}`,
    stream: { seed: bench.seed, customers: bench.population.customers, ...job.stream },
  };
}

export async function measureOverHttp(bench: Bench, job: LoadJob, serverPid: number): Promise<Measurement> {
  const pids: Pids = { server: serverPid, postmaster: bench.instance.postmasterPid };
  await checkpoint(bench.db);
  await bench.generator.prepare(job);
  const { result, server, postgres } = await withCpu(pids, () => bench.generator.run());
  return {
    events: result.requests * job.eventsPerRequest,
    seconds: result.seconds,
    latencyMs: result.latencyMs,
    cpuMs: { server, postgres, client: result.cpuMs },
  };
}

/** As {@link measureOverHttp}. @throws Error when the database has not exactly the events that were acknowledged */
export async function measureRecording(bench: Bench, job: LoadJob): Promise<Measurement> {
  const before = await countRows(bench.db, EVENTS);
  const measurement = await measureOverHttp(bench, job, bench.instance.pid);
  const recorded = (await countRows(bench.db, EVENTS)) - before;
  const acknowledged = measurement.events + job.warmUpRequests * job.eventsPerRequest;
  if (recorded !== acknowledged)
    throw new Error(`${job.path}: ${acknowledged} events were acknowledged and ${recorded} are recorded`);
  return measurement;
}
