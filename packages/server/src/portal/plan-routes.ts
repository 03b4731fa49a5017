/** Another plan, shown before it is done; a change taken back; the end, and that taken back. */
import {
  CancelInPortal,
  CheckoutLink,
  LastPortalSubscription,
  PlanChange,
  PlanChangePreview,
  PortalChange,
  PortalChangePreview,
  PortalPage,
  PortalPlanChange,
  PortalPlanList,
  PortalReactivation,
  PortalSubscription,
  PreviewPortalChange,
  Subscription,
} from "@farthing/contract";
import { z } from "zod";
import { FarthingError } from "../platform/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import {
  currentSubscription,
  endedSubscription,
  isStillSold,
  offeredPlans,
  type PortalCall,
  requireSubscription,
} from "./own.js";
import { type OpenPage, pageIfOwed } from "./pages.js";
import { assertCanChange, inWords, refusedChange } from "./refusals.js";

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
  payPlan(lent),
  ...changeEndpoints(lent, openPage),
  ...cancelEndpoints(lent),
  ...againEndpoints(lent),
];

/**
 * Asks for a change, or for what it would do.
 * @throws FarthingError `plan_not_found` for a plan that is not offered to this customer; `invalid_state`
 */
async function askForChange<S extends z.ZodType>(
  lent: LentOperations,
  call: PortalCall,
  { planId }: z.output<typeof PreviewPortalChange>,
  [shape, operationId, body]: readonly [S, string, unknown],
): Promise<z.output<S>> {
  const subscription = await requireSubscription(lent, call);
  if (planId !== undefined) {
    const offered = await offeredPlans(lent, call, subscription);
    if (!offered.some(({ id, code }) => id === planId || code === planId))
      throw new FarthingError("plan_not_found", `There is no plan ${JSON.stringify(planId)} to change to.`, {
        param: "planId",
      });
  }
  assertCanChange(subscription);
  return lent
    .ask(shape, operationId, call, { params: { id: subscription.id }, body })
    .catch(refusedChange(subscription));
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
    summary: "List the plans that the customer can change to, and the current one",
    answer: PortalPlanList,
    handle: async (call) => {
      const subscription = await currentSubscription(lent, call);
      const data = subscription ? await offeredPlans(lent, call, subscription) : [];
      return { object: "list", data, hasMore: false, nextCursor: null };
    },
  });

/** @throws FarthingError `invalid_state`, in words for the customer */
async function firstPaymentPage(lent: LentOperations, call: PortalCall, id: string): Promise<string> {
  const link = lent.ask(CheckoutLink, "createRecoveryLink", call, {
    params: { id },
    body: { successUrl: `${call.origin}/portal/plan` },
  });
  const { checkoutUrl } = await link.catch(
    inWords("Payment is not possible here at the moment. Please ask the company that offers the plan."),
  );
  return checkoutUrl;
}

const payPlan = (lent: LentOperations) =>
  portalEndpoint({
    operationId: "payPlanInPortal",
    method: "post",
    path: "/plan/pay",
    summary: "Open a page where the first payment of a plan can be made",
    description: "Where a link is open already, it is that one; where it has lapsed, another one.",
    body: NOTHING,
    answer: PortalPage,
    status: 201,
    errors: ["no_active_subscription", "invalid_state"],
    handle: async (call) => {
      const { id, status, checkoutUrl } = await requireSubscription(lent, call);
      if (status !== "pending_payment")
        throw new FarthingError(
          "invalid_state",
          `Your plan is ${status}: it is not waiting for its first payment.`,
        );
      return { object: "portal_page", url: checkoutUrl ?? (await firstPaymentPage(lent, call, id)) };
    },
  });

const changeEndpoints = (lent: LentOperations, openPage: OpenPage) => [
  portalEndpoint({
    operationId: "previewChangeInPortal",
    method: "post",
    path: "/plan/preview",
    summary: "Preview a plan change and its cost",
    body: PreviewPortalChange,
    answer: PortalChangePreview,
    errors: CHANGE_ERRORS,
    idempotency: "none",
    handle: (call) =>
      askForChange(lent, call, call.body, [PlanChangePreview, "previewPlanChange", call.body]),
  }),
  portalEndpoint({
    operationId: "changePlanInPortal",
    method: "post",
    path: "/plan/change",
    summary: "Change the plan or its billing interval",
    body: PortalPlanChange,
    answer: PortalChange,
    errors: [...CHANGE_ERRORS, "total_above_maximum"],
    handle: async (call) => {
      const { planId: newPlanId, billingInterval: newBillingInterval, maxTotal } = call.body;
      const change = await askForChange(lent, call, call.body, [
        PlanChange,
        "changePlan",
        { newPlanId, newBillingInterval, maxTotal },
      ]);
      if (change.checkoutUrl) return change;
      return {
        ...change,
        checkoutUrl: await pageIfOwed(lent, openPage, call, change.invoiceId, "/portal/plan"),
      };
    },
  }),
  portalEndpoint({
    operationId: "takeChangeBackInPortal",
    method: "delete",
    path: "/plan/change",
    summary: "Cancel a scheduled plan change",
    answer: Changed,
    errors: ["no_active_subscription", "invalid_state"],
    handle: (call) =>
      ofSubscription(lent, call, "cancelScheduledChange").catch(
        inWords("No change of your plan is waiting any more."),
      ),
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
    summary: "Undo a cancellation",
    body: NOTHING,
    answer: Changed,
    errors: ["no_active_subscription", "subscription_not_open", "invalid_state"],
    handle: (call) =>
      ofSubscription(lent, call, "uncancelSubscription").catch(inWords("Your plan is not canceled.")),
  }),
];

/** What has ended, begun again. */
const againEndpoints = (lent: LentOperations) => [
  portalEndpoint({
    operationId: "getEndedPlanInPortal",
    method: "get",
    path: "/plan/ended",
    summary: "Get the customer's last plan, or null if they have a plan",
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
    summary: "Reactivate the plan that has ended; a paid plan is paid first",
    body: NOTHING,
    answer: PortalReactivation,
    errors: ["no_active_subscription", "already_has_active_subscription", "invalid_state"],
    handle: async (call) => {
      const ended = await endedSubscription(lent, call);
      if (!ended) throw new FarthingError("no_active_subscription", "You have no plan that has ended.");
      return lent
        .ask(Subscription, "reactivateSubscription", call, {
          params: { id: ended.id },
          // Nobody begins on a promise: also in a sandbox, it is paid at a page.
          body: { activate: false, successUrl: `${call.origin}/portal/plan` },
        })
        .catch(inWords("This plan cannot be restarted. Please ask the company that offers it."));
    },
  }),
];
