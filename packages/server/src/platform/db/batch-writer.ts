/**
 * Group commit: one writer per process takes all that waits, up to a bound, and settles it in one transaction.
 *
 * There is no timer. Under load batches form by themselves while the last one commits; idle, an item waits for
 * nothing but its own commit. Nothing is answered before the commit. An item that cannot be written is bisected
 * out and fails alone.
 */
import { type ErrorContext, FarthingError } from "../errors.js";
import { type Database, type Db, transaction } from "./database.js";
import { isOutage, isRetryable } from "./faults.js";
import { Pace } from "./pace.js";

export interface BatchWriterOptions<Item, Outcome> {
  readonly database: Database;
  /** Settles a batch in `tx`, giving one outcome per item in order. Throwing rolls the whole batch back. */
  readonly settle: (tx: Db, items: readonly Item[]) => Promise<readonly Outcome[]>;
  /** Items in one transaction; 1,000 kept commits under 25 ms where this was measured. */
  readonly maxBatch?: number;
  /** Items that may wait; beyond it callers get 503 with `Retry-After` instead of memory growing. */
  readonly maxQueue?: number;
  /** Told of every batch. */
  readonly observer?: BatchObserver;
}

export interface BatchSettled {
  readonly items: number;
  /** From taking the batch to its commit, or to the end of its bisection. */
  readonly seconds: number;
}

export interface BatchObserver {
  batchSettled(batch: BatchSettled): void;
}

interface Group<Item, Outcome> {
  readonly items: readonly Item[];
  readonly resolve: (outcomes: readonly PromiseSettledResult<Outcome>[]) => void;
}

export class BatchWriter<Item, Outcome> {
  readonly #options: Required<Omit<BatchWriterOptions<Item, Outcome>, "observer">>;
  readonly #observer: BatchObserver | undefined;
  readonly #pace = new Pace();
  #queue: Group<Item, Outcome>[] = [];
  #queued = 0;
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(options: BatchWriterOptions<Item, Outcome>) {
    this.#options = { maxBatch: 1_000, maxQueue: 20_000, ...options };
    this.#observer = options.observer;
  }

  /** Items waiting for the next batch. */
  get depth(): number {
    return this.#queued;
  }

  get limit(): number {
    return this.#options.maxQueue;
  }

  get isFull(): boolean {
    return this.#queued >= this.#options.maxQueue;
  }

  /** How long what waits will take, 1 to 30 seconds. */
  get retryAfterSeconds(): number {
    return this.#pace.secondsFor(this.#queued);
  }

  /**
   * Writes `items`, together and in this order, and settles each on its own.
   * @throws FarthingError `unavailable` when the queue is full or the writer is closing
   */
  write(items: readonly Item[]): Promise<readonly PromiseSettledResult<Outcome>[]> {
    if (this.#closed) return Promise.reject(unavailable("The server is shutting down."));
    if (this.#queued + items.length > this.#options.maxQueue) {
      return Promise.reject(
        unavailable("Too much usage is waiting to be written.", {
          retryAfterSeconds: this.retryAfterSeconds,
        }),
      );
    }
    return new Promise((resolve) => {
      this.#queue.push({ items, resolve });
      this.#queued += items.length;
      this.#draining ??= this.#drain();
    });
  }

  /** Writes what waits, takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets requests that arrived together share the first batch.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#queue.length > 0) {
      const groups = this.#take();
      this.#pace.begin();
      const outcomes = await this.#settleOrSplit(groups.flatMap((group) => group.items));
      const written = outcomes.filter((outcome) => outcome.status === "fulfilled").length;
      const seconds = this.#pace.end(written);
      this.#observer?.batchSettled({ items: outcomes.length, seconds });
      let from = 0;
      for (const group of groups) {
        group.resolve(outcomes.slice(from, from + group.items.length));
        from += group.items.length;
      }
    }
    this.#draining = undefined;
  }

  #take(): Group<Item, Outcome>[] {
    let size = 0;
    let count = 0;
    for (const group of this.#queue) {
      if (count > 0 && size + group.items.length > this.#options.maxBatch) break;
      size += group.items.length;
      count += 1;
    }
    this.#queued -= size;
    return this.#queue.splice(0, count);
  }

  async #settleOrSplit(items: readonly Item[]): Promise<PromiseSettledResult<Outcome>[]> {
    try {
      const outcomes = await transaction(this.#options.database.db, (tx) => this.#options.settle(tx, items));
      return outcomes.map((value) => ({ status: "fulfilled", value }));
    } catch (error) {
      // Splitting would only repeat an outage, item by item, against a database that is not there.
      if (items.length === 1 || isOutage(error)) {
        const passing = isOutage(error) || isRetryable(error);
        const reason = passing ? unavailable("The database is away or busy.", { cause: error }) : error;
        return items.map(() => ({ status: "rejected", reason }));
      }
      const middle = Math.ceil(items.length / 2);
      const first = await this.#settleOrSplit(items.slice(0, middle));
      return [...first, ...(await this.#settleOrSplit(items.slice(middle)))];
    }
  }
}

const unavailable = (why: string, context: ErrorContext = {}): FarthingError =>
  new FarthingError(
    "unavailable",
    `${why} Retry with the same idempotency key: it is charged once, whatever became of this attempt.`,
    { retryAfterSeconds: 1, ...context },
  );
