/**
 * Moves sandboxes' clocks on, doing every due thing at its due time on the way: for the request that asked for it, as long
 * as that waits, and for the job that goes on. A group of steps and the note of them in the move's row are one
 * transaction, which holds that row: killed anywhere, or worked on by several nodes, each step is done and noted once.
 */
import {
  type Clock,
  type Db,
  type Id,
  isOutage,
  type Log,
  monotonicMs,
  transaction,
} from "../../platform/index.js";
import { type EnvironmentClocks, freezeClock } from "../../tenancy/index.js";
import { failedSince } from "../periods/store.js";
import { afterFailure, afterSteps } from "./clock-move.js";
import type { Due, DueDone, DueEngine } from "./due-engine.js";
import { GROUP, ofDifferentCustomers } from "./perform-group.js";
import { noteFailure } from "./run-due.js";
import { findMove, lockMove, movingEnvironments, updateMove } from "./store.js";

interface MoverDependencies {
  readonly db: Db;
  readonly engine: DueEngine;
  readonly clock: Clock;
  readonly clocks: EnvironmentClocks;
  readonly log: Log;
}

const DAY_MS = 86_400_000;
/** What can follow one another at one instant is a beginning, a change and an end; more is a fault. */
const MOST_AT_ONE_TIME = 10;
/** How long a job stays with one sandbox while others wait. */
const TURN_MS = 2_000;

/** `held`: another process is at it just now. */
type Progress = "went on" | "held" | "over";

/** What one worker remembers of the move it works on. */
interface Work {
  readonly environment: { readonly id: Id<"env">; readonly livemode: false };
  /** How often each was worked on at the time that it was due. */
  readonly times: Map<Due["id"], { at: Date; count: number }>;
  /** How many are to be done each alone, as one of them failed. */
  alone: number;
}

export class ClockMover {
  #isDraining = false;

  constructor(private readonly dependencies: MoverDependencies) {}

  get isDraining(): boolean {
    return this.#isDraining;
  }

  /**
   * Works on a move until it is over, `enough` says so, or another process is at it.
   * @returns whether it is over
   * @throws the error of an outage; what was done by then stays done
   */
  async work(environmentId: Id<"env">, enough: () => boolean): Promise<boolean> {
    const work: Work = { environment: { id: environmentId, livemode: false }, times: new Map(), alone: 0 };
    for (;;) {
      const progress = await this.#goOn(work);
      if (progress !== "went on") return progress === "over";
      if (this.#isDraining || enough()) return false;
    }
  }

  /** All sandboxes in turn, until none is moving, or others are at those that are. */
  async workAll(signal: AbortSignal): Promise<void> {
    const { db, log } = this.dependencies;
    for (let goesOn = true; goesOn; ) {
      goesOn = false;
      for (const id of await movingEnvironments(db)) {
        const endMs = monotonicMs() + TURN_MS;
        let hadTurn = false;
        const enough = (): boolean => {
          hadTurn = monotonicMs() >= endMs;
          return hadTurn || signal.aborted;
        };
        // One that cannot go on does not hold up the others.
        await this.work(id, enough).catch((error: unknown) =>
          log.warn({ environment: id, error: String(error) }, "moving a sandbox's clock failed"),
        );
        if (signal.aborted) return;
        goesOn ||= hadTurn;
      }
    }
  }

  /** Leaves what is under way to another node, or to the next start. */
  drain(): void {
    this.#isDraining = true;
  }

  async #goOn(work: Work): Promise<Progress> {
    const { db, engine } = this.dependencies;
    const { id } = work.environment;
    const move = await findMove(db, id);
    if (!move || move.endedAt) return "over";
    const failed = await failedSince(db, id, move.begunAt);
    const page = await engine.due(db, id, move.targetAt, failed, GROUP);
    if (page.length === 0) return this.#end(id, move.targetAt);
    const group = sameDay(work.alone > 0 ? page.slice(0, 1) : page);
    // Before it is done: a request that comes in between has it done for its customer.
    await this.#moveTo(id, group.at(-1)!.dueAt);
    try {
      if (!(await this.#perform(work, group))) return "held";
    } catch (error) {
      if (isOutage(error)) throw error;
      if (group.length > 1) {
        work.alone = group.length;
        return "went on";
      }
      await this.#fail(work, group[0]!, error);
    }
    work.alone = Math.max(0, work.alone - 1);
    return "went on";
  }

  /** @returns false where another process is at it */
  async #perform({ environment, times }: Work, group: readonly Due[]): Promise<boolean> {
    const { db, engine } = this.dependencies;
    const stuck = group.find((due) => timesAt(times, due) > MOST_AT_ONE_TIME);
    if (stuck) throw new Error(`still due at ${stuck.dueAt.toISOString()} after ${MOST_AT_ONE_TIME} steps`);
    const isFree = await transaction(db, async (tx) => {
      const move = await lockMove(tx, environment.id);
      if (!move || move.endedAt) return false;
      const outcomes = await engine.performNext(tx, environment, group, ({ dueAt }) => dueAt);
      // Of some there may be nothing: a request has done it, which is not the move's to tell.
      const steps = outcomes.filter((outcome): outcome is DueDone => outcome !== undefined);
      if (steps.length > 0) await updateMove(tx, move, afterSteps(move, steps));
      return true;
    });
    for (const due of isFree ? group : [])
      times.set(due.id, { at: due.dueAt, count: timesAt(times, due) + 1 });
    return isFree;
  }

  /** It is left out from then on in this move, whoever goes on with it; the others go on. */
  async #fail({ environment }: Work, due: Due, error: unknown): Promise<void> {
    const { db, log, clock } = this.dependencies;
    await transaction(db, async (tx) => {
      const move = await lockMove(tx, environment.id);
      if (!move) return;
      await noteFailure({ db: tx, log, environment, realNow: clock.real() }, due, error);
      await updateMove(tx, move, afterFailure(move, due));
    });
  }

  async #end(id: Id<"env">, targetAt: Date): Promise<Progress> {
    const { db, clock, clocks } = this.dependencies;
    const isFree = await transaction(db, async (tx) => {
      const move = await lockMove(tx, id);
      if (!move) return false;
      if (move.endedAt) return true;
      await freezeClock(tx, id, targetAt);
      await updateMove(tx, move, { endedAt: clock.real() });
      return true;
    });
    if (isFree) clocks.learn({ id, frozenAt: targetAt });
    return isFree ? "over" : "held";
  }

  async #moveTo(id: Id<"env">, at: Date): Promise<void> {
    const { db, clocks } = this.dependencies;
    if (at <= clocks.now(id)) return;
    await freezeClock(db, id, at);
    clocks.learn({ id, frozenAt: at });
  }
}

/**
 * Candidates that can be done together, and be done in the order of their times all the same: what follows on something
 * comes at least a day later, but for a payment that is given up, which ends its subscription at the same instant.
 */
function sameDay(page: readonly Due[]): Due[] {
  const isPayment = ({ id }: Due): boolean => id.startsWith("pay_");
  const [first] = page;
  if (!first || isPayment(first)) return page.slice(0, 1);
  const end = page.findIndex(
    (due) => isPayment(due) || due.dueAt.getTime() >= first.dueAt.getTime() + DAY_MS,
  );
  return ofDifferentCustomers(end < 0 ? page : page.slice(0, end));
}

const timesAt = (times: Work["times"], { id, dueAt }: Due): number => {
  const known = times.get(id);
  return known?.at.getTime() === dueAt.getTime() ? known.count : 0;
};
