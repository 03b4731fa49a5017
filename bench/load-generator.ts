/**
 * The load, in a process of its own, so that making it is not measured as serving it. It shares the machine with the
 * server: bodies are made before the clock starts, answers are looked at but not parsed, and requests go through
 * undici's `dispatch`, which took 13 µs of CPU a request where `node:http` took 22.
 *
 * It ends by itself: a job has a time and a number of requests, and the first answer that is not as expected, or that
 * is late by far, fails it.
 */
import { createHistogram } from "node:perf_hooks";
import { Pool } from "undici";
import type { FromGenerator, LoadJob, LoadResult, ToGenerator } from "./load.js";
import { checkBody, eventsOf, trackBody } from "./workload.js";

/** Far above what is measured: a server that hangs fails the run instead of holding it up. */
const ANSWER_WITHIN_MS = 30_000;

interface Prepared {
  readonly job: LoadJob;
  readonly pool: Pool;
  readonly bodies: readonly Buffer[];
  readonly warmUpRequests: number;
}

let prepared: Prepared | undefined;

/** Makes the bodies, opens the connections, and warms both sides up. */
async function prepare(job: LoadJob): Promise<void> {
  const pool = new Pool(job.origin, {
    connections: job.inFlight,
    pipelining: 1,
    headersTimeout: ANSWER_WITHIN_MS,
    bodyTimeout: ANSWER_WITHIN_MS,
  });
  const bodies = bodiesOf(job);
  const warmUpRequests = await send(pool, job, bodies, job.warmUpMs, () => {});
  prepared = { job, pool, bodies: bodies.slice(warmUpRequests), warmUpRequests };
}

function bodiesOf({ stream, shape, maxRequests, eventsPerRequest }: LoadJob): Buffer[] {
  const events = eventsOf(stream, maxRequests * eventsPerRequest);
  if (shape === "check") return events.map((event) => Buffer.from(JSON.stringify(checkBody(event))));
  const tracked = events.map(trackBody);
  if (shape === "track") return tracked.map((body) => Buffer.from(JSON.stringify(body)));
  return Array.from({ length: maxRequests }, (_, i) => {
    const events = tracked.slice(i * eventsPerRequest, (i + 1) * eventsPerRequest);
    return Buffer.from(JSON.stringify({ events }));
  });
}

async function run({ job, pool, bodies, warmUpRequests }: Prepared): Promise<LoadResult> {
  const latencies = createHistogram();
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  const requests = await send(pool, job, bodies, job.runMs, (ms) =>
    latencies.record(Math.max(1, Math.round(ms * 1_000))),
  );
  const seconds = (performance.now() - startedAt) / 1_000;
  const { user, system } = process.cpuUsage(cpuBefore);
  await pool.close();
  const percentile = (percent: number): number => latencies.percentile(percent) / 1_000;
  return {
    warmUpRequests,
    requests,
    seconds,
    latencyMs: { p50: percentile(50), p95: percentile(95), p99: percentile(99) },
    cpuMs: (user + system) / 1_000,
  };
}

/**
 * Keeps `inFlight` requests under way for `forMs`, and waits for the last answers.
 * @returns how many were sent, in order, and answered. @throws Error at the first unexpected answer
 */
async function send(
  pool: Pool,
  job: LoadJob,
  bodies: readonly Buffer[],
  forMs: number,
  onAnswered: (latencyMs: number) => void,
): Promise<number> {
  const deadline = performance.now() + forMs;
  let next = 0;
  const one = async (): Promise<void> => {
    while (next < bodies.length) {
      const sentAt = performance.now();
      if (sentAt > deadline) return;
      await exchange(pool, job, bodies[next++]!);
      onAnswered(performance.now() - sentAt);
    }
  };
  await Promise.all(Array.from({ length: job.inFlight }, one));
  return next;
}

function exchange(pool: Pool, job: LoadJob, body: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    let status = 0;
    const chunks: Buffer[] = [];
    pool.dispatch(
      { method: "POST", path: job.path, headers: job.headers, body },
      {
        onRequestStart() {},
        onResponseStart(_, statusCode) {
          status = statusCode;
        },
        onResponseData(_, chunk) {
          chunks.push(chunk);
        },
        onResponseEnd() {
          if (isExpected(job, status, chunks)) resolve();
          else reject(new Error(`${job.path} answered ${status}: ${Buffer.concat(chunks).subarray(0, 500)}`));
        },
        onResponseError(_, error) {
          reject(new Error(`${job.path} was not answered: ${error.message}`));
        },
      },
    );
  });
}

/** The text that is looked for stands at the beginning of a long answer, in its first chunk. */
const isExpected = (job: LoadJob, status: number, chunks: readonly Buffer[]): boolean =>
  status === job.expected.status &&
  (job.expected.text === undefined ||
    chunks[0]?.includes(job.expected.text) === true ||
    Buffer.concat(chunks).includes(job.expected.text));

async function obey(message: ToGenerator): Promise<FromGenerator> {
  if (message.kind === "prepare") {
    await prepare(message.job);
    return { kind: "prepared" };
  }
  if (!prepared) throw new Error("nothing was prepared");
  const result = await run(prepared);
  prepared = undefined;
  return { kind: "done", result };
}

process.on("message", (message: ToGenerator) => {
  obey(message).then(
    (answer) => process.send!(answer),
    (error: Error) => process.send!({ kind: "failed", message: error.message } satisfies FromGenerator),
  );
});
// Whoever ordered the load is gone: so is the need for it.
process.on("disconnect", () => process.exit(0));
// Ctrl-C is for the one who started this, and who ends it in his order.
process.on("SIGINT", () => {});
