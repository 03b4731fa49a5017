/** `@farthing/node`: the client of Farthing. */
export * from "./errors/index.js";
export { Farthing, Farthing as Commet } from "./farthing.js";
export type { RequestOptions } from "./http/transport.js";
export { List, Page } from "./pages.js";
export type { FeatureCode, MeteredFeatureCode, PlanCode, Register } from "./register.js";
export type * from "./resources/api-keys.js";
export type * from "./resources/branding.js";
export type * from "./resources/credit-notes.js";
export type * from "./resources/credit-packs.js";
export type * from "./resources/customer-credits.js";
export type * from "./resources/customer-scope.js";
export { NoSubscriptionError } from "./resources/customer-scope.js";
export type * from "./resources/customers.js";
export type * from "./resources/environment-settings.js";
export type * from "./resources/events.js";
export type * from "./resources/exchange-rates.js";
export type * from "./resources/feature-access.js";
export type * from "./resources/features.js";
export type * from "./resources/invoices.js";
export type * from "./resources/ledger.js";
export type * from "./resources/models.js";
export type * from "./resources/payment-methods.js";
export type * from "./resources/payments.js";
export type * from "./resources/plan-groups.js";
export type * from "./resources/plans.js";
export type * from "./resources/portal.js";
export type * from "./resources/purchases.js";
export type * from "./resources/seats.js";
export type * from "./resources/subscriptions.js";
export type * from "./resources/test-clock.js";
export type * from "./resources/transactions.js";
export type * from "./resources/webhooks.js";

export type {
  Address,
  ApiKey,
  Balance,
  BalanceChange,
  BalanceTopup,
  Branding,
  CatalogSync,
  CheckoutLink,
  ConnectedPaymentProvider,
  Consumption,
  Cost,
  CreatedApiKey,
  CreatedWebhook,
  CreditGrant,
  CreditNote,
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
  InvoiceDownload,
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
  SeatChangePreview,
  SeatEvent,
  Subscription,
  TestClock,
  TestClockBilling,
  TestClockRun,
  Time,
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
export type {
  ListRefusedUsageParams,
  RefusedUsageResource,
  ReplayManyParams,
} from "./usage/refused-usage.js";
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
