/** Does all that is due in an environment now. Safe to run on several nodes at once, and to be stopped anywhere. */
import { type Db, type Id, isOutage, type Log } from "../../platform/index.js";
import { recordFailure, waitingForRetry } from "../periods/store.js";
import type { Due, DueEngine } from "./due-engine.js";

export interface DueRun {
  readonly db: Db;
  readonly engine: DueEngine;
  readonly log: Log;
  readonly environment: { readonly id: Id<"env">; readonly livemode: boolean };
  /** Business time of the environment. */
  readonly now: Date;
  /** For the pauses after failures. */
  readonly realNow: Date;
  /** Asked between two steps. */
  readonly signal?: AbortSignal | undefined;
}

const CANDIDATES_AT_ONCE = 200;
/** Customers that are worked on at the same time; two cores are busy with four. */
const AT_ONCE = 4;

export interface DueResult {
  readonly steps: number;
  readonly failed: number;
}

export async function runDue(run: DueRun): Promise<DueResult> {
  const excluded: Due["id"][] = await waitingForRetry(run.db, run.environment.id, run.realNow);
  let steps = 0;
  let failed = 0;
  while (!run.signal?.aborted) {
    const page = await run.engine.due(run.db, run.environment.id, run.now, excluded, CANDIDATES_AT_ONCE);
    if (page.length === 0) break;
    const queue = [...page];
    const work = async (): Promise<void> => {
      for (let next = queue.shift(); next && !run.signal?.aborted; next = queue.shift()) {
        const done = await catchUpOne(run, next);
        if (done === "failed") {
          failed += 1;
          excluded.push(next.id);
        } else if (done === 0) {
          // Done by another node, or nothing that can be done: in either case not to be asked for again in this run.
          excluded.push(next.id);
        } else steps += done;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  return { steps, failed };
}

/** Ten years of weeks. More of one subscription in one run is a fault: steps that are done, and are due again. */
const MAX_STEPS_OF_ONE = 530;

/** All that is due of one candidate, each in its own transaction. @returns how many, or that one failed */
async function catchUpOne(run: DueRun, candidate: Due): Promise<number | "failed"> {
  for (let steps = 0; ; steps++) {
    if (run.signal?.aborted) return steps;
    if (steps === MAX_STEPS_OF_ONE) {
      await noteFailure(run, candidate, new Error(`still due after ${steps} steps`));
      return "failed";
    }
    try {
      const done = await run.engine.performNext(run.db, run.environment, candidate, run.now);
      if (!done) return steps;
    } catch (error) {
      await noteFailure(run, candidate, error);
      return "failed";
    }
  }
}

/** What fails is kept with a pause that grows, and does not stop the others. @throws the error itself in an outage */
export async function noteFailure(
  { db, log, environment, realNow }: Pick<DueRun, "db" | "log" | "environment" | "realNow">,
  { customerId, id, dueAt }: Due,
  error: unknown,
): Promise<void> {
  if (isOutage(error)) throw error;
  const attempts = await recordFailure(db, {
    environmentId: environment.id,
    customerId,
    id,
    error: String(error),
    now: realNow,
  });
  log.error({ due: id, dueAt, attempts, error: String(error) }, "what was due could not be done");
}
