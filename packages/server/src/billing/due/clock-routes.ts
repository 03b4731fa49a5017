/** The clock of a sandbox, read and moved. */
import { AdvanceTestClock, TestClock, TestClockRun } from "@farthing/contract";
import { endpoint } from "../../platform/index.js";
import { findEnvironment } from "../../tenancy/index.js";
import { advanceClock, assertSandbox, type ClockDependencies } from "./advance-clock.js";

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
      const environment = await findEnvironment(db, caller.environmentId);
      dependencies.clocks.learn(environment);
      return {
        object: "test_clock" as const,
        livemode: caller.livemode,
        frozenTime: environment.frozenAt?.toISOString() ?? null,
        now: caller.now().toISOString(),
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
      "From then on it stands still until it is moved again. Everything that falls due on the way is done in the order of its due time, each at that time, and reported. Never backwards, and never in live.",
    body: AdvanceTestClock,
    answer: TestClockRun,
    errors: ["sandbox_only"],
    idempotency: "events",
    handle: ({ db, log, caller, body, requestKey }) =>
      advanceClock(dependencies, db, log, caller, body, requestKey),
  }),
];
