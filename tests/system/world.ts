/**
 * One of everything in an environment, and a valid request for every operation of the API. Tests that go over all
 * operations (tenancy, scopes, fuzz) fail when an operation has no request here, so a new one cannot be forgotten.
 */
import type { Application } from "../../packages/server/src/app.js";
import type { Endpoint } from "../../packages/server/src/platform/index.js";
import { type Body, mustSend, send, type TestAnswer } from "../../packages/server/test/instance.js";
import { png } from "../../packages/server/test/png.js";
import {
  LIVE_STRIPE_KEY,
  TEST_STRIPE_KEY,
  TEST_WEBHOOK_SECRET,
} from "../../packages/server/test/stripe/stand-in.js";

export interface World {
  readonly key: string;
  readonly customerId: string;
  /** A customer without a subscription. */
  readonly idleCustomerId: string;
  readonly externalId: string;
  readonly featureId: string;
  readonly featureCode: string;
  /** Priced by AI model. */
  readonly aiFeatureCode: string;
  /** In no plan. */
  readonly freeFeatureCode: string;
  readonly planId: string;
  readonly planCode: string;
  /** Takes all who are on it. */
  readonly heirPlanId: string;
  readonly priceId: string;
  readonly planGroupId: string;
  readonly higherPlanCode: string;
  /** In the group. */
  readonly groupedPlanId: string;
  readonly subscriptionId: string;
  /** Of a customer of its own, metered. */
  readonly meteredCustomerId: string;
  /** On a plan of the group, which has a higher one. */
  readonly groupedSubscriptionId: string;
  /** To change to a lower plan when its period ends. */
  readonly changingSubscriptionId: string;
  readonly pausedSubscriptionId: string;
  readonly endedSubscriptionId: string;
  readonly canceledSubscriptionId: string;
  /** Awaits its payment. */
  readonly pendingSubscriptionId: string;
  readonly invoiceId: string;
  readonly invoiceLineId: string;
  readonly draftInvoiceId: string;
  readonly creditNoteId: string;
  readonly creditNoteLineId: string;
  readonly customerCreditId: string;
  /** Kept in credits, of a customer of its own. */
  readonly creditsSubscriptionId: string;
  /** Of the metered plan. */
  readonly seatFeatureCode: string;
  readonly creditPackId: string;
  /** Nobody buys it, so that it can be deleted. */
  readonly unsoldPackId: string;
  readonly purchaseId: string;
  readonly eventId: string;
  readonly refusedId: string;
  readonly apiKeyId: string;
  readonly provider: string;
  readonly modelId: string;
  readonly modelPriceId: string;
  readonly aliasId: string;
  readonly alias: string;
  readonly webhookEventId: string;
  /** Made by the card of `payerId`, at a page. */
  readonly paymentId: string;
  readonly openPaymentId: string;
  readonly transactionId: string;
  readonly failedTransactionId: string;
  readonly payerId: string;
  readonly paymentMethodId: string;
  readonly webhookId: string;
  readonly webhookDeliveryId: string;
}

/** Nobody listens there, which is known at once. */
const NOBODYS_URL = "https://127.0.0.1:9/webhooks";

let worlds = 0;

