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
import { GROUP, ofDifferentCustomers, performGroup } from "./perform-group.js";
import { noneDone, noteFailure } from "./run-due.js";

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
  const times = new Map<Due["id"], { at: Date; count: number }>();
  for (;;) {
    const group = sameDay(await engine.due(db, environment.id, target, skipped, GROUP));
    if (group.length === 0) break;
    await moveTo(group.at(-1)!.dueAt);
    const until = ({ dueAt }: Due): Date => dueAt;
    const outcomes = await performGroup({ db, engine, environment, until }, group);
    for (const [i, outcome] of outcomes.entries()) {
      const candidate = group[i]!;
      const failure = "error" in outcome ? outcome.error : outcome.done && stillDue(times, candidate);
      if (failure !== undefined) {
        await noteFailure({ db, log, environment, realNow: clock.real() }, candidate, failure);
        report.fail(candidate);
        skipped.push(candidate.id);
      } else if ("done" in outcome && outcome.done) report.add(outcome.done);
      // Done by another node, which moves the clock as well, or by a request.
      else skipped.push(candidate.id);
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

/** @returns an error where a thing is due again at the same time, however often it is done */
function stillDue(times: Map<Due["id"], { at: Date; count: number }>, { id, dueAt }: Due): Error | undefined {
  const known = times.get(id);
  const count = known?.at.getTime() === dueAt.getTime() ? known.count + 1 : 0;
  times.set(id, { at: dueAt, count });
  return count > MOST_AT_ONE_TIME ? new Error(`still due at ${dueAt.toISOString()} after that`) : undefined;
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
  readonly #counts = noneDone();
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
