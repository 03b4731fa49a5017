/**
 * Resources with the fields that the published clients' types promise, by `object`. Fields of Farthing's own stay;
 * what it does not know is left out, or null where the type has null for it. Where the two clients name a thing
 * differently, both names are there.
 */
import { testClock, testClockBilling, testClockRun } from "./clock-resources.js";
import { type Fields, isFields } from "./fields.js";
import {
  checkout,
  invoice,
  invoiceDownload,
  payment,
  refund,
  sentInvoice,
  transaction,
} from "./invoice-resources.js";

type Tell = (resource: Fields, sent: Fields) => Fields;

/** @param sent the body that was answered */
export function toldAsCommet(resource: Fields, sent: Fields): Fields {
  const tell = typeof resource.object === "string" ? TOLD[resource.object] : undefined;
  return tell ? tell(resource, sent) : resource;
}

const TOLD: Readonly<Record<string, Tell>> = {
  api_key: (key) => ("key" in key ? { ...key, apiKey: key.key } : key),
  balance_change: balanceChange,
  balance_topup: bought,
  checkout,
  credit_grant: bought,
  customer: (customer) => ({ documentType: null, ...customer, billingEmail: customer.email }),
  customer_batch: customerBatch,
  feature: (feature) => ({ ...feature, type: featureType(feature.type) }),
  feature_access: featureAccess,
  invoice,
  invoice_download: invoiceDownload,
  payment,
  seat_balance: (balance) => ({ ...balance, object: "seat" }),
  seat_event: seatEvent,
  plan,
  // Asked for by itself, it has a price always: none is zero.
  plan_feature: (feature) => {
    const told = planFeature(feature);
    const overage = told.overage as Fields | undefined;
    return overage?.unitPrice === null ? { ...told, overage: { ...overage, unitPrice: 0 } } : told;
  },
  plan_change: planChange,
  plan_change_preview: planChangePreview,
  plan_price: planPrice,
  plan_regional_pricing: planRegionalPricing,
  price_regional_pricing: priceRegionalPricing,
  portal_session: (session) => ({ success: true, message: "The link works once.", ...session }),
  refund,
  sent_invoice: sentInvoice,
  subscription,
  test_clock: testClock,
  test_clock_billing: testClockBilling,
  test_clock_run: testClockRun,
  transaction,
  usage_adjustment: (adjustment, sent) => ({
    ...adjustment,
    object: "usage_event",
    ts: adjustment.createdAt,
    idempotencyKey: sent.idempotencyKey ?? null,
  }),
  usage_check: usageCheck,
  usage_event: usageEvent,
  webhook: (webhook) => ("secret" in webhook ? { ...webhook, secretKey: webhook.secret } : webhook),
  webhook_delivery: (delivery) => ({
    ...delivery,
    success: delivery.status === "delivered",
    deliveryId: delivery.id,
    deliveredAt: delivery.deliveredAt ?? delivery.createdAt,
  }),
};

const featureType = (type: unknown): unknown => (type === "metered" ? "usage" : type);

/** Which of the three it was is seen from the balances: whoever sets a number adds or removes seats, too. */
function seatEvent(event: Fields): Fields {
  const change = Number(event.newBalance) - Number(event.previousBalance);
  const eventType = change > 0 ? "add" : change < 0 ? "remove" : "set";
  return { ...event, object: "seat", eventType, quantity: Math.abs(change), ts: event.createdAt };
}

/** Their types have no null there: unlimited and unknown are left out. */
const withoutNull = (fields: Fields): Fields =>
  Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));

function customerBatch(batch: Fields): Fields {
  const failed = (batch.failed as Fields[]).map((item) => ({
    ...item,
    error: isFields(item.error) ? item.error.message : item.error,
  }));
  const successful = (batch.successful as Fields[]).map((customer) => toldAsCommet(customer, {}));
  return { ...batch, object: "customer", successful, failed };
}

function balanceChange(change: Fields, sent: Fields): Fields {
  const { balance, entry } = change as { balance: Fields; entry: Fields };
  return {
    ...change,
    object: "subscription",
    amount: entry.amount,
    newBalance: balance.remaining,
    reason: sent.reason ?? null,
  };
}

/** Their types say nothing of a payment that is still to come; `status` does. */
function bought(purchase: Fields): Fields {
  return {
    ...purchase,
    object: "subscription",
    newBalance: (purchase.balance as Fields).remaining,
  };
}

function featureAccess(access: Fields): Fields {
  const charged = access.allowed === false || access.type === "boolean" ? { willBeCharged: false } : {};
  return withoutNull({
    ...charged,
    ...access,
    object: "feature",
    type: featureType(access.type),
    current: access.used ?? null,
    overage: access.overageQuantity ?? null,
  });
}

function plan(resource: Fields): Fields {
  if (resource.deleted === true) return resource;
  return {
    ...resource,
    prices: (resource.prices as Fields[]).map(planPrice),
    features: (resource.features as Fields[]).map(planFeature),
  };
}

const NO_OFFER = {
  introOffer: null,
  introOfferEnabled: false,
  introOfferDiscountType: null,
  introOfferDiscountValue: null,
  introOfferDurationCycles: null,
};

function planPrice(price: Fields): Fields {
  return price.deleted === true ? price : { ...NO_OFFER, ...price, object: "plan" };
}

function planFeature(feature: Fields): Fields {
  if (feature.deleted === true) return { ...feature, object: "plan", id: feature.featureId, removed: true };
  const overage = feature.overage as Fields;
  return {
    ...feature,
    object: "plan",
    type: featureType(feature.type),
    overage: { ...overage, model: overage.enabled === true ? "per_unit" : null },
    overageEnabled: overage.enabled,
    overageUnitPrice: overage.unitPrice,
  };
}