/** Makes a world in the environment of `key`. Its names are its own, so that no two worlds share one. */
export async function createWorld(application: Application, key: string): Promise<World> {
  worlds += 1;
  const tag = `w${worlds}`;
  const must = (method: string, path: string, body: unknown): Promise<Body> =>
    mustSend(application, key, method, path, body);
  const post = (path: string, body: unknown) => must("POST", path, body);

  await must("PATCH", "/branding", LOGO);
  const feature = await post("/features", { name: "Calls", code: `${tag}_calls`, type: "metered" });
  await post("/features", { name: "AI", code: `${tag}_ai`, type: "metered" });
  await post("/features", { name: "Free", code: `${tag}_free`, type: "metered" });
  const plan = await post("/plans", { name: "Plan", code: `${tag}_plan`, consumptionModel: "balance" });
  const price = await post(`/plans/${plan.id}/prices`, {
    billingInterval: "monthly",
    price: 1000,
    includedBalance: 100_000,
    isDefault: true,
  });
  await post(`/plans/${plan.id}/features`, { featureId: feature.id, overage: { unitPrice: 10 } });
  await post(`/plans/${plan.id}/features`, { featureId: `${tag}_ai`, pricingMode: "ai_model", margin: 2000 });
  await post("/plans", { name: "Metered", code: `${tag}_metered` });
  await post(`/plans/${tag}_metered/prices`, { billingInterval: "monthly", price: 1000 });
  await post(`/plans/${tag}_metered/features`, {
    featureId: feature.id,
    includedAmount: 10,
    overage: { enabled: true, unitPrice: 200 },
  });
  await must("PUT", `/plans/${plan.id}/regional`, { currency: "CLP", exchangeRate: 950 });
  const heir = await post("/plans", { name: "Heir", code: `${tag}_heir`, consumptionModel: "balance" });
  for (const billingInterval of ["monthly", "yearly"])
    await post(`/plans/${heir.id}/prices`, { billingInterval, price: 1000 });
  for (const currency of ["JPY", "EUR", "CLP"])
    await must("PUT", `/plans/${heir.id}/regional`, { currency, exchangeRate: 1 });
  const group = await post("/plan-groups", { name: "Group" });
  const grouped = await post("/plans", { name: "In", code: `${tag}_grouped`, planGroupId: group.id });
  await post("/features", { name: "Seats", code: `${tag}_seats`, type: "seats" });
  await post(`/plans/${tag}_metered/features`, {
    featureId: `${tag}_seats`,
    includedAmount: 1,
    overage: { unitPrice: 100_000 },
    seatBilling: "immediate",
  });
  const model = await post("/models", {
    provider: `${tag}-lab`,
    modelId: `${tag}/one`,
    price: { inputPrice: 30_000, outputPrice: 0 },
  });
  await post(`/models/${OVERRIDDEN.provider}/${OVERRIDDEN.modelId}/prices`, {
    inputPrice: 1,
    outputPrice: 1,
  });
  const alias = await post("/model-aliases", { alias: `${tag}-fast`, model: `${tag}-lab/${tag}/one` });

  const customer = async (suffix: string): Promise<string> =>
    (await post("/customers", { id: `${tag}_${suffix}`, email: "someone@example.com" })).id;
  const subscribed = async (customerId: string, planCode: string, activate = true): Promise<string> =>
    (await post("/subscriptions", { customerId, planCode, activate })).id;
  const customerId = await customer("user");
  const subscriptionId = await subscribed(customerId, plan.code);
  const meteredCustomerId = await customer("metered");
  await subscribed(meteredCustomerId, `${tag}_metered`);
  await post("/seats", { customerId: meteredCustomerId, featureCode: `${tag}_seats`, count: 50 });
  const canceledSubscriptionId = await subscribed(await customer("canceled"), plan.code);
  await post(`/subscriptions/${canceledSubscriptionId}/cancel`, {});
  const pendingSubscriptionId = await subscribed(await customer("pending"), plan.code, false);
  const higher = await post("/plans", { name: "Higher", code: `${tag}_higher`, planGroupId: group.id });
  await post(`/plans/${higher.id}/prices`, { billingInterval: "monthly", price: 9000 });
  await post(`/plans/${grouped.id}/prices`, { billingInterval: "monthly", price: 1000 });
  const groupedSubscriptionId = await subscribed(await customer("grouped"), `${tag}_grouped`);
  const changingSubscriptionId = await subscribed(await customer("changing"), `${tag}_higher`);
  await post(`/subscriptions/${changingSubscriptionId}/change-plan`, { newPlanId: grouped.id });
  const pausedSubscriptionId = await subscribed(await customer("paused"), `${tag}_metered`);
  // Where no card is charged at once they are past due until then, and could be neither changed nor paused.
  for (const id of [groupedSubscriptionId, pausedSubscriptionId]) {
    const unpaid = await must("GET", `/invoices?subscriptionId=${id}&status=open`, undefined);
    for (const invoice of unpaid.data)
      await must("PATCH", `/invoices/${invoice.id}/status`, { status: "paid" });
  }
  await post(`/subscriptions/${pausedSubscriptionId}/pause`, {});
  const endedSubscriptionId = await subscribed(await customer("ended"), `${tag}_metered`);
  await post(`/subscriptions/${endedSubscriptionId}/cancel`, { immediate: true });
  const event = await post("/usage/events", { customerId, feature: feature.code, idempotencyKey: tag });
  const refused = await send(application, key, "POST", "/usage/events", {
    customerId,
    feature: feature.code,
    value: 1_000_000,
    idempotencyKey: `${tag}_refused`,
  });
  if (refused.status !== 402) throw new Error(`not refused: ${JSON.stringify(refused.body)}`);
  const bought = await post(`/subscriptions/${subscriptionId}/balance/topup`, { amount: 10_000_000 });
  await post("/plans", { name: "Credits", code: `${tag}_credits`, consumptionModel: "credits" });
  await post(`/plans/${tag}_credits/prices`, {
    billingInterval: "monthly",
    price: 1000,
    includedCredits: 10,
  });
  const creditsSubscriptionId = await subscribed(await customer("credits"), `${tag}_credits`);
  const pack = await post("/credit-packs", { name: "Pack", credits: 100, price: 900 });
  const unsold = await post("/credit-packs", { name: "Unsold", credits: 100, price: 900 });
  const [kept] = (await must("GET", `/usage/refused?customerId=${customerId}`, undefined)).data;
  const [happened] = (await must("GET", `/events?customerId=${customerId}`, undefined)).data;
  const apiKey = await post("/api-keys", { name: tag });
  const webhook = await post("/webhooks", { url: NOBODYS_URL, events: ["*"] });
  const delivery = await post(`/webhooks/${webhook.id}/test`, {});
  const [listed] = (await must("GET", `/invoices?customerId=${customerId}`, undefined)).data;
  const invoice = await must("GET", `/invoices/${listed.id}`, undefined);
  const draft = await post("/invoices", { customerId, amount: 1, description: "Draft", draft: true });
  const creditNote = await post(`/invoices/${invoice.id}/credit-notes`, { amount: 1, reason: "Less" });
  const paid = await pay(application, must, await customer("payer"));
  const credit = await post(`/customers/${customerId}/credits`, {
    amount: 500,
    currency: "EUR",
    reason: "Sorry",
  });
  return {
    key,
    ...paid,
    failedTransactionId: await failAPayment(must, await customer("debtor")),
    customerId,
    idleCustomerId: await customer("idle"),
    externalId: `${tag}_user`,
    featureId: feature.id,
    featureCode: feature.code,
    aiFeatureCode: `${tag}_ai`,
    freeFeatureCode: `${tag}_free`,
    planId: plan.id,
    planCode: plan.code,
    priceId: price.id,
    planGroupId: group.id,
    heirPlanId: heir.id,
    higherPlanCode: higher.code,
    groupedPlanId: grouped.id,
    subscriptionId,
    meteredCustomerId,
    groupedSubscriptionId,
    changingSubscriptionId,
    pausedSubscriptionId,
    endedSubscriptionId,
    canceledSubscriptionId,
    pendingSubscriptionId,
    invoiceId: invoice.id,
    invoiceLineId: invoice.lines[0].id,
    draftInvoiceId: draft.id,
    creditNoteId: creditNote.id,
    creditNoteLineId: creditNote.lines[0].id,
    customerCreditId: credit.id,
    creditsSubscriptionId,
    seatFeatureCode: `${tag}_seats`,
    creditPackId: pack.id,
    unsoldPackId: unsold.id,
    purchaseId: bought.purchaseId,
    eventId: event.id,
    refusedId: kept.id,
    apiKeyId: apiKey.id,
    provider: `${tag}-lab`,
    modelId: `${tag}/one`,
    modelPriceId: model.price.id,
    aliasId: alias.id,
    alias: `${tag}-fast`,
    webhookEventId: happened.id,
    webhookId: webhook.id,
    webhookDeliveryId: delivery.id,
  };
}

