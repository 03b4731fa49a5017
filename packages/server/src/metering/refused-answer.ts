import type { Cost, RefusedUsage } from "@farthing/contract";
import type { z } from "zod";
import type { RefusedUsageRow } from "./schema.js";

export interface RefusedContext {
  readonly featureCode: string;
  readonly livemode: boolean;
}

export const shapeRefused = (
  row: RefusedUsageRow,
  context: RefusedContext,
): z.input<typeof RefusedUsage> => ({
  object: "refused_usage",
  livemode: context.livemode,
  id: row.id,
  customerId: row.customerId,
  feature: context.featureCode,
  status: row.status,
  reason: row.reason,
  message: row.message,
  attempts: row.attempts,
  ...(row.cost === null ? {} : { cost: row.cost as z.input<typeof Cost> }),
  event: row.event,
  eventId: row.eventId,
  timestamp: row.occurredAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
