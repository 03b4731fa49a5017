/**
 * Where the clocks of environments stand, as far as this process knows. Callers ask here and not the row they were
 * authenticated with, so that a clock that was moved by a request is moved for the next one.
 */
import type { Clock, Id } from "../platform/index.js";

interface Learned {
  readonly id: Id<"env">;
  readonly frozenAt: Date | null;
}

export class EnvironmentClocks {
  readonly #frozenAt = new Map<Id<"env">, Date>();

  constructor(private readonly clock: Clock) {}

  /** A clock never goes backwards, so of two that were read the later one is the newer. */
  learn({ id, frozenAt }: Learned): void {
    const known = this.#frozenAt.get(id);
    if (frozenAt && (!known || known < frozenAt)) this.#frozenAt.set(id, frozenAt);
  }

  /** Business time of the environment. */
  now(id: Id<"env">): Date {
    return this.clock.now({ frozenAt: this.#frozenAt.get(id) ?? null });
  }
}
