/**
 * Routes on the measured server's own HTTP kit, authentication and listener, in a process of their own: taken from the
 * built server, so that both are of one making.
 *
 * Environment: BENCH_SERVER, the server's main.mjs; BENCH_DATABASE_URL. Tells its parent `{ url }`, or `{ error }`.
 */
import type { Server } from "node:http";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";
import type * as FarthingServer from "@farthing/server";
import type * as HonoNodeServer from "@hono/node-server";
import { builtModules } from "./built-server.js";

const main = process.env.BENCH_SERVER!;
export const farthing: typeof FarthingServer = await import(pathToFileURL(builtModules(main)).href);
if (typeof farthing.createAuthenticator !== "function") {
  const error = `${builtModules(main)} does not give out createAuthenticator: it is older than this bench`;
  await new Promise((resolve) => process.send!({ error }, resolve));
  process.exit(1);
}
// The listener of the measured server, not of this folder: another version would be another comparison.
const listener = createRequire(path.resolve(main))
  .resolve("@hono/node-server")
  .replace(/\.cjs$/, ".mjs");
const { createAdaptorServer }: typeof HonoNodeServer = await import(pathToFileURL(listener).href);

const log = farthing.createLog("warn");
const clock = farthing.createClock();
export const database = farthing.openDatabase(process.env.BENCH_DATABASE_URL!, log);
const application = farthing.createApplication({
  database,
  clock,
  log,
  secretKeys: ["nothing-is-sealed-with-this-one-here"],
});

export const endpointNamed = (operationId: string): FarthingServer.Endpoint =>
  application.endpoints.find((endpoint) => endpoint.operationId === operationId)!;

/** Serves these alone. */
export function serve(endpoints: readonly FarthingServer.Endpoint[]): void {
  const metrics = farthing.createMetrics();
  const noQueue = { isFull: false, retryAfterSeconds: 1 };
  const admission = new farthing.Admission(farthing.readSettings({}).limits, noQueue, metrics);
  const app = farthing.createHttp({
    endpoints,
    database,
    log,
    metrics,
    admission,
    realNow: clock.real,
    authenticate: farthing.createAuthenticator(database.db, clock, log),
  });
  farthing.admitWithinLimits(app, admission, log);
  const server = createAdaptorServer({ fetch: app.fetch }) as Server;
  server.listen(0, "127.0.0.1", () => {
    const { port } = server.address() as { port: number };
    process.send!({ url: `http://127.0.0.1:${port}` });
  });
}
process.on("disconnect", () => process.exit(0));
process.on("SIGINT", () => {});
