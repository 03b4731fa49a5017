import type { UpdateWebhook } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, transaction } from "../platform/index.js";
import { checkUrl } from "./check-url.js";
import { failWaiting } from "./delivery-store.js";
import { holdWebhook } from "./find-webhook.js";
import type { WebhookRow } from "./schema.js";
import { updateWebhookRow, type WebhookChanges } from "./webhook-store.js";

export const SWITCHED_OFF = "webhook switched off";

/** Changes the fields that are given. Switched off, it gets nothing of what waits for it. @param realNow real time */
export function updateWebhook(
  db: Db,
  caller: Caller,
  id: string,
  { isActive, ...input }: z.output<typeof UpdateWebhook>,
  { allowPrivate, realNow }: { readonly allowPrivate: boolean; readonly realNow: Date },
): Promise<WebhookRow> {
  return transaction(db, async (tx) => {
    const webhook = await holdWebhook(tx, caller, id);
    if (input.url !== undefined) checkUrl(input.url, { livemode: caller.livemode, allowPrivate });
    const changes: WebhookChanges = { ...input };
    if (isActive === true && !webhook.isActive)
      Object.assign(changes, {
        isActive,
        disabledReason: null,
        disabledAt: null,
        failures: 0,
        failingSince: null,
      });
    if (isActive === false && webhook.isActive) {
      Object.assign(changes, { isActive, disabledReason: null, disabledAt: realNow });
      await failWaiting(tx, webhook.id, SWITCHED_OFF, realNow);
    }
    return updateWebhookRow(tx, webhook.id, changes, caller.now());
  });
}
