/** What this server does on the side, on real time; see platform/jobs. */
import { type ClockMover, type DueEngine, movingEnvironments, runDue } from "./billing/index.js";
import { readCatalogState, syncCatalog } from "./models/index.js";
import { type Providers, sendPending } from "./payments/index.js";
import {
  addMs,
  type Clock,
  type Db,
  forgetIdempotentRequests,
  forgetNews,
  type Job,
  type Log,
  monotonicMs,
} from "./platform/index.js";
import { forgetPortalSessions } from "./portal/index.js";
import { forgetExpired, listEnvironments } from "./tenancy/index.js";
import { forgetOldDeliveries } from "./webhooks/index.js";

const SECOND_MS = 1_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const NEWS_KEPT_MS = 30 * DAY_MS;

interface JobDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly dueEngine: DueEngine;
  readonly clockMover: ClockMover;
  readonly providers: Providers;
  readonly catalogSyncUrl: string;
}

/** Every job is safe to run on several nodes at once. */
export const serverJobs = (dependencies: JobDependencies): Job[] => [
  {
    name: "due-subscriptions",
    cron: "* * * * *",
    againAfterMs: 30 * SECOND_MS,
    perform: (signal) => runAllDue(dependencies, signal),
  },
  {
    // What a request has begun, or a server that was killed.
    name: "move-clocks",
    cron: "* * * * *",
    againAfterMs: SECOND_MS,
    perform: (signal) => dependencies.clockMover.workAll(signal),
  },
  {
    // Somebody may wait for the result: what a request has written is sent within seconds of its commit.
    name: "send-payments",
    cron: "* * * * *",
    againAfterMs: 2 * SECOND_MS,
    perform: (signal) => sendAllPending(dependencies, signal),
  },
  {
    name: "forget-stored-answers",
    cron: "11 * * * *",
    perform: async () => {
      await forgetIdempotentRequests(dependencies.db, addMs(dependencies.clock.real(), -DAY_MS));
    },
  },
  {
    name: "forget-sessions",
    cron: "19 * * * *",
    perform: async () => {
      await forgetExpired(dependencies.db, dependencies.clock.real());
      await forgetPortalSessions(dependencies.db, dependencies.clock.real());
    },
  },
  {
    name: "forget-news",
    cron: "17 * * * *",
    perform: () => forgetOldNews(dependencies),
  },
  {
    name: "forget-deliveries",
    cron: "19 * * * *",
    perform: () => forgetOldDeliveries(dependencies.db, addMs(dependencies.clock.real(), -NEWS_KEPT_MS)),
  },
  { name: "catalog-sync", cron: "23 * * * *", perform: syncDaily(dependencies) },
];

const sendAllPending = async (
  { db, clock, log, providers, dueEngine }: JobDependencies,
  signal: AbortSignal,
): Promise<void> => {
  await sendPending({ db, clock, log, providers, catchUp: dueEngine.catchUp }, signal);
};

/** Whoever was away for longer reads the state of things, and not how it came about. */
export const forgetOldNews = ({ db, clock }: Pick<JobDependencies, "db" | "clock">): Promise<void> =>
  forgetNews(db, addMs(clock.real(), -NEWS_KEPT_MS));

/**
 * In every environment at its own time: a sandbox whose clock stands still has nothing due but what has failed, and where
 * it is being moved, the move does it.
 */
export async function runAllDue(
  { db, clock, log, dueEngine }: Pick<JobDependencies, "db" | "clock" | "log" | "dueEngine">,
  signal?: AbortSignal,
): Promise<void> {
  const moving = new Set(await movingEnvironments(db));
  for (const environment of await listEnvironments(db)) {
    if (moving.has(environment.id)) continue;
    await runDue({
      db,
      log,
      signal,
      engine: dueEngine,
      environment: { id: environment.id, livemode: environment.kind === "live" },
      now: clock.now(environment),
      realNow: clock.real(),
    });
  }
}

/** Not in the first hour: a server that runs for minutes makes no request of its own. */
function syncDaily({ db, clock, log, catalogSyncUrl }: JobDependencies): () => Promise<void> {
  const startedMs = monotonicMs();
  return async () => {
    if (monotonicMs() - startedMs < HOUR_MS) return;
    const { syncSucceededAt } = await readCatalogState(db);
    if (syncSucceededAt && syncSucceededAt > addMs(clock.real(), -DAY_MS)) return;
    await syncCatalog(db, { url: catalogSyncUrl, fetch, now: clock.real(), log });
  };
}
