/**
 * The queue behind `usage.enqueue`: events are held in memory, sent in batches in the order they came, and stay in the
 * queue until the server has answered for them.
 */
import { APIConnectionError, APIError, FarthingError } from "../errors/index.js";
import { retryDelayMs } from "../http/retry.js";
import type { Transport } from "../http/transport.js";
import { positive } from "../settings.js";
import { deliver, type RefusedEvent } from "./deliver.js";
import { IdleTimer } from "./idle-timer.js";
import { logDropped, logRefused, tell } from "./notices.js";
import type { DropReason, QueuedEvent, QueueOptions } from "./queue-options.js";
import { isoTime, keyedEvent, type TrackParams } from "./track-params.js";

const MAX_BATCH_SIZE = 100;
const DEFAULT_SHUTDOWN_TIMEOUT_MS = 10_000;

export interface FlushOptions {
  /** Milliseconds to wait at most. Default of `flush`: as long as it takes; of `shutdown`: 10 000. */
  readonly timeout?: number | undefined;
}

export interface FlushResult {
  /** Events still in the queue: those enqueued since, or those that the server did not take in time. */
  readonly pending: number;
}

/**
 * - `lingering`: the timer runs until what has gathered is sent
 * - `backing_off`: the timer runs until the next attempt
 */
type Phase = "idle" | "lingering" | "sending" | "backing_off" | "ended";

export class UsageQueue {
  readonly #transport: Transport;
  readonly #options: QueueOptions;
  readonly #maxSize: number;
  readonly #maxBatchSize: number;
  readonly #flushIntervalMs: number;
  readonly #maxRetryDelayMs: number;

  readonly #events: QueuedEvent[] = [];
  /** Events that came in and went out since the start; the difference is in the queue. */
  #accepted = 0;
  #settled = 0;
  /** Up to this many settled, batches are sent though they are not full. */
  #sendUntil = 0;
  /** Below `maxBatchSize` while what is sent is too large for the server. */
  #batchLimit: number;
  #failures = 0;

  #phase: Phase = "idle";
  #closed = false;
  #shutdown: Promise<void> | undefined;
  readonly #abort = new AbortController();
  readonly #timer = new IdleTimer();
  /** Each is told whenever events have left the queue. */
  readonly #waiters = new Set<() => void>();

  /** @throws FarthingError for an option out of range */
  constructor(transport: Transport, options: QueueOptions = {}) {
    this.#transport = transport;
    this.#options = options;
    this.#maxSize = positive("queue.maxSize", options.maxSize ?? 10_000);
    this.#maxBatchSize = positive("queue.maxBatchSize", options.maxBatchSize ?? MAX_BATCH_SIZE);
    if (this.#maxBatchSize > MAX_BATCH_SIZE || !Number.isInteger(this.#maxBatchSize))
      throw new FarthingError(
        `queue.maxBatchSize must be 1 to ${MAX_BATCH_SIZE}, not ${this.#maxBatchSize}.`,
      );
    this.#batchLimit = this.#maxBatchSize;
    this.#flushIntervalMs = positive("queue.flushInterval", options.flushInterval ?? 1_000);
    this.#maxRetryDelayMs = positive("queue.maxRetryDelay", options.maxRetryDelay ?? 30_000);
  }

  get size(): number {
    return this.#events.length;
  }

  /** @returns false where the event was dropped at once, of which `onDrop` is told */
  enqueue(params: TrackParams): boolean {
    const event: QueuedEvent = {
      ...keyedEvent(params, () => crypto.randomUUID()),
      // When it happened, and not when the server could be reached.
      timestamp: isoTime(params.timestamp ?? new Date()),
    };
    const reason = this.#closed
      ? "shutdown"
      : this.#events.length >= this.#maxSize
        ? "queue_full"
        : undefined;
    if (reason) {
      this.#tellDropped([event], reason);
      return false;
    }
    this.#events.push(event);
    this.#accepted++;
    if (this.#events.length === 1) this.#watchProcessEnd(true);
    if (this.#phase === "idle") this.#linger();
    if (this.#phase === "lingering" && this.#events.length >= this.#batchLimit) this.#send();
    return true;
  }

  /** Sends what is in the queue and waits until the server has answered for all of it, or `timeout` is over. */
  async flush({ timeout }: FlushOptions = {}): Promise<FlushResult> {
    this.#sendUntil = this.#accepted;
    if (this.#phase === "lingering") this.#send();
    await this.#untilSettled(this.#accepted, timeout);
    return { pending: this.#events.length };
  }

  /** Takes nothing more, flushes, and drops what could not be sent in time, of which `onDrop` is told. */
  shutdown({ timeout = DEFAULT_SHUTDOWN_TIMEOUT_MS }: FlushOptions = {}): Promise<void> {
    this.#closed = true;
    this.#shutdown ??= this.flush({ timeout }).then(() => this.#end());
    return this.#shutdown;
  }

  #end(): void {
    this.#phase = "ended";
    this.#timer.clear();
    this.#abort.abort();
    this.#drop(this.#events.length, "shutdown");
  }

  #linger(): void {
    this.#phase = "lingering";
    this.#timer.set(this.#flushIntervalMs, () => {
      this.#sendUntil = this.#accepted;
      this.#send();
    });
  }

  #send(): void {
    this.#phase = "sending";
    this.#timer.clear();
    const batch = this.#events.slice(0, this.#batchLimit);
    void deliver(this.#transport, batch, this.#abort.signal).then((delivery) => {
      if (this.#phase === "ended") return;
      this.#settle(delivery.settled);
      for (const refused of delivery.refused) this.#tellRefused(refused);
      const unsettled = batch.length - delivery.settled;
      this.#proceed(delivery.error ? this.#afterFailure(delivery.error, unsettled) : this.#afterSuccess());
    });
  }

  #afterSuccess(): undefined {
    this.#failures = 0;
    this.#batchLimit = Math.min(this.#maxBatchSize, this.#batchLimit * 2);
  }

