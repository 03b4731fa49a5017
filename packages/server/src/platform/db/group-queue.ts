/**
 * Work in groups: what waits while one group is worked on becomes the next one.
 *
 * There is no timer. Under load groups form by themselves, so that load makes them larger and not the queue longer;
 * idle, an item waits for nothing but its own work.
 */
import { type ErrorContext, FarthingError } from "../errors.js";
import { Pace } from "./pace.js";

interface GroupQueueOptions<Item, Outcome> {
  /** Works on a group, giving one outcome per item in order. It must not throw. */
  readonly perform: (items: readonly Item[]) => Promise<readonly PromiseSettledResult<Outcome>[]>;
  /** Items in one group. One call's items stay together, and may alone be more. */
  readonly maxGroup: number;
  /** Items that may wait; beyond it callers get 503 with `Retry-After` instead of memory growing. */
  readonly maxQueue: number;
  /** Told of every group. */
  readonly observer?: GroupObserver<Item, Outcome> | undefined;
}

export interface GroupSettled<Item, Outcome> {
  readonly items: readonly Item[];
  readonly outcomes: readonly PromiseSettledResult<Outcome>[];
  /** From taking the group to its end. */
  readonly seconds: number;
}

export interface GroupObserver<Item, Outcome> {
  groupSettled(group: GroupSettled<Item, Outcome>): void;
}

interface Waiting<Item, Outcome> {
  readonly items: readonly Item[];
  readonly resolve: (outcomes: readonly PromiseSettledResult<Outcome>[]) => void;
}

export class GroupQueue<Item, Outcome> {
  readonly #options: GroupQueueOptions<Item, Outcome>;
  #waiting: Waiting<Item, Outcome>[] = [];
  readonly #pace = new Pace();
  #depth = 0;
  #draining: Promise<void> | undefined;
  #closed = false;

  constructor(options: GroupQueueOptions<Item, Outcome>) {
    this.#options = options;
  }

  /** Items waiting for the next group. */
  get depth(): number {
    return this.#depth;
  }

  /** How long what waits will take, 1 to 30 seconds. */
  get retryAfterSeconds(): number {
    return this.#pace.secondsFor(this.#depth);
  }

  /** Whether a group is being worked on, or about to be. */
  get isBusy(): boolean {
    return this.#draining !== undefined;
  }

  /**
   * Has `items` worked on, together and in this order, and settles each on its own.
   * @throws FarthingError `unavailable` when the queue is full or closing
   */
  add(items: readonly Item[]): Promise<readonly PromiseSettledResult<Outcome>[]> {
    if (items.length === 0) return Promise.resolve([]);
    if (this.#closed) return Promise.reject(unavailable("The server is shutting down."));
    if (this.#depth + items.length > this.#options.maxQueue) {
      const { retryAfterSeconds } = this;
      return Promise.reject(unavailable("Too much usage is waiting.", { retryAfterSeconds }));
    }
    return new Promise((resolve) => {
      this.#waiting.push({ items, resolve });
      this.#depth += items.length;
      this.#draining ??= this.#drain();
    });
  }

  /** Works on what waits, takes nothing more. */
  async close(): Promise<void> {
    this.#closed = true;
    await this.#draining;
  }

  async #drain(): Promise<void> {
    // One turn of the event loop lets requests that arrived together share the first group.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#waiting.length > 0) {
      const calls = this.#take();
      this.#pace.begin();
      const items = calls.flatMap((call) => call.items);
      const outcomes = await this.#options.perform(items);
      const seconds = this.#pace.end(outcomes.filter((outcome) => outcome.status === "fulfilled").length);
      let from = 0;
      for (const call of calls) {
        call.resolve(outcomes.slice(from, from + call.items.length));
        from += call.items.length;
      }
      // After the callers have their answers, which no fault of an observer may keep from them.
      this.#options.observer?.groupSettled({ items, outcomes, seconds });
    }
    this.#draining = undefined;
  }

  #take(): Waiting<Item, Outcome>[] {
    let size = 0;
    let count = 0;
    for (const call of this.#waiting) {
      if (count > 0 && size + call.items.length > this.#options.maxGroup) break;
      size += call.items.length;
      count += 1;
    }
    this.#depth -= size;
    return this.#waiting.splice(0, count);
  }
}

export const unavailable = (why: string, context: ErrorContext = {}): FarthingError =>
  new FarthingError(
    "unavailable",
    `${why} Retry with the same idempotency key: it is charged once, whatever became of this attempt.`,
    { retryAfterSeconds: 1, ...context },
  );
