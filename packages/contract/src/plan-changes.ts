/** Moves of a subscription: another plan, a pause, a new beginning. */
import { z } from "zod";
import { InvoiceLine } from "./invoices.js";
import { successUrl } from "./payments.js";
import { billingInterval } from "./plans.js";
import { answeredSettlement, answeredTime, code, idSchema, resource, text } from "./primitives.js";
import { Subscription } from "./subscriptions.js";

const planReference = text(255).meta({ description: "The plan's `plan_…` id or its code", example: "pro" });

export const ChangePlan = z
  .strictObject({
    newPlanId: planReference.optional().meta({ description: "Left out: the same plan" }),
    newBillingInterval: billingInterval.optional().meta({
      description: "Left out: the same interval, or the plan's default one where it has no price for that",
    }),
    successUrl: successUrl.optional().meta({
      description: "Where the customer goes on from `checkoutUrl`, where the change has to be paid there",
    }),
  })
  .refine((body) => body.newPlanId !== undefined || body.newBillingInterval !== undefined, {
    path: ["newPlanId"],
    message: "send newPlanId, newBillingInterval or both",
  })
  .meta({ id: "ChangePlan" });

export const PreviewChange = z
  .strictObject({
    planId: planReference.optional(),
    billingInterval: billingInterval.optional(),
  })
  .refine((body) => body.planId !== undefined || body.billingInterval !== undefined, {
    path: ["planId"],
    message: "send planId, billingInterval or both",
  })
  .meta({ id: "PreviewChange" });

const ofPlan = z.object({
  id: idSchema("plan"),
  code,
  name: z.string(),
  billingInterval: billingInterval.nullable(),
  price: answeredSettlement,
});

/** What is billed for a change. */
export const PlanChangeBilling = z
  .object({
    credit: answeredSettlement.meta({
      description: "For the days of the running period that are not used, settlement scale",
    }),
    charge: answeredSettlement.meta({ description: "For the new period, in advance; settlement scale" }),
    overage: answeredSettlement.meta({
      description: "What was used beyond the old plan, at its prices; settlement scale",
    }),
    creditsApplied: answeredSettlement.meta({
      description: "Customer credits that are used for it, settlement scale",
    }),
    total: answeredSettlement.meta({ description: "What is to be paid, settlement scale" }),
    customerCredit: answeredSettlement.meta({
      description: "What is kept as a customer credit where `credit` is more; settlement scale",
    }),
    customerCreditLeft: answeredSettlement.meta({
      description: "All customer credits in the currency afterwards, settlement scale",
    }),
    lines: z.array(InvoiceLine.omit({ id: true, object: true, livemode: true })),
  })
  .meta({ id: "PlanChangeBilling" });

const ofChange = {
  subscriptionId: idSchema("sub"),
  customerId: idSchema("cus"),
  direction: z.enum(["upgrade", "downgrade"]).meta({
    description:
      "By rank in the group, by price without one; in the same plan, a longer interval is an upgrade",
  }),
  timing: z.enum(["immediate", "period_end"]),
  effectiveAt: answeredTime,
  currentPlan: ofPlan,
  newPlan: ofPlan,
  currency: z.string(),
  remainingDays: z.int().meta({ description: "Of the running period; a day that has begun is not used yet" }),
  totalDays: z.int(),
};

export const PlanChange = z
  .object({
    ...resource("plan_change"),
    ...ofChange,
    billing: PlanChangeBilling.nullable().meta({ description: "null for what happens at the period's end" }),
    invoiceId: idSchema("inv").nullable(),
    checkoutUrl: z.string().nullable().meta({
      description:
        "A page to pay the invoice at, where no card on file could be charged; null where it is paid or being charged",
    }),
    subscription: Subscription,
  })
  .meta({ id: "PlanChange" });

export const PlanChangePreview = z
  .object({
    ...resource("plan_change_preview"),
    ...ofChange,
    billing: PlanChangeBilling.meta({
      description: "At the period's end: with what has been used so far, and nothing more",
    }),
    newPeriod: z.object({ start: answeredTime, end: answeredTime }),
  })
  .meta({ id: "PlanChangePreview" });

export const ReactivateSubscription = z
  .strictObject({
    activate: z.boolean().optional().meta({
      description:
        "As on creation. true: active at once, and charged. false: paid at `checkoutUrl` first. Default: as the environment's setting `collection` says.",
    }),
    successUrl: successUrl.optional().meta({
      description: "Where the customer goes on from `checkoutUrl`, where it awaits its payment",
    }),
  })
  .meta({ id: "ReactivateSubscription" });
