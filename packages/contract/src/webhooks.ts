/** Webhooks: where events are sent to, and what became of each that was sent. */
import { z } from "zod";
import { WEBHOOK_EVENT_TYPES, WebhookEvent } from "./events.js";
import {
  answeredTime,
  cursorQuery,
  deletedOf,
  idSchema,
  listOf,
  orNull,
  resource,
  text,
  timestamp,
} from "./primitives.js";

/** All types, those included that are added later. */
export const ALL_EVENT_TYPES = "*";
const subscribedType = z.enum([ALL_EVENT_TYPES, ...WEBHOOK_EVENT_TYPES]);
const subscribedTypes = z
  .array(subscribedType)
  .min(1)
  .max(100)
  .meta({ description: "Event types; `*` means all", example: ["subscription.activated"] });

const url = text(2_048).meta({
  description: "An https URL; in a sandbox also http. Without user name and fragment",
  example: "https://example.com/webhooks/farthing",
});
const apiVersion = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date like 2026-01-15")
  .meta({ description: "Stored and returned, without effect: events have one form" });

export const CreateWebhook = z
  .strictObject({
    url,
    events: subscribedTypes,
    description: text(500).optional(),
    apiVersion: apiVersion.optional(),
  })
  .meta({ id: "CreateWebhook" });

export const UpdateWebhook = z
  .strictObject({
    url: url.optional(),
    events: subscribedTypes.optional(),
    description: text(500).nullable().optional(),
    isActive: z.boolean().optional().meta({
      description:
        "`true` resumes a webhook that was switched off; nothing is sent to one that is switched off",
    }),
    apiVersion: apiVersion.optional(),
  })
  .meta({ id: "UpdateWebhook" });

export const disabledReason = z.enum(["gone", "failing"]).meta({
  description: "`gone`: the endpoint answered 410; `failing`: no delivery succeeded for five days",
});

export const Webhook = z
  .object({
    ...resource("webhook"),
    id: idSchema("whk"),
    url: z.string(),
    events: z.array(z.string()),
    description: z.string().nullable(),
    apiVersion: z.string().nullable(),
    isActive: z.boolean(),
    disabledReason: orNull(disabledReason),
    disabledAt: answeredTime.nullable().meta({ description: "When it was switched off" }),
    failingSince: answeredTime.nullable().meta({ description: "First failure since the last success" }),
    previousSecretExpiresAt: answeredTime
      .nullable()
      .meta({ description: "Until when webhooks are also signed with a replaced secret" }),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Webhook" });

export const CreatedWebhook = Webhook.extend({
  secret: z.string().meta({
    description: "The secret that webhooks are signed with. Shown once.",
    example: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  }),
}).meta({ id: "CreatedWebhook" });

export const RotateWebhookSecret = z
  .strictObject({
    overlapHours: z
      .int()
      .min(0)
      .max(168)
      .default(24)
      .meta({ description: "How long webhooks are also signed with the old secret" }),
  })
  .meta({ id: "RotateWebhookSecret" });

export const ListWebhooks = z.strictObject(cursorQuery);
export const WebhookList = listOf(Webhook).meta({ id: "WebhookList" });
export const DeletedWebhook = deletedOf("webhook").meta({ id: "DeletedWebhook" });

const deliveryStatus = z.enum(["pending", "delivered", "failed"]).meta({
  description:
    "`pending`: delivery is retried until it succeeds; `failed`: no more attempts are made unless it is replayed",
});

const deliveryFields = {
  ...resource("webhook_delivery"),
  id: idSchema("whd"),
  webhookId: idSchema("whk"),
  eventId: idSchema("whe").meta({ description: "Sent as `webhook-id`" }),
  type: z.string().meta({ description: "Type of the event", example: "subscription.activated" }),
  status: deliveryStatus,
  attemptCount: z.int().meta({ description: "Attempts since it was created or last replayed" }),
  nextAttemptAt: answeredTime.nullable(),
  lastStatusCode: z
    .int()
    .nullable()
    .meta({ description: "HTTP status of the last response; null if there was none" }),
  lastError: z
    .string()
    .nullable()
    .meta({ description: "Reason for the failure of the last attempt", example: "timeout" }),
  createdAt: answeredTime,
  deliveredAt: answeredTime.nullable(),
};

export const WebhookDelivery = z.object(deliveryFields).meta({ id: "WebhookDelivery" });

export const WebhookAttempt = z
  .object({
    number: z.int(),
    startedAt: answeredTime,
    durationMs: z.int(),
    statusCode: z.int().nullable(),
    error: z.string().nullable(),
    response: z.string().nullable().meta({ description: "The first 1,000 characters of the response body" }),
  })
  .meta({ id: "WebhookAttempt" });

export const WebhookDeliveryDetail = z
  .object({
    ...deliveryFields,
    event: orNull(WebhookEvent).meta({ description: "The event as sent; null once it is no longer kept" }),
    attempts: z.array(WebhookAttempt).meta({ description: "The last 100 attempts, oldest first" }),
  })
  .meta({ id: "WebhookDeliveryDetail" });

export const ListWebhookDeliveries = z.strictObject({
  ...cursorQuery,
  status: deliveryStatus.optional(),
  type: z.enum(WEBHOOK_EVENT_TYPES).optional(),
});
export const WebhookDeliveryList = listOf(WebhookDelivery).meta({ id: "WebhookDeliveryList" });

export const ReplayWebhook = z
  .strictObject({
    from: timestamp.optional().meta({ description: "Only events with `createdAt` at or after this time" }),
    to: timestamp.optional().meta({ description: "Only events with `createdAt` before this time" }),
    types: z
      .array(z.enum(WEBHOOK_EVENT_TYPES))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Default: the types that the webhook subscribes to" }),
    cursor: text(512).optional().meta({ description: "`nextCursor` of the previous call" }),
  })
  .meta({ id: "ReplayWebhook" });

export const WebhookReplay = z
  .object({
    ...resource("webhook_replay"),
    webhookId: idSchema("whk"),
    count: z.int().meta({ description: "Number of events that are delivered (again), oldest first" }),
    hasMore: z.boolean(),
    nextCursor: z.string().nullable().meta({ description: "Send it as `cursor` to continue" }),
  })
  .meta({ id: "WebhookReplay" });
