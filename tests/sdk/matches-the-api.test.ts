/** Every call of the SDK is an operation that the server has, and every operation has its call. */
import { Farthing, type List, type Schemas } from "@farthing/node";
import { expect, it } from "vitest";
import type { Endpoint } from "../../packages/server/src/platform/index.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import { documentedMethods } from "./documented-methods.js";

const instance = sharedInstance();

const id = "x";
const ofModel = { provider: "p", modelId: "m" };
const price = { inputPrice: 1, outputPrice: 0 };

/** Answered as bytes, which OpenAPI describes as text. */
type Document = "BrandingLogo" | "InvoicePdf" | "CreditNotePdf";
/** The API's schemas by name, with the one answer that has no name of its own. */
type Answers = Omit<Schemas, Document | "SeatEvents"> &
  Record<Document, Uint8Array> & {
    ActiveSubscription: Schemas["Subscription"] | null;
    /** Always whole, and so given as what is in it. */
    SeatEvents: Schemas["SeatEvent"][];
  };
type Same<A, B> = [A, B] extends [B, A] ? true : false;
/** What a list has, or what is awaited. */
type Content<T> = T extends List<infer Item> ? { list: Item } : { one: Awaited<T> };
/** In brackets, so that a union is compared as one. */
type ContentOf<T> = [T] extends [{ object: "list"; data: (infer Item)[] }] ? { list: Item } : { one: T };

interface Call<Name extends keyof Answers, Result> {
  readonly schema: Name;
  readonly make: (farthing: Farthing) => Result;
}

const answers = <Name extends keyof Answers, Result>(
  schema: Name,
  make: (farthing: Farthing) => Result,
): Call<Name, Result> => ({ schema, make });

