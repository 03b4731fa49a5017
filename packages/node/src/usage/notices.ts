/** What is said where nobody listens, so that no event is lost in silence. */
import type { FarthingError } from "../errors/index.js";
import type { DropReason, QueuedEvent } from "./queue-options.js";

export function logDropped(events: readonly QueuedEvent[], reason: DropReason, error?: FarthingError): void {
  const keys = events.map((event) => event.idempotencyKey).join(", ");
  const why = error ? `${reason}: ${error.message}` : reason;
  console.error(`Farthing: ${events.length} usage events were not sent (${why}). Keys: ${keys}`);
}

export function logRefused(event: QueuedEvent, error: FarthingError): void {
  console.error(`Farthing: usage event ${event.idempotencyKey} was refused: ${error.message}`);
}

/** A listener that throws must not stop the queue. */
export function tell(listener: () => void): void {
  try {
    listener();
  } catch (error) {
    console.error("Farthing: a listener of the usage queue threw.", error);
  }
}
