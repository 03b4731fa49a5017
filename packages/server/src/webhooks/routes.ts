import {
  CreatedWebhook,
  CreateWebhook,
  DeletedWebhook,
  idSchema,
  ListWebhookDeliveries,
  ListWebhooks,
  ReplayWebhook,
  RotateWebhookSecret,
  UpdateWebhook,
  Webhook,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookDeliveryList,
  WebhookList,
  WebhookReplay,
} from "@farthing/contract";
import { z } from "zod";
import {
  type Caller,
  type Db,
  endpoint,
  findNews,
  type Id,
  listById,
  pageOf,
  readIdCursor,
} from "../platform/index.js";
import type { DeliveryRules } from "./attempt-delivery.js";
import { createWebhook } from "./create-webhook.js";
import { deleteWebhook } from "./delete-webhook.js";
import { lastAttempts, pageOfDeliveries } from "./delivery-store.js";
import { shapeWebhookEvent } from "./event-answer.js";
import { requireDelivery, requireWebhook } from "./find-webhook.js";
import { replayDelivery, replayMany } from "./replay.js";
import { rotateSecret } from "./rotate-secret.js";
import type { DeliveryRow, WebhookRow } from "./schema.js";
import { testWebhook } from "./test-webhook.js";
import { updateWebhook } from "./update-webhook.js";
import { shapeAttempt, shapeDelivery, shapeWebhook } from "./webhook-answer.js";
import { pageOfWebhooks } from "./webhook-store.js";

const tag = "Webhooks";
const ofWebhook = z.object({ id: idSchema("whk") });
const ofDelivery = z.object({ id: idSchema("whk"), deliveryId: idSchema("whd") });
const ATTEMPTS_SHOWN = 100;