type Must = (method: string, path: string, body: unknown) => Promise<Body>;
const PAYMENT = { amount: 2500, currency: "USD", description: "Workshop" };

/** Pays at a page: a sandbox's own, or the provider's. */
async function pay({ app }: Application, must: Must, payerId: string) {
  const made = await must("POST", "/payments", { ...PAYMENT, customerId: payerId });
  const path = new URL(made.checkoutUrl).pathname;
  if (made.livemode) {
    await app.request(`${path}/pay`);
    await app.request(`${path}/return`);
  } else await app.request(path, { method: "POST", body: "card=4242424242424242" });
  const [transaction] = (await must("GET", `/transactions?paymentId=${made.id}`, undefined)).data;
  const [method] = (await must("GET", `/customers/${payerId}/payment-methods`, undefined)).data;
  const open = await must("POST", "/payments", { ...PAYMENT, customerId: payerId });
  return {
    payerId,
    paymentId: made.id as string,
    openPaymentId: open.id as string,
    transactionId: transaction.id as string,
    paymentMethodId: method.id as string,
  };
}

/** Without a card in live, with one that is declined in a sandbox. */
async function failAPayment(must: Must, debtorId: string): Promise<string> {
  const made = await must("POST", "/customers", {});
  if (!made.livemode) await must("POST", `/customers/${debtorId}/payment-methods`, { testCard: "declined" });
  await must("POST", "/invoices", { customerId: debtorId, amount: 500, description: "Setup" });
  return (await must("GET", `/transactions?customerId=${debtorId}`, undefined)).data[0].id;
}

