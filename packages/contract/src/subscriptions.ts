/** Subscriptions: a customer on a plan, and the balance that comes with it. */
import { z } from "zod";
import { currencyCode } from "./customer-credits.js";
import { successUrl } from "./payments.js";
import { billingInterval, consumptionModel } from "./plans.js";
import {
  answeredCredits,
  answeredRate,
  answeredSettlement,
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  nanosText,
  resource,
  text,
  timestamp,
} from "./primitives.js";

import { seatCounts } from "./seats.js";

export const subscriptionStatus = z.enum([
  "draft",
  "pending_payment",
  "trialing",
  "active",
  "past_due",
  "paused",
  "canceled",
  "expired",
]);

export const CreateSubscription = z
  .strictObject({
    customerId: customerReference,
    planId: text(255).optional().meta({ description: "The plan's `plan_…` id or its code" }),
    planCode: code.optional(),
    priceId: idSchema("price").optional(),
    billingInterval: billingInterval.nullable().optional(),
    currency: currencyCode.optional().meta({
      description:
        "Currency of its invoices and balance, fixed for its whole life; one that the plan is sold in. Default: USD",
    }),
    name: text(100).optional().meta({
      description: "What the customer sees it called. The name of the plan it is on where left out.",
    }),
    initialSeats: seatCounts.optional(),
    skipTrial: z.boolean().default(false),
    customTrialDays: z.int().min(0).max(730).optional(),
    activate: z.boolean().optional().meta({
      description:
        "true: charged and active at once. false: paid at `checkoutUrl` first. Default: the environment's setting `collection`. If it is paid elsewhere, send false and then call `POST /subscriptions/{id}/activate`.",
    }),
    startDate: timestamp.optional().meta({
      description:
        "After now and within two years; the subscription is a `draft` until then and begins by itself. Default: now",
    }),
    successUrl: successUrl.optional(),
  })
  .check(({ value: { planId, planCode, skipTrial, customTrialDays }, issues, value: input }) => {
    const refuse = (path: string, message: string) =>
      issues.push({ code: "custom", input, path: [path], message });
    if ((planId === undefined) === (planCode === undefined))
      refuse("planId", "send exactly one of planId and planCode");
    if (skipTrial && customTrialDays) refuse("customTrialDays", "must be 0 or left out if skipTrial is true");
  })
  .meta({ id: "CreateSubscription" });

export const CancelSubscription = z
  .strictObject({
    reason: text(500).optional(),
    immediate: z
      .boolean()
      .default(false)
      .meta({ description: "true: cancel now instead of at the end of the period" }),
  })
  .meta({ id: "CancelSubscription" });

