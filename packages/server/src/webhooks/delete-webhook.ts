import { type Caller, type Db, transaction } from "../platform/index.js";
import { failWaiting } from "./delivery-store.js";
import { holdWebhook } from "./find-webhook.js";
import type { WebhookRow } from "./schema.js";
import { SWITCHED_OFF } from "./update-webhook.js";
import { updateWebhookRow } from "./webhook-store.js";

/** Sends nothing more there, and forgets its secrets. @param realNow real time */
export function deleteWebhook(db: Db, caller: Caller, id: string, realNow: Date): Promise<WebhookRow> {
  return transaction(db, async (tx) => {
    const webhook = await holdWebhook(tx, caller, id);
    await failWaiting(tx, webhook.id, SWITCHED_OFF, realNow);
    const gone = { isActive: false, deletedAt: realNow, secret: "", previousSecrets: [] };
    return updateWebhookRow(tx, webhook.id, gone, caller.now());
  });
}
