/** Refused usage as the API shows it. */
import type { Cost, RefusedUsage } from "@farthing/contract";
import type { z } from "zod";
import { CREDITS, unitAmount } from "../ledger/index.js";
import { loadPlanConfig } from "../plans/index.js";
import type { Caller, Db } from "../platform/index.js";
import type { RefusedUsageRow } from "./schema.js";

type Answer = z.input<typeof RefusedUsage>;

/** In the same order. */
export async function shapeRefusals(
  db: Db,
  caller: Caller,
  rows: readonly RefusedUsageRow[],
): Promise<Answer[]> {
  const { features } = await loadPlanConfig(db, caller.environmentId);
  return rows.map((row) => shapeRefused(row, features.get(row.featureId)!.code, caller.livemode));
}

/** Credits have no cost that would have to be explained: of those the amount alone is kept. */
function wouldBe({ cost, costNanos }: RefusedUsageRow): Pick<Answer, "cost" | "deducts" | "unit"> {
  if (costNanos === null) return {};
  const known = cost === null ? undefined : (cost as z.input<typeof Cost>);
  const unit = known?.currency ?? CREDITS;
  return { cost: known, deducts: unitAmount(unit, costNanos), unit };
}

const shapeRefused = (row: RefusedUsageRow, feature: string, livemode: boolean): Answer => ({
  object: "refused_usage",
  livemode,
  id: row.id,
  customerId: row.customerId,
  feature,
  status: row.status,
  reason: row.reason,
  message: row.message,
  attempts: row.attempts,
  ...wouldBe(row),
  event: row.event,
  eventId: row.eventId,
  dismissReason: row.dismissReason,
  timestamp: row.occurredAt.toISOString(),
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});
