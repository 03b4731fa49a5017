/** What a server does on the side, on real time: forget old answers and old news, read the public model list daily. */

import { readCatalogState, syncCatalog } from "./models/index.js";
import {
  addMs,
  type Clock,
  type Db,
  forgetIdempotentRequests,
  forgetNews,
  type Log,
} from "./platform/index.js";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Whoever was away for longer reads the state of things, and not how it came about. */
const NEWS_KEPT_MS = 30 * DAY_MS;

interface UpkeepDependencies {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly catalogSyncUrl: string;
}

/** Hourly, beginning an hour after the start: a server that runs for minutes makes no request of its own. */
export function startUpkeep(dependencies: UpkeepDependencies): { stop(): void } {
  const timer = setInterval(() => void keepUp(dependencies), HOUR_MS);
  timer.unref();
  return { stop: () => clearInterval(timer) };
}

/** Every part is safe to do on several nodes at once, and none may end the process. */
export async function keepUp({ db, clock, log, catalogSyncUrl }: UpkeepDependencies): Promise<void> {
  try {
    await forgetIdempotentRequests(db, addMs(clock.real(), -DAY_MS));
    await forgetNews(db, addMs(clock.real(), -NEWS_KEPT_MS));
    const { syncSucceededAt } = await readCatalogState(db);
    if (syncSucceededAt && syncSucceededAt > addMs(clock.real(), -DAY_MS)) return;
    await syncCatalog(db, { url: catalogSyncUrl, fetch, now: clock.real(), log });
  } catch (error) {
    log.warn({ error: (error as Error).message }, "upkeep did not finish; it is tried again in an hour");
  }
}