export interface ValidRequest {
  readonly params?: Readonly<Record<string, string>>;
  readonly query?: Readonly<Record<string, string>>;
  readonly body?: Readonly<Record<string, unknown>>;
}

const TOKENS = { inputTokens: 1000, outputTokens: 500, cacheReadTokens: 10 };

/** One pixel. */
const LOGO = { logo: { contentType: "image/png", data: png(1, 1, [0, 0, 0]).toString("base64") } };

/** Operations that change a world so that the same valid request, or another, is not valid in it again. */
/** A model of the catalog, which has a price of the environment's own. */
const OVERRIDDEN = { provider: "openai", modelId: "o3" };

const ONCE_PER_WORLD = new Set([
  "deleteApiKey",
  "deleteFeature",
  "deletePlan",
  "deletePlanPrice",
  "deletePlanRegionalPricing",
  "deleteModelAlias",
  "deleteWebhook",
  "deletePlanGroup",
  "addPlanToGroup",
  "removePlanFromGroup",
  "deleteCreditPack",
  "addPlanFeature",
  "removePlanFeature",
  "createSubscription",
  "cancelSubscription",
  "uncancelSubscription",
  "activateSubscription",
  "finalizeInvoice",
  "deleteInvoice",
  "cancelPayment",
  "refundTransaction",
  "removePaymentMethod",
  "changePlan",
  "cancelScheduledChange",
  "pauseSubscription",
  "resumeSubscription",
  "reactivateSubscription",
  "dismissRefusedUsage",
  "endModelPriceOverride",
]);
const SANDBOX_ONLY = new Set([
  "getTestClock",
  "advanceTestClock",
  "processTestClockBilling",
  "addPaymentMethod",
]);
/** A live environment answers these with 403 `sandbox_only`. */
export const isSandboxOnly = ({ operationId }: Pick<Endpoint, "operationId">): boolean =>
  SANDBOX_ONLY.has(operationId);

export const isOncePerWorld = ({ operationId }: Endpoint): boolean => ONCE_PER_WORLD.has(operationId);

