/** How fast a queue is worked off, so that callers who are turned away can be told when to come back. */
import { monotonicMs } from "../clock.js";

/** What a batch counts for after each further one: the last ten or so decide. */
const REMEMBERED = 0.9;
const MIN_SECONDS = 1;
const MAX_SECONDS = 30;

export class Pace {
  #items = 0;
  #seconds = 0;
  #startedMs: number | undefined;

  begin(): void {
    this.#startedMs = monotonicMs();
  }

  /** @param items of the batch that came through @returns the seconds it took */
  end(items: number): number {
    const seconds = this.#sinceBegin();
    this.#startedMs = undefined;
    this.#items = this.#items * REMEMBERED + items;
    this.#seconds = this.#seconds * REMEMBERED + seconds;
    return seconds;
  }

  /** Whole seconds until `items` are worked off, 1 to 30. A batch that hangs counts for as long as it has. */
  secondsFor(items: number): number {
    const since = this.#sinceBegin();
    // Before the first batch nothing is known of the pace: as long again as it has taken is as good a guess as any.
    const seconds = this.#items === 0 ? since : (items * (this.#seconds + since)) / this.#items;
    return Math.min(Math.max(Math.ceil(seconds), MIN_SECONDS), MAX_SECONDS);
  }

  #sinceBegin(): number {
    return this.#startedMs === undefined ? 0 : (monotonicMs() - this.#startedMs) / 1_000;
  }
}
