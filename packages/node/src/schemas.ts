/** The API's shapes by name. All of them come from its schemas; see `generated/api.ts`. */
import type { components } from "./generated/api.js";

export type Schemas = components["schemas"];

/** A parameter object that also takes `undefined` where a field may be left out. */
export type Input<T> = { [K in keyof T]: Record<never, never> extends Pick<T, K> ? T[K] | undefined : T[K] };
/** `T` with the fields of `R` in place of its own. */
export type Replace<T, R> = Omit<T, keyof R> & R;
/** ISO 8601 with `Z` or an offset, or a `Date`. */
export type Time = string | Date;

export type Address = Schemas["Address"];
export type Branding = Schemas["Branding"];
export type ApiKey = Schemas["ApiKey"];
export type Balance = Schemas["Balance"];
export type BalanceChange = Schemas["BalanceChange"];
export type BalanceTopup = Schemas["BalanceTopup"];
export type CatalogSync = Schemas["CatalogSync"];
export type Consumption = Schemas["Consumption"];
export type Cost = Schemas["Cost"];
export type CreditNote = Schemas["CreditNote"];
export type InvoiceDownload = Schemas["InvoiceDownload"];
export type CreatedApiKey = Schemas["CreatedApiKey"];
export type CreatedWebhook = Schemas["CreatedWebhook"];
export type CustomerCredit = Schemas["CustomerCredit"];
export type CustomerCreditRevocation = Schemas["CustomerCreditRevocation"];
export type CreditGrant = Schemas["CreditGrant"];
export type CreditPack = Schemas["CreditPack"];
export type Customer = Schemas["Customer"];
export type CustomerBatch = Schemas["CustomerBatch"];
export type CheckoutLink = Schemas["CheckoutLink"];
export type EnvironmentSettings = Schemas["EnvironmentSettings"];
export type ConnectedPaymentProvider = Schemas["ConnectedPaymentProvider"];
export type ErrorCode = Schemas["ApiError"]["code"];
export type Feature = Schemas["Feature"];
export type FeatureAccess = Schemas["FeatureAccess"];
export type Invoice = Schemas["Invoice"];
export type InvoiceLine = Schemas["InvoiceLine"];
export type InvoiceListItem = Schemas["InvoiceListItem"];
export type LedgerEntry = Schemas["LedgerEntry"];
export type Model = Schemas["Model"];
export type ModelAlias = Schemas["ModelAlias"];
export type ModelDetail = Schemas["ModelDetail"];
export type ModelPrice = Schemas["ModelPrice"];
export type ModelResolution = Schemas["ModelResolution"];
export type Payment = Schemas["Payment"];
export type PaymentMethod = Schemas["PaymentMethod"];
export type Plan = Schemas["Plan"];
export type PlanFeature = Schemas["PlanFeature"];
export type PlanChange = Schemas["PlanChange"];
export type PlanChangePreview = Schemas["PlanChangePreview"];
export type ExchangeRate = Schemas["ExchangeRate"];
export type PlanGroup = Schemas["PlanGroup"];
export type PlanVersion = Schemas["PlanVersion"];
export type PlanPrice = Schemas["PlanPrice"];
export type Refund = Schemas["Refund"];
export type PortalSession = Schemas["PortalSession"];
export type Purchase = Schemas["Purchase"];
export type RefusedUsage = Schemas["RefusedUsage"];
export type ReplayResult = Schemas["ReplayResult"];
export type SeatBalance = Schemas["SeatBalance"];
export type SeatEvent = Schemas["SeatEvent"];
export type Subscription = Schemas["Subscription"];
export type TestClock = Schemas["TestClock"];
export type TestClockBilling = Schemas["TestClockBilling"];
export type TestClockRun = Schemas["TestClockRun"];
export type Transaction = Schemas["Transaction"];
export type UsageAdjustment = Schemas["UsageAdjustment"];
export type UsageBatch = Schemas["UsageBatch"];
export type UsageCheck = Schemas["UsageCheck"];
export type UsageEvent = Schemas["UsageEvent"];
export type UsageSummary = Schemas["UsageSummary"];
export type Webhook = Schemas["Webhook"];
export type WebhookAttempt = Schemas["WebhookAttempt"];
export type WebhookDelivery = Schemas["WebhookDelivery"];
export type WebhookDeliveryDetail = Schemas["WebhookDeliveryDetail"];
export type WebhookEvent = Schemas["WebhookEvent"];
export type WebhookEventType = WebhookEvent["type"];