export const webhookEndpoints = (rules: DeliveryRules) => {
  const { clock, sealer, allowPrivate } = rules;
  return [
    endpoint({
      operationId: "createWebhook",
      method: "post",
      path: "/webhooks",
      tag,
      summary: "Create a webhook",
      description:
        "Events that happen from now on are sent to its URL. The secret is returned only once; a stored response would contain it, so this operation takes no `Idempotency-Key`. An environment has at most 50 webhooks.",
      body: CreateWebhook,
      answer: CreatedWebhook,
      status: 201,
      errors: ["invalid_state"],
      idempotency: "none",
      handle: async ({ db, caller, body }) => {
        const { row, secret } = await createWebhook(db, caller, { sealer, allowPrivate }, body);
        return { ...shapeWebhook(row, clock.real()), secret };
      },
    }),
    endpoint({
      operationId: "listWebhooks",
      method: "get",
      path: "/webhooks",
      tag,
      summary: "List webhooks",
      query: ListWebhooks,
      answer: WebhookList,
      handle: ({ db, caller, query }) =>
        listById(
          "whk",
          query,
          (before) => pageOfWebhooks(db, caller.environmentId, query.limit, before),
          (rows) => rows.map((row) => shapeWebhook(row, clock.real())),
        ),
    }),
    endpoint({
      operationId: "getWebhook",
      method: "get",
      path: "/webhooks/{id}",
      tag,
      summary: "Get a webhook",
      params: ofWebhook,
      answer: Webhook,
      errors: ["webhook_not_found"],
      handle: async ({ db, caller, params }) =>
        shapeWebhook(await requireWebhook(db, caller, params.id), clock.real()),
    }),
    endpoint({
      operationId: "updateWebhook",
      method: "patch",
      path: "/webhooks/{id}",
      tag,
      summary: "Change a webhook",
      description:
        "`isActive: true` resumes a webhook that was switched off, by you or because of failures. Deliveries waiting for a webhook that is switched off fail and can be replayed.",
      params: ofWebhook,
      body: UpdateWebhook,
      answer: Webhook,
      errors: ["webhook_not_found"],
      handle: async ({ db, caller, params, body }) => {
        const realNow = clock.real();
        const row = await updateWebhook(db, caller, params.id, body, { allowPrivate, realNow });
        return shapeWebhook(row, realNow);
      },
    }),
    endpoint({
      operationId: "deleteWebhook",
      method: "delete",
      path: "/webhooks/{id}",
      tag,
      summary: "Delete a webhook",
      description: "Nothing more is sent to it, and its deliveries are deleted.",
      params: ofWebhook,
      answer: DeletedWebhook,
      errors: ["webhook_not_found"],
      handle: async ({ db, caller, params }) => {
        const { id } = await deleteWebhook(db, caller, params.id, clock.real());
        return { object: "webhook" as const, id, deleted: true as const, livemode: caller.livemode };
      },
    }),
    endpoint({
      operationId: "rotateWebhookSecret",
      method: "post",
      path: "/webhooks/{id}/rotate-secret",
      tag,
      summary: "Replace the secret of a webhook",
      description:
        "Webhooks are signed with the new secret at once. For `overlapHours` they are also signed with the previous secret, and with earlier ones that have not expired; the last expires at `previousSecretExpiresAt`. With `overlapHours` 0 only the new secret is used. The secret is returned only once, so this operation takes no `Idempotency-Key`.",
      params: ofWebhook,
      body: RotateWebhookSecret,
      answer: CreatedWebhook,
      errors: ["webhook_not_found", "invalid_state"],
      idempotency: "none",
      handle: async ({ db, caller, params, body }) => {
        const realNow = clock.real();
        const { overlapHours } = body;
        const { row, secret } = await rotateSecret(db, caller, params.id, { sealer, realNow, overlapHours });
        return { ...shapeWebhook(row, realNow), secret };
      },
    }),
    endpoint({
      operationId: "testWebhook",
      method: "post",
      path: "/webhooks/{id}/test",
      tag,
      summary: "Send a test event to a webhook",
      description:
        "Sends a `webhook.test` event to this webhook only, at once and without retries. The result is returned after at most 15 seconds.",
      params: ofWebhook,
      answer: WebhookDeliveryDetail,
      errors: ["webhook_not_found"],
      idempotency: "none",
      handle: async ({ db, caller, params }) => {
        const { webhook, delivery } = await testWebhook(db, caller, rules, params.id);
        return shapeDetail(db, caller, webhook, delivery);
      },
    }),
    endpoint({
      operationId: "listWebhookDeliveries",
      method: "get",
      path: "/webhooks/{id}/deliveries",
      tag,
      summary: "List deliveries to a webhook, newest first",
      description: "Lists the deliveries of the last 30 days.",
      params: ofWebhook,
      query: ListWebhookDeliveries,
      answer: WebhookDeliveryList,
      errors: ["webhook_not_found"],
      handle: async ({ db, caller, params, query }) => {
        const webhook = await requireWebhook(db, caller, params.id);
        return listById(
          "whd",
          query,
          (before) => pageOfDeliveries(db, webhook.id, query, query.limit, before),
          (rows) => rows.map((row) => shapeDelivery(row, webhook)),
        );
      },
    }),
    endpoint({
      operationId: "getWebhookDelivery",
      method: "get",
      path: "/webhooks/{id}/deliveries/{deliveryId}",
      tag,
      summary: "Get a delivery with its event and its attempts",
      params: ofDelivery,
      answer: WebhookDeliveryDetail,
      errors: ["webhook_not_found", "webhook_delivery_not_found"],
      handle: async ({ db, caller, params }) => {
        const webhook = await requireWebhook(db, caller, params.id);
        return shapeDetail(db, caller, webhook, await requireDelivery(db, webhook, params.deliveryId));
      },
    }),
    endpoint({
      operationId: "replayWebhookDelivery",
      method: "post",
      path: "/webhooks/{id}/deliveries/{deliveryId}/replay",
      tag,
      summary: "Deliver an event to a webhook again",
      description: "Starts over with the first attempt, under the same `webhook-id`.",
      params: ofDelivery,
      answer: WebhookDelivery,
      errors: ["webhook_not_found", "webhook_delivery_not_found", "invalid_state"],
      handle: async ({ db, caller, params }) =>
        shapeDelivery(await replayDelivery(db, caller, params, clock.real()), caller),
    }),
    endpoint({
      operationId: "replayWebhook",
      method: "post",
      path: "/webhooks/{id}/replay",
      tag,
      summary: "Deliver the events of a time range to a webhook",
      description:
        "Delivers events again, whether they were delivered before or not, including events from before the webhook was created, as long as they are stored. At most 5,000 per call, oldest first; continue with `nextCursor`.",
      params: ofWebhook,
      body: ReplayWebhook,
      answer: WebhookReplay,
      errors: ["webhook_not_found", "invalid_state"],
      handle: async ({ db, caller, params, body }) => {
        const after = readIdCursor("whe", body.cursor);
        const { webhook, events, limit } = await replayMany(db, caller, params.id, body, after, clock.real());
        const { data, nextCursor } = pageOf(events, limit, ({ id }) => id);
        return {
          object: "webhook_replay" as const,
          livemode: caller.livemode,
          webhookId: webhook.id,
          count: data.length,
          hasMore: nextCursor !== null,
          nextCursor,
        };
      },
    }),
  ];
};

async function shapeDetail(
  db: Db,
  caller: Caller,
  webhook: WebhookRow,
  delivery: DeliveryRow,
): Promise<z.input<typeof WebhookDeliveryDetail>> {
  const news = await findNews(db, caller.environmentId, delivery.eventId);
  const attempts = await lastAttempts(db, delivery.id as Id<"whd">, ATTEMPTS_SHOWN);
  return {
    ...shapeDelivery(delivery, webhook),
    event: news ? shapeWebhookEvent(news, webhook.livemode) : null,
    attempts: attempts.map(shapeAttempt),
  };
}
