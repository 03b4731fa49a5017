import type { CreateWebhook } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, newId, type Sealer } from "../platform/index.js";
import { checkUrl } from "./check-url.js";
import type { WebhookRow } from "./schema.js";
import { newSecret } from "./sign.js";
import { insertWebhook } from "./webhook-store.js";

export interface WebhookRules {
  readonly sealer: Sealer;
  readonly allowPrivate: boolean;
}

/** A webhook that gets what happens from now on. Its secret is in the answer, and sealed in the database. */
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
  const row = await insertWebhook(db, {
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
}
