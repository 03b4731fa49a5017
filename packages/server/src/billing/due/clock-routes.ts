/** The clock of a sandbox, read and moved. */
import { AdvanceTestClock, TestClock, TestClockRun } from "@farthing/contract";
import { endpoint } from "../../platform/index.js";
import { findEnvironment } from "../../tenancy/index.js";
import { advanceClock, assertSandbox, type ClockDependencies, readRun } from "./advance-clock.js";

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
      "From then on it stands still until it is moved again. Everything that falls due on the way is done in the order of its due time, each at that time, and reported. Never backwards, and never in live. What takes longer than some seconds answers 202 and goes on by itself, also when the server is started anew: `GET /test-clock` says how far it is. Until then another time is 409, and the same time joins.",
    body: AdvanceTestClock,
    answer: TestClockRun,
    mayGoOn: true,
    errors: ["sandbox_only", "clock_is_advancing"],
    idempotency: "events",
    handle: ({ db, caller, body, requestKey }) => advanceClock(dependencies, db, caller, body, requestKey),
  }),
];
