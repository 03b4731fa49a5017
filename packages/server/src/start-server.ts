/** A running server: database, catalog, keys, HTTP, jobs; and how all of it ends. */
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { createApplication } from "./app.js";
import { serverJobs } from "./jobs.js";
import { type OpenedDatabase, openOwnDatabase } from "./open-database.js";
import { type Clock, createClock, type Log, startJobs } from "./platform/index.js";
import { readSandboxKey, writeSandboxKey } from "./sandbox-key.js";
import type { Settings } from "./settings.js";
import { foundInstance } from "./tenancy/index.js";

export interface RunningServer {
  readonly url: string;
  /** The sandbox key in clear where it is known, else the beginning of one that exists. */
  readonly sandboxKey: { readonly key: string } | { readonly prefix: string };
  readonly database: string;
  /** Finishes what is under way (at most {@link DRAIN_MS}), then stops everything, the embedded Postgres included. */
  stop(): Promise<void>;
}

const DRAIN_MS = 9_000;
/** Closing a kept connection at once would reset a request that is on its way; this is longer than such a way. */
const LINGER_MS = 300;

/** @throws what the parts throw; whatever was started before is stopped again */
export async function startServer(
  settings: Settings,
  log: Log,
  clock: Clock = createClock(),
): Promise<RunningServer> {
  const database = await openOwnDatabase(settings, log);
  try {
    return await serve(settings, database, log, clock);
  } catch (error) {
    await database.close();
    throw error;
  }
}

async function serve(
  settings: Settings,
  database: OpenedDatabase,
  log: Log,
  clock: Clock,
): Promise<RunningServer> {
  const wanted = settings.sandboxKey ?? (await readSandboxKey(settings.dataDir));
  const founded = await foundInstance(database.db, clock, wanted);
  if (founded.sandboxKey && !settings.sandboxKey) await writeSandboxKey(settings.dataDir, founded.sandboxKey);

  const { catalogSyncUrl, metricsToken } = settings;
  const application = createApplication({ database, clock, log, catalogSyncUrl, metricsToken });
  const server = createAdaptorServer({ fetch: application.app.fetch }) as Server;
  const url = await listen(server, settings);
  const { dueEngine } = application;
  const jobs = settings.runsJobs
    ? startJobs({
        database,
        log,
        jobs: serverJobs({ db: database.db, clock, log, dueEngine, catalogSyncUrl }),
      })
    : undefined;
  await database.announce(url);
  return {
    url,
    sandboxKey: founded.sandboxKey
      ? { key: founded.sandboxKey }
      : { prefix: founded.existingKeyPrefix ?? "" },
    database: database.description,
    stop: async () => {
      application.drain();
      await Promise.all([jobs?.stop(), closeServer(server)]);
      await application.close();
      await database.close();
    },
  };
}

function listen(server: Server, { port, host }: Settings): Promise<string> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, host, () => {
      server.off("error", reject);
      const address = server.address() as { port: number };
      resolve(`http://${host.includes(":") ? `[${host}]` : host}:${address.port}`);
    });
  });
}

/**
 * For {@link LINGER_MS} every answer closes its connection, so that clients with requests to send take another server
 * or another connection; then nothing new is taken, and what has not finished in time is cut.
 */
async function closeServer(server: Server): Promise<void> {
  server.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
  await new Promise((resolve) => setTimeout(resolve, LINGER_MS));
  await new Promise<void>((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}
