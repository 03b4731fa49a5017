/** `farthing.testClock`: a sandbox's clock, which can be moved forward. */
import type { RequestOptions, Transport } from "../http/transport.js";
import type { TestClock as Clock, Input, Schemas, TestClockBilling, TestClockRun } from "../schemas.js";

/** Exactly one of `advanceDays` and `frozenTime`. */
export type AdvanceTestClockParams = Input<Schemas["AdvanceTestClock"]>;

export class TestClock {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws PermissionError `sandbox_only` with a live key */
  get(options?: RequestOptions): Promise<Clock> {
    return this.#transport.request({ method: "GET", path: "/test-clock" }, options);
  }

  /**
   * Moves the clock forward. Everything that falls due on the way is done, each at its time, and reported.
   *
   * @throws PermissionError `sandbox_only` with a live key
   * @throws ValidationError for a time before the clock's
   */
  advance(params: AdvanceTestClockParams, options?: RequestOptions): Promise<TestClockRun> {
    return this.#transport.request({ method: "POST", path: "/test-clock", body: params }, options);
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
