/**
 * Webhook events: what happened, each told once, in the transaction in which it happened. Listed by the API, and what
 * webhooks deliver.
 *
 * `data` is kept as it was written, so a field that is added later must be optional.
 */
import { z } from "zod";
import { CreditNoteState, InvoiceState } from "./invoices.js";
import { ModelPrice } from "./models.js";
import { disputeStatus, paymentProvider } from "./payments.js";
import {
  answeredSettlement,
  answeredTime,
  code,
  cursorQuery,
  customerReference,
  idSchema,
  listOf,
  nanosText,
  orNull,
  resource,
  timestamp,
} from "./primitives.js";
import { subscriptionStatus } from "./subscriptions.js";
import { Cost } from "./usage.js";

/** A subscription right after the change that is told of. */
export const SubscriptionState = z
  .object({
    subscriptionId: idSchema("sub"),
    planId: idSchema("plan"),
    planCode: code,
    priceId: idSchema("price").nullable(),
    status: subscriptionStatus,
    currentPeriod: z.object({ start: answeredTime, end: answeredTime }).nullable(),
    trialEndsAt: answeredTime.nullable(),
    cancelAtPeriodEnd: z.boolean(),
    cancelReason: z.string().nullable(),
    canceledAt: answeredTime.nullable(),
    endDate: answeredTime.nullable(),
  })
  .meta({ id: "SubscriptionState" });

/** An attempt at a payment whose result is known. */
export const PaymentState = z
  .object({
    paymentId: idSchema("pay"),
    transactionId: idSchema("txn"),
    invoiceId: idSchema("inv").nullable(),
    subscriptionId: idSchema("sub").nullable(),
    provider: paymentProvider,
    amount: answeredSettlement,
    currency: z.string(),
    attempt: z.int().meta({ description: "Number of the attempt, starting at 1" }),
    failureCode: z.string().nullable(),
    failureMessage: z.string().nullable(),
    nextRetryAt: answeredTime.nullable(),
  })
  .meta({ id: "PaymentState" });

/** A dispute of a payment right after it was opened, or decided. */
export const DisputeState = z
  .object({
    disputeId: idSchema("dsp"),
    status: disputeStatus,
    paymentId: idSchema("pay"),
    transactionId: idSchema("txn"),
    invoiceId: idSchema("inv").nullable(),
    subscriptionId: idSchema("sub").nullable(),
    provider: paymentProvider,
    amount: answeredSettlement.meta({ description: "Disputed amount, settlement scale: 100 = $1.00" }),
    currency: z.string(),
    reason: z
      .string()
      .nullable()
      .meta({ description: "The provider's own name for the reason", example: "fraudulent" }),
  })
  .meta({ id: "DisputeState" });

/** A subscription right after its plan has changed. */
export const PlanChangeState = SubscriptionState.extend({
  previousPlanId: idSchema("plan"),
  previousPlanCode: code,
  previousPriceId: idSchema("price").nullable(),
}).meta({ id: "PlanChangeState" });

/** A balance, or credits, right after the charge that took them below a mark. */
export const RemainderState = z
  .object({
    subscriptionId: idSchema("sub"),
    eventId: idSchema("evt").meta({ description: "The usage event that was charged" }),
    unit: z.string().meta({ description: "A currency such as USD, or `credits`", example: "USD" }),
    remaining: z.number().meta({ description: "Rate scale for money (10000 = $1.00), else credits" }),
    remainingNanos: nanosText,
    included: z
      .number()
      .meta({ description: "What the plan gives at each reset: rate scale for money, else credits" }),
  })
  .meta({ id: "RemainderState" });

/** Usage that was refused and kept, as it was refused the first time. */
export const UsageRefusal = z
  .object({
    refusedUsageId: idSchema("rfu"),
    feature: code,
    reason: z.string().meta({ description: "Error code", example: "insufficient_balance" }),
    message: z.string(),
    /** What it would have cost, where it could be rated. */
    cost: Cost.optional(),
    deducts: z
      .number()
      .optional()
      .meta({ description: "What it would have deducted, in `unit` (rate scale for money)" }),
    unit: z.string().optional().meta({ description: "A currency, or `credits`" }),
    timestamp: answeredTime.meta({ description: "When the usage happened" }),
  })
  .meta({ id: "UsageRefusal" });

