import { addMs, type Caller, type Db, findNews, publish, transaction } from "../platform/index.js";
import { attemptDelivery, type DeliveryRules, LEASE_MS } from "./attempt-delivery.js";
import { findDelivery, insertLeased } from "./delivery-store.js";
import { requireWebhook } from "./find-webhook.js";
import type { DeliveryRow, WebhookRow } from "./schema.js";

/**
 * Sends a test event to a webhook, once and at once, also to one that is switched off. No transaction is open while it
 * is under way. @returns the delivery, after its attempt
 */
export async function testWebhook(
  db: Db,
  caller: Caller,
  rules: DeliveryRules,
  id: string,
): Promise<{ webhook: WebhookRow; delivery: DeliveryRow }> {
  const webhook = await requireWebhook(db, caller, id);
  const { environmentId } = caller;
  const at = rules.clock.real();
  const made = await transaction(db, async (tx) => {
    const test = {
      environmentId,
      customerId: null,
      type: "webhook.test",
      data: { webhookId: webhook.id },
      createdAt: caller.now(),
    } as const;
    const [eventId] = await publish(tx, [test], { handedOn: true });
    const wanted = { webhookId: webhook.id, eventId: eventId!, eventType: test.type };
    return insertLeased(tx, wanted, at, addMs(at, LEASE_MS));
  });
  const news = await findNews(db, environmentId, made.eventId);
  await attemptDelivery(db, rules, { delivery: made, webhook, news, isTest: true });
  const delivery = await findDelivery(db, webhook.id, made.id);
  return { webhook, delivery: delivery ?? made };
}
