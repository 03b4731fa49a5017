/** Sends one batch of the queue and reads what became of its events. */

import { errorFromItem } from "../errors/error-from.js";
import { APIConnectionError, type APIError, FarthingError } from "../errors/index.js";
import type { Transport } from "../http/transport.js";
import type { UsageBatch } from "../schemas.js";
import type { QueuedEvent } from "./queue-options.js";

export interface RefusedEvent {
  readonly event: QueuedEvent;
  readonly error: APIError;
}

export interface Delivery {
  /** How many events, from the first on, have their answer: recorded, recorded before, or refused. */
  readonly settled: number;
  readonly refused: readonly RefusedEvent[];
  /** Why the others have none. */
  readonly error?: FarthingError;
}

/** Refusals of an event that say nothing about the event. */
const PASSING_CODES: readonly unknown[] = ["unavailable", "rate_limited"];

/** Never rejects. Makes one attempt: the queue decides on another. */
export async function deliver(
  transport: Transport,
  events: readonly QueuedEvent[],
  signal: AbortSignal,
): Promise<Delivery> {
  try {
    const batch = await transport.request<UsageBatch | undefined>(
      { method: "POST", path: "/usage/events/batch", body: { events }, idempotency: "none" },
      { maxRetries: 0, signal },
    );
    return readResults(batch?.results, events, transport.baseURL);
  } catch (error) {
    return { settled: 0, refused: [], error: asFarthingError(error) };
  }
}

function readResults(
  results: UsageBatch["results"] | undefined,
  events: readonly QueuedEvent[],
  baseURL: string,
): Delivery {
  if (results?.length !== events.length) {
    const error = new APIConnectionError(`The response from ${baseURL} is not a response to a batch.`);
    return { settled: 0, refused: [], error };
  }
  const refused: RefusedEvent[] = [];
  for (const [i, event] of events.entries()) {
    const result = results[i];
    if (result?.status !== "refused") continue;
    const error = errorFromItem(result.error, { baseURL });
    // Sent again with all that follow it, to keep their order; their keys make that safe.
    if (PASSING_CODES.includes(error.code)) return { settled: i, refused, error };
    refused.push({ event, error });
  }
  return { settled: events.length, refused };
}

const asFarthingError = (error: unknown): FarthingError =>
  error instanceof FarthingError ? error : new FarthingError(String(error), { cause: error });
