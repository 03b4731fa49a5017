import { catalogName } from "./model-name.js";
import type { Settings, TrackedCall, TrackedEvent } from "./options.js";
import type { TokenPools } from "./pools/pools.js";
import { fail, send, waitAtMost } from "./report.js";
import type { StepKey } from "./step-keys.js";

/** What came of a provider call. */
export type Outcome =
  | { kind: "measured"; pools: TokenPools; estimated?: boolean; responseModel?: string | undefined }
  /** The provider answered, but what it used cannot be told. */
  | { kind: "unmeasurable"; error: unknown; responseModel?: string | undefined }
  /** The provider did not answer, so nothing was used. */
  | { kind: "unanswered" }
  /** The caller wants no event of it. */
  | { kind: "skipped" };

/** One call to a provider, from its start until its usage is reported. Settled exactly once. */
export class MeteredCall {
  readonly #model: string;
  readonly #settings: Settings;
  readonly #key: StepKey;
  readonly #reported: Promise<void>;
  #resolveReported: () => void = () => {};
  #settled = false;
  #handedOver = false;

  constructor(model: { provider: string; modelId: string }, settings: Settings, key: StepKey) {
    this.#model = catalogName(model);
    this.#settings = settings;
    this.#key = key;
    this.#reported = new Promise((resolve) => {
      this.#resolveReported = resolve;
    });
    this.#handOver();
  }

  get isSettled(): boolean {
    return this.#settled;
  }

  /** Starts the report. Only the first outcome counts, and nothing is thrown. */
  settle(outcome: Outcome): void {
    if (this.#settled) return;
    this.#settled = true;
    // At once, also where the report is put off: the call may be tried again before that.
    if (outcome.kind === "unanswered") this.#key.release();
    const report = (): void => void this.#report(outcome).then(this.#resolveReported);
    // Where nobody waits for it, it begins after the response has gone on: sending a request takes 0.1 ms of its own.
    if (this.#handedOver) setTimeout(report, 0);
    else report();
  }

  /** Ends when the report did, or after the longest wait that the settings allow. */
  async reported(): Promise<void> {
    if (!this.#handedOver) await waitAtMost(this.#reported, this.#settings.maxWaitMs);
  }

  #report(outcome: Outcome): Promise<void> {
    switch (outcome.kind) {
      case "measured":
        return send(this.#settings, this.#event(outcome));
      case "unmeasurable":
        return fail(this.#settings, outcome.error, this.#call(outcome.responseModel));
      case "unanswered":
      case "skipped":
        return Promise.resolve();
    }
  }

  #call(responseModel: string | undefined): TrackedCall {
    const { feature, customerId, properties } = this.#settings;
    return {
      feature,
      customerId,
      idempotencyKey: this.#key.value,
      timestamp: new Date().toISOString(),
      ...(properties && { properties: { ...properties } }),
      model: this.#model,
      ...(responseModel !== undefined && { responseModel }),
    };
  }

  #event(outcome: Outcome & { kind: "measured" }): TrackedEvent {
    return {
      ...this.#call(outcome.responseModel),
      ...outcome.pools,
      ...(outcome.estimated && { estimated: true as const }),
    };
  }

  /**
   * As the call starts and not as it ends: the platform then keeps the function alive for a stream whose reader
   * has gone, and a platform that must be asked within the request is asked within it.
   */
  #handOver(): void {
    const { waitUntil } = this.#settings;
    if (waitUntil === undefined) return;
    try {
      waitUntil(this.#reported);
      this.#handedOver = true;
    } catch {
      // There is no platform to hand over to, as outside of a request. The response waits instead.
    }
  }
}
