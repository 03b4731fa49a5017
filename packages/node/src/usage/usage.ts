/** `farthing.usage`: what customers consumed. */
import { DuplicateEventError } from "../errors/index.js";
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { FeatureCode, MeteredFeatureCode } from "../register.js";
import type {
  Input,
  Replace,
  Schemas,
  Time,
  UsageAdjustment,
  UsageBatch,
  UsageCheck,
  UsageEvent,
  UsageSummary,
} from "../schemas.js";
import type { FlushOptions, FlushResult, UsageQueue } from "./queue.js";
import { RefusedUsageResource } from "./refused-usage.js";
import { keyedEvent, type TrackParams } from "./track-params.js";

export interface TrackBatchParams {
  /** 1 to 100. */
  readonly events: readonly TrackParams[];
  /** For usage of the past: any past timestamp is taken. `charge: false` records without charging. Full scope only. */
  readonly backfill?: { readonly charge?: boolean } | undefined;
}

export type CheckUsageParams = Input<
  Replace<Omit<Schemas["CheckUsage"], "featureCode">, { feature: MeteredFeatureCode }>
>;
export type SetUsageParams = Input<
  Replace<Omit<Schemas["SetUsage"], "featureCode">, { feature: MeteredFeatureCode }>
>;
export type ListUsageParams = Input<
  Replace<Schemas["ListUsageEvents"], { feature?: FeatureCode; from?: Time; to?: Time }>
>;
export type SummarizeUsageParams = Input<
  Replace<
    Schemas["SummarizeUsage"],
    {
      feature?: FeatureCode;
      from?: Time;
      to?: Time;
      /** Days and months are those of UTC. */
      groupBy?: "hour" | "day" | "month" | "model" | "feature" | `property:${string}`;
    }
  >
>;

export class UsageResource {
  /** Usage that was refused, to see and to replay. */
  readonly refused: RefusedUsageResource;
  readonly #transport: Transport;
  readonly #queue: UsageQueue;

  constructor(transport: Transport, queue: UsageQueue) {
    this.refused = new RefusedUsageResource(transport);
    this.#transport = transport;
    this.#queue = queue;
  }

  /**
   * Records one event and charges for it. Costs and balances in the answer are rate scale (10000 = $1.00).
   *
   * Without `idempotencyKey` the call makes one, and uses it over all its attempts: however often it retries, the
   * event counts once. With one of your own, repeating the call later is safe too.
   *
   * @throws DuplicateEventError when the key was recorded before by another call; it has the first `event`, or its `eventId` where that is archived
   * @throws IdempotencyMismatchError when the key was recorded before with another content
   * @throws InsufficientBalanceError | InsufficientCreditsError | PaymentRequiredError when it cannot be paid
   * @throws PermissionDeniedError `no_active_subscription`, `feature_not_in_plan`, `feature_disabled`
   * @throws NotFoundError `customer_not_found`, `feature_not_found`, `model_not_found`, `exchange_rate_not_found`
   * @throws ValidationError when a field is not allowed
   */
  async track(params: TrackParams, options: RequestOptions = {}): Promise<UsageEvent> {
    const event = keyedEvent(params, () => options.idempotencyKey ?? crypto.randomUUID());
    const outcome = await this.#transport.exchange<UsageEvent>(
      { method: "POST", path: "/usage/events", body: event, idempotency: "none" },
      options,
    );
    if (outcome.ok) return outcome.data;
    const { error, uncertain } = outcome;
    // An attempt of this call whose answer was lost has recorded it.
    if (uncertain && error instanceof DuplicateEventError && error.event) return error.event;
    throw error;
  }

  /**
   * Records up to 100 events. Each stands alone, and `results` has them in the order sent: look at `refused`, since
   * a refused event throws nothing. Sending the same batch again is safe where its events have keys of your own.
   *
   * @throws ValidationError when there are none, or more than 100
   */
  async trackBatch(params: TrackBatchParams, options: RequestOptions = {}): Promise<UsageBatch> {
    const madeKeys = new Set<string>();
    const events = params.events.map((event, i) =>
      keyedEvent(event, () => {
        if (options.idempotencyKey !== undefined) return `${options.idempotencyKey}:${i}`;
        const key = crypto.randomUUID();
        madeKeys.add(key);
        return key;
      }),
    );
    const outcome = await this.#transport.exchange<UsageBatch>(
      {
        method: "POST",
        path: "/usage/events/batch",
        body: { events, backfill: params.backfill },
        idempotency: "none",
      },
      options,
    );
    if (!outcome.ok) throw outcome.error;
    if (!outcome.uncertain) return outcome.data;
    return withOwnRecorded(outcome.data, (i) => madeKeys.has(events[i]?.idempotencyKey ?? ""));
  }

  /** Whether usage would be allowed now, and what it would cost. Changes nothing. */
  check(params: CheckUsageParams, options?: RequestOptions): Promise<UsageCheck> {
    return this.#transport.request(
      { method: "POST", path: "/usage/check", body: params, idempotency: "none" },
      options,
    );
  }

  /** Sets the current period's total of a metered feature, by an adjustment that keeps the trail. */
  set(params: SetUsageParams, options?: RequestOptions): Promise<UsageAdjustment> {
    return this.#transport.request({ method: "PUT", path: "/usage", body: params }, options);
  }

  /** Recorded events, newest first. `property` is `name:value`. */
  list(params: ListUsageParams = {}, options?: RequestOptions): List<UsageEvent> {
    return listOf(this.#transport, "/usage/events", params, options);
  }

  /** @throws NotFoundError `event_not_found` */
  get({ id }: { id: string }, options?: RequestOptions): Promise<UsageEvent> {
    return this.#transport.request({ method: "GET", path: path`/usage/events/${id}` }, options);
  }

  /** Totals over whole hours, together and by group. Costs are rate scale. */
  summary(params: SummarizeUsageParams = {}, options?: RequestOptions): Promise<UsageSummary> {
    return this.#transport.request({ method: "GET", path: "/usage/summary", query: params }, options);
  }

  /**
   * Puts an event in the queue and returns at once. It is sent with others within `queue.flushInterval`, in the order
   * enqueued, and again and again while the server is away. Its key and its time are fixed now.
   *
   * @returns false where the queue is full or shut down, and the event was handed to `queue.onDrop`
   */
  enqueue(params: TrackParams): boolean {
    return this.#queue.enqueue(params);
  }

  /** Events in the queue. */
  get queued(): number {
    return this.#queue.size;
  }

  /** Sends what is in the queue. Resolves when the server has answered for all of it, or `timeout` (ms) is over. */
  flush(options?: FlushOptions): Promise<FlushResult> {
    return this.#queue.flush(options);
  }

  /** Flushes and takes nothing more. What the server does not take within `timeout` (ms) goes to `queue.onDrop`. */
  shutdown(options?: FlushOptions): Promise<void> {
    return this.#queue.shutdown(options);
  }
}

/**
 * After a retry, the batch that an earlier attempt recorded comes back as duplicates. Where this call made the key,
 * nobody else can have recorded it; a caller's key may be a caller's duplicate, and stays as the server says.
 */
function withOwnRecorded(batch: UsageBatch, isOwn: (index: number) => boolean): UsageBatch {
  let own = 0;
  const results = batch.results.map((result, i): UsageBatch["results"][number] => {
    // What this very call recorded is not archived.
    if (result.status !== "duplicate" || !result.event || !isOwn(i)) return result;
    own++;
    return { status: "recorded", event: result.event };
  });
  return { ...batch, recorded: batch.recorded + own, duplicates: batch.duplicates - own, results };
}
