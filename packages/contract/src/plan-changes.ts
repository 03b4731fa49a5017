/** Moves of a subscription: another plan, a pause, a new beginning. */
import { z } from "zod";
import { InvoiceLine } from "./invoices.js";
import { successUrl } from "./payments.js";
import { billingInterval } from "./plans.js";
import { answeredSettlement, answeredTime, code, idSchema, maxTotal, resource, text } from "./primitives.js";
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
    maxTotal: maxTotal.meta({
      description:
        "The most that may be charged now beside `overage`, which is owed in any case; settlement scale. If it would be more, the request is refused with `total_above_maximum`. Send a preview's `total` without its `overage` to charge what was shown.",
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
      description: "For the unused days of the current period, settlement scale",
    }),
    charge: answeredSettlement.meta({
      description: "For the new period, charged in advance; settlement scale",
    }),
    overage: answeredSettlement.meta({
      description:
        "Usage beyond what the old plan includes, at its prices, and seats added within its period: what is owed for the time until the change. Settlement scale",
    }),
    creditsApplied: answeredSettlement.meta({
      description: "Customer credits applied, settlement scale",
    }),
    total: answeredSettlement.meta({ description: "Amount to be paid, settlement scale" }),
    customerCredit: answeredSettlement.meta({
      description: "Amount kept as a customer credit if `credit` exceeds the charges; settlement scale",
    }),
    customerCreditLeft: answeredSettlement.meta({
      description: "All customer credits in the currency after the change, settlement scale",
    }),
    lines: z.array(InvoiceLine.omit({ id: true, object: true, livemode: true })),
  })
  .meta({ id: "PlanChangeBilling" });

const ofChange = {
  subscriptionId: idSchema("sub"),
  customerId: idSchema("cus"),
  direction: z.enum(["upgrade", "downgrade"]).meta({
    description:
      "Decided by the rank in the plan group, or by price if there is none; within a plan, a longer interval is an upgrade",
  }),
  timing: z.enum(["immediate", "period_end"]),
  effectiveAt: answeredTime,
  currentPlan: ofPlan,
  newPlan: ofPlan,
  currency: z.string(),
  remainingDays: z
    .int()
    .meta({ description: "Remaining days of the current period, including the day in progress" }),
  totalDays: z.int(),
};

export const PlanChange = z
  .object({
    ...resource("plan_change"),
    ...ofChange,
    billing: PlanChangeBilling.nullable().meta({
      description: "null if the change happens at the end of the period",
    }),
    invoiceId: idSchema("inv").nullable(),
    checkoutUrl: z.string().nullable().meta({
      description:
        "Page where the invoice can be paid if no card on file could be charged; null if it is paid, being charged, or too small to be charged",
    }),
    subscription: Subscription,
  })
  .meta({ id: "PlanChange" });

export const PlanChangePreview = z
  .object({
    ...resource("plan_change_preview"),
    ...ofChange,
    billing: PlanChangeBilling.meta({
      description: "For a change at the end of the period: based on the usage so far",
    }),
    newPeriod: z.object({ start: answeredTime, end: answeredTime }),
  })
  .meta({ id: "PlanChangePreview" });

export const ReactivateSubscription = z
  .strictObject({
    activate: z.boolean().optional().meta({
      description:
        "As on creation. true: charged and active at once. false: paid at `checkoutUrl` first. Default: the environment's setting `collection`.",
    }),
    successUrl: successUrl.optional().meta({
      description: "Where the customer goes on from `checkoutUrl`, where it awaits its payment",
    }),
  })
  .meta({ id: "ReactivateSubscription" });
