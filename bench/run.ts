/** `npm run bench`: starts all, measures row after row, prints one table, and ends and removes all that it started. */
import pg from "pg";
import { Belongings } from "../examples/demo/belongings.js";
import { Api } from "./api.js";
import { ArgumentError, type BenchOptions, type RowName, readArguments, USAGE } from "./arguments.js";
import { type Bench, type EmptyServer, sizesOf } from "./bench.js";
import { findServer } from "./built-server.js";
import { type Instance, makeFolder, removeFolder, startInstance } from "./instance.js";
import { endChild, forkTypeScript, LoadGenerator } from "./load.js";
import { populate } from "./population.js";
import { plainTable } from "./report.js";
import { measureThroughput } from "./throughput.js";
import { verifyLedger } from "./verify-ledger.js";

class Interruption extends Error {}

/** Sixteen for the naive row, and some for looking on. */
const CONNECTIONS = 20;

const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function play(options: BenchOptions, main: string, belongings: Belongings): Promise<void> {
  const folder = await belongings.own(makeFolder, removeFolder);
  say(`Measuring ${main} in ${folder}, which is removed at the end; seed ${options.seed}`);
  const instance = await belongings.own(
    () => startInstance(main, folder),
    (started) => started.stop(),
  );
  const bench = await setUp(options, main, instance, belongings);
  const rows = await measureThroughput(bench, options.rows, say);
  say("verifying the ledger");
  await verifyLedger(main, folder);
  process.stdout.write(`\n${plainTable(rows)}\n`);
}

async function setUp(
  options: BenchOptions,
  main: string,
  instance: Instance,
  belongings: Belongings,
): Promise<Bench> {
  const db = await belongings.own(
    async () => new pg.Pool({ connectionString: instance.databaseUrl, max: CONNECTIONS }),
    (pool) => pool.end(),
  );
  // Postgres ends with the instance; a connection that is lost then is no news.
  db.on("error", () => undefined);
  const generator = await belongings.own(
    async () => LoadGenerator.start(),
    (started) => started.stop(),
  );
  const emptyServer = NEEDS_EMPTY.some((row) => options.rows.has(row))
    ? await startEmptyServer(main, instance, belongings)
    : undefined;
  const api = new Api(instance);
  const sizes = sizesOf(options);
  say(`creating ${sizes.customers} customers with subscriptions`);
  const population = await populate(api, sizes.customers);
  say(`created in ${population.seconds.toFixed(1)} s`);
  return { sizes, seed: options.seed, instance, api, db, population, generator, emptyServer };
}

const NEEDS_EMPTY: readonly RowName[] = ["empty"];

async function startEmptyServer(
  main: string,
  instance: Instance,
  belongings: Belongings,
): Promise<EmptyServer> {
  const child = await belongings.own(
    async () =>
      forkTypeScript("empty-server.ts", { BENCH_SERVER: main, BENCH_DATABASE_URL: instance.databaseUrl }, [
        "--enable-source-maps",
      ]),
    endChild,
  );
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.once("message", (message) => resolve(message as { url: string }));
    child.once("exit", (code) => reject(new Error(`the empty server ended with ${code}`)));
  });
  return { url, pid: child.pid! };
}

/** Rejects on a signal, and on errors that nobody waits for. A second signal does not wait for the clearing up. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    let signals = 0;
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
      process.on(signal, () => {
        signals += 1;
        reject(new Interruption(signal));
        if (signals === 2) say("Still stopping and removing what was started.");
      });
    }
    process.on("uncaughtException", reject);
    process.on("unhandledRejection", reject);
  });
}

/** @returns the exit code */
async function main(): Promise<number> {
  let options: BenchOptions | undefined;
  let server: string;
  try {
    options = readArguments(process.argv.slice(2), process.env);
    if (!options) {
      process.stdout.write(USAGE);
      return 0;
    }
    server = findServer(options.server);
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
  const startedAt = performance.now();
  const belongings = new Belongings();
  let exitCode = 0;
  const fail = (error: unknown): void => {
    process.stderr.write(`\nThe bench failed: ${error instanceof Error ? error.message : String(error)}\n`);
    exitCode = 1;
  };
  try {
    await Promise.race([play(options, server, belongings), interruption()]);
  } catch (error) {
    if (error instanceof Interruption) {
      say("\nInterrupted: what was started is being stopped and removed.");
      exitCode = 130;
    } else fail(error);
  }
  await belongings.release().catch(fail);
  say(
    `Ended after ${((performance.now() - startedAt) / 1_000).toFixed(0)} s; what was started is stopped and removed.`,
  );
  return exitCode;
}

process.exit(await main());
