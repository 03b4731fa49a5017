/** Moves a sandbox's clock forward: what is short is done when it is answered, what is long goes on as a job. */
import type { AdvanceTestClock, TestClockRun } from "@farthing/contract";
import type { z } from "zod";
import {
  addMs,
  type Caller,
  type Clock,
  type Db,
  digestOf,
  FarthingError,
  invalid,
  monotonicMs,
  StatusAnswer,
  timeFrom,
  transaction,
} from "../../platform/index.js";
import {
  type EnvironmentClocks,
  findEnvironment,
  freezeClock,
  lockEnvironment,
} from "../../tenancy/index.js";
import type { ClockMove } from "../schema.js";
import { shapeMove } from "./clock-move.js";
import type { ClockMover } from "./clock-mover.js";
import type { DueEngine } from "./due-engine.js";
import { findMove, insertMove } from "./store.js";

export interface ClockDependencies {
  readonly engine: DueEngine;
  readonly mover: ClockMover;
  readonly clock: Clock;
  readonly clocks: EnvironmentClocks;
  /** How long a request that moves a clock works on it before it answers 202. */
  readonly patienceMs: number;
}

const DAY_MS = 86_400_000;
/** While another process works on the same move. */
const LOOK_AGAIN_MS = 100;
/** The years after it have five digits, which neither JSON's times nor the columns' readers are made for. */
const LAST_YEAR = 9_900;

type Input = z.output<typeof AdvanceTestClock>;
type Answer = z.input<typeof TestClockRun>;

/** @throws FarthingError `sandbox_only` */
export function assertSandbox({ livemode }: Caller): void {
  if (!livemode) return;
  throw new FarthingError(
    "sandbox_only",
    "A live environment runs on real time. Only a sandbox's clock can be moved.",
  );
}

/**
 * Whoever asks for the time that the clock is on its way to, or with the same `Idempotency-Key`, joins that move.
 * @returns its report, under way with 202
 * @throws FarthingError `sandbox_only`; `validation_error` for a time before the clock's; `clock_is_advancing` while it is moved
 * to another time
 */
export async function advanceClock(
  dependencies: ClockDependencies,
  db: Db,
  caller: Caller,
  input: Input,
  requestKey: string | undefined,
): Promise<StatusAnswer> {
  assertSandbox(caller);
  const { mover, clock, clocks, patienceMs } = dependencies;
  const endMs = monotonicMs() + patienceMs;
  const { frozenAt } = await beginMove(db, caller, clock.real(), input, requestKey);
  clocks.learn({ id: caller.environmentId, frozenAt });
  const enough = (): boolean => mover.isDraining || monotonicMs() >= endMs;
  while (!(await mover.work(caller.environmentId, enough)) && !enough())
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  const run = (await readRun(dependencies, db, caller))!;
  return new StatusAnswer(run.status === "ready" ? 200 : 202, run);
}

/** The last move of the caller's clock; null where there was none. */
export async function readRun(
  { engine, clocks }: ClockDependencies,
  db: Db,
  { environmentId }: Caller,
): Promise<Answer | null> {
  // In this order: a move that is over has left the clock at its target.
  const move = await findMove(db, environmentId);
  if (!move) return null;
  const environment = await findEnvironment(db, environmentId);
  clocks.learn(environment);
  const due = move.endedAt ? 0 : await engine.countDue(db, environmentId, move.targetAt);
  return shapeMove(move, move.endedAt ? move.targetAt : environment.frozenAt!, due);
}

function beginMove(
  db: Db,
  caller: Caller,
  realNow: Date,
  { advanceDays, frozenTime }: Input,
  requestKey: string | undefined,
): Promise<{ frozenAt: Date }> {
  return transaction(db, async (tx) => {
    const { environmentId } = caller;
    const environment = await lockEnvironment(tx, environmentId);
    const frozenAt = environment.frozenAt ?? realNow;
    const last = await findMove(tx, environmentId);
    const key = requestKey === undefined ? null : digestOf(requestKey);
    if (last && key !== null && key === last.requestKey) return { frozenAt };
    const target = frozenTime === undefined ? addMs(frozenAt, advanceDays! * DAY_MS) : timeFrom(frozenTime);
    if (last && !last.endedAt) {
      if (frozenTime !== undefined && target.getTime() === last.targetAt.getTime()) return { frozenAt };
      throw isAdvancing(last);
    }
    const field = frozenTime === undefined ? "advanceDays" : "frozenTime";
    if (target < frozenAt)
      throw invalid(
        field,
        `is before the clock's time, ${frozenAt.toISOString()}; the clock never goes backwards`,
      );
    if (target.getUTCFullYear() > LAST_YEAR) throw invalid(field, `would be after the year ${LAST_YEAR}`);
    await freezeClock(tx, environmentId, frozenAt);
    const move = { environmentId, requestKey: key, fromAt: frozenAt, targetAt: target, begunAt: realNow };
    await insertMove(tx, move);
    return { frozenAt };
  });
}

function isAdvancing({ targetAt }: ClockMove): FarthingError {
  const targetTime = targetAt.toISOString();
  return new FarthingError(
    "clock_is_advancing",
    `The clock is moving to ${targetTime}. Wait until GET /test-clock reports the status ready.`,
    { details: { targetTime }, retryAfterSeconds: 1 },
  );
}
