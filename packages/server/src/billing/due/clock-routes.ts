/** The clock of a sandbox, read and moved. */
import { AdvanceTestClock, TestClock, TestClockBilling, TestClockRun } from "@farthing/contract";
import { endpoint } from "../../platform/index.js";
import { findEnvironment } from "../../tenancy/index.js";
import { advanceClock, assertSandbox, type ClockDependencies, readRun } from "./advance-clock.js";
import { runDue } from "./run-due.js";

const tag = "Test clock";

export const testClockEndpoints = (dependencies: ClockDependencies) => [
  endpoint({
    operationId: "getTestClock",
    method: "get",
    path: "/test-clock",
    tag,
    summary: "Get a sandbox's clock",
    answer: TestClock,
    errors: ["sandbox_only"],
    handle: async ({ db, caller }) => {
      assertSandbox(caller);
      const run = await readRun(dependencies, db, caller);
      const environment = await findEnvironment(db, caller.environmentId);
      dependencies.clocks.learn(environment);
      return {
        object: "test_clock" as const,
        livemode: caller.livemode,
        status: run?.status ?? "ready",
        frozenTime: environment.frozenAt?.toISOString() ?? null,
        now: caller.now().toISOString(),
        run,
      };
    },
  }),
  endpoint({
    operationId: "advanceTestClock",
    method: "post",
    path: "/test-clock",
    tag,
    summary: "Move a sandbox's clock forward",
    description:
      "The clock then stands still until it is moved again. Everything that falls due on the way is carried out and reported in order of its due time, each step at that time. The clock never moves backwards, and never in live. A move that takes longer than a few seconds answers 202 and continues by itself, even after a restart of the server; `GET /test-clock` shows its progress. Until it is finished, a request for another time is refused with 409, and one for the same time joins the move.",
    body: AdvanceTestClock,
    answer: TestClockRun,
    mayGoOn: true,
    errors: ["sandbox_only", "clock_is_advancing"],
    idempotency: "events",
    handle: ({ db, caller, body, requestKey }) => advanceClock(dependencies, db, caller, body, requestKey),
  }),
  endpoint({
    operationId: "processTestClockBilling",
    method: "post",
    path: "/test-clock/process-billing",
    tag,
    summary: "Carry out what is due in a sandbox now",
    description:
      "Carries out renewals, ends, resets and retries that are due at the sandbox's time, without moving its clock. Moving the clock includes them, and the server also carries them out by itself, so this call only finds what neither has reached yet.",
    answer: TestClockBilling,
    errors: ["sandbox_only"],
    idempotency: "events",
    handle: async ({ db, log, caller }) => {
      assertSandbox(caller);
      const environment = await findEnvironment(db, caller.environmentId);
      dependencies.clocks.learn(environment);
      const now = dependencies.clocks.now(caller.environmentId);
      const { counts, failed } = await runDue({
        db,
        engine: dependencies.engine,
        log,
        environment: { id: caller.environmentId, livemode: caller.livemode },
        now,
        realNow: dependencies.clock.real(),
      });
      return {
        object: "test_clock_billing" as const,
        livemode: caller.livemode,
        frozenTime: environment.frozenAt?.toISOString() ?? null,
        now: now.toISOString(),
        counts,
        failed,
      };
    },
  }),
];
