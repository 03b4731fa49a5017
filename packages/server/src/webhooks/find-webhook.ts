import { type Caller, type Db, FarthingError, type Id } from "../platform/index.js";
import { findDelivery } from "./delivery-store.js";
import type { DeliveryRow, WebhookRow } from "./schema.js";
import { findWebhook, lockWebhook } from "./webhook-store.js";

const notFound = (id: string) =>
  new FarthingError("webhook_not_found", `There is no webhook ${id}.`, { param: "id" });

/** @throws FarthingError `webhook_not_found` */
export async function requireWebhook(db: Db, caller: Caller, id: string): Promise<WebhookRow> {
  const row = await findWebhook(db, caller.environmentId, id as Id<"whk">);
  if (row) return row;
  throw notFound(id);
}

/** As {@link requireWebhook}, held until the transaction ends. */
export async function holdWebhook(tx: Db, caller: Caller, id: string): Promise<WebhookRow> {
  const row = await lockWebhook(tx, caller.environmentId, id as Id<"whk">);
  if (row) return row;
  throw notFound(id);
}

/** @throws FarthingError `webhook_delivery_not_found` */
export async function requireDelivery(db: Db, webhook: WebhookRow, id: string): Promise<DeliveryRow> {
  const row = await findDelivery(db, webhook.id, id as Id<"whd">);
  if (row) return row;
  throw new FarthingError("webhook_delivery_not_found", `The webhook has no delivery ${id}.`, {
    param: "deliveryId",
  });
}

/** @throws FarthingError `invalid_state` */
export function assertActive(webhook: WebhookRow): void {
  if (webhook.isActive) return;
  throw new FarthingError(
    "invalid_state",
    `Webhook ${webhook.id} is switched off and receives nothing. Switch it on first: send isActive true with PATCH.`,
    { param: "id" },
  );
}
