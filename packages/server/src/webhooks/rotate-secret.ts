import { addMs, type Caller, type Db, type Sealer, transaction } from "../platform/index.js";
import { holdWebhook } from "./find-webhook.js";
import type { WebhookRow } from "./schema.js";
import { newSecret } from "./sign.js";
import { updateWebhookRow } from "./webhook-store.js";

const HOUR_MS = 3_600_000;

/** A new secret; the old one signs as well until the overlap is over. @param realNow real time */
export function rotateSecret(
  db: Db,
  caller: Caller,
  id: string,
  { sealer, realNow, overlapHours }: { sealer: Sealer; realNow: Date; overlapHours: number },
): Promise<{ row: WebhookRow; secret: string }> {
  return transaction(db, async (tx) => {
    const webhook = await holdWebhook(tx, caller, id);
    const secret = newSecret();
    const previous =
      overlapHours > 0
        ? {
            previousSecret: webhook.secret,
            previousSecretExpiresAt: addMs(realNow, overlapHours * HOUR_MS),
          }
        : { previousSecret: null, previousSecretExpiresAt: null };
    const changes = { secret: sealer.seal(secret), ...previous };
    return { row: await updateWebhookRow(tx, webhook.id, changes, caller.now()), secret };
  });
}
