/** How the queue behind `usage.enqueue` is set up. */
import type { FarthingError } from "../errors/index.js";
import type { KeyedEvent } from "./track-params.js";

/**
 * Why events left the queue without reaching the server.
 * - `queue_full`: `maxSize` events were waiting already
 * - `shutdown`: the client was shut down, and the server did not take them in time
 * - `rejected`: the server cannot take what was sent, as an event that alone is larger than a request may be
 */
export type DropReason = "queue_full" | "shutdown" | "rejected";

/** An event of the queue: its key and time are fixed when it is enqueued, so that sending it again is safe. */
export type QueuedEvent = KeyedEvent & { timestamp: string };

export interface QueueOptions {
  /** Events held at most; one more is dropped. Default: 10 000. */
  readonly maxSize?: number | undefined;
  /** Events sent at once, 1 to 100. Default: 100. */
  readonly maxBatchSize?: number | undefined;
  /** Milliseconds that an event waits for others to be sent with. Default: 1000. */
  readonly flushInterval?: number | undefined;
  /** Longest pause in milliseconds between attempts while the server is away. Default: 30 000. */
  readonly maxRetryDelay?: number | undefined;
  /** Events that will not be sent. They can be stored and tracked later, under the keys they have. Default: logs them. */
  readonly onDrop?:
    | ((events: readonly QueuedEvent[], reason: DropReason, error?: FarthingError) => void)
    | undefined;
  /**
   * The server took the request and refused this event: no balance, not in the plan, not valid. Where customer and
   * feature are known it is in the refused usage, to be replayed. Default: logs it.
   */
  readonly onRefused?: ((event: QueuedEvent, error: FarthingError) => void) | undefined;
  /** An attempt failed. Unless `onDrop` is told of them too, the events are still in the queue and will be sent again. */
  readonly onError?: ((error: FarthingError) => void) | undefined;
}
