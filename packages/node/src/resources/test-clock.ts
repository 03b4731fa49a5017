/** `farthing.testClock`: a sandbox's clock, which can be moved forward. */
import type { RequestOptions, Transport } from "../http/transport.js";
import { wait } from "../http/wait.js";
import type { Input, Schemas, TestClock, TestClockBilling, TestClockRun } from "../schemas.js";

/** Exactly one of `advanceDays` and `frozenTime`. */
export type AdvanceTestClockParams = Input<Schemas["AdvanceTestClock"]>;

const LOOK_AGAIN_MS = 500;

export class TestClockResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws PermissionError `sandbox_only` with a live key */
  get(options?: RequestOptions): Promise<TestClock> {
    return this.#transport.request({ method: "GET", path: "/test-clock" }, options);
  }

  /**
   * Moves the clock forward, and waits until it is there, however long that takes. Everything that falls due on the way is
   * done, each at its time, and reported.
   *
   * @throws PermissionError `sandbox_only` with a live key
   * @throws ValidationError for a time before the clock's
   * @throws ConflictError `clock_is_advancing` while it is moved to another time
   */
  async advance(params: AdvanceTestClockParams, options?: RequestOptions): Promise<TestClockRun> {
    const run = await this.begin(params, options);
    return run.status === "advancing" ? ((await this.wait(options)) ?? run) : run;
  }

  /** As {@link advance}, but after some seconds it resolves with `status: "advancing"`, and the move goes on at the server. */
  begin(params: AdvanceTestClockParams, options?: RequestOptions): Promise<TestClockRun> {
    return this.#transport.request({ method: "POST", path: "/test-clock", body: params }, options);
  }

  /**
   * Waits until the clock stands still; `options.signal` ends it.
   *
   * @returns the report of the last move; null where there was none
   */
  async wait(options?: RequestOptions): Promise<TestClockRun | null> {
    for (;;) {
      const { status, run } = await this.get(options);
      if (status !== "advancing") return run;
      await wait(LOOK_AGAIN_MS, options?.signal);
    }
  }

  /**
   * Does what is due at the sandbox's time, without moving its clock.
   *
   * @throws PermissionError `sandbox_only` with a live key
   */
  processBilling(options?: RequestOptions): Promise<TestClockBilling> {
    return this.#transport.request({ method: "POST", path: "/test-clock/process-billing" }, options);
  }
}
