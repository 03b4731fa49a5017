/** Moves of a subscription that are billed. */
import {
  ChangePlan,
  idSchema,
  PlanChange,
  PlanChangePreview,
  PreviewChange,
  ReactivateSubscription,
  Subscription,
} from "@farthing/contract";
import { z } from "zod";
import { endpoint, type Id } from "../../platform/index.js";
import { type Checkouts, shapeSubscription } from "../../subscriptions/index.js";
import type { DueEngine } from "../due/due-engine.js";
import { activateSubscription } from "./activate-subscription.js";
import { shapeChange, shapePreview } from "./change-answer.js";
import { cancelScheduledChange, changePlan, previewChange } from "./change-plan.js";
import { pauseSubscription, resumeSubscription } from "./pause-subscription.js";
import { reactivateSubscription } from "./reactivate-subscription.js";

const tag = "Subscriptions";
const params = z.object({ id: idSchema("sub") });
const idOf = (given: { id: string }): Id<"sub"> => given.id as Id<"sub">;

interface PlanChangeDependencies {
  readonly engine: DueEngine;
  readonly checkouts: Checkouts;
}

const errors = [
  "subscription_not_found",
  "subscription_not_open",
  "plan_not_found",
  "price_not_found",
  "invalid_state",
  "seat_limit_reached",
  "included_limit_reached",
] as const;

export const planChangeEndpoints = ({ engine, checkouts }: PlanChangeDependencies) => [
  endpoint({
    operationId: "changePlan",
    method: "post",
    path: "/subscriptions/{id}/change-plan",
    tag,
    summary: "Change the plan or the billing interval of a subscription",
    description:
      "An upgrade, or a longer interval, takes effect now: one invoice charges the new period and credits the unused part of the current one. If no card on file can be charged, `checkoutUrl` is a page where it can be paid. A downgrade takes effect at the end of the period.",
    params,
    body: ChangePlan,
    answer: PlanChange,
    errors: [...errors, "total_above_maximum"],
    handle: async ({ db, caller, params: given, body }) => {
      const input = {
        planReference: body.newPlanId,
        interval: body.newBillingInterval,
        fields: { plan: "newPlanId", interval: "newBillingInterval" },
        maxTotal: body.maxTotal,
      };
      const page = { checkouts, successUrl: body.successUrl };
      const changed = await changePlan(db, caller, idOf(given), input, engine, page);
      return shapeChange(db, caller, changed, checkouts);
    },
  }),
  endpoint({
    operationId: "previewPlanChange",
    method: "post",
    path: "/subscriptions/{id}/preview-change",
    tag,
    summary: "Preview a plan change and its cost",
    description: "Carries out the change and rolls it back. Nothing is collected and nothing is stored.",
    params,
    body: PreviewChange,
    answer: PlanChangePreview,
    errors: [...errors],
    scopes: ["read"],
    idempotency: "none",
    handle: async ({ db, caller, params: given, body }) => {
      const input = {
        planReference: body.planId,
        interval: body.billingInterval,
        fields: { plan: "planId", interval: "billingInterval" },
      };
      return shapePreview(db, caller, await previewChange(db, caller, idOf(given), input, engine));
    },
  }),
  endpoint({
    operationId: "cancelScheduledChange",
    method: "delete",
    path: "/subscriptions/{id}/scheduled-change",
    tag,
    summary: "Cancel a scheduled plan change",
    params,
    answer: Subscription,
    errors: ["subscription_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given }) =>
      shapeSubscription(db, caller, await cancelScheduledChange(db, caller, idOf(given), engine), checkouts),
  }),
  endpoint({
    operationId: "activateSubscription",
    method: "post",
    path: "/subscriptions/{id}/activate",
    tag,
    summary: "Activate a subscription that was paid elsewhere",
    description:
      "For a subscription that is `pending_payment`. Nothing is charged; its first invoice is marked as paid. The subscription begins with the period that was paid for, without a trial.",
    params,
    body: z.strictObject({}),
    answer: Subscription,
    errors: ["subscription_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given }) =>
      shapeSubscription(db, caller, await activateSubscription(db, caller, idOf(given), engine), checkouts),
  }),
  endpoint({
    operationId: "pauseSubscription",
    method: "post",
    path: "/subscriptions/{id}/pause",
    tag,
    summary: "Pause a subscription",
    description:
      "Ends the current period now: usage beyond the included amount is billed, and the rest of the period is not refunded. Until the subscription is resumed, nothing is billed and nothing can be used.",
    params,
    body: z.strictObject({}),
    answer: Subscription,
    errors: ["subscription_not_found", "subscription_not_open", "invalid_state"],
    handle: async ({ db, caller, params: given }) =>
      shapeSubscription(db, caller, await pauseSubscription(db, caller, idOf(given), engine), checkouts),
  }),
  endpoint({
    operationId: "resumeSubscription",
    method: "post",
    path: "/subscriptions/{id}/resume",
    tag,
    summary: "Resume a paused subscription",
    description: "Starts a new period with a new allowance now, and bills it.",
    params,
    body: z.strictObject({}),
    answer: Subscription,
    errors: ["subscription_not_found", "invalid_state"],
    handle: async ({ db, caller, params: given }) =>
      shapeSubscription(db, caller, await resumeSubscription(db, caller, idOf(given), engine), checkouts),
  }),
  endpoint({
    operationId: "reactivateSubscription",
    method: "post",
    path: "/subscriptions/{id}/reactivate",
    tag,
    summary: "Reactivate a canceled subscription",
    description:
      "Starts a new period now, without a trial. As with a new subscription, it is charged and active at once, or waits for payment at `checkoutUrl`, depending on `activate` or else on the environment's setting `collection`.",
    params,
    body: ReactivateSubscription,
    answer: Subscription,
    errors: ["subscription_not_found", "already_has_active_subscription", "invalid_state"],
    handle: async ({ db, caller, params: given, body }) =>
      shapeSubscription(
        db,
        caller,
        await reactivateSubscription(db, caller, idOf(given), body, { engine, checkouts }),
        checkouts,
      ),
  }),
];
