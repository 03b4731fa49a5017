/** What is told of subscriptions. */
import type { PlanChangeState, SubscriptionState, WebhookEventType } from "@farthing/contract";
import type { z } from "zod";
import type { PlanConfig } from "../plans/index.js";
import type { News } from "../platform/index.js";
import type { SubscriptionRow } from "./schema.js";

type SubscriptionNewsType = Exclude<
  Extract<WebhookEventType, `subscription.${string}`>,
  "subscription.plan_changed"
>;

/** @param row as the change left it */
export const newsOf = (type: SubscriptionNewsType, row: SubscriptionRow, config: PlanConfig): News => ({
  environmentId: row.environmentId,
  customerId: row.customerId,
  type,
  data: stateOf(row, config),
  createdAt: row.updatedAt,
});

/** @param row as the change left it @param previous as it was before */
export const newsOfPlanChange = (
  row: SubscriptionRow,
  previous: Pick<SubscriptionRow, "planId" | "priceId">,
  config: PlanConfig,
): News => ({
  environmentId: row.environmentId,
  customerId: row.customerId,
  type: "subscription.plan_changed",
  data: {
    ...stateOf(row, config),
    previousPlanId: previous.planId,
    previousPlanCode: config.plans.get(previous.planId)!.code,
    previousPriceId: previous.priceId,
  } satisfies z.input<typeof PlanChangeState>,
  createdAt: row.updatedAt,
});

const stateOf = (row: SubscriptionRow, config: PlanConfig): z.input<typeof SubscriptionState> => ({
  subscriptionId: row.id,
  planId: row.planId,
  planCode: config.plans.get(row.planId)!.code,
  priceId: row.priceId,
  status: row.status,
  currentPeriod:
    row.periodStart && row.periodEnd
      ? { start: row.periodStart.toISOString(), end: row.periodEnd.toISOString() }
      : null,
  trialEndsAt: row.trialEndsAt?.toISOString() ?? null,
  cancelAtPeriodEnd: row.cancelAtPeriodEnd,
  cancelReason: row.cancelReason,
  canceledAt: row.canceledAt?.toISOString() ?? null,
  endDate: row.endedAt?.toISOString() ?? null,
});
