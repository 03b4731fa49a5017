/** Another plan, shown before it is done; a change taken back; the end, and that taken back. */
import {
  CancelInPortal,
  LastPortalSubscription,
  PlanChange,
  PlanChangePreview,
  PortalChange,
  PortalChangePreview,
  PortalPlanChange,
  PortalPlanList,
  PortalReactivation,
  PortalSubscription,
  Subscription,
} from "@farthing/contract";
import { z } from "zod";
import { FarthingError, type Id } from "../platform/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import {
  currentSubscription,
  endedSubscription,
  isStillSold,
  offeredPlans,
  type PortalCall,
  requireOwnInvoice,
  requireSubscription,
} from "./own.js";
import type { OpenPage } from "./pages.js";

const NOTHING = z.strictObject({});
const CHANGE_ERRORS = [
  "no_active_subscription",
  "plan_not_found",
  "price_not_found",
  "subscription_not_open",
  "invalid_state",
] as const;
/** What these answer is asked for anew: the portal shows it with more than they know. */
const Changed = PortalSubscription.pick({
  id: true,
  status: true,
  cancelAtPeriodEnd: true,
  scheduledChange: true,
});

export const planEndpoints = (lent: LentOperations, openPage: OpenPage) => [
  listPlans(lent),
  ...changeEndpoints(lent, openPage),
  ...cancelEndpoints(lent),
  ...againEndpoints(lent),
];

/** @throws FarthingError `plan_not_found` for a plan that is not offered to this customer */
async function wanted(
  lent: LentOperations,
  call: PortalCall,
  { planId }: z.output<typeof PortalPlanChange>,
): Promise<string> {
  const subscription = await requireSubscription(lent, call);
  if (planId === undefined) return subscription.id;
  const offered = await offeredPlans(lent, call, subscription);
  if (offered.some(({ id, code }) => id === planId || code === planId)) return subscription.id;
  throw new FarthingError("plan_not_found", `There is no plan ${JSON.stringify(planId)} to change to.`, {
    param: "planId",
  });
}

async function ofSubscription(
  lent: LentOperations,
  call: PortalCall,
  operationId: string,
  body: unknown = {},
) {
  const { id } = await requireSubscription(lent, call);
  return lent.ask(Subscription, operationId, call, { params: { id }, body });
}

const listPlans = (lent: LentOperations) =>
  portalEndpoint({
    operationId: "listPortalPlans",
    method: "get",
    path: "/plans",
    summary: "List the plans that the customer may change to, and the one they are on",
    answer: PortalPlanList,
    handle: async (call) => {
      const subscription = await currentSubscription(lent, call);
      const data = subscription ? await offeredPlans(lent, call, subscription) : [];
      return { object: "list", data, hasMore: false, nextCursor: null };
    },
  });

const changeEndpoints = (lent: LentOperations, openPage: OpenPage) => [
  portalEndpoint({
    operationId: "previewChangeInPortal",
    method: "post",
    path: "/plan/preview",
    summary: "Show what a change of plan would do and cost",
    body: PortalPlanChange,
    answer: PortalChangePreview,
    errors: CHANGE_ERRORS,
    idempotency: "none",
    handle: async (call) => {
      const id = await wanted(lent, call, call.body);
      return lent.ask(PlanChangePreview, "previewPlanChange", call, { params: { id }, body: call.body });
    },
  }),
  portalEndpoint({
    operationId: "changePlanInPortal",
    method: "post",
    path: "/plan/change",
    summary: "Change the plan, or how often it is billed",
    body: PortalPlanChange,
    answer: PortalChange,
    errors: CHANGE_ERRORS,
    handle: async (call) => {
      const id = await wanted(lent, call, call.body);
      const { planId: newPlanId, billingInterval: newBillingInterval } = call.body;
      const change = await lent.ask(PlanChange, "changePlan", call, {
        params: { id },
        body: { newPlanId, newBillingInterval },
      });
      if (!change.invoiceId) return change;
      const { status } = await requireOwnInvoice(lent, call, change.invoiceId);
      const page =
        status === "open" ? await openPage(call, change.invoiceId as Id<"inv">, "/portal/plan") : null;
      return { ...change, checkoutUrl: change.checkoutUrl ?? page };
    },
  }),
  portalEndpoint({
    operationId: "takeChangeBackInPortal",
    method: "delete",
    path: "/plan/change",
    summary: "Take back a change of plan that waits for the end of the period",
    answer: Changed,
    errors: ["no_active_subscription", "invalid_state"],
    handle: (call) => ofSubscription(lent, call, "cancelScheduledChange"),
  }),
];

const cancelEndpoints = (lent: LentOperations) => [
  portalEndpoint({
    operationId: "cancelInPortal",
    method: "post",
    path: "/plan/cancel",
    summary: "Cancel at the end of the period",
    body: CancelInPortal,
    answer: Changed,
    errors: ["no_active_subscription", "subscription_not_open"],
    handle: (call) => ofSubscription(lent, call, "cancelSubscription", { ...call.body, immediate: false }),
  }),
  portalEndpoint({
    operationId: "uncancelInPortal",
    method: "post",
    path: "/plan/uncancel",
    summary: "Take back a cancellation",
    body: NOTHING,
    answer: Changed,
    errors: ["no_active_subscription", "subscription_not_open", "invalid_state"],
    handle: (call) => ofSubscription(lent, call, "uncancelSubscription"),
  }),
];

/** What has ended, begun again. */
const againEndpoints = (lent: LentOperations) => [
  portalEndpoint({
    operationId: "getEndedPlanInPortal",
    method: "get",
    path: "/plan/ended",
    summary: "The plan that the customer was on last, or null where they have one",
    answer: LastPortalSubscription,
    handle: async (call) => {
      const ended = await endedSubscription(lent, call);
      return ended && { ...ended, canBeginAgain: await isStillSold(lent, call, ended) };
    },
  }),
  portalEndpoint({
    operationId: "reactivateInPortal",
    method: "post",
    path: "/plan/reactivate",
    summary: "Begin again on the plan that has ended; what is not free is paid first",
    body: NOTHING,
    answer: PortalReactivation,
    errors: ["no_active_subscription", "already_has_active_subscription", "invalid_state"],
    handle: async (call) => {
      const ended = await endedSubscription(lent, call);
      if (!ended)
        throw new FarthingError("no_active_subscription", "There is no plan of yours that has ended.");
      return lent.ask(Subscription, "reactivateSubscription", call, {
        params: { id: ended.id },
        // Nobody begins on a promise: also in a sandbox, it is paid at a page.
        body: { activate: false, successUrl: `${call.origin}/portal/plan` },
      });
    },
  }),
];
