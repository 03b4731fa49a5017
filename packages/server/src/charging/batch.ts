/** What a batch decides upon, read under its locks, and what its decisions changed. */
import { KEPT_REASONS } from "@farthing/contract";
import { type Account, saveAccounts } from "../ledger/index.js";
import {
  type ArchivedKey,
  addRollups,
  type ClosedRefusal,
  type Counter,
  closeRefused,
  type EventCost,
  foldRollups,
  insertEvents,
  type RefusedUsageRow,
  readCounters,
  saveCounters,
  saveRefused,
  type UsageEventRow,
} from "../metering/index.js";
import type { PinnedPrice } from "../models/index.js";
import { type PlanConfig, type PlanDefinition, planInForce } from "../plans/index.js";
import { type Db, type FarthingError, type Id, type News, newId, publish } from "../platform/index.js";
import type { OpenSubscription } from "../subscriptions/index.js";
import type { Admission } from "./admit.js";
import type { Catalog, Catalogs } from "./catalogs.js";
import { inCustomerOrder } from "./customer-order.js";
import type { ChargeItem, EventWithContext, Outcome, WouldBeCost } from "./item.js";
import type { Known } from "./known.js";
import { newsOfRefusal } from "./news.js";
import { countedStart, type Late, type PastPlan, type ReadPastPeriods, readPastPlans } from "./past-plan.js";
import { keyOf, RecordedEvents } from "./recorded.js";

const KEPT: ReadonlySet<string> = new Set(KEPT_REASONS);

/** Whether usage that is refused with this is kept with the batch. */
export const isKept = ({ code }: FarthingError): boolean => KEPT.has(code);

export class Batch {
  /** With when: environments have clocks of their own. */
  readonly #changed = new Map<Account, Date>();
  readonly #changedCounters = new Set<Counter>();
  readonly #events: EventWithContext[] = [];
  readonly #refused: RefusedUsageRow[] = [];
  readonly #closed: ClosedRefusal[] = [];
  readonly #news: News[] = [];
  readonly #recorded = new RecordedEvents();
  readonly #archived = new Map<string, ArchivedKey>();
  readonly #openRefused = new Map<string, Id<"rfu">>();
  readonly #subscriptions = new Map<Id<"cus">, OpenSubscription>();
  readonly #counters = new Map<string, Counter>();
  /** Of items that happened in a billing period that is over; mostly there are none. */
  #past: ReadonlyMap<ChargeItem, PastPlan> = new Map();

  private constructor(
    private readonly accounts: ReadonlyMap<Id<"cus">, Account>,
    private readonly catalogs: ReadonlyMap<Id<"env">, Catalog>,
  ) {}

  /** Over what is `known`, and what the items need beside it: counters, and what held in periods that are over. */
  static async open(
    db: Db,
    items: readonly ChargeItem[],
    known: Known,
    catalogs: Catalogs,
    readPastPeriods: ReadPastPeriods,
  ): Promise<Batch> {
    const batch = new Batch(known.accounts, known.catalogs);
    for (const subscription of known.subscriptions)
      batch.#subscriptions.set(subscription.customerId, subscription);
    for (const row of known.keys.refused)
      batch.#openRefused.set(keyOf(row.customerId, row.keyDigest), row.id);
    for (const key of known.keys.archived) batch.#archived.set(keyOf(key.customerId, key.keyDigest), key);
    const { recorded } = known.keys;
    if (recorded.length > 0) await batch.#rememberRecorded(db, recorded, catalogs);
    const late = batch.#lateOf(items);
    if (late.length > 0) batch.#past = await readPastPlans(db, late, readPastPeriods);
    await batch.#readCounters(db, items);
    return batch;
  }

  /** A batch of its own for one item, over copies of what deciding changes. */
  forOne(item: ChargeItem): Batch {
    const one = new Batch(new Map([[item.customerId, { ...this.accountOf(item) }]]), this.catalogs);
    const subscription = this.subscriptionOf(item);
    if (subscription) one.#subscriptions.set(item.customerId, subscription);
    const counter = this.counterOf(item);
    if (counter) one.#counters.set(counterName(counter), { ...counter });
    one.#past = this.#past;
    const recorded = this.findRecorded(item);
    if (recorded) one.#recorded.add(recorded);
    const archived = this.findArchived(item);
    if (archived) one.#archived.set(keyOf(item.customerId, item.request.keyDigest!), archived);
    return one;
  }

