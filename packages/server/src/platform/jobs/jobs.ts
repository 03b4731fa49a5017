/**
 * What a server does on the side, on real time, by a queue in its own Postgres (graphile-worker): of many nodes, one
 * takes each run. The queue's schema is made by its own migrations.
 *
 * A job must be safe to run twice at once and to be killed anywhere: the queue hands out a run at least once.
 */
import type { Runner, WorkerPoolOptions } from "graphile-worker";
import { addMs, timeFrom, wallMs } from "../clock.js";
import type { Database } from "../db/database.js";
import { openJobPool } from "../db/job-pool.js";
import type { Log } from "../log.js";

export interface Job {
  readonly name: string;
  /** Minute, hour, day, month, weekday, in UTC. */
  readonly cron: string;
  /** For what is to be done more often than every minute: again so long after it was done. */
  readonly againAfterMs?: number;
  /** `signal` says that the server is stopping: finish the piece at hand, and return. */
  readonly perform: (signal: AbortSignal) => Promise<void>;
}

export interface RunningJobs {
  /** Waits for what is being done, and does nothing more. */
  stop(): Promise<void>;
}

interface JobsOptions {
  readonly database: Database;
  readonly log: Log;
  readonly jobs: readonly Job[];
}

/** After the queue could not be started, or has ended by itself. */
const RESTART_AFTER_MS = 10_000;
/** More than are long: a clock that is moved by years, and what is due of a live environment, hold up none of the others. */
const AT_ONCE = 3;

/** Returns at once: the start of a server waits for nothing here. */
export function startJobs(options: JobsOptions): RunningJobs {
  const stopping = new AbortController();
  const running = keepRunning(options, stopping.signal);
  return {
    stop: () => {
      stopping.abort();
      return running;
    },
  };
}

async function keepRunning(options: JobsOptions, stop: AbortSignal): Promise<void> {
  const { log } = options;
  while (!stop.aborted) {
    try {
      await runUntilStopped(options, stop);
    } catch (error) {
      if (!stop.aborted) log.warn({ error: String(error) }, "jobs stopped; they are restarted shortly");
    }
    await pause(RESTART_AFTER_MS, stop);
  }
}

async function runUntilStopped({ database, log, jobs }: JobsOptions, stop: AbortSignal): Promise<void> {
  const pool = openJobPool(database, log);
  try {
    // Loaded here: it takes longer than the rest of a start, and nobody waits for it.
    const { Logger, parseCronItems, run } = await import("graphile-worker");
    if (stop.aborted) return;
    const runner = await run({
      pgPool: pool as WorkerPoolOptions["pgPool"] & object,
      taskList: Object.fromEntries(jobs.map((job) => [job.name, taskOf(job, log, stop)])),
      parsedCronItems: parseCronItems(jobs.map(cronItemOf)),
      concurrency: AT_ONCE,
      noHandleSignals: true,
      // What it has to say is about single jobs, which say it themselves.
      logger: new Logger(() => (level, message) => {
        if (level === "error") log.warn({ message }, "job queue");
        else log.debug({ message }, "job queue");
      }),
    });
    await addAtOnce(runner, jobs).catch((error: unknown) =>
      log.warn({ error: String(error) }, "a job failed at the start"),
    );
    await untilStopped(runner, stop);
  } finally {
    await pool.end();
  }
}

/** What is done often is done at the start as well: nobody may have done it for a while. */
async function addAtOnce(runner: Runner, jobs: readonly Job[]): Promise<void> {
  for (const { name, againAfterMs } of jobs)
    if (againAfterMs !== undefined) await runner.addJob(name, {}, { jobKey: name, maxAttempts: 1 });
}

async function untilStopped(runner: Runner, stop: AbortSignal): Promise<void> {
  const stopped = new Promise<void>((resolve) => {
    if (stop.aborted) resolve();
    else stop.addEventListener("abort", () => resolve(), { once: true });
  });
  await Promise.race([runner.promise, stopped]);
  // Where it has ended by itself there is nothing to stop, and it says so by throwing.
  await runner.stop().catch(() => undefined);
}

const cronItemOf = ({ name, cron }: Job) => ({
  task: name,
  match: cron,
  // Under one key a run that waits is not queued a second time; one that a killed node had is left behind.
  options: { backfillPeriod: 0, maxAttempts: 1, jobKey: name },
});

function taskOf({ name, againAfterMs, perform }: Job, log: Log, stop: AbortSignal) {
  let isRunning = false;
  return async (_payload: unknown, { addJob }: { addJob: Runner["addJob"] }): Promise<void> => {
    // A run that takes longer than the time to the next one goes on alone.
    if (isRunning || stop.aborted) return;
    isRunning = true;
    try {
      await perform(stop);
    } catch (error) {
      log.warn({ job: name, error: String(error) }, "a job failed; it runs again at its next time");
    } finally {
      isRunning = false;
    }
    if (againAfterMs === undefined || stop.aborted) return;
    const runAt = addMs(timeFrom(wallMs()), againAfterMs);
    await addJob(name, {}, { jobKey: name, runAt, maxAttempts: 1 });
  };
}

function pause(ms: number, stop: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (stop.aborted) return resolve();
    const timer = setTimeout(resolve, ms);
    timer.unref();
    stop.addEventListener("abort", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
