/** What is told of charges and refusals: where a charge leaves little, and what was refused and kept. */
import { type Account, marksPassed, unitAmount } from "../ledger/index.js";
import type { RefusedUsageRow, UsageEventRow } from "../metering/index.js";
import type { News } from "../platform/index.js";
import type { WouldBeCost } from "./item.js";

/** Of a charge that was posted to the account; mostly nothing. */
export function newsOfCharge({ includedNanos }: Account, row: UsageEventRow): News[] {
  const [after, unit] = [row.balanceAfterNanos!, row.unit!];
  const kind = unit === "credits" ? "credits" : "balance";
  return marksPassed(after + row.costNanos!, after, includedNanos).map((mark) => ({
    environmentId: row.environmentId,
    customerId: row.customerId,
    type: `${kind}.${mark}` as const,
    data: {
      subscriptionId: row.subscriptionId!,
      eventId: row.id,
      unit,
      remaining: unitAmount(unit, after),
      remainingNanos: after.toString(),
      included: unitAmount(unit, includedNanos),
    },
    createdAt: row.createdAt,
  }));
}

/** Of a refusal that is kept for the first time. */
export const newsOfRefusal = (
  row: RefusedUsageRow,
  feature: string,
  wouldBe: WouldBeCost | undefined,
): News => ({
  environmentId: row.environmentId,
  customerId: row.customerId,
  type: "usage.refused",
  data: {
    refusedUsageId: row.id,
    feature,
    reason: row.reason,
    message: row.message,
    ...(wouldBe?.cost ? { cost: wouldBe.cost } : {}),
    ...(wouldBe?.unit ? { deducts: unitAmount(wouldBe.unit, wouldBe.nanos), unit: wouldBe.unit } : {}),
    timestamp: row.occurredAt.toISOString(),
  },
  createdAt: row.createdAt,
});
