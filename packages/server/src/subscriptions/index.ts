export { grantsAccess, isTrialing } from "./access.js";
export { allowancePeriodAt, type BillingInterval, billingPeriodAt, type Period } from "./period.js";
export { subscriptionEndpoints } from "./routes.js";
export type { SubscriptionRow, SubscriptionStatus } from "./schema.js";
export { findOpenOfMany as findOpenSubscriptions, type OpenSubscription } from "./store.js";
