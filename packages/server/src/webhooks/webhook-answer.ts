import type { Webhook, WebhookAttempt, WebhookDelivery } from "@farthing/contract";
import type { z } from "zod";
import { lastExpiry } from "./previous-secrets.js";
import type { AttemptRow, DeliveryRow, WebhookRow } from "./schema.js";

/** Secrets are left out. @param realNow what has expired is not shown */
export const shapeWebhook = (row: WebhookRow, realNow: Date): z.input<typeof Webhook> => ({
  object: "webhook",
  livemode: row.livemode,
  id: row.id,
  url: row.url,
  events: row.events,
  description: row.description,
  apiVersion: row.apiVersion,
  isActive: row.isActive,
  disabledReason: row.disabledReason,
  disabledAt: row.disabledAt?.toISOString() ?? null,
  failingSince: row.failingSince?.toISOString() ?? null,
  previousSecretExpiresAt: lastExpiry(row, realNow),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const shapeDelivery = (
  row: DeliveryRow,
  { livemode }: Pick<WebhookRow, "livemode">,
): z.input<typeof WebhookDelivery> => ({
  object: "webhook_delivery",
  livemode,
  id: row.id,
  webhookId: row.webhookId,
  eventId: row.eventId,
  type: row.eventType,
  status: row.status,
  attemptCount: row.attemptCount,
  nextAttemptAt: row.status === "pending" ? row.nextAttemptAt.toISOString() : null,
  lastStatusCode: row.lastStatusCode,
  lastError: row.lastError,
  createdAt: row.createdAt.toISOString(),
  deliveredAt: row.deliveredAt?.toISOString() ?? null,
});

export const shapeAttempt = (row: AttemptRow): z.input<typeof WebhookAttempt> => ({
  number: row.number,
  startedAt: row.startedAt.toISOString(),
  durationMs: row.durationMs,
  statusCode: row.statusCode,
  error: row.error,
  response: row.response,
});
