/** What a batch decides upon, read under its locks, and what its decisions changed. */
import { type Account, lockAccounts, readAccounts, saveAccounts } from "../ledger/index.js";
import {
  addRollups,
  type ClosedRefusal,
  type Counter,
  closeRefused,
  findOpenRefused,
  findRecordedKeys,
  foldRollups,
  insertEvents,
  type RefusedUsageRow,
  readCounters,
  saveCounters,
  saveRefused,
  type UsageEventRow,
} from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import type { PlanConfig } from "../plans/index.js";
import { type Db, type FarthingError, type Id, newId } from "../platform/index.js";
import { allowancePeriodAt, findOpenSubscriptions, type SubscriptionRow } from "../subscriptions/index.js";
import type { Catalog, Catalogs } from "./catalogs.js";
import type { ChargeItem, EventWithContext, Outcome, WouldBeCost } from "./item.js";

/** Refusals of usage that happened: it must not vanish, and can be charged later. */
const KEPT: ReadonlySet<string> = new Set([
  "insufficient_balance",
  "insufficient_credits",
  "included_limit_reached",
  "no_active_subscription",
  "feature_not_in_plan",
  "feature_disabled",
  "model_not_found",
]);

export class Batch {
  readonly #changed = new Set<Account>();
  readonly #changedCounters = new Set<Counter>();
  readonly #events: EventWithContext[] = [];
  readonly #refused: RefusedUsageRow[] = [];
  readonly #closed: ClosedRefusal[] = [];
  readonly #recorded = new Map<string, EventWithContext>();
  readonly #openRefused = new Map<string, Id<"rfu">>();
  readonly #subscriptions = new Map<Id<"cus">, SubscriptionRow>();
  readonly #counters = new Map<string, Counter>();

  private constructor(
    private readonly accounts: ReadonlyMap<Id<"cus">, Account>,
    private readonly catalogs: ReadonlyMap<Id<"env">, Catalog>,
  ) {}

  /**
   * Reads all that `items` need. With `lock`, the accounts stay locked until the transaction ends, and what is read
   * after them stays true until then.
   */
  static async open(
    db: Db,
    items: readonly ChargeItem[],
    catalogs: Catalogs,
    { lock }: { lock: boolean },
  ): Promise<Batch> {
    const accounts = lock ? await lockAccounts(db, items, items[0]!.now) : await readUnlocked(db, items);
    const customerIds = [...accounts.keys()];
    const keys = items.flatMap(({ customerId, request }) =>
      request.keyDigest ? [{ customerId, keyDigest: request.keyDigest }] : [],
    );
    const [subscriptions, recorded, refused, found] = await Promise.all([
      findOpenSubscriptions(db, customerIds),
      keys.length > 0 ? findRecordedKeys(db, keys) : [],
      keys.length > 0 ? findOpenRefused(db, keys) : [],
      catalogs.of(
        db,
        items.map((item) => item.environmentId),
      ),
    ]);
    const batch = new Batch(accounts, found);
    for (const subscription of subscriptions) batch.#subscriptions.set(subscription.customerId, subscription);
    for (const row of refused) batch.#openRefused.set(keyOf(row.customerId, row.keyDigest), row.id);
    await batch.#rememberRecorded(db, recorded, catalogs);
    await batch.#readCounters(db, items);
    return batch;
  }

