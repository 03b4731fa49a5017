/** Delivers once more what was delivered, or was not: under the same `webhook-id`, from the first attempt on. */
import { ALL_EVENT_TYPES, type ReplayWebhook, WEBHOOK_EVENT_TYPES } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, type Id, newsIdsAfter, timeFrom, transaction } from "../platform/index.js";
import { findDelivery, renewDeliveries } from "./delivery-store.js";
import { assertActive, requireDelivery, requireWebhook } from "./find-webhook.js";
import type { DeliveryRow, WebhookRow } from "./schema.js";

/** @param realNow real time. @throws FarthingError `invalid_state` where the webhook is switched off */
export function replayDelivery(
  db: Db,
  caller: Caller,
  { id, deliveryId }: { readonly id: string; readonly deliveryId: string },
  realNow: Date,
): Promise<DeliveryRow> {
  return transaction(db, async (tx) => {
    const webhook = await requireWebhook(tx, caller, id);
    const delivery = await requireDelivery(tx, webhook, deliveryId);
    assertActive(webhook);
    await renewDeliveries(tx, [delivery], realNow);
    return (await findDelivery(tx, webhook.id, delivery.id))!;
  });
}

/** Of one call; so many are written in well under a second. */
const REPLAYED_AT_ONCE = 5_000;

export interface Replayed {
  readonly webhook: WebhookRow;
  /** One more than is replayed at once, where there are more; see `pageOf`. */
  readonly events: readonly { readonly id: Id<"whe"> }[];
  readonly limit: number;
}

/**
 * All events of a stretch of time, oldest first, whether they were on their way to this webhook before or not: also
 * those from before it was made, or from while it was switched off.
 * @param after the last event of the call before. @param realNow real time
 * @throws FarthingError `invalid_state` where the webhook is switched off
 */
export function replayMany(
  db: Db,
  caller: Caller,
  id: string,
  { from, to, types }: z.output<typeof ReplayWebhook>,
  after: Id<"whe"> | undefined,
  realNow: Date,
): Promise<Replayed> {
  return transaction(db, async (tx) => {
    const webhook = await requireWebhook(tx, caller, id);
    assertActive(webhook);
    const filter = {
      types: (types ?? subscribedTypes(webhook)).filter((type) => type !== "webhook.test"),
      from: from ? timeFrom(from) : undefined,
      to: to ? timeFrom(to) : undefined,
    };
    const events = await newsIdsAfter(tx, caller.environmentId, filter, REPLAYED_AT_ONCE, after);
    await renewDeliveries(
      tx,
      events
        .slice(0, REPLAYED_AT_ONCE)
        .map((event) => ({ webhookId: webhook.id, eventId: event.id, eventType: event.type })),
      realNow,
    );
    return { webhook, events, limit: REPLAYED_AT_ONCE };
  });
}

const subscribedTypes = ({ events }: WebhookRow): readonly string[] =>
  events.includes(ALL_EVENT_TYPES) ? WEBHOOK_EVENT_TYPES : events;
