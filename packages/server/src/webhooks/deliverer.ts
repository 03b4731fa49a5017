/**
 * Hands events on, and delivers what is due, on real time and beside everything else: on connections of its own, so
 * that what charges usage waits for none of it.
 *
 * A loop, and no job of the queue: it looks twice a second, and each run of a job is some writes to the queue's tables,
 * whether there is something to do or not. Every node may run it; see `leaseDue`.
 */
import { addMs, type Db, type Id, newsByIds, wallMs } from "../platform/index.js";
import { attemptDelivery, type DeliveryRules, LEASE_MS } from "./attempt-delivery.js";
import { leaseDue } from "./delivery-store.js";
import { HANDED_ON_AT_ONCE, handOn } from "./hand-on.js";
import type { DeliveryRow, WebhookRow } from "./schema.js";
import { listByIds } from "./webhook-store.js";

/** An event is on its way within this of its commit, where nothing is in front of it. */
const POLL_MS = 500;
/** Between looks while there is much to do, so that one look serves what ended meanwhile. */
const BUSY_POLL_MS = 20;
/** Attempts under way on one node: most of one is waiting for an answer. */
const AT_ONCE = 128;
const AT_ONCE_PER_WEBHOOK = 8;
/** Where nothing has got through for a minute: each attempt may take the whole time-out, and keep others from theirs. */
const AT_ONCE_WHERE_FAILING = 1;
const FAILING_FOR_MS = 60_000;
/** What is under way when the server stops has this long to come to an end. */
const DRAIN_MS = 5_000;

export interface RunningDeliverer {
  /** Takes nothing more, and waits for what is under way; what takes too long is left for the next start. */
  stop(): Promise<void>;
}

export class Deliverer {
  readonly #rules: DeliveryRules;
  readonly #underWay = new Set<Promise<void>>();
  readonly #byWebhook = new Map<Id<"whk">, { count: number; limit: number }>();
  readonly #cut = new AbortController();
  #onEnd: () => void = () => undefined;

  constructor(rules: DeliveryRules) {
    this.#rules = rules;
  }

  /** @param db its own few connections */
  start(db: Db): RunningDeliverer {
    const stopping = new AbortController();
    const running = this.#run(db, stopping.signal);
    return {
      stop: async () => {
        stopping.abort();
        this.#onEnd();
        await running;
        await this.#drain();
      },
    };
  }

  /** One round: hands on, and delivers all that is due now. Resolves when that has been tried. */
  async runOnce(db: Db): Promise<void> {
    while ((await handOn(db, this.#now())) === HANDED_ON_AT_ONCE);
    while ((await this.#deliverDue(db)) > 0 || this.#underWay.size > 0) await Promise.race(this.#underWay);
  }

  async #run(db: Db, stop: AbortSignal): Promise<void> {
    while (!stop.aborted) {
      let isBusy = false;
      try {
        const handedOn = await handOn(db, this.#now());
        const begun = stop.aborted ? 0 : await this.#deliverDue(db);
        isBusy = handedOn === HANDED_ON_AT_ONCE || begun > 0;
      } catch (error) {
        this.#rules.log.warn(
          { error: String(error) },
          "webhooks could not be delivered; it is tried again shortly",
        );
      }
      if (!stop.aborted) await this.#pause(isBusy ? BUSY_POLL_MS : POLL_MS);
    }
  }

  /** @returns how many attempts were begun */
  async #deliverDue(db: Db): Promise<number> {
    const room = AT_ONCE - this.#underWay.size;
    if (room <= 0) return 0;
    const at = this.#now();
    const lease = { at, until: addMs(at, LEASE_MS) };
    const deliveries = await leaseDue(db, lease, room, AT_ONCE_PER_WEBHOOK, this.#rooms());
    if (deliveries.length === 0) return 0;
    const [webhooks, news] = await Promise.all([
      listByIds(db, [...new Set(deliveries.map(({ webhookId }) => webhookId))]),
      newsByIds(db, [...new Set(deliveries.map(({ eventId }) => eventId))]),
    ]);
    const webhooksById = new Map(webhooks.map((row) => [row.id, row]));
    const newsById = new Map(news.map((row) => [row.id, row]));
    for (const delivery of deliveries) {
      const webhook = webhooksById.get(delivery.webhookId)!;
      this.#begin(
        webhook,
        at,
        () =>
          attemptDelivery(
            db,
            this.#rules,
            { delivery, webhook, news: newsById.get(delivery.eventId) },
            this.#cut.signal,
          ),
        delivery,
      );
    }
    return deliveries.length;
  }

  #begin(webhook: WebhookRow, at: Date, attempt: () => Promise<void>, delivery: DeliveryRow): void {
    const { failingSince } = webhook;
    const isFailing = failingSince !== null && failingSince < addMs(at, -FAILING_FOR_MS);
    const share = this.#byWebhook.get(webhook.id) ?? { count: 0, limit: 0 };
    share.count += 1;
    share.limit = isFailing ? AT_ONCE_WHERE_FAILING : AT_ONCE_PER_WEBHOOK;
    this.#byWebhook.set(webhook.id, share);
    const ended = attempt()
      // The lease runs out, and it is tried again.
      .catch((error: unknown) =>
        this.#rules.log.warn(
          { delivery: delivery.id, error: String(error) },
          "a webhook attempt could not be recorded",
        ),
      )
      .finally(() => {
        this.#underWay.delete(ended);
        share.count -= 1;
        if (share.count === 0) this.#byWebhook.delete(webhook.id);
        this.#onEnd();
      });
    this.#underWay.add(ended);
  }

  #rooms() {
    return [...this.#byWebhook].map(([webhookId, { count, limit }]) => ({
      webhookId,
      room: Math.max(0, limit - count),
    }));
  }

  /** Until the time is over; or, after a breath, until an attempt has ended. */
  async #pause(ms: number): Promise<void> {
    const until = wallMs() + ms;
    await new Promise<void>((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.#onEnd = () => {
        clearTimeout(timer);
        setTimeout(resolve, Math.min(BUSY_POLL_MS, Math.max(0, until - wallMs())));
      };
    });
    this.#onEnd = () => undefined;
  }

  async #drain(): Promise<void> {
    const cut = setTimeout(() => this.#cut.abort(), DRAIN_MS);
    await Promise.all(this.#underWay);
    clearTimeout(cut);
  }

  #now(): Date {
    return this.#rules.clock.real();
  }
}
