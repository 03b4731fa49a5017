/** Moves a sandbox's clock forward, doing every due thing at its due time on the way. */
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
  type Log,
  timeFrom,
  transaction,
} from "../../platform/index.js";
import { beginClockMove, type EnvironmentClocks, freezeClock, lockEnvironment } from "../../tenancy/index.js";
import type { Due, DueDone, DueEngine } from "./due-engine.js";
import { noteFailure } from "./run-due.js";

export interface ClockDependencies {
  readonly engine: DueEngine;
  readonly clock: Clock;
  readonly clocks: EnvironmentClocks;
}

const DAY_MS = 86_400_000;
const LISTED = 100;
/** What can follow one another at one instant is a beginning, a change and an end; more is a fault, and ends the loop. */
const MOST_AT_ONE_TIME = 10;
/** The years after it have five digits, which neither JSON's times nor the columns' readers are made for. */
const LAST_YEAR = 9_900;

type Input = z.output<typeof AdvanceTestClock>;
type Answer = z.input<typeof TestClockRun>;

/** @throws FarthingError `sandbox_only` */
export function assertSandbox({ livemode }: Caller): void {
  if (!livemode) return;
  throw new FarthingError(
    "sandbox_only",
    "A live environment runs on real time; only a sandbox's clock can be moved.",
  );
}

/**
 * A move that was broken off is finished by the next one, and the same `Idempotency-Key` moves the clock once.
 * @throws FarthingError `sandbox_only`; `validation_error` for a time before the clock's
 */
export async function advanceClock(
  { engine, clock, clocks }: ClockDependencies,
  db: Db,
  log: Log,
  caller: Caller,
  input: Input,
  requestKey: string | undefined,
): Promise<Answer> {
  assertSandbox(caller);
  const environment = { id: caller.environmentId, livemode: false };
  const from = caller.now();
  const target = await beginMove(db, caller, clock.real(), input, requestKey);
  const report = new Report();
  const skipped: Due["id"][] = [];
  let last: Due | undefined;
  let repeats = 0;
  for (;;) {
    const [next] = await engine.due(db, environment.id, target, skipped, 1);
    if (!next) break;
    await moveTo(next.dueAt);
    try {
      const done = await engine.performNext(db, environment, next, next.dueAt);
      if (done) {
        report.add(done);
        const isSame = last?.id === next.id && last.dueAt.getTime() === next.dueAt.getTime();
        repeats = isSame ? repeats + 1 : 0;
        last = next;
        if (repeats > MOST_AT_ONE_TIME)
          throw new Error(`still due at ${next.dueAt.toISOString()} after that`);
      }
      // Done by another node, which moves the clock as well, or by a request.
      else skipped.push(next.id);
    } catch (error) {
      await noteFailure({ db, log, environment, realNow: clock.real() }, next, error);
      report.fail(next);
      skipped.push(next.id);
    }
  }
  await moveTo(target);
  return report.answer(from, target);

  async function moveTo(at: Date): Promise<void> {
    if (at <= clocks.now(environment.id) && at !== target) return;
    await freezeClock(db, environment.id, at);
    clocks.learn({ id: environment.id, frozenAt: at });
  }
}

function beginMove(
  db: Db,
  caller: Caller,
  realNow: Date,
  { advanceDays, frozenTime }: Input,
  requestKey: string | undefined,
): Promise<Date> {
  return transaction(db, async (tx) => {
    const environment = await lockEnvironment(tx, caller.environmentId);
    const key = requestKey === undefined ? null : digestOf(requestKey);
    if (key !== null && key === environment.clockMoveKey) return environment.clockTarget!;
    const now = environment.frozenAt ?? realNow;
    const base = environment.clockTarget && environment.clockTarget > now ? environment.clockTarget : now;
    const target = frozenTime === undefined ? addMs(base, advanceDays! * DAY_MS) : timeFrom(frozenTime);
    const field = frozenTime === undefined ? "advanceDays" : "frozenTime";
    if (target < base)
      throw invalid(field, `the clock stands at ${base.toISOString()} and never goes backwards`);
    if (target.getUTCFullYear() > LAST_YEAR) throw invalid(field, `would be after the year ${LAST_YEAR}`);
    await beginClockMove(tx, caller.environmentId, { frozenAt: now, target, key });
    return target;
  });
}

/** What was done on the way. */
class Report {
  readonly #failed: Answer["failed"] = [];
  readonly #done: Answer["done"] = [];
  readonly #counts: Answer["counts"] = {
    subscription_started: 0,
    trial_ended: 0,
    allowance_reset: 0,
    period_renewed: 0,
    plan_changed: 0,
    subscription_paused: 0,
    subscription_canceled: 0,
    payment_retried: 0,
    payment_abandoned: 0,
  };
  #invoices = 0;
  #total = 0;

  add({ kind, at, customerId, subscriptionId, invoiceId, madeInvoice }: DueDone): void {
    this.#total += 1;
    this.#counts[kind] += 1;
    if (madeInvoice) this.#invoices += 1;
    if (this.#done.length >= LISTED) return;
    this.#done.push({ kind, dueAt: at.toISOString(), subscriptionId, customerId, invoiceId });
  }

  fail({ id, dueAt }: Due): void {
    const message = "It could not be done now; it is tried again later. The server's log says why.";
    const subscriptionId = id.startsWith("sub_") ? id : null;
    if (this.#failed.length < LISTED)
      this.#failed.push({ subscriptionId, dueAt: dueAt.toISOString(), message });
  }

  answer(from: Date, frozenAt: Date): Answer {
    return {
      object: "test_clock_run",
      livemode: false,
      from: from.toISOString(),
      frozenTime: frozenAt.toISOString(),
      counts: this.#counts,
      invoices: this.#invoices,
      done: this.#done,
      hasMore: this.#total > this.#done.length,
      failed: this.#failed,
    };
  }
}
