/** A running server: database, catalog, keys, HTTP, upkeep; and how all of it ends. */
import type { Server } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { createApplication } from "./app.js";
import { type OpenedDatabase, openOwnDatabase } from "./open-database.js";
import { type Clock, createClock, type Log } from "./platform/index.js";
import { readSandboxKey, writeSandboxKey } from "./sandbox-key.js";
import type { Settings } from "./settings.js";
import { foundInstance } from "./tenancy/index.js";
import { startUpkeep } from "./upkeep.js";

export interface RunningServer {
  readonly url: string;
  /** The sandbox key in clear where it is known, else the beginning of one that exists. */
  readonly sandboxKey: { readonly key: string } | { readonly prefix: string };
  readonly database: string;
  /** Finishes what is under way (at most {@link DRAIN_MS}), then stops everything, the embedded Postgres included. */
  stop(): Promise<void>;
}

const DRAIN_MS = 10_000;

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

  const application = createApplication({ database, clock, log, catalogSyncUrl: settings.catalogSyncUrl });
  const server = createAdaptorServer({ fetch: application.app.fetch }) as Server;
  const url = await listen(server, settings);
  const upkeep = startUpkeep({ db: database.db, clock, log, catalogSyncUrl: settings.catalogSyncUrl });
  await database.announce(url);
  return {
    url,
    sandboxKey: founded.sandboxKey
      ? { key: founded.sandboxKey }
      : { prefix: founded.existingKeyPrefix ?? "" },
    database: database.description,
    stop: async () => {
      application.drain();
      upkeep.stop();
      await closeServer(server);
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

/** Takes no new connection, lets requests under way finish, and cuts what has not finished in time. */
function closeServer(server: Server): Promise<void> {
  return new Promise((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    // A busy keep-alive connection would go on for ever: its next answer tells the client to take another.
    server.prependListener("request", (_request, response) => response.setHeader("connection", "close"));
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
    server.closeIdleConnections();
  });
}