export const Subscription = z
  .object({
    ...resource("subscription"),
    id: idSchema("sub"),
    customerId: idSchema("cus"),
    plan: z.object({ id: idSchema("plan"), code, name: z.string(), basePrice: answeredSettlement }),
    priceId: idSchema("price").nullable(),
    name: z.string(),
    status: subscriptionStatus,
    billingInterval: billingInterval.nullable(),
    consumptionModel,
    currency: z.string(),
    startDate: answeredTime.meta({ description: "When it began or will begin" }),
    trialEndsAt: answeredTime.nullable(),
    currentPeriod: z.object({ start: answeredTime, end: answeredTime, daysRemaining: z.int() }).nullable(),
    balance: z
      .object({ remaining: answeredRate, included: answeredRate, currency: z.string() })
      .nullable()
      .meta({ description: "Balance plans only" }),
    credits: z
      .object({ remaining: answeredCredits, included: answeredCredits, purchased: answeredCredits })
      .nullable()
      .meta({ description: "Credit plans only" }),
    scheduledChange: z
      .object({
        plan: z.object({ id: idSchema("plan"), code, name: z.string() }),
        priceId: idSchema("price").nullable(),
        billingInterval: billingInterval.nullable(),
        effectiveAt: answeredTime,
      })
      .nullable()
      .meta({ description: "The plan change scheduled for the end of the period" }),
    pausedAt: answeredTime.nullable(),
    cancelAtPeriodEnd: z.boolean(),
    cancelReason: z.string().nullable(),
    canceledAt: answeredTime.nullable(),
    endDate: answeredTime.nullable(),
    checkoutUrl: z.string().nullable(),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Subscription" });

export const GetActiveSubscription = z.strictObject({ customerId: customerReference });
export const ListSubscriptions = z.strictObject({
  ...cursorQuery,
  customerId: customerReference.optional(),
  planId: text(255).optional().meta({ description: "The plan's `plan_…` id or its code" }),
  status: subscriptionStatus.optional(),
  search: text(200).optional().meta({
    description: "Part of the customer's name, e-mail or external id, or the customer's id",
  }),
});
export const SubscriptionList = listOf(Subscription).meta({ id: "SubscriptionList" });

const rateOrCredits = z.number().meta({
  description: "Rate scale for money (10000 = $1.00), else credits",
  example: 125000,
});

/** What a customer can still spend, read from the database at that moment. */
export const Balance = z
  .object({
    ...resource("balance"),
    subscriptionId: idSchema("sub"),
    customerId: idSchema("cus"),
    consumptionModel,
    unit: z.string().meta({ description: "A currency such as USD, or `credits`", example: "USD" }),
    remaining: rateOrCredits,
    remainingNanos: nanosText,
    allowance: rateOrCredits.meta({
      description:
        "The part of `remaining` that comes from the plan's allowance: rate scale for money, else credits",
    }),
    purchased: rateOrCredits.meta({
      description: "The part of `remaining` that survives a reset: rate scale for money, else credits",
    }),
    included: rateOrCredits.meta({
      description: "What the plan gives at each reset: rate scale for money, else credits",
    }),
    blockOnExhaustion: z.boolean(),
    updatedAt: answeredTime,
  })
  .meta({ id: "Balance" });

export const AdjustBalance = z
  .strictObject({
    amount: z.number().meta({
      description:
        "Signed. Balance plan: rate scale (10000 = $1.00), up to five decimals; credits plan: credits, up to nine decimals",
      example: -5000,
    }),
    reason: text(500).optional(),
    type: z.enum(["balance", "credits"]).optional(),
  })
  .refine((body) => body.amount !== 0, { path: ["amount"], message: "must not be 0" })
  .meta({ id: "AdjustBalance" });

const ledgerEntryType = z.enum([
  "allowance",
  "consumption",
  "topup",
  "adjustment",
  "reset",
  "hold",
  "release",
  "expiry",
]);

export const LedgerEntry = z
  .object({
    ...resource("ledger_entry"),
    id: z.string().meta({ example: "led_01h455vb4pex5vsknk084sn02q" }),
    customerId: idSchema("cus"),
    subscriptionId: idSchema("sub").nullable(),
    type: ledgerEntryType,
    unit: z.string().meta({ description: "A currency such as USD, or `credits`" }),
    amount: rateOrCredits.meta({ description: "Signed. Rate scale for money (10000 = $1.00), else credits" }),
    amountNanos: nanosText,
    balanceAfter: rateOrCredits,
    balanceAfterNanos: nanosText,
    eventId: idSchema("evt").nullable(),
    invoiceId: idSchema("inv").nullable().meta({ description: "For purchases and billed overage" }),
    description: z.string(),
    createdAt: answeredTime,
  })
  .meta({ id: "LedgerEntry" });

export const ListLedger = z.strictObject({
  ...cursorQuery,
  customerId: customerReference,
  type: ledgerEntryType.optional(),
  from: timestamp.optional().meta({ description: "Created at or after" }),
  to: timestamp.optional().meta({ description: "Created before" }),
});
export const LedgerEntryList = listOf(LedgerEntry).meta({ id: "LedgerEntryList" });

/** A balance after an adjustment, and the ledger entry that did it. */
export const BalanceChange = z
  .object({ ...resource("balance_change"), balance: Balance, entry: LedgerEntry })
  .meta({ id: "BalanceChange" });
