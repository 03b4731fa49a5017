import { type Caller, type Db, type Sealer, transaction } from "../platform/index.js";
import { holdWebhook } from "./find-webhook.js";
import { replacedAt } from "./previous-secrets.js";
import type { WebhookRow } from "./schema.js";
import { newSecret } from "./sign.js";
import { updateWebhookRow } from "./webhook-store.js";

const HOUR_MS = 3_600_000;

/**
 * A new secret; the old one signs as well until the overlap is over, and so do older ones that have their time yet.
 * @param realNow real time
 * @throws FarthingError `webhook_not_found`, `invalid_state`
 */
export function rotateSecret(
  db: Db,
  caller: Caller,
  id: string,
  { sealer, realNow, overlapHours }: { sealer: Sealer; realNow: Date; overlapHours: number },
): Promise<{ row: WebhookRow; secret: string }> {
  return transaction(db, async (tx) => {
    const webhook = await holdWebhook(tx, caller, id);
    const secret = newSecret();
    const changes = {
      secret: sealer.seal(secret),
      previousSecrets: replacedAt(webhook, realNow, overlapHours * HOUR_MS),
    };
    return { row: await updateWebhookRow(tx, webhook.id, changes, caller.now()), secret };
  });
}