  async #rememberRecorded(db: Db, rows: readonly UsageEventRow[], catalogs: Catalogs): Promise<void> {
    const prices = await catalogs.pricesById(
      db,
      rows.flatMap((row) => row.modelPriceId ?? []),
    );
    for (const row of rows) {
      const featureCode = this.catalogs.get(row.environmentId)!.config.features.get(row.featureId)!.code;
      const price = row.modelPriceId ? prices.get(row.modelPriceId) : undefined;
      this.#recorded.set(keyOf(row.customerId, row.keyDigest!), { row, featureCode, price });
    }
  }

  async #readCounters(db: Db, items: readonly ChargeItem[]): Promise<void> {
    const wanted = new Map<string, Counter>();
    for (const item of items) {
      const key = this.#counterKey(item);
      if (key) wanted.set(counterName(key), { ...key, environmentId: item.environmentId, usedNanoUnits: 0n });
    }
    const counters = [...wanted.values()];
    const used = await readCounters(db, counters);
    counters.forEach((counter, i) => {
      counter.usedNanoUnits = used[i]!;
      this.#counters.set(counterName(counter), counter);
    });
  }

  /** Only metered plans count; elsewhere usage is deducted. */
  #counterKey(item: ChargeItem) {
    const subscription = this.#subscriptions.get(item.customerId);
    const config = this.configOf(item);
    const featureId = config.featuresByCode.get(item.request.featureCode)?.id;
    const plan = subscription && config.plans.get(subscription.planId);
    if (!subscription || !featureId || plan?.consumptionModel !== "metered" || !subscription.anchorAt)
      return undefined;
    const interval = subscription.priceId
      ? (config.prices.get(subscription.priceId)?.billingInterval ?? null)
      : null;
    const at = item.request.occurredAt;
    // What came before the anchor belongs to the trial, or to the first period where there was none.
    const periodStart =
      at < subscription.anchorAt
        ? (subscription.periodStart ?? subscription.anchorAt)
        : allowancePeriodAt(subscription.anchorAt, interval, at).start;
    return { customerId: item.customerId, subscriptionId: subscription.id, featureId, periodStart };
  }

  configOf(item: ChargeItem): PlanConfig {
    return this.catalogs.get(item.environmentId)!.config;
  }

  subscriptionOf(item: ChargeItem): SubscriptionRow | undefined {
    return this.#subscriptions.get(item.customerId);
  }

  accountOf(item: ChargeItem): Account {
    return this.accounts.get(item.customerId)!;
  }

  /** The price in force when an AI event happened, or the error to refuse it with. Undefined for other events. */
  priceOf({ environmentId, request }: ChargeItem): PinnedPrice | FarthingError | undefined {
    return request.usage.kind === "tokens"
      ? this.catalogs.get(environmentId)!.price(request.usage, request.occurredAt)
      : undefined;
  }

  counterOf(item: ChargeItem): Counter | undefined {
    const key = this.#counterKey(item);
    return key && this.#counters.get(counterName(key));
  }

  /** The event that already has the item's key, from before this batch or from earlier in it. */
  findRecorded(item: ChargeItem): EventWithContext | undefined {
    const { keyDigest } = item.request;
    return keyDigest === null ? undefined : this.#recorded.get(keyOf(item.customerId, keyDigest));
  }

  record(item: ChargeItem, price: PinnedPrice | undefined, row: UsageEventRow, cost?: object): Outcome {
    const event = { row, featureCode: item.request.featureCode, price };
    this.#events.push(event);
    this.#changed.add(this.accountOf(item));
    const counter = this.counterOf(item);
    if (counter && row.usedAfterNanoUnits !== null) this.#changedCounters.add(counter);
    if (row.keyDigest !== null) this.#recorded.set(keyOf(row.customerId, row.keyDigest), event);
    const refusedId = item.mode === "charge" ? (item.refusedId ?? this.#openRefusedWith(row)) : undefined;
    if (refusedId) this.#closed.push({ customerId: row.customerId, id: refusedId, eventId: row.id });
    return { status: "recorded", cost, ...event };
  }

  /** The refusal that this event settles. Usage that is only recorded settles none: it is still unpaid. */
  #openRefusedWith({ customerId, keyDigest }: UsageEventRow): Id<"rfu"> | undefined {
    return keyDigest === null ? undefined : this.#openRefused.get(keyOf(customerId, keyDigest));
  }

  refuse(item: ChargeItem, error: FarthingError, wouldBe: WouldBeCost | undefined): Outcome {
    const featureId = this.configOf(item).featuresByCode.get(item.request.featureCode)?.id;
    // A total to be set is no usage that happened: there is nothing to charge later.
    const happened = item.request.usage.kind !== "total";
    if (featureId && happened && KEPT.has(error.code)) this.#keepRefused(item, featureId, error, wouldBe);
    return { status: "refused", error, wouldBe };
  }

  #keepRefused(
    item: ChargeItem,
    featureId: Id<"feat">,
    error: FarthingError,
    wouldBe: WouldBeCost | undefined,
  ): void {
    const { keyDigest } = item.request;
    const key = keyDigest === null ? undefined : keyOf(item.customerId, keyDigest);
    const known = key === undefined ? undefined : this.#openRefused.get(key);
    const id = item.refusedId ?? known ?? newId("rfu");
    if (key) this.#openRefused.set(key, id);
    const earlier = this.#refused.findIndex((row) => row.id === id);
    const row: RefusedUsageRow = {
      customerId: item.customerId,
      id,
      environmentId: item.environmentId,
      featureId,
      // A replay of a refusal without a key has one made for it; the row stays without.
      keyDigest: item.refusedId ? null : keyDigest,
      occurredAt: item.request.occurredAt,
      reason: error.code,
      message: error.message,
      attempts: 1,
      event: item.sent,
      cost: wouldBe?.cost ?? null,
      costNanos: wouldBe?.nanos ?? null,
      status: "open",
      eventId: null,
      createdAt: item.now,
      updatedAt: item.now,
    };
    if (earlier === -1) this.#refused.push(row);
    else this.#refused[earlier] = { ...row, attempts: this.#refused[earlier]!.attempts + 1 };
  }

  /** Writes what was decided. */
  async save(tx: Db, now: Date): Promise<void> {
    const writes: Promise<void>[] = [];
    if (this.#events.length > 0) {
      const rows = this.#events.map((event) => event.row);
      const models = new Map(
        this.#events.map((event) => [event.row, event.price?.modelName ?? event.row.model ?? ""]),
      );
      writes.push(insertEvents(tx, rows));
      writes.push(saveAccounts(tx, [...this.#changed], now));
      writes.push(
        addRollups(
          tx,
          foldRollups(rows, (row) => models.get(row) ?? ""),
        ),
      );
    }
    if (this.#changedCounters.size > 0) writes.push(saveCounters(tx, [...this.#changedCounters]));
    writes.push(this.#saveRefusals(tx, now));
    await Promise.all(writes);
  }

  /** One after the other: a refusal that was recorded later in the same batch is written first and closed after. */
  async #saveRefusals(tx: Db, now: Date): Promise<void> {
    if (this.#refused.length > 0) await saveRefused(tx, this.#refused);
    if (this.#closed.length > 0) await closeRefused(tx, this.#closed, now);
  }
}

const keyOf = (customerId: string, keyDigest: string): string => `${customerId} ${keyDigest}`;
const counterName = (key: { subscriptionId: string; featureId: string; periodStart: Date }): string =>
  `${key.subscriptionId} ${key.featureId} ${key.periodStart.getTime()}`;

/** Accounts as last committed; a customer that never had one gets an empty one, which is not written. */
async function readUnlocked(db: Db, items: readonly ChargeItem[]): Promise<Map<Id<"cus">, Account>> {
  const accounts = new Map<Id<"cus">, Account>();
  for (const { customerId, environmentId } of items) {
    accounts.set(customerId, {
      customerId,
      environmentId,
      lastSeq: 0n,
      subscriptionId: null,
      unit: null,
      allowanceNanos: 0n,
      purchasedNanos: 0n,
      includedNanos: 0n,
    });
  }
  for (const account of await readAccounts(db, [...accounts.keys()]))
    accounts.set(account.customerId, account);
  return accounts;
}
