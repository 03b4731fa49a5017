/**
 * The customer portal: the link that lets a customer in, and what the portal asks of the server. Answers name what
 * customers may see, field by field: what the operator pays or earns is in none of them.
 */
import { z } from "zod";
import { CustomerCredit, ListCustomerCredits } from "./customer-credits.js";
import { CreditNoteListItem, Invoice, InvoiceLine } from "./invoices.js";
import { PaymentMethod, webUrl } from "./payments.js";
import { PlanChangeBilling, PlanChangePreview } from "./plan-changes.js";
import { billingInterval, Plan, PlanFeature, PlanPrice } from "./plans.js";
import {
  answeredQuantity,
  answeredRate,
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  maxTotal,
  nanosText,
  orNull,
  resource,
  text,
  timestamp,
} from "./primitives.js";
import { CreditPack, Purchase, TopupBalance } from "./purchases.js";
import { PreviewSeats, SeatBalance, SeatChangePreview, SeatEvent, SetSeats } from "./seats.js";
import { LedgerEntry, ListLedger, Subscription } from "./subscriptions.js";
import { FeatureAccess, UsageSummary } from "./usage.js";

export const CreatePortalSession = z
  .strictObject({
    customerId: customerReference.optional(),
    email: text(254).optional().meta({
      description: "Instead of `customerId`: the only customer with this e-mail address",
      example: "ada@example.com",
    }),
    returnUrl: webUrl.optional().meta({
      description: "Where the portal leads back to",
      example: "https://example.com/account",
    }),
  })
  .refine((body) => (body.customerId === undefined) !== (body.email === undefined), {
    path: ["customerId"],
    message: "send exactly one of customerId and email",
  })
  .meta({ id: "CreatePortalSession" });

export const PortalSession = z
  .object({
    ...resource("portal_session"),
    id: idSchema("psn"),
    customerId: idSchema("cus"),
    portalUrl: z.string().meta({ description: "Works once, for whoever opens it first" }),
    returnUrl: z.string().nullable(),
    expiresAt: answeredTime.meta({ description: "When the link expires if nobody has opened it" }),
    createdAt: answeredTime,
  })
  .meta({ id: "PortalSession" });

/** From here on: what the portal itself asks, below `/api/portal`. */

export const OpenPortal = z
  .strictObject({ token: text(200).meta({ description: "The part of the link after `#`" }) })
  .meta({ id: "OpenPortal" });

export const Portal = z
  .object({
    ...resource("portal"),
    sessionId: idSchema("psn"),
    operator: z.object({
      name: z.string(),
      email: z.string().nullable(),
      website: z.string().nullable(),
      accentColor: z.string().nullable(),
      hasLogo: z.boolean(),
    }),
    customer: z.object({ name: z.string().nullable(), email: z.string().nullable() }),
    returnUrl: z.string().nullable(),
    expiresAt: answeredTime.meta({ description: "End of this session" }),
    now: answeredTime.meta({ description: "Business time; in a sandbox it may stand still" }),
  })
  .meta({ id: "Portal" });

export const ClosedPortal = z.object({ object: z.literal("closed_portal") }).meta({ id: "ClosedPortal" });

const shownFeature = PlanFeature.pick({
  code: true,
  name: true,
  type: true,
  unitName: true,
  enabled: true,
  includedAmount: true,
  unlimited: true,
  overage: true,
  creditsPerUnit: true,
  pricingMode: true,
  maxSeats: true,
});
const shownPrice = PlanPrice.pick({
  id: true,
  billingInterval: true,
  price: true,
  currency: true,
  includedBalance: true,
  includedCredits: true,
  isDefault: true,
});

export const PortalPlan = Plan.pick({
  id: true,
  code: true,
  name: true,
  description: true,
  consumptionModel: true,
  isFree: true,
  sortOrder: true,
})
  .extend({ prices: z.array(shownPrice), features: z.array(shownFeature) })
  .meta({ id: "PortalPlan" });
export const PortalPlanList = listOf(PortalPlan).meta({ id: "PortalPlanList" });

export const PortalSubscription = Subscription.pick({
  id: true,
  plan: true,
  name: true,
  status: true,
  billingInterval: true,
  consumptionModel: true,
  currency: true,
  startDate: true,
  trialEndsAt: true,
  currentPeriod: true,
  balance: true,
  credits: true,
  scheduledChange: true,
  pausedAt: true,
  cancelAtPeriodEnd: true,
  canceledAt: true,
  endDate: true,
  checkoutUrl: true,
})
  .extend({
    resetsAt: answeredTime.nullable().meta({
      description: "When the included usage is next reset; null if it will not be",
    }),
  })
  .meta({ id: "PortalSubscription" });
export const CurrentPortalSubscription = orNull(PortalSubscription);

export const PortalFeature = FeatureAccess.meta({ id: "PortalFeature" });
export const PortalFeatureList = listOf(FeatureAccess).meta({ id: "PortalFeatureList" });

