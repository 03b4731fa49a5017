/** `@farthing/node`: the client of Farthing. */
export * from "./errors/index.js";
export { Farthing, Farthing as Commet } from "./farthing.js";
export type { RequestOptions } from "./http/transport.js";
export { List, Page } from "./pages.js";
export type { FeatureCode, MeteredFeatureCode, PlanCode, Register } from "./register.js";
export type { ApiKeys, CreateApiKeyParams, ListApiKeysParams } from "./resources/api-keys.js";
export type { BrandingResource, UpdateBrandingParams } from "./resources/branding.js";
export type { CreditNotes, ListCreditNotesParams } from "./resources/credit-notes.js";
export type {
  CreateCreditPackParams,
  CreditPacks,
  ListCreditPacksParams,
  UpdateCreditPackParams,
} from "./resources/credit-packs.js";
export { type CustomerScope, NoSubscriptionError } from "./resources/customer-scope.js";
export type {
  CreateCustomerParams,
  Customers,
  ListCustomersParams,
  UpdateCustomerParams,
} from "./resources/customers.js";
export type {
  ConnectPaymentProviderParams,
  Settings,
  UpdateSettingsParams,
} from "./resources/environment-settings.js";
export type { Events, ListEventsParams } from "./resources/events.js";
export type { FeatureAccessParams, FeatureAccessResource } from "./resources/feature-access.js";
export type {
  CreateFeatureParams,
  Features,
  ListFeaturesParams,
  UpdateFeatureParams,
} from "./resources/features.js";
export type {
  CreateInvoiceParams,
  Invoices,
  ListInvoiceLineEventsParams,
  ListInvoiceLineSeatEventsParams,
  ListInvoicesParams,
  SetInvoiceStatusParams,
} from "./resources/invoices.js";
export type { Ledger, ListLedgerParams } from "./resources/ledger.js";
export type {
  AddModelPriceParams,
  CreateModelAliasParams,
  CreateModelParams,
  ListModelAliasesParams,
  ListModelsParams,
  Models,
} from "./resources/models.js";
export type {
  AddPaymentMethodParams,
  ListPaymentMethodsParams,
  PaymentMethods,
} from "./resources/payment-methods.js";
export type {
  ChargePaymentParams,
  CreatePaymentParams,
  ListPaymentsParams,
  Payments,
} from "./resources/payments.js";
export type {
  AddPlanFeatureParams,
  AddPlanPriceParams,
  CreatePlanParams,
  ListPlansParams,
  Plans,
  UpdatePlanFeatureParams,
  UpdatePlanParams,
  UpdatePlanPriceParams,
} from "./resources/plans.js";
export type { GetPortalUrlParams, Portal } from "./resources/portal.js";
export type { ListPurchasesParams, Purchases } from "./resources/purchases.js";
export type {
  AddSeatsParams,
  GetSeatBalanceParams,
  ListSeatBalancesParams,
  ListSeatEventsParams,
  RemoveSeatsParams,
  Seats,
  SetAllSeatsParams,
  SetSeatsParams,
} from "./resources/seats.js";
export type {
  AdjustBalanceParams,
  CancelSubscriptionParams,
  CreateRecoveryLinkParams,
  CreateSubscriptionParams,
  ListSubscriptionsParams,
  PurchaseCreditsParams,
  Subscriptions,
  TopupBalanceParams,
  UpdatePaymentMethodParams,
} from "./resources/subscriptions.js";
export type { AdvanceTestClockParams, TestClock } from "./resources/test-clock.js";
export type {
  ListTransactionsParams,
  RefundTransactionParams,
  Transactions,
} from "./resources/transactions.js";
export type {
  CreateWebhookParams,
  ListWebhookDeliveriesParams,
  ListWebhooksParams,
  ReplayWebhookParams,
  RotateWebhookSecretParams,
  UpdateWebhookParams,
  WebhookDeliveries,
  Webhooks,
} from "./resources/webhooks.js";

export type {
  Address,
  ApiKey,
  Balance,
  BalanceChange,
  BalanceTopup,
  CatalogSync,
  CheckoutLink,
  ConnectedPaymentProvider,
  Consumption,
  Cost,
  CreatedApiKey,
  CreatedWebhook,
  CreditGrant,
  CreditPack,
  Customer,
  CustomerBatch,
  CustomerCredit,
  CustomerCreditRevocation,
  EnvironmentSettings,
  ErrorCode,
  ExchangeRate,
  Feature,
  FeatureAccess,
  Invoice,
  InvoiceLine,
  InvoiceLineEvent,
  InvoiceLineTotals,
  InvoiceListItem,
  LedgerEntry,
  Model,
  ModelAlias,
  ModelDetail,
  ModelPrice,
  ModelResolution,
  Payment,
  PaymentMethod,
  PaymentProviderTest,
  Plan,
  PlanChange,
  PlanChangePreview,
  PlanEditChange,
  PlanEditPreview,
  PlanFeature,
  PlanGroup,
  PlanPrice,
  PlanVersion,
  PortalSession,
  Purchase,
  Refund,
  RefusedUsage,
  ReplayResult,
  Schemas,
  SeatBalance,
  SeatEvent,
  Subscription,
  TestClockBilling,
  TestClockRun,
  Transaction,
  UsageAdjustment,
  UsageBatch,
  UsageCheck,
  UsageEvent,
  UsageSummary,
  Webhook,
  WebhookAttempt,
  WebhookDelivery,
  WebhookDeliveryDetail,
  WebhookEvent,
  WebhookEventType,
} from "./schemas.js";
export type { FarthingOptions, Fetch } from "./settings.js";
export type { FlushOptions, FlushResult } from "./usage/queue.js";
export type { DropReason, QueuedEvent, QueueOptions } from "./usage/queue-options.js";
export type { ListRefusedUsageParams, ReplayManyParams } from "./usage/refused-usage.js";
export type { Properties, TrackParams } from "./usage/track-params.js";
export type {
  CheckUsageParams,
  ListUsageParams,
  SetUsageParams,
  SummarizeUsageParams,
  TrackBatchParams,
  UsageResource,
} from "./usage/usage.js";
export { type VerifyWebhookParams, WebhookVerificationError } from "./verify-webhook.js";