const calls = [
  answers("CreatedApiKey", (f) => f.apiKeys.create({ name: "n" })),
  answers("ApiKeyList", (f) => f.apiKeys.list()),
  answers("DeletedApiKey", (f) => f.apiKeys.delete({ id })),
  answers("Branding", (f) => f.branding.get()),
  answers("Branding", (f) => f.branding.update({ netDays: 1 })),
  answers("BrandingLogo", (f) => f.branding.logo()),
  answers("Customer", (f) => f.customers.create({})),
  answers("CustomerBatch", (f) => f.customers.createBatch({ customers: [{}] })),
  answers("Customer", (f) => f.customers.get({ id })),
  answers("Customer", (f) => f.customers.update({ id })),
  answers("CustomerList", (f) => f.customers.list()),
  answers("CustomerCredit", (f) =>
    f.customers.credits.create({ id, amount: 1, currency: "USD", reason: "r" }),
  ),
  answers("CustomerCreditList", (f) => f.customers.credits.list({ id })),
  answers("CustomerCreditRevocation", (f) => f.customers.credits.revoke({ id, creditId: "c" })),
  answers("Feature", (f) => f.features.create({ name: "n", code: "c", type: "metered" })),
  answers("FeatureList", (f) => f.features.list()),
  answers("Feature", (f) => f.features.get({ code: "c" })),
  answers("Feature", (f) => f.features.update({ code: "c" })),
  answers("DeletedFeature", (f) => f.features.delete({ code: "c" })),
  answers("Plan", (f) => f.plans.create({ name: "n", code: "c" })),
  answers("PlanList", (f) => f.plans.list({ includePrivate: true })),
  answers("Plan", (f) => f.plans.get({ id })),
  answers("Plan", (f) => f.plans.update({ id })),
  answers("DeletedPlan", (f) => f.plans.delete({ id })),
  answers("PlanEditPreview", (f) => f.plans.previewEdit({ id, operation: "deletePlan" })),
  answers("PlanVersionList", (f) => f.plans.versions({ id })),
  answers("Plan", (f) => f.plans.setVisibility({ id, isPublic: true })),
  answers("PlanPrice", (f) => f.plans.addPrice({ id, billingInterval: "monthly", price: 0 })),
  answers("PlanPrice", (f) => f.plans.updatePrice({ id, priceId: "p" })),
  answers("DeletedPlanPrice", (f) => f.plans.deletePrice({ id, priceId: "p" })),
  answers("PlanPrice", (f) => f.plans.setDefaultPrice({ id, priceId: "p" })),
  answers("PlanFeature", (f) => f.plans.addFeature({ id, featureId: "f" })),
  answers("PlanFeature", (f) => f.plans.updateFeature({ id, featureId: "f" })),
  answers("RemovedPlanFeature", (f) => f.plans.removeFeature({ id, featureId: "f" })),
  answers("PlanRegionalPricing", (f) =>
    f.plans.setRegionalPricing({ id, currency: "JPY", exchangeRate: 150 }),
  ),
  answers("DeletedPlanRegionalPricing", (f) => f.plans.deleteRegionalPricing({ id, currency: "JPY" })),
  answers("PriceRegionalPricing", (f) =>
    f.plans.setPriceRegionalPricing({ id, priceId: "p", overrides: [] }),
  ),
  answers("DeletedPriceRegionalPricing", (f) => f.plans.deletePriceRegionalPricing({ id, priceId: "p" })),
  answers("ExchangeRate", (f) => f.exchangeRates.create({ currency: "JPY", rate: 150 })),
  answers("ExchangeRateList", (f) => f.exchangeRates.list()),
  answers("PlanGroup", (f) => f.planGroups.create({ name: "n" })),
  answers("PlanGroupList", (f) => f.planGroups.list()),
  answers("PlanGroup", (f) => f.planGroups.get({ id })),
  answers("PlanGroup", (f) => f.planGroups.update({ id })),
  answers("DeletedPlanGroup", (f) => f.planGroups.delete({ id })),
  answers("AddedPlanToGroup", (f) => f.planGroups.addPlan({ id, planId: "p" })),
  answers("RemovedPlanFromGroup", (f) => f.planGroups.removePlan({ id, planId: "p" })),
  answers("ReorderedPlans", (f) => f.planGroups.reorderPlans({ id, planIds: ["p"] })),
  answers("Subscription", (f) => f.subscriptions.create({ customerId: "u", planCode: "c" })),
  answers("SubscriptionList", (f) => f.subscriptions.list()),
  answers("ActiveSubscription", (f) => f.subscriptions.getActive({ customerId: "u" })),
  answers("Subscription", (f) => f.subscriptions.get({ id })),
  answers("Subscription", (f) => f.subscriptions.cancel({ id })),
  answers("Subscription", (f) => f.subscriptions.uncancel({ id })),
  answers("Subscription", (f) => f.subscriptions.activate({ id })),
  answers("PlanChange", (f) => f.subscriptions.changePlan({ id, newPlanId: "p" })),
  answers("PlanChangePreview", (f) => f.subscriptions.previewChange({ id, planId: "p" })),
  answers("Subscription", (f) => f.subscriptions.cancelScheduledChange({ id })),
  answers("Subscription", (f) => f.subscriptions.pause({ id })),
  answers("Subscription", (f) => f.subscriptions.resume({ id })),
  answers("Subscription", (f) => f.subscriptions.reactivate({ id })),
  answers("Balance", (f) => f.subscriptions.getBalance({ id })),
  answers("BalanceTopup", (f) => f.subscriptions.topupBalance({ id, amount: 100 })),
  answers("CreditGrant", (f) => f.subscriptions.purchaseCredits({ id, creditPackId: "p" })),
  answers("SeatEvent", (f) => f.seats.add({ customerId: "u", featureCode: "c", count: 1 })),
  answers("SeatEvent", (f) => f.seats.remove({ customerId: "u", featureCode: "c", count: 1 })),
  answers("SeatEvent", (f) => f.seats.set({ customerId: "u", featureCode: "c", count: 1 })),
  answers("SeatChangePreview", (f) => f.seats.preview({ customerId: "u", featureCode: "c", count: 1 })),
  answers("SeatEvents", (f) => f.seats.setAll({ customerId: "u", seats: { c: 1 } })),
  answers("SeatBalance", (f) => f.seats.getBalance({ customerId: "u", featureCode: "c" })),
  answers("SeatBalanceList", (f) => f.seats.listBalances({ customerId: "u" })),
  answers("SeatEventList", (f) => f.seats.listEvents({ customerId: "u" })),
  answers("InvoiceLineSeatEventList", (f) => f.invoices.listLineSeatEvents({ id, line: "l" })),
  answers("CreditPack", (f) => f.creditPacks.create({ name: "n", credits: 1, price: 1 })),
  answers("CreditPackList", (f) => f.creditPacks.list()),
  answers("CreditPack", (f) => f.creditPacks.get({ id })),
  answers("CreditPack", (f) => f.creditPacks.update({ id })),
  answers("DeletedCreditPack", (f) => f.creditPacks.delete({ id })),
  answers("PurchaseList", (f) => f.purchases.list()),
  answers("Purchase", (f) => f.purchases.get({ id })),
  answers("BalanceChange", (f) => f.subscriptions.adjustBalance({ id, amount: 1 })),
  answers("UsageEvent", (f) => f.usage.track({ customerId: "u", feature: "c" })),
  answers("UsageBatch", (f) => f.usage.trackBatch({ events: [] })),
  answers("UsageCheck", (f) => f.usage.check({ customerId: "u", feature: "c" })),
  answers("UsageAdjustment", (f) => f.usage.set({ customerId: "u", feature: "c", value: 1 })),
  answers("UsageEventList", (f) => f.usage.list()),
  answers("UsageEvent", (f) => f.usage.get({ id })),
  answers("UsageSummary", (f) => f.usage.summary()),
  answers("RefusedUsageList", (f) => f.usage.refused.list()),
  answers("RefusedUsage", (f) => f.usage.refused.get({ id })),
  answers("RefusedUsage", (f) => f.usage.refused.dismiss({ id, reason: "Forgiven" })),
  answers("ReplayResult", (f) => f.usage.refused.replay({ id })),
  answers("ReplayResult", (f) => f.usage.refused.replayMany({ customerId: "u" })),
  answers("LedgerEntryList", (f) => f.ledger.list({ customerId: "u" })),
  answers("FeatureAccessList", (f) => f.featureAccess.list({ customerId: "u" })),
  answers("FeatureAccess", (f) => f.featureAccess.get({ customerId: "u", code: "c" })),
  answers("Invoice", (f) => f.invoices.update({ id, netDays: 14 })),
  answers("Invoice", (f) => f.invoices.create({ customerId: "u", amount: 1, description: "d" })),
  answers("InvoiceList", (f) => f.invoices.list()),
  answers("Invoice", (f) => f.invoices.get({ id })),
  answers("Invoice", (f) => f.invoices.setStatus({ id, status: "paid" })),
  answers("InvoiceLineEventList", (f) => f.invoices.listLineEvents({ id, line: "l" })),
  answers("Invoice", (f) => f.invoices.finalize({ id })),
  answers("DeletedInvoice", (f) => f.invoices.delete({ id })),
  answers("CreditNote", (f) => f.invoices.credit({ id, amount: 1, reason: "r" })),
  answers("CreditNote", (f) => f.creditNotes.get({ id })),
  answers("CreditNoteList", (f) => f.creditNotes.list()),
  answers("InvoiceLineEventList", (f) => f.creditNotes.listLineEvents({ id, line: "l" })),
  answers("CreditNotePdf", (f) => f.creditNotes.pdf({ id })),
  answers("CreditNoteDownload", (f) => f.creditNotes.createDownloadLink({ id })),
  answers("SentInvoice", (f) => f.invoices.send({ id })),
  answers("InvoicePdf", (f) => f.invoices.pdf({ id })),
  answers("InvoiceDownload", (f) => f.invoices.createDownloadLink({ id })),
  answers("Payment", (f) => f.payments.create({ amount: 1, currency: "USD", description: "d" })),
  answers("Payment", (f) =>
    f.payments.charge({ customerId: "u", amount: 1, currency: "USD", description: "d" }),
  ),
  answers("PaymentList", (f) => f.payments.list()),
  answers("Payment", (f) => f.payments.get({ id })),
  answers("Payment", (f) => f.payments.cancel({ id })),
  answers("TransactionList", (f) => f.transactions.list()),
  answers("Transaction", (f) => f.transactions.get({ id })),
  answers("Refund", (f) => f.transactions.refund({ id })),
  answers("Transaction", (f) => f.transactions.retry({ id })),
  answers("PaymentMethodList", (f) => f.paymentMethods.list({ customerId: "u" })),
  answers("PaymentMethod", (f) => f.paymentMethods.add({ customerId: "u", testCard: "visa" })),
  answers("PaymentMethod", (f) => f.paymentMethods.setDefault({ customerId: "u", id })),
  answers("DeletedPaymentMethod", (f) => f.paymentMethods.remove({ customerId: "u", id })),
  answers("CheckoutLink", (f) => f.subscriptions.createRecoveryLink({ id })),
  answers("PortalSession", (f) => f.portal.getUrl({ customerId: id })),
  answers("CheckoutLink", (f) => f.subscriptions.updatePaymentMethod({ id })),
  answers("EnvironmentSettings", (f) => f.settings.get()),
  answers("EnvironmentSettings", (f) => f.settings.update({ collection: "checkout" })),
  answers("ConnectedPaymentProvider", (f) => f.settings.paymentProvider()),
  answers("ConnectedPaymentProvider", (f) =>
    f.settings.connectPaymentProvider({
      provider: "stripe",
      secretKey: "sk_test_x",
      webhookSecret: "whsec_x",
    }),
  ),
  answers("PaymentProviderTest", (f) => f.settings.testPaymentProvider()),
  answers("ConnectedPaymentProvider", (f) => f.settings.disconnectPaymentProvider()),
  answers("TestClock", (f) => f.testClock.get()),
  answers("TestClockRun", (f) => f.testClock.advance({ advanceDays: 1 })),
  answers("TestClockBilling", (f) => f.testClock.processBilling()),
  answers("ModelList", (f) => f.models.list()),
  answers("ModelDetail", (f) => f.models.get(ofModel)),
  answers("ModelResolution", (f) => f.models.resolve({ model: "m" })),
  answers("Model", (f) => f.models.create({ ...ofModel, price })),
  answers("ModelPrice", (f) => f.models.endPriceOverride({ provider: "openai", modelId: "gpt-4o" })),
  answers("ModelPrice", (f) => f.models.addPrice({ ...ofModel, ...price })),
  answers("ModelAliasList", (f) => f.models.aliases.list()),
  answers("ModelAlias", (f) => f.models.aliases.create({ alias: "a", model: "p/m" })),
  answers("DeletedModelAlias", (f) => f.models.aliases.delete({ id })),
  answers("CatalogSync", (f) => f.models.catalogSync.get()),
  answers("CatalogSync", (f) => f.models.catalogSync.run()),
  answers("WebhookEventList", (f) => f.events.list()),
  answers("WebhookEvent", (f) => f.events.get({ id })),
  answers("CreatedWebhook", (f) => f.webhooks.create({ url: "u", events: ["*"] })),
  answers("WebhookList", (f) => f.webhooks.list()),
  answers("Webhook", (f) => f.webhooks.get({ id })),
  answers("Webhook", (f) => f.webhooks.update({ id })),
  answers("DeletedWebhook", (f) => f.webhooks.delete({ id })),
  answers("CreatedWebhook", (f) => f.webhooks.rotateSecret({ id })),
  answers("WebhookDeliveryDetail", (f) => f.webhooks.test({ id })),
  answers("WebhookReplay", (f) => f.webhooks.replay({ id })),
  answers("WebhookDeliveryList", (f) => f.webhooks.deliveries.list({ id })),
  answers("WebhookDeliveryDetail", (f) => f.webhooks.deliveries.get({ id, deliveryId: "d" })),
  answers("WebhookDelivery", (f) => f.webhooks.deliveries.replay({ id, deliveryId: "d" })),
];

