/** The idempotency key of one provider call. */
export interface StepKey {
  readonly value: string;
  /** Gives the key back, for a call that will never be reported. */
  release(): void;
}

/**
 * Makes the keys of a wrapped model's calls: `<caller's key>:<ordinal>`, counted from 1, or a UUID where the
 * caller gave none.
 *
 * The ordinal is taken when a call starts, so that calls side by side are numbered in the order they were made
 * in and not in the order they happened to end. A call that fails before the provider answers gives its ordinal
 * back, and the next call takes it: otherwise a step that was retried would be `:2` where a replay without the
 * failure has `:1`, and of four keys for three steps one would be charged twice. So the keys in use are always
 * 1 to n, however many attempts it took, and a replay of n steps meets the same n.
 */
export class StepKeys {
  readonly #callersKey: string | undefined;
  readonly #given = new Set<number>();

  constructor(callersKey: string | undefined) {
    this.#callersKey = callersKey;
  }

  take(): StepKey {
    if (this.#callersKey === undefined) return { value: crypto.randomUUID(), release() {} };
    let ordinal = this.#firstFree;
    while (this.#given.has(ordinal)) ordinal++;
    this.#given.add(ordinal);
    this.#firstFree = ordinal + 1;
    return {
      value: `${this.#callersKey}:${ordinal}`,
      release: () => {
        this.#given.delete(ordinal);
        this.#firstFree = Math.min(this.#firstFree, ordinal);
      },
    };
  }

  /** No ordinal below it is free. */
  #firstFree = 1;
}
