/**
 * `npm run demo`: AI calls of several customers against a fresh instance, and what each one cost. It stops and
 * removes all that it started, on errors and on Ctrl-C too.
 */
import { Belongings } from "./belongings.js";
import { Calls } from "./calls.js";
import { createCatalog } from "./catalog.js";
import { explain } from "./explanation.js";
import { checkLedger } from "./ledger-check.js";
import { sayRefused, topUpAndReplay } from "./refused.js";
import { setStage } from "./stage.js";
import { sayStatements } from "./statement.js";
import { fallSilent, say } from "./terminal.js";

class Interruption extends Error {}

async function play(belongings: Belongings): Promise<void> {
  const stage = await setStage(belongings);
  const { farthing } = stage;
  await createCatalog(farthing);
  const calls = new Calls(stage);
  await calls.play();
  await sayStatements(farthing, "What each customer used and paid");
  await sayRefused(farthing, calls.untracked);
  await topUpAndReplay(farthing);
  await explain(farthing, calls.events[0]);
  await checkLedger(stage, belongings);
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
async function main(): Promise<number> {
  const startedAt = performance.now();
  const belongings = new Belongings();
  let exitCode = 0;
  const fail = (error: unknown): void => {
    process.stderr.write(`\nThe demo failed: ${error instanceof Error ? error.stack : String(error)}\n`);
    exitCode = 1;
  };
  try {
    await Promise.race([play(belongings), interruption()]);
  } catch (error) {
    fallSilent();
    if (error instanceof Interruption) {
      process.stderr.write("\nInterrupted: what was started is being stopped and removed.\n");
      exitCode = 130;
    } else fail(error);
  }
  await belongings.release().catch(fail);
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
  if (exitCode === 0) say(`Done in ${seconds} s; what was started is stopped and removed.`);
  return exitCode;
}

process.exit(await main());