/** By operation. `unique` is text that no other request has. */
export function validRequests(world: World, unique: string): Readonly<Record<string, ValidRequest>> {
  const customer = { params: { id: world.customerId } };
  const plan = { params: { id: world.planId } };
  const planPrice = { params: { id: world.planId, priceId: world.priceId } };
  const planFeature = { params: { id: world.planId, featureId: world.featureCode } };
  const planGroup = { params: { id: world.planGroupId } };
  const feature = { params: { code: world.featureCode } };
  const subscription = { params: { id: world.subscriptionId } };
  const model = { params: { provider: world.provider, modelId: world.modelId } };
  const ofCustomer = { query: { customerId: world.customerId } };
  const webhook = { params: { id: world.webhookId } };
  const delivery = { params: { id: world.webhookId, deliveryId: world.webhookDeliveryId } };
  const ofSeats = { customerId: world.meteredCustomerId, featureCode: world.seatFeatureCode };
  const metadata = { team: "growth", size: 3, trial: false };
  return {
    createApiKey: { body: { name: "More", scope: "read", expiresInDays: 30 } },
    listApiKeys: { query: { limit: "10" } },
    deleteApiKey: { params: { id: world.apiKeyId } },
    getBranding: {},
    updateBranding: {
      body: { legalName: "Seller Ltd", website: "https://example.com", netDays: 30, ...LOGO },
    },
    getBrandingLogo: {},
    createCustomer: {
      body: {
        id: `customer_${unique}`,
        email: "a@example.com",
        fullName: "Ada",
        timezone: "Europe/Berlin",
        metadata,
        address: { line1: "1 High St", city: "Leeds", postalCode: "LS1", country: "GB" },
      },
    },
    createCustomerBatch: { body: { customers: [{ id: `batch_${unique}`, fullName: "Bo" }, {}] } },
    listCustomers: { query: { search: "user" } },
    getCustomer: customer,
    updateCustomer: { ...customer, body: { fullName: "Ada L.", metadata } },
    giveCustomerCredit: {
      ...customer,
      body: { amount: 2000, currency: "eur", reason: "Outage", expiresAt: "2999-01-01T00:00:00Z" },
    },
    listCustomerCredits: { ...customer, query: { status: "active" } },
    revokeCustomerCredit: { params: { id: world.customerId, creditId: world.customerCreditId }, body: {} },
    createFeature: { body: { name: "Feature", code: `f_${unique}`, type: "metered", unitName: "call" } },
    listFeatures: {},
    getFeature: feature,
    updateFeature: { ...feature, body: { name: "Renamed", description: "What it is" } },
    deleteFeature: { params: { code: world.freeFeatureCode } },
    createPlan: { body: { name: "Plan", code: `p_${unique}`, consumptionModel: "credits", metadata } },
    listPlans: { query: { includePrivate: "true" } },
    getPlan: plan,
    updatePlan: { ...plan, body: { name: "Renamed", blockOnExhaustion: true } },
    setPlanVisibility: { ...plan, body: { isPublic: true } },
    deletePlan: { ...plan, query: { migrateTo: world.heirPlanId } },
    listPlanVersions: plan,
    createPlanGroup: { body: { name: "Group", description: "All of them", isPublic: true } },
    listPlanGroups: {},
    getPlanGroup: planGroup,
    updatePlanGroup: { ...planGroup, body: { name: "Renamed", isPublic: true } },
    deletePlanGroup: planGroup,
    addPlanToGroup: { ...planGroup, body: { planId: world.planId, sortOrder: 1 } },
    removePlanFromGroup: { params: { id: world.planGroupId, planId: world.groupedPlanId } },
    reorderPlansInGroup: { ...planGroup, body: { planIds: [world.groupedPlanId, world.higherPlanCode] } },
    createExchangeRate: { body: { currency: "jpy", rate: 151.25, effectiveFrom: "2020-01-01T00:00:00Z" } },
    listExchangeRates: { query: { currency: "JPY" } },
    setPlanRegionalPricing: {
      ...plan,
      body: {
        currency: "jpy",
        exchangeRate: 150,
        prices: [{ priceId: world.priceId, price: 1500, includedBalance: 150_000 }],
        features: [{ featureId: world.featureCode, overageUnitPrice: 1500 }],
      },
    },
    deletePlanRegionalPricing: { ...plan, query: { currency: "CLP" } },
    setPriceRegionalPricing: { ...planPrice, body: { overrides: [{ currency: "eur", price: 900 }] } },
    deletePriceRegionalPricing: planPrice,
    createPlanPrice: { ...plan, body: { billingInterval: "yearly", price: 9000, includedBalance: 5000 } },
    updatePlanPrice: { ...planPrice, body: { price: 1100, trialDays: 0 } },
    deletePlanPrice: planPrice,
    setDefaultPlanPrice: planPrice,
    addPlanFeature: {
      ...plan,
      body: { featureId: world.freeFeatureCode, overage: { unitPrice: 12.5 }, enabled: true },
    },
    updatePlanFeature: { ...planFeature, body: { overage: { unitPrice: 10 }, enabled: true } },
    removePlanFeature: planFeature,
    listModels: { query: { search: "claude", provider: "anthropic" } },
    resolveModel: { query: { model: `${world.provider}/${world.modelId}` } },
    getModel: model,
    createModel: {
      body: {
        provider: "own-lab",
        modelId: `m-${unique}`,
        price: {
          inputPrice: 1000,
          outputPrice: 2000,
          tiers: [{ aboveTokens: 1000, inputPrice: 5, outputPrice: 10 }],
        },
      },
    },
    createModelPrice: { ...model, body: { inputPrice: 31_000, outputPrice: 0.5 } },
    createModelAlias: { body: { alias: `alias-${unique}`, model: `${world.provider}/${world.modelId}` } },
    listModelAliases: {},
    deleteModelAlias: { params: { id: world.aliasId } },
    getCatalogSync: {},
    syncCatalog: { body: {} },
    listLedger: ofCustomer,
    createInvoice: { body: { customerId: world.customerId, amount: 1234, description: "Setup", metadata } },
    listInvoices: { query: { customerId: world.customerId, status: "paid" } },
    getInvoice: { params: { id: world.invoiceId } },
    finalizeInvoice: { params: { id: world.draftInvoiceId } },
    updateInvoice: {
      params: { id: world.draftInvoiceId },
      body: {
        lines: [{ description: "Hours", quantity: 1.5, unitPrice: 800_000 }],
        description: null,
        netDays: 14,
        metadata,
      },
    },
    deleteInvoice: { params: { id: world.draftInvoiceId } },
    createCreditNote: {
      params: { id: world.invoiceId },
      body: {
        lines: [{ lineId: world.invoiceLineId, description: "Less", amount: 1 }],
        reason: "Less",
        metadata,
      },
    },
    listCreditNotes: { query: { customerId: world.customerId, invoiceId: world.invoiceId } },
    getCreditNote: { params: { id: world.creditNoteId } },
    listCreditNoteLineEvents: { params: { id: world.creditNoteId, line: world.creditNoteLineId } },
    getCreditNotePdf: { params: { id: world.creditNoteId } },
    createCreditNoteDownloadLink: { params: { id: world.creditNoteId } },
    sendInvoice: { params: { id: world.invoiceId }, body: { to: "someone@example.com" } },
    getInvoicePdf: { params: { id: world.invoiceId } },
    createInvoiceDownloadLink: { params: { id: world.invoiceId } },
    setInvoiceStatus: { params: { id: world.invoiceId }, body: { status: "paid" } },
    listInvoiceLineEvents: { params: { id: world.invoiceId, line: world.invoiceLineId } },
    addSeats: { body: { ...ofSeats, count: 2 } },
    removeSeats: { body: { ...ofSeats, count: 1 } },
    setSeats: { body: { ...ofSeats, count: 40 } },
    previewSeats: { body: { ...ofSeats, count: 40 } },
    setAllSeats: {
      body: { customerId: world.meteredCustomerId, seats: { [world.seatFeatureCode]: 41 } },
    },
    getSeatBalance: { query: ofSeats },
    listSeatBalances: { query: { customerId: world.meteredCustomerId } },
    listSeatEvents: { query: ofSeats },
    listInvoiceLineSeatEvents: { params: { id: world.invoiceId, line: world.invoiceLineId } },
    createPayment: {
      body: { ...PAYMENT, customerId: world.customerId, successUrl: "https://example.com/thanks", metadata },
    },
    chargePayment: { body: { ...PAYMENT, customerId: world.payerId, metadata } },
    listPayments: { query: { customerId: world.payerId, status: "succeeded" } },
    getPayment: { params: { id: world.paymentId } },
    cancelPayment: { params: { id: world.openPaymentId }, body: {} },
    listTransactions: { query: { customerId: world.payerId, paymentId: world.paymentId } },
    getTransaction: { params: { id: world.transactionId } },
    refundTransaction: { params: { id: world.transactionId }, body: { amount: 100, reason: "Kindness" } },
    retryTransaction: { params: { id: world.failedTransactionId }, body: {} },
    listPaymentMethods: { params: { id: world.payerId } },
    addPaymentMethod: { params: { id: world.payerId }, body: { testCard: "visa" } },
    setDefaultPaymentMethod: {
      params: { id: world.payerId, paymentMethodId: world.paymentMethodId },
      body: {},
    },
    removePaymentMethod: { params: { id: world.payerId, paymentMethodId: world.paymentMethodId } },
    createPortalSession: { body: { customerId: world.customerId, returnUrl: "https://example.com/account" } },
    createRecoveryLink: {
      params: { id: world.pendingSubscriptionId },
      body: { successUrl: "https://example.com/account" },
    },
    updateSubscriptionPaymentMethod: {
      ...subscription,
      body: { successUrl: "https://example.com/account" },
    },
    getSettings: {},
    updateSettings: { body: { paymentRetryDays: [0, 1, 3, 5] } },
    getPaymentProvider: {},
    connectPaymentProvider: {
      body: {
        provider: "stripe",
        secretKey: world.key.startsWith("ck_live_") ? LIVE_STRIPE_KEY : TEST_STRIPE_KEY,
        webhookSecret: TEST_WEBHOOK_SECRET,
      },
    },
    testPaymentProvider: { body: {} },
    disconnectPaymentProvider: {},
    createCreditPack: {
      body: { name: "Pack", description: null, credits: 0.5, price: 900, currency: "usd" },
    },
    listCreditPacks: { query: { isActive: "true" } },
    getCreditPack: { params: { id: world.creditPackId } },
    updateCreditPack: { params: { id: world.creditPackId }, body: { price: 950, isActive: true } },
    deleteCreditPack: { params: { id: world.unsoldPackId } },
    buyCredits: {
      params: { id: world.creditsSubscriptionId },
      body: { creditPackId: world.creditPackId },
    },
    listPurchases: ofCustomer,
    getPurchase: { params: { id: world.purchaseId } },
    getTestClock: {},
    advanceTestClock: { body: { advanceDays: 1 } },
    processTestClockBilling: {},
    createSubscription: {
      body: { customerId: world.idleCustomerId, planCode: world.planCode, priceId: world.priceId },
    },
    listSubscriptions: ofCustomer,
    getActiveSubscription: ofCustomer,
    getSubscription: subscription,
    cancelSubscription: { ...subscription, body: { reason: "Too dear" } },
    uncancelSubscription: { params: { id: world.canceledSubscriptionId }, body: {} },
    activateSubscription: { params: { id: world.pendingSubscriptionId }, body: {} },
    changePlan: {
      params: { id: world.groupedSubscriptionId },
      body: { newPlanId: world.higherPlanCode, successUrl: "https://example.com/" },
    },
    previewPlanEdit: { ...plan, body: { operation: "updatePlan", name: "Renamed", blockOnExhaustion: true } },
    previewPlanChange: {
      params: { id: world.groupedSubscriptionId },
      body: { planId: world.higherPlanCode },
    },
    cancelScheduledChange: { params: { id: world.changingSubscriptionId } },
    pauseSubscription: { params: { id: world.groupedSubscriptionId }, body: {} },
    resumeSubscription: { params: { id: world.pausedSubscriptionId }, body: {} },
    reactivateSubscription: { params: { id: world.endedSubscriptionId }, body: { activate: true } },
    getBalance: subscription,
    topupBalance: { ...subscription, body: { amount: 500, description: "More" } },
    adjustBalance: { ...subscription, body: { amount: -0.5, reason: "Less", type: "balance" } },
    listUsageEvents: { query: { customerId: world.customerId, feature: world.featureCode } },
    getUsageEvent: { params: { id: world.eventId } },
    summarizeUsage: { query: { customerId: world.customerId, feature: world.featureCode, groupBy: "day" } },
    listRefusedUsage: { query: { customerId: world.customerId, feature: world.featureCode } },
    getRefusedUsage: { params: { id: world.refusedId } },
    trackUsage: {
      body: {
        customerId: world.customerId,
        feature: world.aiFeatureCode,
        model: `${world.provider}/${world.modelId}`,
        ...TOKENS,
        idempotencyKey: `track_${unique}`,
        properties: [{ property: "team", value: "growth" }],
      },
    },
    trackUsageBatch: {
      body: {
        events: [
          {
            customerId: world.customerId,
            feature: world.featureCode,
            value: 0.5,
            eventId: `batch_${unique}`,
          },
          { customerId: world.customerId, featureCode: world.aiFeatureCode, model: world.alias, ...TOKENS },
        ],
      },
    },
    checkUsage: { body: { customerId: world.customerId, feature: world.featureCode, quantity: 2 } },
    setUsage: { body: { customerId: world.meteredCustomerId, feature: world.featureCode, value: 7.5 } },
    replayRefusedUsage: { params: { id: world.refusedId }, body: {} },
    endModelPriceOverride: { params: OVERRIDDEN },
    dismissRefusedUsage: { params: { id: world.refusedId }, body: { reason: "Forgiven" } },
    replayRefusedUsageBatch: { body: { ids: [world.refusedId] } },
    listFeatureAccess: ofCustomer,
    listEvents: { query: { customerId: world.customerId, type: "usage.refused" } },
    getEvent: { params: { id: world.webhookEventId } },
    createWebhook: {
      body: {
        url: NOBODYS_URL,
        events: ["usage.refused", "balance.low"],
        description: "Alerts",
        apiVersion: "2026-01-15",
      },
    },
    listWebhooks: { query: { limit: "10" } },
    getWebhook: webhook,
    updateWebhook: {
      ...webhook,
      body: { url: NOBODYS_URL, events: ["*"], description: "All", isActive: true },
    },
    deleteWebhook: webhook,
    rotateWebhookSecret: { ...webhook, body: { overlapHours: 1 } },
    testWebhook: { ...webhook, body: {} },
    listWebhookDeliveries: { ...webhook, query: { status: "failed", type: "webhook.test" } },
    getWebhookDelivery: delivery,
    replayWebhookDelivery: { ...delivery, body: {} },
    replayWebhook: { ...webhook, body: { from: "2026-01-01T00:00:00Z", types: ["usage.refused"] } },
    getFeatureAccess: { ...feature, query: { customerId: world.customerId } },
  };
}

/** The path of a request below /api/v1. */
export function pathOf(
  endpoint: Pick<Endpoint, "path" | "operationId">,
  { params = {}, query = {} }: ValidRequest,
): string {
  const path = endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (value === undefined) throw new Error(`${endpoint.operationId}: no value for {${name}} in the world`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams(query).toString();
  return search ? `${path}?${search}` : path;
}

export function requestFor(
  endpoint: Endpoint,
  requests: Readonly<Record<string, ValidRequest>>,
): ValidRequest {
  const request = requests[endpoint.operationId];
  if (!request)
    throw new Error(`${endpoint.operationId} has no valid request: add one to tests/system/world.ts`);
  return request;
}

export const call = (
  application: Application,
  key: string,
  endpoint: Endpoint,
  request: ValidRequest,
  headers: Record<string, string> = {},
): Promise<TestAnswer> =>
  send(application, key, endpoint.method.toUpperCase(), pathOf(endpoint, request), request.body, headers);
