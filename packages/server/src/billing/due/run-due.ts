/** Does all that is due in an environment now. Safe to run on several nodes at once, and to be stopped anywhere. */
import { type Db, type Id, isOutage, type Log } from "../../platform/index.js";
import { recordFailure, waitingForRetry } from "../periods/store.js";
import type { Due, DueDone, DueEngine } from "./due-engine.js";
import { GROUP, type Outcome, ofDifferentCustomers, performGroup } from "./perform-group.js";

interface DueRun {
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

const CANDIDATES_AT_ONCE = 4 * GROUP;
/** Groups that are worked on at the same time: while Postgres is busy with the one, this process is with the other. */
const AT_ONCE = 2;
/** Ten years of weeks. More of one in one run is a fault: steps that are done, and are due again. */
const MAX_STEPS_OF_ONE = 530;

interface DueResult {
  readonly steps: number;
  /** The steps by what was done. */
  readonly counts: DueCounts;
  readonly failed: number;
}

type DueCounts = Record<DueDone["kind"], number>;

export const noneDone = (): DueCounts => ({
  draft_started: 0,
  subscription_started: 0,
  trial_ended: 0,
  allowance_reset: 0,
  period_renewed: 0,
  plan_changed: 0,
  subscription_paused: 0,
  subscription_canceled: 0,
  subscription_expired: 0,
  payment_retried: 0,
  payment_abandoned: 0,
});

export async function runDue(run: DueRun): Promise<DueResult> {
  const excluded: Due["id"][] = await waitingForRetry(run.db, run.environment.id, run.realNow);
  const done = new Map<Due["id"], number>();
  const counts = noneDone();
  let steps = 0;
  let failed = 0;
  const note = async (candidate: Due, outcome: Outcome): Promise<void> => {
    if ("error" in outcome) {
      await noteFailure(run, candidate, outcome.error);
      failed += 1;
      excluded.push(candidate.id);
      return;
    }
    // Done by another node, or nothing that can be done: in either case not to be asked for again in this run.
    if (!outcome.done) {
      excluded.push(candidate.id);
      return;
    }
    steps += 1;
    counts[outcome.done.kind] += 1;
    const times = (done.get(candidate.id) ?? 0) + 1;
    done.set(candidate.id, times);
    if (times > MAX_STEPS_OF_ONE)
      await note(candidate, { error: new Error(`still due after ${times} steps`) });
  };
  while (!run.signal?.aborted) {
    const { db, engine, environment, now } = run;
    const page = await engine.due(db, environment.id, now, excluded, CANDIDATES_AT_ONCE);
    if (page.length === 0) break;
    const queue = groupsOf(ofDifferentCustomers(page));
    const work = async (): Promise<void> => {
      for (let group = queue.shift(); group && !run.signal?.aborted; group = queue.shift()) {
        const outcomes = await performGroup({ db, engine, environment, until: () => now }, group);
        for (const [i, outcome] of outcomes.entries()) await note(group[i]!, outcome);
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  }
  return { steps, counts, failed };
}

const groupsOf = (candidates: readonly Due[]): Due[][] =>
  Array.from({ length: Math.ceil(candidates.length / GROUP) }, (_, i) =>
    candidates.slice(i * GROUP, (i + 1) * GROUP),
  );

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
  log.error({ due: id, dueAt, attempts, error: String(error) }, "a due step failed; it is tried again later");
}
