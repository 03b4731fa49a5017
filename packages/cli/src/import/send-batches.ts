/** Sends batches, a few at a time, and settles their answers in the order of the file. */
import type { UsageBatch } from "@farthing/node";
import { UnfinishedError } from "../errors.js";
import { type Batch, eventsOf } from "./batches.js";
import type { KeyedEvent } from "./map-row.js";

export interface SendOptions {
  readonly send: (events: readonly KeyedEvent[], signal: AbortSignal) => Promise<UsageBatch>;
  /** Batches under way at once. */
  readonly concurrency: number;
  /** Gets the answers' results in the order of the batch's events. */
  readonly settle: (batch: Batch, results: UsageBatch["results"]) => Promise<void>;
  /** Sends nothing more, and settles what is under way. */
  readonly interrupted: AbortSignal;
}

interface UnderWay {
  readonly batch: Batch;
  readonly results: Promise<UsageBatch["results"]>;
}

/** @throws what `send` or `settle` throws; all batches before it are settled then, and none after it */
export async function sendBatches(batches: AsyncIterable<Batch>, options: SendOptions): Promise<void> {
  const givenUp = new AbortController();
  const underWay: UnderWay[] = [];
  const settleFirst = async (): Promise<void> => {
    const { batch, results } = underWay.shift()!;
    await options.settle(batch, await results);
  };
  try {
    for await (const batch of batches) {
      if (underWay.length >= options.concurrency) await settleFirst();
      if (options.interrupted.aborted) break;
      underWay.push(start(batch, options, givenUp.signal));
    }
    while (underWay.length > 0) await settleFirst();
  } finally {
    givenUp.abort();
  }
}

function start(batch: Batch, { send }: SendOptions, signal: AbortSignal): UnderWay {
  const results = sendOne(eventsOf(batch), send, signal);
  // It is looked at in its turn; until then its failure is nobody's.
  results.catch(() => {});
  return { batch, results };
}

async function sendOne(
  events: readonly KeyedEvent[],
  send: SendOptions["send"],
  signal: AbortSignal,
): Promise<UsageBatch["results"]> {
  if (events.length === 0) return [];
  const { results } = await send(events, signal);
  if (results.length === events.length) return results;
  throw new UnfinishedError(`The server answered ${results.length} results to ${events.length} events.`);
}
