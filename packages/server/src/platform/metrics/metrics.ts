/**
 * Counts and measures of this server, in the form that Prometheus reads. A room makes its own counters in the
 * registry it is handed. Labels come from closed sets (codes, operations, kinds), never from what callers send: each
 * value is a series that Prometheus keeps for good, and none may say anything about a customer.
 */
import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";

export { Counter, Histogram };

export type Metrics = Registry;

export const createMetrics = (): Metrics => new Registry();

/** A gauge that is read when it is asked for, and costs nothing until then. Undefined: there is nothing to show. */
export function readGauge(
  metrics: Metrics,
  name: string,
  help: string,
  read: () => number | undefined | Promise<number | undefined>,
): void {
  new Gauge({
    name,
    help,
    registers: [metrics],
    async collect() {
      const value = await read();
      if (value === undefined) this.remove();
      else this.set(value);
    },
  });
}

const MAX_WAIT_MS = 1_000;

/** Undefined where it takes long: a database that hangs must not keep the other metrics from being read. */
export function withinTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(resolve, MAX_WAIT_MS, undefined);
  });
  return Promise.race([work, late]).finally(() => clearTimeout(timer));
}

let ofProcess: Registry | undefined;

/**
 * Memory, processor time, event-loop lag and garbage collection, by the names that Node's dashboards know. One set
 * however many applications a process has: the observers behind it are the process's, and cannot be taken back.
 */
export function processMetrics(): Metrics {
  if (!ofProcess) {
    ofProcess = new Registry();
    collectDefaultMetrics({ register: ofProcess });
  }
  return ofProcess;
}
