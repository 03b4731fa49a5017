/**
 * Events per ten seconds of the last half an hour, for as long as somebody watches. A stretch that ended ten seconds ago
 * is counted for the last time then: what a transaction under way will still add to it has come by that time.
 */
import { type Clock, type Database, type Id, type Log, lowestUuidAt, timeFrom } from "../platform/index.js";
import { countEventsBetween } from "./store.js";

const STRETCH_MS = 10_000;
const STRETCHES = 180;
const SETTLED_AFTER_MS = 10_000;
const ASKED_EVERY_MS = 2_000;

export interface UsageNow {
  /** Start of the first stretch. */
  readonly from: string;
  readonly stretchMs: number;
  /** Events of each; the last is still going on. */
  readonly events: readonly number[];
}

type Listener = (now: UsageNow) => void;

export class LiveUsage {
  readonly #watches = new Map<Id<"env">, Watch>();

  constructor(
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  /** @returns what ends it */
  watch(environmentId: Id<"env">, listener: Listener): () => void {
    const watch =
      this.#watches.get(environmentId) ?? new Watch(environmentId, this.database, this.clock, this.log);
    this.#watches.set(environmentId, watch);
    watch.add(listener);
    return () => {
      if (watch.remove(listener) === 0) this.#watches.delete(environmentId);
    };
  }
}

class Watch {
  readonly #listeners = new Set<Listener>();
  /** By the start of the stretch. */
  readonly #settled = new Map<number, number>();
  #latest: UsageNow | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly environmentId: Id<"env">,
    private readonly database: Database,
    private readonly clock: Clock,
    private readonly log: Log,
  ) {}

  add(listener: Listener): void {
    this.#listeners.add(listener);
    if (this.#latest) listener(this.#latest);
    if (this.#listeners.size === 1) void this.#ask();
  }

  remove(listener: Listener): number {
    this.#listeners.delete(listener);
    if (this.#listeners.size === 0) clearTimeout(this.#timer);
    return this.#listeners.size;
  }

  async #ask(): Promise<void> {
    try {
      this.#latest = await this.#count();
      for (const listener of this.#listeners) listener(this.#latest);
    } catch (error) {
      // The next one is in two seconds; who watches sees that nothing moves.
      this.log.debug({ error: (error as Error).message }, "live usage could not be counted");
    }
    clearTimeout(this.#timer);
    if (this.#listeners.size > 0) this.#timer = setTimeout(() => void this.#ask(), ASKED_EVERY_MS);
  }

  async #count(): Promise<UsageNow> {
    const nowMs = this.clock.real().getTime();
    const lastMs = nowMs - (nowMs % STRETCH_MS);
    const starts = Array.from({ length: STRETCHES }, (_, n) => lastMs - (STRETCHES - 1 - n) * STRETCH_MS);
    const open = starts.filter((start) => !this.#settled.has(start));
    const boundaries = [...open, lastMs + STRETCH_MS].map((ms) => lowestUuidAt(timeFrom(ms)));
    const counts = await countEventsBetween(this.database.db, this.environmentId, boundaries);
    const counted = new Map(open.map((start, n) => [start, counts[n]!]));
    const events = starts.map((start) => this.#settled.get(start) ?? counted.get(start)!);
    for (const [start, count] of counted)
      if (start + STRETCH_MS + SETTLED_AFTER_MS <= nowMs) this.#settled.set(start, count);
    for (const start of this.#settled.keys()) if (start < starts[0]!) this.#settled.delete(start);
    return { from: timeFrom(starts[0]!).toISOString(), stretchMs: STRETCH_MS, events };
  }
}