function planRegionalPricing(pricing: Fields): Fields {
  if (pricing.deleted === true) return { ...pricing, object: "plan" };
  return {
    ...pricing,
    object: "plan",
    pricesConfigured: (pricing.prices as Fields[]).length,
    featuresConfigured: (pricing.features as Fields[]).length,
  };
}

function priceRegionalPricing(pricing: Fields): Fields {
  return {
    ...pricing,
    object: "plan",
    ...(Array.isArray(pricing.overrides) ? { overrides: pricing.overrides.map(withoutNull) } : {}),
  };
}

function subscription(resource: Fields): Fields {
  const planOf = resource.plan as Fields;
  const period = resource.currentPeriod as Fields | null;
  const isEnding = resource.cancelAtPeriodEnd === true;
  const isOver = resource.status === "canceled" || resource.status === "expired";
  return {
    description: null,
    discount: null,
    introOfferEndsAt: null,
    introOfferDiscountType: null,
    introOfferDiscountValue: null,
    billingDayOfMonth: null,
    nextBillingDate: isEnding || isOver ? null : (period?.end ?? null),
    ...resource,
    plan: { ...planOf, billingInterval: resource.billingInterval },
    scheduledPlanChange: scheduledPlanChange(resource),
    planId: planOf.id,
    planName: planOf.name,
    currentPeriodStart: period?.start ?? null,
    currentPeriodEnd: period?.end ?? null,
    cancellation: isEnding
      ? { scheduledAt: resource.canceledAt, reason: resource.cancelReason, effectiveAt: resource.endDate }
      : null,
    ...(isEnding || isOver ? { scheduledCancellationDate: resource.endDate } : {}),
    ...(Array.isArray(resource.features) ? { features: resource.features.map(featureSummary) } : {}),
  };
}

function scheduledPlanChange(resource: Fields): Fields | null {
  const change = resource.scheduledChange as Fields | null;
  if (!change) return null;
  const to = change.plan as Fields;
  const isSamePlan = to.id === (resource.plan as Fields).id;
  return {
    changeType: isSamePlan ? "interval_change" : "plan_downgrade",
    newPlanId: to.id,
    newPlanName: to.name,
    newBillingInterval: change.billingInterval,
    scheduledFor: change.effectiveAt,
  };
}

function planChange(change: Fields): Fields {
  const { currentPlan: from, newPlan: to } = change as { currentPlan: Fields; newPlan: Fields };
  const about = { object: "subscription", livemode: change.livemode, id: change.subscriptionId };
  if (change.timing === "period_end") {
    return {
      ...about,
      scheduled: true,
      scheduledFor: change.effectiveAt,
      changeType: from.id === to.id ? "subscription.interval_change" : "subscription.plan_downgrade",
      customerId: change.customerId,
      newPlanId: to.id,
      newPlanName: to.name,
      newBillingInterval: to.billingInterval,
    };
  }
  return {
    ...about,
    scheduled: false,
    customerId: change.customerId,
    previousPlan: { id: from.id, name: from.name },
    currentPlan: { id: to.id, name: to.name, price: to.price },
    billingInterval: to.billingInterval,
    billing: changeBilling(change.billing as Fields),
    ...(change.invoiceId === null ? {} : { invoiceId: change.invoiceId }),
  };
}

const changeBilling = (billing: Fields): Fields => ({
  credit: billing.credit,
  creditsApplied: billing.creditsApplied,
  charge: billing.charge,
  taxAmount: 0,
  netAmount: Number(billing.total) + Number(billing.creditsApplied) - Number(billing.customerCredit),
  totalCharged: billing.total,
  remainingCreditBalance: billing.customerCreditLeft,
});

function planChangePreview(preview: Fields): Fields {
  const billing = preview.billing as Fields;
  return {
    object: "subscription",
    livemode: preview.livemode,
    currency: preview.currency,
    currentPlanCredit: billing.credit,
    newPlanCharge: billing.charge,
    estimatedTotal: billing.total,
    effectiveDate: preview.effectiveAt,
    daysRemaining: preview.remainingDays,
    totalDays: preview.totalDays,
    isUpgrade: preview.direction === "upgrade",
  };
}

function featureSummary(access: Fields): Fields {
  const { code, name, type, enabled, used, included, overageQuantity, overageUnitPrice } = access;
  const usage = { current: used, included, overage: overageQuantity, overageQuantity, overageUnitPrice };
  return {
    code,
    name,
    type: featureType(type),
    enabled,
    ...(used === undefined ? {} : { usage: withoutNull(usage) }),
  };
}

function usageEvent(event: Fields): Fields {
  const properties = event.properties as Fields[];
  return {
    ...event,
    ts: event.timestamp,
    idempotencyKey: event.idempotencyKey ?? undefined,
    properties: properties.map((property) => ({
      usageEventId: event.id,
      createdAt: event.createdAt,
      ...property,
    })),
  };
}

function usageCheck(check: Fields, sent: Fields): Fields {
  return withoutNull({
    ...check,
    ...(sent.model === undefined ? { quantity: sent.quantity ?? 1 } : {}),
    ...amounts(check),
  });
}

/** What is left and what it would take, under the names that go with the consumption model. */
function amounts(check: Fields): Fields {
  const cost = check.cost as Fields | undefined;
  if (check.consumptionModel === "metered") return { current: check.used };
  if (check.consumptionModel === "credits") return { totalCredits: check.remaining };
  if (check.consumptionModel !== "balance") return {};
  return {
    currentBalance: check.remaining,
    currency: check.unit,
    unitPrice: cost?.unitPrice,
    estimatedAmount: cost?.total,
  };
}
