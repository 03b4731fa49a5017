/** From the outbox to deliveries: one for each webhook that is for the event, in the transaction that takes the event. */
import { ALL_EVENT_TYPES } from "@farthing/contract";
import { type Db, type NewsRow, takeNews, transaction } from "../platform/index.js";
import { insertDeliveries, type Wanted } from "./delivery-store.js";
import type { WebhookRow } from "./schema.js";
import { listActive } from "./webhook-store.js";

/** Small enough that what is taken is on its way within milliseconds. */
export const HANDED_ON_AT_ONCE = 500;

/** @param now real time. @returns how many events were taken; fewer than {@link HANDED_ON_AT_ONCE}: no more wait */
export function handOn(db: Db, now: Date): Promise<number> {
  return transaction(db, async (tx) => {
    const news = await takeNews(tx, HANDED_ON_AT_ONCE);
    if (news.length === 0) return 0;
    const webhooks = await listActive(tx, [...new Set(news.map((row) => row.environmentId))]);
    await insertDeliveries(
      tx,
      news.flatMap((row) => wantedOf(row, webhooks)),
      now,
    );
    return news.length;
  });
}

type Subscribed = Pick<WebhookRow, "id" | "environmentId" | "events">;

const wantedOf = ({ id, environmentId, type }: NewsRow, webhooks: readonly Subscribed[]): Wanted[] =>
  webhooks
    .filter((webhook) => webhook.environmentId === environmentId && isFor(webhook, type))
    .map((webhook) => ({ webhookId: webhook.id, eventId: id, eventType: type }));

const isFor = ({ events }: Subscribed, type: string): boolean =>
  events.includes(ALL_EVENT_TYPES) || events.includes(type);
