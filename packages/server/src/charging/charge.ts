/**
 * Charging: every event, single or in a batch, live or backfilled, new or replayed, goes through this one writer.
 * In one transaction: lock the accounts, read what is known, decide in memory, write it all, commit.
 */
import {
  BatchWriter,
  type Database,
  type Db,
  FarthingError,
  GroupQueue,
  type Log,
  type Queue,
  type Settlement,
  transaction,
} from "../platform/index.js";
import { type CatchUp, lockCurrent } from "../subscriptions/index.js";
import { Batch } from "./batch.js";
import type { Catalogs } from "./catalogs.js";
import { inCustomerOrder } from "./customer-order.js";
import { decide } from "./decide.js";
import type { ChargeItem, Outcome } from "./item.js";
import { type Kept, lockAndRead, readUnlocked } from "./known.js";
import type { ChargeMetrics } from "./metrics.js";
import { OpenSubscriptions } from "./open-subscriptions.js";
import { bringUpToDate, overdue } from "./overdue.js";
import type { ReadPastPeriods } from "./past-plan.js";

/** What charging would decide, and upon what. The batch is the question's own: nothing else was decided in it. */
export interface Preview {
  readonly outcome: Outcome;
  readonly batch: Batch;
}

/** Questions that are read together, and that may wait. */
const MAX_PREVIEWS = 500;
const MAX_WAITING_PREVIEWS = 5_000;

export class Charger {
  readonly #writer: BatchWriter<ChargeItem, Outcome>;
  readonly #previews: GroupQueue<ChargeItem, Preview>;
  readonly #kept: Kept;

  constructor(
    private readonly database: Database,
    private readonly catalogs: Catalogs,
    private readonly log: Log,
    metrics: ChargeMetrics,
    private readonly catchUp: CatchUp,
    private readonly readPastPeriods: ReadPastPeriods,
    maxQueue: number,
  ) {
    this.#kept = { catalogs, openSubscriptions: new OpenSubscriptions() };
    this.#writer = new BatchWriter({
      database,
      settle: (tx, items) => this.#settle(tx, items),
      accountOf: (item) => item.customerId,
      observer: metrics,
      maxQueue,
    });
    this.#previews = new GroupQueue({
      perform: (items) => this.#previewTogether(items),
      maxGroup: MAX_PREVIEWS,
      maxQueue: MAX_WAITING_PREVIEWS,
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
    for (const outcome of settled) {
      if (outcome.status === "rejected" && !(outcome.reason instanceof FarthingError)) {
        this.log.error({ error: String(outcome.reason) }, "an event could not be written");
      }
    }
    return settled;
  }

  /** As {@link charge}, for one. @throws FarthingError `unavailable`, or the fault that met this item alone */
  async chargeOne(item: ChargeItem): Promise<Outcome> {
    return valueOrThrow(await this.charge([item]));
  }

  /**
   * What charging would decide now. Takes no lock and changes nothing.
   * @throws FarthingError `unavailable` when too many wait; the driver's error in an outage
   */
  async preview(item: ChargeItem): Promise<Preview> {
    return valueOrThrow(await this.#previews.add([item]));
  }

  async #settle(tx: Db, items: readonly ChargeItem[]): Promise<Settlement<Outcome[]>> {
    const sorted = inCustomerOrder(items, (item) => item.customerId);
    const known = await lockAndRead(tx, sorted, this.#kept);
    // An event after the end of a period is never charged against what the period had.
    const current = await bringUpToDate(tx, sorted, known, this.catchUp);
    const batch = await Batch.open(tx, sorted, current, this.catalogs, this.readPastPeriods);
    const outcomes = items.map((item) => decide(batch, item));
    return { result: outcomes, writes: batch.save(tx) };
  }

  /** Read together, decided each for itself: what one question would take is there for the next one too. */
  async #previewTogether(
    items: readonly ChargeItem[],
    isSecond = false,
  ): Promise<PromiseSettledResult<Preview>[]> {
    try {
      let late: readonly ChargeItem[] = [];
      // In a transaction only so that all statements go over one connection, and there in one piece.
      const shared = await transaction(this.database.db, async (tx) => {
        const known = await readUnlocked(tx, items, this.catalogs);
        late = overdue(items, known);
        return Batch.open(tx, items, known, this.catalogs, this.readPastPeriods);
      });
      if (late.length > 0 && !isSecond) {
        await this.#bringUpToDate(late);
        return this.#previewTogether(items, true);
      }
      return items.map((item) => previewOf(shared, item));
    } catch (reason) {
      return items.map(() => ({ status: "rejected", reason }));
    }
  }

  /** Each customer for itself; where one cannot be, its questions are answered as of before. */
  async #bringUpToDate(late: readonly ChargeItem[]): Promise<void> {
    for (const { environmentId, livemode, customerId, now } of late) {
      const asked = { environmentId, livemode, now: () => now };
      await transaction(this.database.db, (tx) => lockCurrent(tx, asked, customerId, this.catchUp)).catch(
        (error: unknown) => this.log.warn({ error: String(error) }, "a customer is not up to date"),
      );
    }
  }

  async close(): Promise<void> {
    await Promise.all([this.#writer.close(), this.#previews.close()]);
  }
}

function previewOf(shared: Batch, item: ChargeItem): PromiseSettledResult<Preview> {
  try {
    const batch = shared.forOne(item);
    return { status: "fulfilled", value: { outcome: decide(batch, item), batch } };
  } catch (reason) {
    return { status: "rejected", reason };
  }
}

function valueOrThrow<T>([settled]: readonly PromiseSettledResult<T>[]): T {
  if (settled!.status === "rejected") throw settled!.reason;
  return settled!.value;
}
