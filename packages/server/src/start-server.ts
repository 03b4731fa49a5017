/** A running server: database, catalog, keys, HTTP, jobs; and how all of it ends. */
import type { Server, ServerResponse } from "node:http";
import { createAdaptorServer } from "@hono/node-server";
import { type Application, createApplication } from "./app.js";
import { serverJobs } from "./jobs.js";
import { type OpenedDatabase, openOwnDatabase } from "./open-database.js";
import {
  type Clock,
  createClock,
  createMailer,
  type Database,
  type Log,
  observeConnections,
  onceGone,
  openDatabase,
  startJobs,
} from "./platform/index.js";
import { readSandboxKey, writeSandboxKey } from "./sandbox-key.js";
import { keepSecretKey } from "./secret-key.js";
import { DEFAULT_PUBLIC_URL, type Limits, type Settings } from "./settings.js";
import { foundInstance, openSetup } from "./tenancy/index.js";
import type { RunningDeliverer } from "./webhooks/index.js";

export interface RunningServer {
  readonly url: string;
  /** The sandbox key in clear where it is known, else the beginning of one that exists. */
  readonly sandboxKey: { readonly key: string } | { readonly prefix: string };
  /** Where the first operator sets e-mail and password; undefined where there is an owner. */
  readonly setupUrl: string | undefined;
  readonly database: string;
  /** Finishes what is under way (at most {@link DRAIN_MS}), then stops everything, the embedded Postgres included. */
  stop(): Promise<void>;
}

/** Of the ten seconds that `docker stop` and its like give, the rest is for Postgres, which writes all it has to disk. */
const DRAIN_MS = 7_000;
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
  if (founded.sandboxKey && founded.sandboxKey !== settings.sandboxKey)
    await writeSandboxKey(settings.dataDir, founded.sandboxKey);
  if (wanted && founded.sandboxKey !== wanted)
    log.warn("the configured or stored sandbox key was revoked or has expired");

  const { catalogSyncUrl, metricsToken, limits, usageTimes, allowPrivateWebhooks, publicUrl } = settings;
  const { mail, stripeApiUrl, trustedProxies } = settings;
  const secretKeys = settings.secretKeys ?? [await keepSecretKey(settings.dataDir)];
  let listensAt = DEFAULT_PUBLIC_URL;
  const application = createApplication({
    database,
    clock,
    log,
    secretKeys,
    sandboxKey: founded.sandboxKey,
    catalogSyncUrl,
    metricsToken,
    limits,
    usageTimes,
    allowPrivateWebhooks,
    publicUrl,
    trustedProxies,
    mailer: mail && createMailer(mail),
    stripe: { apiUrl: stripeApiUrl },
    listensAt: () => listensAt,
  });
  const server = createServer(application, limits);
  const underWay = trackAnswers(server);
  const url = await listen(server, settings);
  listensAt = url;
  const { dueEngine, clockMover, providers } = application;
  const delivering = settings.runsJobs ? startDelivering(application, database, log) : undefined;
  const jobs = settings.runsJobs
    ? startJobs({
        database,
        log,
        jobs: serverJobs({ db: database.db, clock, log, dueEngine, clockMover, providers, catalogSyncUrl }),
      })
    : undefined;
  await database.announce(url);
  const setupPath = await openSetup(database.db, clock);
  return {
    url,
    sandboxKey: founded.sandboxKey
      ? { key: founded.sandboxKey }
      : { prefix: founded.existingKeyPrefix ?? "" },
    setupUrl: setupPath && url + setupPath,
    database: database.description,
    stop: async () => {
      application.drain();
      await Promise.all([jobs?.stop(), delivering?.stop(), closeServer(server, underWay)]);
      await application.close();
      await database.close();
    },
  };
}

/** Of the deliverer alone: what it does takes no connection from requests. */
const DELIVERER_CONNECTIONS = 3;

function startDelivering({ deliverer }: Application, { pool }: Database, log: Log): RunningDeliverer {
  const own = openDatabase(pool.options.connectionString!, log, DELIVERER_CONNECTIONS);
  const running = deliverer.start(own.db);
  return {
    stop: async () => {
      await running.stop();
      await own.close();
    },
  };
}

/** A client that dawdles holds what others could use. */
const MAX_HEAD_MS = 15_000;
const MAX_REQUEST_MS = 30_000;
/** Nothing sent and nothing taken for longer than any statement may run: nobody is there. */
const MAX_SILENCE_MS = 75_000;
/** Longer than the minute that proxies keep theirs: who closes an idle connection first may meet a request on its way. */
const KEEP_ALIVE_MS = 75_000;

function createServer({ app, metrics }: Application, { maxConnections }: Limits): Server {
  const server = createAdaptorServer({
    fetch: app.fetch,
    serverOptions: {
      headersTimeout: MAX_HEAD_MS,
      requestTimeout: MAX_REQUEST_MS,
      connectionsCheckingInterval: 5_000,
    },
  }) as Server;
  server.maxConnections = maxConnections;
  server.timeout = MAX_SILENCE_MS;
  server.keepAliveTimeout = KEEP_ALIVE_MS;
  observeConnections(metrics, server);
  return server;
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
 * From now on every answer closes its connection, so that clients with requests to send take another server or another
 * connection. Nothing new is taken after {@link LINGER_MS}, and what has not finished in time is cut.
 */
async function closeServer(server: Server, underWay: ReadonlySet<ServerResponse>): Promise<void> {
  server.prependListener("request", (_request, response) => closeAfter(response));
  for (const response of underWay) closeAfter(response);
  await new Promise((resolve) => setTimeout(resolve, LINGER_MS));
  // A busy process comes to its timers late, and before it has read what arrived in the meantime.
  await new Promise((resolve) => setImmediate(resolve));
  await new Promise<void>((resolve) => {
    const deadline = setTimeout(() => server.closeAllConnections(), DRAIN_MS);
    server.close(() => {
      clearTimeout(deadline);
      resolve();
    });
  });
}

function closeAfter(response: ServerResponse): void {
  if (!response.headersSent) response.setHeader("connection", "close");
}

/** The answers that are not out yet. */
function trackAnswers(server: Server): ReadonlySet<ServerResponse> {
  const underWay = new Set<ServerResponse>();
  server.prependListener("request", (_request, response) => {
    underWay.add(response);
    onceGone(response, () => underWay.delete(response));
  });
  return underWay;
}