/** The schemas of those calls whose type is another. */
type Differing<C> =
  C extends Call<infer Name, infer Result>
    ? Same<Content<Result>, ContentOf<Answers[Name]>> extends true
      ? never
      : Name
    : never;
/** A type error here names the schemas that the SDK's types differ from. */
const noneDiffers: [Differing<(typeof calls)[number]>] extends [never]
  ? true
  : Differing<(typeof calls)[number]> = true;

async function endpointOf(make: (farthing: Farthing) => PromiseLike<unknown>): Promise<Endpoint | undefined> {
  let found: Endpoint | undefined;
  const farthing = new Farthing({
    apiKey: "k",
    fetch: (url, init) => {
      const path = new URL(url).pathname.replace("/api/v1", "");
      found = instance.endpoints.find(
        (endpoint) => endpoint.method.toUpperCase() === init.method && matches(endpoint.path, path),
      );
      return new Response("{}");
    },
  });
  await make(farthing);
  return found;
}

const matches = (template: string, path: string): boolean =>
  new RegExp(`^${template.replaceAll(/\{\w+\}/g, "[^/]+")}$`).test(path);

it("has a call for each operation of the server, of the type that the operation answers with", async () => {
  const called: Record<string, string> = {};
  for (const call of calls) {
    const endpoint = await endpointOf(call.make);
    called[endpoint?.operationId ?? call.make.toString()] = call.schema;
  }
  const offered = instance.endpoints.map(({ operationId, answer }) => [
    operationId,
    answer.meta()?.id ?? (operationId === "getActiveSubscription" ? "ActiveSubscription" : "unnamed"),
  ]);
  expect(noneDiffers).toBe(true);
  expect(called).toEqual(Object.fromEntries(offered));
});

/** As the guide names it: `usage.track` of `(f) => f.usage.track({ … })`. */
const nameOf = ({ make }: { make: (farthing: Farthing) => unknown }): string =>
  /\bf\s*\.([\w.\s]+?)\(/.exec(make.toString())![1]!.replaceAll(/\s/g, "");

it("docs/sdk.md says of each call which operation it is", async () => {
  const documented = new Map(documentedMethods().map(({ name, operation }) => [name, operation]));
  const differing: string[] = [];
  for (const call of calls) {
    const { method, path } = (await endpointOf(call.make))!;
    const operation = `${method.toUpperCase()} ${path}`;
    if (documented.get(nameOf(call)) !== operation) differing.push(`${nameOf(call)}: ${operation}`);
  }
  expect(differing).toEqual([]);
});
