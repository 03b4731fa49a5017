/** The events that have the keys of a batch: from before it, and from earlier in it. */
import type { Id } from "../platform/index.js";
import type { EventWithContext } from "./item.js";

/**
 * By key first, which two customers of a batch seldom share: a name of customer and key, put together twice for each
 * event, was 300 bytes of texts and their hashing.
 */
export class RecordedEvents {
  readonly #events = new Map<string, EventWithContext>();

  find(customerId: Id<"cus">, keyDigest: string): EventWithContext | undefined {
    const first = this.#events.get(keyDigest);
    if (first === undefined || first.row.customerId === customerId) return first;
    return this.#events.get(keyOf(customerId, keyDigest));
  }

  /** @param event one with a key */
  add(event: EventWithContext): void {
    const { customerId, keyDigest } = event.row;
    const first = this.#events.get(keyDigest!);
    const isFirst = first === undefined || first.row.customerId === customerId;
    this.#events.set(isFirst ? keyDigest! : keyOf(customerId, keyDigest!), event);
  }
}

/** A key as one customer has it. */
export const keyOf = (customerId: Id<"cus">, keyDigest: string): string => `${customerId} ${keyDigest}`;