  /** @returns milliseconds to wait before the next attempt; undefined for none */
  #afterFailure(error: FarthingError, unsettled: number): number | undefined {
    tell(() => this.#options.onError?.(error));
    if (!isAboutTheEvents(error)) return retryDelayMs(++this.#failures, error, this.#maxRetryDelayMs);
    const isTooLarge = error instanceof APIError && error.status === 413;
    if (isTooLarge && unsettled > 1) this.#batchLimit = Math.ceil(unsettled / 2);
    else this.#drop(unsettled, "rejected", error);
    this.#failures = 0;
    return undefined;
  }

  #proceed(pauseMs: number | undefined): void {
    if (this.#events.length === 0) this.#phase = "idle";
    else if (pauseMs !== undefined) {
      this.#phase = "backing_off";
      this.#timer.set(pauseMs, () => this.#send());
    } else if (this.#settled < this.#sendUntil || this.#events.length >= this.#batchLimit) this.#send();
    else this.#linger();
  }

  #drop(count: number, reason: DropReason, error?: FarthingError): void {
    const events = this.#settle(count);
    if (events.length > 0) this.#tellDropped(events, reason, error);
  }

  #settle(count: number): QueuedEvent[] {
    const events = this.#events.splice(0, count);
    this.#settled += events.length;
    if (this.#events.length === 0) this.#watchProcessEnd(false);
    for (const waiter of [...this.#waiters]) waiter();
    return events;
  }

  #untilSettled(target: number, timeoutMs: number | undefined): Promise<void> {
    return new Promise((resolve) => {
      if (this.#settled >= target) return resolve();
      const done = () => {
        clearTimeout(deadline);
        this.#waiters.delete(check);
        this.#timer.hold(this.#waiters.size > 0);
        resolve();
      };
      const check = () => {
        if (this.#settled >= target) done();
      };
      const deadline = timeoutMs === undefined ? undefined : setTimeout(done, timeoutMs);
      this.#waiters.add(check);
      this.#timer.hold(true);
    });
  }

  #tellDropped(events: readonly QueuedEvent[], reason: DropReason, error?: FarthingError): void {
    tell(() => (this.#options.onDrop ?? logDropped)(events, reason, error));
  }

  #tellRefused({ event, error }: RefusedEvent): void {
    tell(() => (this.#options.onRefused ?? logRefused)(event, error));
  }

  /** A process that simply comes to its end would otherwise take what is in the queue with it. */
  #watchProcessEnd(watch: boolean): void {
    const process = globalThis.process as typeof globalThis.process | undefined;
    if (typeof process?.on !== "function" || typeof process.off !== "function") return;
    process.off("beforeExit", this.#onProcessEnd);
    if (watch) process.on("beforeExit", this.#onProcessEnd);
  }

  readonly #onProcessEnd = (): void => void this.shutdown();
}

/**
 * Whether sending the same events again cannot help. Anything else says nothing about them (a server that is away, a
 * proxy that is set up wrongly, a key that expired), and they are held until it is over.
 */
function isAboutTheEvents(error: FarthingError): boolean {
  if (error instanceof APIError) return [400, 413, 415, 422].includes(error.status);
  return !(error instanceof APIConnectionError);
}