export const PortalUsageQuery = z.strictObject({
  from: timestamp.optional(),
  to: timestamp.optional(),
  groupBy: z.enum(["day", "feature", "model"]).optional(),
});
export const PortalUsage = UsageSummary.meta({ id: "PortalUsage" });

/** One of the kinds of tokens of a call, at the price that is charged for it. */
export const ReceiptPart = z
  .object({
    kind: z.enum(["input", "output", "cache_read", "cache_write"]),
    tokens: z.int(),
    unitPrice: answeredRate.nullable().meta({
      description: "As charged, per million tokens, rate scale; null if the part has two prices",
    }),
    amountNanos: nanosText.meta({ description: "This part of the cost; the parts add up to the cost" }),
  })
  .meta({ id: "ReceiptPart" });

/** What one request cost, as the customer was charged for it. */
export const Receipt = z
  .object({
    ...resource("receipt"),
    id: idSchema("evt"),
    timestamp: answeredTime,
    feature: code,
    featureName: z.string(),
    unitName: z.string().nullable(),
    quantity: answeredQuantity.nullable().meta({ description: "Units; null for AI usage" }),
    model: z.string().nullable(),
    estimated: z.boolean(),
    reasoningTokens: z.int().meta({ description: "Part of the output tokens" }),
    parts: z.array(ReceiptPart).meta({ description: "Parts of the cost of AI usage; otherwise empty" }),
    unitPrice: answeredRate
      .nullable()
      .meta({ description: "Per unit, rate scale; null if there is no price per unit" }),
    rounding: z.enum(["ceil", "exact"]).nullable(),
    charged: z
      .object({
        unit: z.string().meta({ description: "A currency, `credits`, or `units` for counted usage" }),
        amountNanos: nanosText,
        balanceAfterNanos: nanosText.nullable().meta({ description: "Balance directly after the charge" }),
        usedAfter: answeredQuantity
          .nullable()
          .meta({ description: "Counted usage: total of the period after this request" }),
        included: answeredQuantity.nullable(),
      })
      .nullable()
      .meta({ description: "null for usage that was only recorded" }),
  })
  .meta({ id: "Receipt" });
export const ReceiptList = listOf(Receipt).meta({ id: "ReceiptList" });
export const ListReceipts = z.strictObject({
  ...cursorQuery,
  feature: code.optional(),
  model: text(200).optional(),
  from: timestamp.optional(),
  to: timestamp.optional(),
});

export const PortalEntry = LedgerEntry.pick({
  object: true,
  id: true,
  type: true,
  unit: true,
  amount: true,
  amountNanos: true,
  balanceAfter: true,
  balanceAfterNanos: true,
  eventId: true,
  description: true,
  createdAt: true,
}).meta({ id: "PortalEntry" });
export const PortalEntryList = listOf(PortalEntry).meta({ id: "PortalEntryList" });
export const ListPortalEntries = ListLedger.omit({ customerId: true });

export const PortalCreditPack = CreditPack.pick({
  id: true,
  name: true,
  description: true,
  credits: true,
  price: true,
  currency: true,
}).meta({ id: "PortalCreditPack" });
export const PortalCreditPackList = listOf(PortalCreditPack).meta({ id: "PortalCreditPackList" });

export const PortalTopup = z
  .strictObject({ amount: TopupBalance.shape.amount })
  .refine((body) => body.amount > 0, { path: ["amount"], message: "must be above 0" })
  .meta({ id: "PortalTopup" });
export const PortalPackPurchase = z
  .strictObject({ creditPackId: idSchema("pack") })
  .meta({ id: "PortalPackPurchase" });

export const PortalPurchase = Purchase.pick({
  object: true,
  livemode: true,
  id: true,
  invoiceId: true,
  kind: true,
  status: true,
  unit: true,
  amount: true,
  amountNanos: true,
  description: true,
  createdAt: true,
  paidAt: true,
})
  .extend({
    checkoutUrl: z.string().nullable().meta({
      description: "Page where it can be paid if no card could be charged",
    }),
  })
  .meta({ id: "PortalPurchase" });

const change = {
  planId: text(255).optional().meta({ description: "A plan listed by the portal" }),
  billingInterval: billingInterval.optional(),
};
const saysWhat = (body: { planId?: string | undefined; billingInterval?: string | undefined }): boolean =>
  body.planId !== undefined || body.billingInterval !== undefined;
const WHAT_IS_MISSING = { path: ["planId"], message: "send planId, billingInterval or both" };
export const PreviewPortalChange = z
  .strictObject(change)
  .refine(saysWhat, WHAT_IS_MISSING)
  .meta({ id: "PreviewPortalChange" });
export const PortalPlanChange = z
  .strictObject({ ...change, maxTotal })
  .refine(saysWhat, WHAT_IS_MISSING)
  .meta({ id: "PortalPlanChange" });
