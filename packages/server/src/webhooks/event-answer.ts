import type { WebhookEvent } from "@farthing/contract";
import type { z } from "zod";
import type { NewsRow } from "../platform/index.js";

type Answer = z.input<typeof WebhookEvent>;

/** What was told, as the API shows it. What it carries was put in its form when it was written. */
export const shapeWebhookEvent = (row: NewsRow, livemode: boolean): Answer =>
  ({
    object: "webhook_event",
    livemode,
    id: row.id,
    type: row.type,
    customerId: row.customerId,
    data: row.data,
    createdAt: row.createdAt.toISOString(),
  }) as Answer;
