/** `npm run bench`: measures row after row, prints one table, and ends and removes all that it started. */
import { writeFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { Belongings } from "../examples/demo/belongings.js";
import { ArgumentError, type BenchOptions, readArguments, USAGE } from "./arguments.js";
import { findServer } from "./built-server.js";
import { limits, measureAll, year } from "./plan.js";
import { plainTable } from "./report.js";
import { resultsFile } from "./results.js";

const RESULTS = fileURLToPath(new URL("RESULTS.md", import.meta.url));

class Interruption extends Error {}

/** Progress; the table alone goes to standard output. */
const say = (line: string): void => void process.stderr.write(`${line}\n`);

async function play(
  options: BenchOptions,
  main: string,
  belongings: Belongings,
  say: (line: string) => void,
): Promise<void> {
  say(`Measuring ${main}; seed ${options.seed}`);
  if (options.limits || options.year) {
    const measure = options.year ? year : limits;
    const rows = await measure(options, main, belongings, say);
    process.stdout.write(`\n${plainTable(rows)}\n\n`);
    return;
  }
  const outcome = await measureAll(options, main, belongings, say);
  process.stdout.write(`\n${plainTable(outcome.rows)}\n\n`);
  if (!options.write) return;
  const date = new Date().toISOString().slice(0, 10);
  await writeFile(RESULTS, resultsFile(outcome, options, date));
  say(`written: ${RESULTS}`);
}

/** Rejects on a signal, and on errors that nobody waits for. */
function interruption(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const)
      process.on(signal, () => reject(new Interruption(signal)));
    process.on("uncaughtException", reject);
    process.on("unhandledRejection", reject);
  });
}

/** @returns the exit code */
async function run(options: BenchOptions, main: string): Promise<number> {
  const startedAt = performance.now();
  const belongings = new Belongings();
  let exitCode = 0;
  // What is under way goes on for a moment after an interruption, and has nothing to say any more.
  let isPlaying = true;
  const fail = (error: unknown): void => {
    say(`\nThe bench failed: ${messageOf(error)}`);
    exitCode = 1;
  };
  try {
    await Promise.race([play(options, main, belongings, (line) => isPlaying && say(line)), interruption()]);
  } catch (error) {
    isPlaying = false;
    if (error instanceof Interruption) {
      say("\nInterrupted: what was started is being stopped and removed.");
      exitCode = 130;
    } else fail(error);
  }
  await belongings.release().catch(fail);
  const seconds = ((performance.now() - startedAt) / 1_000).toFixed(0);
  if (exitCode === 0) say(`Done in ${seconds} s; what was started is stopped and removed.`);
  return exitCode;
}

function messageOf(error: unknown): string {
  if (error instanceof AggregateError) return [error.message, ...error.errors.map(messageOf)].join("\n  ");
  return error instanceof Error ? error.message || error.name : String(error);
}

/** @returns the exit code: 2 where the arguments are wrong */
async function main(): Promise<number> {
  try {
    const options = readArguments(process.argv.slice(2), process.env);
    if (options) return await run(options, findServer(options.server));
    process.stdout.write(USAGE);
    return 0;
  } catch (error) {
    if (!(error instanceof ArgumentError)) throw error;
    process.stderr.write(`${error.message}\n\n${USAGE}`);
    return 2;
  }
}

process.exit(await main());
