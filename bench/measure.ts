/** What a measurement is: how many events in how much time, how long each waited, and whose CPU it took. */
import { postgresCpuMs, processCpuMs } from "./cpu.js";
import type { Percentiles } from "./load.js";

/** Milliseconds of CPU; undefined where the machine does not tell, or there is no such process. */
export interface CpuMs {
  readonly server: number | undefined;
  readonly postgres: number | undefined;
  /** Of the load generator, or of the program that speaks to Postgres itself. */
  readonly client: number | undefined;
}

export interface Measurement {
  readonly events: number;
  readonly seconds: number;
  readonly latencyMs?: Percentiles | undefined;
  readonly cpuMs: CpuMs;
}

/** Medians over the rounds; CPU in microseconds per event. */
export interface Result {
  readonly eventsPerSecond: number;
  /** Slowest and fastest round. */
  readonly range: readonly [number, number];
  readonly latencyMs: Percentiles | undefined;
  readonly cpuUsPerEvent: CpuMs;
  readonly rounds: number;
}

export interface Pids {
  readonly server: number | undefined;
  readonly postmaster: number;
}

/** Runs `work` and tells what CPU the server and Postgres took meanwhile. */
export async function withCpu<T>(
  pids: Pids,
  work: () => Promise<T>,
): Promise<{ result: T; server: number | undefined; postgres: number | undefined }> {
  const sample = () => ({
    server: pids.server === undefined ? undefined : processCpuMs(pids.server),
    postgres: postgresCpuMs(pids.postmaster),
  });
  const before = sample();
  const result = await work();
  const after = sample();
  return {
    result,
    server: difference(before.server, after.server),
    postgres: difference(before.postgres, after.postgres),
  };
}

/** For what this process does with Postgres itself: its time, and the CPU of both. */
export async function withOwnCpu<T>(
  postmaster: number,
  work: () => Promise<T>,
): Promise<{ result: T; seconds: number; cpuMs: CpuMs }> {
  let seconds = 0;
  let client = 0;
  const { result, postgres } = await withCpu({ server: undefined, postmaster }, async () => {
    const cpuBefore = process.cpuUsage();
    const startedAt = performance.now();
    const result = await work();
    seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(cpuBefore);
    client = (user + system) / 1_000;
    return result;
  });
  return { result, seconds, cpuMs: { server: undefined, postgres, client } };
}

const difference = (before: number | undefined, after: number | undefined): number | undefined =>
  before === undefined || after === undefined ? undefined : after - before;

/** @param values at least one */
export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** @param measurements at least one */
export function summarize(measurements: readonly Measurement[]): Result {
  const rates = measurements.map(({ events, seconds }) => events / seconds);
  const latencies = measurements.flatMap(({ latencyMs }) => latencyMs ?? []);
  const percentile = (name: keyof Percentiles): number => median(latencies.map((each) => each[name]));
  const cpu = (who: keyof CpuMs): number | undefined => {
    const each = measurements.flatMap(({ cpuMs, events }) =>
      cpuMs[who] === undefined ? [] : (cpuMs[who] * 1_000) / events,
    );
    return each.length === measurements.length ? median(each) : undefined;
  };
  return {
    eventsPerSecond: median(rates),
    range: [Math.min(...rates), Math.max(...rates)],
    latencyMs:
      latencies.length > 0
        ? { p50: percentile("p50"), p95: percentile("p95"), p99: percentile("p99") }
        : undefined,
    cpuUsPerEvent: { server: cpu("server"), postgres: cpu("postgres"), client: cpu("client") },
    rounds: measurements.length,
  };
}
