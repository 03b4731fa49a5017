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
export const subscribedType = z.enum([ALL_EVENT_TYPES, ...WEBHOOK_EVENT_TYPES]);
const subscribedTypes = z
  .array(subscribedType)
  .min(1)
  .max(100)
  .meta({ description: "Types of events; `*` is all of them", example: ["subscription.activated"] });

const url = text(2_048).meta({
  description: "https; in a sandbox http as well. Without a user name and a fragment",
  example: "https://example.com/webhooks/farthing",
});
const apiVersion = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}$/, "must be a date like 2026-01-15")
  .meta({ description: "Kept and shown; there is one form of events" });

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
      description: "`true` takes up a webhook again that was switched off; nothing is sent to one that is",
    }),
    apiVersion: apiVersion.optional(),
  })
  .meta({ id: "UpdateWebhook" });

export const disabledReason = z.enum(["gone", "failing"]).meta({
  description: "`gone`: it answered 410; `failing`: nothing got through for five days",
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
    disabledAt: answeredTime.nullable().meta({ description: "Since when it is not active" }),
    failingSince: answeredTime
      .nullable()
      .meta({ description: "The first of the failures since the last success" }),
    previousSecretExpiresAt: answeredTime
      .nullable()
      .meta({ description: "Until when webhooks are signed with a secret that was replaced, too" }),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Webhook" });

export const CreatedWebhook = Webhook.extend({
  secret: z.string().meta({
    description: "What webhooks are signed with. Shown once.",
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
      .meta({ description: "How long webhooks are signed with the old secret as well" }),
  })
  .meta({ id: "RotateWebhookSecret" });

export const ListWebhooks = z.strictObject(cursorQuery);
export const WebhookList = listOf(Webhook).meta({ id: "WebhookList" });
export const DeletedWebhook = deletedOf("webhook").meta({ id: "DeletedWebhook" });

export const deliveryStatus = z.enum(["pending", "delivered", "failed"]).meta({
  description:
    "`pending`: it is tried until it is taken; `failed`: it is tried no more, until it is replayed",
});

const deliveryFields = {
  ...resource("webhook_delivery"),
  id: idSchema("whd"),
  webhookId: idSchema("whk"),
  eventId: idSchema("whe").meta({ description: "Sent as `webhook-id`" }),
  type: z.string().meta({ description: "Of the event", example: "subscription.activated" }),
  status: deliveryStatus,
  attemptCount: z.int().meta({ description: "Since it was made or last replayed" }),
  nextAttemptAt: answeredTime.nullable(),
  lastStatusCode: z
    .int()
    .nullable()
    .meta({ description: "HTTP status of the last answer; null where there was none" }),
  lastError: z.string().nullable().meta({ description: "Why the last attempt failed", example: "timeout" }),
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
    response: z.string().nullable().meta({ description: "The first 1,000 characters of the answer's body" }),
  })
  .meta({ id: "WebhookAttempt" });

export const WebhookDeliveryDetail = z
  .object({
    ...deliveryFields,
    event: orNull(WebhookEvent).meta({ description: "As it is sent; null once it is forgotten" }),
    attempts: z.array(WebhookAttempt).meta({ description: "The last 100, oldest first" }),
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
    from: timestamp.optional().meta({ description: "The event's `createdAt` at or after" }),
    to: timestamp.optional().meta({ description: "The event's `createdAt` before" }),
    types: z
      .array(z.enum(WEBHOOK_EVENT_TYPES))
      .min(1)
      .max(100)
      .optional()
      .meta({ description: "Default: those that the webhook is for" }),
    cursor: text(512).optional().meta({ description: "`nextCursor` of the call before" }),
  })
  .meta({ id: "ReplayWebhook" });

export const WebhookReplay = z
  .object({
    ...resource("webhook_replay"),
    webhookId: idSchema("whk"),
    count: z.int().meta({ description: "Events that are delivered (again), oldest first" }),
    hasMore: z.boolean(),
    nextCursor: z.string().nullable().meta({ description: "Send it as `cursor` for the rest" }),
  })
  .meta({ id: "WebhookReplay" });