/** Another price of a model that had one. */
export const ModelPriceChange = z
  .object({
    model: z.string().meta({ description: "`provider/modelId`", example: "openai/gpt-4o-mini" }),
    /** The new one; in force from its `effectiveFrom` on. */
    price: ModelPrice,
    previousPrice: orNull(ModelPrice).meta({ description: "The price it replaces from that time on" }),
  })
  .meta({ id: "ModelPriceChange" });

/** Sent by `POST /webhooks/{id}/test`, and to that webhook alone. */
export const WebhookTest = z.object({ webhookId: idSchema("whk") }).meta({ id: "WebhookTest" });

const event = <T extends string, C extends z.ZodType, D extends z.ZodType>(
  type: T,
  { name, customerId, data }: { name: string; customerId: C; data: D },
) =>
  z
    .object({
      ...resource("webhook_event"),
      id: idSchema("whe").meta({ description: "Stays the same however often the event is delivered" }),
      type: z.literal(type),
      customerId,
      data,
      createdAt: answeredTime,
    })
    .meta({ id: name });

/** An event about a customer. */
const ofCustomer = <T extends string, D extends z.ZodType>(type: T, name: string, data: D) =>
  event(type, { name, customerId: idSchema("cus"), data });

export const WebhookEvent = z
  .discriminatedUnion("type", [
    ofCustomer("subscription.created", "SubscriptionCreatedEvent", SubscriptionState),
    ofCustomer("subscription.activated", "SubscriptionActivatedEvent", SubscriptionState),
    ofCustomer("subscription.updated", "SubscriptionUpdatedEvent", SubscriptionState),
    ofCustomer("subscription.canceled", "SubscriptionCanceledEvent", SubscriptionState),
    ofCustomer("subscription.past_due", "SubscriptionPastDueEvent", SubscriptionState),
    ofCustomer("payment.received", "PaymentReceivedEvent", PaymentState),
    ofCustomer("payment.failed", "PaymentFailedEvent", PaymentState),
    ofCustomer("payment.disputed", "PaymentDisputedEvent", DisputeState),
    ofCustomer("subscription.plan_changed", "SubscriptionPlanChangedEvent", PlanChangeState),
    ofCustomer("subscription.paused", "SubscriptionPausedEvent", SubscriptionState),
    ofCustomer("subscription.resumed", "SubscriptionResumedEvent", SubscriptionState),
    ofCustomer("subscription.reactivated", "SubscriptionReactivatedEvent", SubscriptionState),
    ofCustomer("balance.low", "BalanceLowEvent", RemainderState),
    ofCustomer("balance.exhausted", "BalanceExhaustedEvent", RemainderState),
    ofCustomer("credits.low", "CreditsLowEvent", RemainderState),
    ofCustomer("credits.exhausted", "CreditsExhaustedEvent", RemainderState),
    ofCustomer("invoice.created", "InvoiceCreatedEvent", InvoiceState),
    ofCustomer("invoice.finalized", "InvoiceFinalizedEvent", InvoiceState),
    ofCustomer("invoice.paid", "InvoicePaidEvent", InvoiceState),
    ofCustomer("invoice.voided", "InvoiceVoidedEvent", InvoiceState),
    ofCustomer("invoice.uncollectible", "InvoiceUncollectibleEvent", InvoiceState),
    ofCustomer("invoice.deleted", "InvoiceDeletedEvent", InvoiceState),
    ofCustomer("credit_note.created", "CreditNoteCreatedEvent", CreditNoteState),
    ofCustomer("usage.refused", "UsageRefusedEvent", UsageRefusal),
    event("webhook.test", {
      name: "WebhookTestEvent",
      customerId: z.null(),
      data: WebhookTest,
    }),
    event("model.price_changed", {
      name: "ModelPriceChangedEvent",
      customerId: z.null(),
      data: ModelPriceChange,
    }),
  ])
  .meta({ id: "WebhookEvent" });

export type WebhookEventType = z.output<typeof WebhookEvent>["type"];
export const WEBHOOK_EVENT_TYPES: readonly WebhookEventType[] = WebhookEvent.options.map(
  ({ shape }) => shape.type.value,
);

export const ListEvents = z.strictObject({
  ...cursorQuery,
  type: z.enum(WEBHOOK_EVENT_TYPES).optional(),
  customerId: customerReference.optional(),
  from: timestamp.optional().meta({ description: "Only events with `createdAt` at or after this time" }),
  to: timestamp.optional().meta({ description: "Only events with `createdAt` before this time" }),
});
export const WebhookEventList = listOf(WebhookEvent).meta({ id: "WebhookEventList" });
