import type { CreateWebhook } from "@farthing/contract";
import type { z } from "zod";
import {
  type Caller,
  type Db,
  FarthingError,
  type Id,
  newId,
  type Sealer,
  transaction,
} from "../platform/index.js";
import { lockEnvironment } from "../tenancy/index.js";
import { checkUrl } from "./check-url.js";
import type { WebhookRow } from "./schema.js";
import { newSecret } from "./sign.js";
import { countWebhooks, insertWebhook } from "./webhook-store.js";

interface WebhookRules {
  readonly sealer: Sealer;
  readonly allowPrivate: boolean;
}

/** Each is a delivery of every event that it is for. */
const MOST = 50;

/**
 * A webhook that gets what happens from now on. Its secret is in the answer, and sealed in the database.
 * @throws FarthingError `validation_error` naming the URL, `invalid_state` where there are {@link MOST}
 */
export async function createWebhook(
  db: Db,
  caller: Caller,
  { sealer, allowPrivate }: WebhookRules,
  input: z.output<typeof CreateWebhook>,
): Promise<{ row: WebhookRow; secret: string }> {
  const { environmentId, livemode } = caller;
  checkUrl(input.url, { livemode, allowPrivate });
  const secret = newSecret();
  const now = caller.now();
  return transaction(db, async (tx) => {
    // Of several at once, each sees the others.
    await lockEnvironment(tx, environmentId);
    await assertRoom(tx, environmentId);
    const row = await insertWebhook(tx, {
      id: newId("whk"),
      environmentId,
      livemode,
      url: input.url,
      events: [...new Set(input.events)],
      description: input.description ?? null,
      apiVersion: input.apiVersion ?? null,
      secret: sealer.seal(secret),
      createdAt: now,
      updatedAt: now,
    });
    return { row, secret };
  });
}

async function assertRoom(tx: Db, environmentId: Id<"env">): Promise<void> {
  if ((await countWebhooks(tx, environmentId)) < MOST) return;
  throw new FarthingError(
    "invalid_state",
    `This environment already has ${MOST} webhooks, the maximum. Delete one, or let one forward its events.`,
  );
}
