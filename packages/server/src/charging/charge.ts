/**
 * Charging: every event, single or in a batch, live or backfilled, new or replayed, goes through this one writer.
 * In one transaction: lock the accounts, read what is known, decide in memory, write it all, commit.
 */
import {
  BatchWriter,
  type Database,
  type Db,
  FarthingError,
  type Log,
  type Queue,
} from "../platform/index.js";
import { Batch } from "./batch.js";
import type { Catalogs } from "./catalogs.js";
import { decide } from "./decide.js";
import type { ChargeItem, Outcome } from "./item.js";
import type { ChargeMetrics } from "./metrics.js";

export class Charger {
  readonly #writer: BatchWriter<ChargeItem, Outcome>;

  constructor(
    database: Database,
    private readonly catalogs: Catalogs,
    private readonly log: Log,
    private readonly metrics: ChargeMetrics,
    maxQueue: number,
  ) {
    this.#writer = new BatchWriter({
      database,
      settle: (tx, items) => this.#settle(tx, items),
      observer: metrics,
      maxQueue,
    });
  }

  /** Items that wait for their batch, and how many may. */
  get queue(): Queue & { readonly depth: number; readonly limit: number } {
    return this.#writer;
  }

  /**
   * Charges the items in this order, each for itself. Resolves after the commit.
   * @throws FarthingError `unavailable` when the queue is full; an outage rejects the single outcomes
   */
  async charge(items: readonly ChargeItem[]): Promise<readonly PromiseSettledResult<Outcome>[]> {
    if (items.length === 0) return [];
    const settled = await this.#writer.write(items);
    this.metrics.settled(items, settled);
    for (const outcome of settled) {
      if (outcome.status === "rejected" && !(outcome.reason instanceof FarthingError)) {
        this.log.error({ error: String(outcome.reason) }, "an event could not be written");
      }
    }
    return settled;
  }

  /** As {@link charge}, for one. @throws FarthingError `unavailable`, or the fault that met this item alone */
  async chargeOne(item: ChargeItem): Promise<Outcome> {
    const [settled] = await this.charge([item]);
    if (settled!.status === "rejected") throw settled!.reason as FarthingError;
    return settled!.value;
  }

  /** What charging would decide now. Takes no lock and changes nothing. */
  async preview(db: Db, item: ChargeItem): Promise<{ outcome: Outcome; batch: Batch }> {
    const batch = await Batch.open(db, [item], this.catalogs, { lock: false });
    return { outcome: decide(batch, item), batch };
  }

  async #settle(tx: Db, items: readonly ChargeItem[]): Promise<Outcome[]> {
    const batch = await Batch.open(tx, items, this.catalogs, { lock: true });
    const outcomes = items.map((item) => decide(batch, item));
    await batch.save(tx, items[0]!.now);
    return outcomes;
  }

  close(): Promise<void> {
    return this.#writer.close();
  }
}