const shownLine = InvoiceLine.pick({
  kind: true,
  description: true,
  feature: true,
  period: true,
  quantity: true,
  unitPrice: true,
  amount: true,
});
export const PortalChangePreview = PlanChangePreview.pick({
  object: true,
  direction: true,
  timing: true,
  effectiveAt: true,
  currentPlan: true,
  newPlan: true,
  currency: true,
  remainingDays: true,
  totalDays: true,
  newPeriod: true,
})
  .extend({ billing: PlanChangeBilling.omit({ lines: true }).extend({ lines: z.array(shownLine) }) })
  .meta({ id: "PortalChangePreview" });
export const PortalChange = z
  .object({
    object: z.literal("plan_change"),
    timing: z.enum(["immediate", "period_end"]),
    effectiveAt: answeredTime,
    invoiceId: idSchema("inv").nullable(),
    checkoutUrl: z.string().nullable(),
  })
  .meta({ id: "PortalChange" });
export const CancelInPortal = z.strictObject({ reason: text(500).optional() }).meta({ id: "CancelInPortal" });

/** The plan that a customer was on last, where they have none. */
export const EndedPortalSubscription = Subscription.pick({
  id: true,
  plan: true,
  status: true,
  billingInterval: true,
  currency: true,
  endDate: true,
})
  .extend({
    canBeginAgain: z.boolean().meta({ description: "Whether the plan is still sold at the same price" }),
  })
  .meta({ id: "EndedPortalSubscription" });
export const LastPortalSubscription = orNull(EndedPortalSubscription);
export const PortalReactivation = Subscription.pick({ id: true, status: true, checkoutUrl: true }).meta({
  id: "PortalReactivation",
});

export const PortalSeats = SeatBalance.omit({ customerId: true, subscriptionId: true })
  .extend({ name: z.string() })
  .meta({ id: "PortalSeats" });
export const PortalSeatsList = listOf(PortalSeats).meta({ id: "PortalSeatsList" });
export const PreviewPortalSeats = PreviewSeats.pick({ count: true }).meta({ id: "PreviewPortalSeats" });
export const SetPortalSeats = SetSeats.pick({ count: true, maxTotal: true }).meta({ id: "SetPortalSeats" });
export const PortalSeatPreview = SeatChangePreview.omit({
  customerId: true,
  subscriptionId: true,
}).meta({ id: "PortalSeatPreview" });
export const PortalSeatChange = SeatEvent.pick({
  object: true,
  featureCode: true,
  previousBalance: true,
  newBalance: true,
  current: true,
  effectiveAt: true,
  billing: true,
  invoiceId: true,
})
  .extend({
    checkoutUrl: z.string().nullable().meta({
      description: "Page where the invoice can be paid if no card could be charged",
    }),
  })
  .meta({ id: "PortalSeatChange" });

export const PortalPaymentMethod = PaymentMethod.pick({
  object: true,
  id: true,
  brand: true,
  last4: true,
  expMonth: true,
  expYear: true,
  isDefault: true,
}).meta({ id: "PortalPaymentMethod" });
export const PortalPaymentMethodList = listOf(PortalPaymentMethod).meta({ id: "PortalPaymentMethodList" });

/** A page of the payment provider. */
export const PortalPage = z
  .object({ object: z.literal("portal_page"), url: z.string() })
  .meta({ id: "PortalPage" });

const shownOfInvoice = {
  object: true,
  livemode: true,
  id: true,
  number: true,
  status: true,
  reason: true,
  currency: true,
  total: true,
  amountRefunded: true,
  amountCredited: true,
  amountDue: true,
  dueAt: true,
  period: true,
  description: true,
  issuedAt: true,
  paidAt: true,
} as const;
export const PortalInvoice = Invoice.pick(shownOfInvoice)
  .extend({
    lines: z.array(
      InvoiceLine.pick({
        id: true,
        kind: true,
        description: true,
        feature: true,
        period: true,
        used: true,
        included: true,
        quantity: true,
        unitPrice: true,
        amount: true,
      }),
    ),
  })
  .meta({ id: "PortalInvoice" });
export const PortalInvoiceList = listOf(Invoice.pick(shownOfInvoice)).meta({ id: "PortalInvoiceList" });
export const ListPortalInvoices = z.strictObject({
  ...cursorQuery,
  status: z.enum(["open", "paid", "void", "uncollectible"]).optional(),
});

export const PortalCreditNote = CreditNoteListItem.pick({
  object: true,
  livemode: true,
  id: true,
  number: true,
  invoiceId: true,
  currency: true,
  total: true,
  reason: true,
  settlement: true,
  issuedAt: true,
}).meta({ id: "PortalCreditNote" });
export const PortalCreditNoteList = listOf(PortalCreditNote).meta({ id: "PortalCreditNoteList" });
export const ListPortalCreditNotes = z.strictObject({
  ...cursorQuery,
  invoiceId: idSchema("inv").optional(),
});

export const PortalCredit = CustomerCredit.pick({
  object: true,
  livemode: true,
  id: true,
  amount: true,
  remaining: true,
  currency: true,
  reason: true,
  status: true,
  expiresAt: true,
  createdAt: true,
}).meta({ id: "PortalCredit" });
export const PortalCreditList = listOf(PortalCredit).meta({ id: "PortalCreditList" });
export const ListPortalCredits = ListCustomerCredits;