  #lateOf(items: readonly ChargeItem[]): Late[] {
    const late: Late[] = [];
    for (const item of items) {
      const subscription = this.#subscriptions.get(item.customerId);
      if (subscription?.periodStart && item.request.occurredAt < subscription.periodStart)
        late.push({ item, subscription, config: this.configOf(item) });
    }
    return late;
  }

  async #rememberRecorded(db: Db, rows: readonly UsageEventRow[], catalogs: Catalogs): Promise<void> {
    const prices = await catalogs.pricesById(
      db,
      rows.flatMap((row) => row.modelPriceId ?? []),
    );
    for (const row of rows) {
      const featureCode = this.catalogs.get(row.environmentId)!.config.features.get(row.featureId)!.code;
      const price = row.modelPriceId ? prices.get(row.modelPriceId) : undefined;
      this.#recorded.add({ row, featureCode, price, cost: undefined });
    }
  }

  async #readCounters(db: Db, items: readonly ChargeItem[]): Promise<void> {
    const wanted = new Map<string, Counter>();
    for (const item of items) {
      const key = this.#counterKey(item);
      if (key) wanted.set(counterName(key), { ...key, environmentId: item.environmentId, usedNanoUnits: 0n });
    }
    if (wanted.size === 0) return;
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
    if (!subscription || !featureId || plan?.consumptionModel !== "metered") return undefined;
    const periodStart = countedStart(config, subscription, item.request.occurredAt);
    if (!periodStart) return undefined;
    return { customerId: item.customerId, subscriptionId: subscription.id, featureId, periodStart };
  }

  configOf(item: ChargeItem): PlanConfig {
    return this.catalogs.get(item.environmentId)!.config;
  }

  subscriptionOf(item: ChargeItem): OpenSubscription | undefined {
    return this.#subscriptions.get(item.customerId);
  }

  /** What held when the item happened, where that is not what holds now. */
  pastOf(item: ChargeItem): PastPlan | undefined {
    return this.#past.size === 0 ? undefined : this.#past.get(item);
  }

  /** The plan that the customer's account is kept by now. */
  runningPlanOf(item: ChargeItem, { subscription, plan }: Admission): PlanDefinition {
    return this.pastOf(item) ? planInForce(this.configOf(item), subscription) : plan;
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
    return keyDigest === null ? undefined : this.#recorded.find(item.customerId, keyDigest);
  }

  /** The archived event that has the item's key. */
  findArchived(item: ChargeItem): ArchivedKey | undefined {
    const { keyDigest } = item.request;
    if (keyDigest === null || this.#archived.size === 0) return undefined;
    return this.#archived.get(keyOf(item.customerId, keyDigest));
  }

  record(item: ChargeItem, price: PinnedPrice | undefined, row: UsageEventRow, cost?: EventCost): Outcome {
    const { featureCode } = item.request;
    const event = { status: "recorded" as const, row, featureCode, price, cost };
    this.#events.push(event);
    this.#changed.set(this.accountOf(item), item.now);
    const counter = row.usedAfterNanoUnits === null ? undefined : this.counterOf(item);
    if (counter) this.#changedCounters.add(counter);
    if (row.keyDigest !== null) this.#recorded.add(event);
    const refusedId = item.mode === "charge" ? (item.refusedId ?? this.#openRefusedWith(row)) : undefined;
    if (refusedId)
      this.#closed.push({ customerId: row.customerId, id: refusedId, eventId: row.id, at: item.now });
    return event;
  }

  /** The refusal that this event settles. Usage that is only recorded settles none: it is still unpaid. */
  #openRefusedWith({ customerId, keyDigest }: UsageEventRow): Id<"rfu"> | undefined {
    if (keyDigest === null || this.#openRefused.size === 0) return undefined;
    return this.#openRefused.get(keyOf(customerId, keyDigest));
  }

  tell(news: readonly News[]): void {
    this.#news.push(...news);
  }

  refuse(item: ChargeItem, error: FarthingError, wouldBe: WouldBeCost | undefined): Outcome {
    const featureId = this.configOf(item).featuresByCode.get(item.request.featureCode)?.id;
    // A total to be set is no usage that happened: there is nothing to charge later.
    const happened = item.request.usage.kind !== "total";
    if (featureId && happened && isKept(error)) this.#keepRefused(item, featureId, error, wouldBe);
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
    const earlierId = item.refusedId ?? known;
    const id = earlierId ?? newId("rfu");
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
      dismissReason: null,
      createdAt: item.now,
      updatedAt: item.now,
    };
    if (earlierId === undefined) this.#news.push(newsOfRefusal(row, item.request.featureCode, wouldBe));
    if (earlier === -1) this.#refused.push(row);
    else this.#refused[earlier] = { ...row, attempts: this.#refused[earlier]!.attempts + 1 };
  }

  /** Sends what was decided, all of it at once, and gives the answers to wait for. */
  save(tx: Db): Promise<unknown>[] {
    const writes: Promise<unknown>[] = [];
    if (this.#events.length > 0) {
      const events = inCustomerOrder(this.#events, ({ row }) => row.customerId);
      const saved = Array.from(this.#changed, ([account, at]) => ({ account, at }));
      const rollups = foldRollups(
        events.map(({ row, price }) => ({ row, model: price?.modelName ?? row.model ?? "" })),
      );
      writes.push(
        insertEvents(
          tx,
          events.map(({ row }) => row),
        ),
        saveAccounts(
          tx,
          inCustomerOrder(saved, ({ account }) => account.customerId),
        ),
        addRollups(tx, rollups),
      );
    }
    if (this.#changedCounters.size > 0) writes.push(saveCounters(tx, [...this.#changedCounters]));
    // In this order: a refusal that was recorded later in the same batch is written first and closed after.
    if (this.#refused.length > 0) writes.push(saveRefused(tx, this.#refused));
    if (this.#closed.length > 0) writes.push(closeRefused(tx, this.#closed));
    if (this.#news.length > 0) writes.push(publish(tx, this.#news));
    return writes;
  }
}

const counterName = (key: { subscriptionId: string; featureId: string; periodStart: Date }): string =>
  `${key.subscriptionId} ${key.featureId} ${key.periodStart.getTime()}`;
