export { grantsAccess, isTrialing, mayOwe } from "./access.js";
export { activatePending } from "./activate-subscription.js";
export { shapeBalance } from "./answers.js";
export { type BeginSeats, type CatchUp, type LockedCustomer, lockCurrent } from "./catch-up.js";
export { type Checkouts, noCheckouts } from "./checkouts.js";
export { requireSubscription } from "./find-subscription.js";
export { includedNanosOf, missingIncludedNanos } from "./included.js";
export { newsOf as newsOfSubscription } from "./news.js";
export { nextStep, type Step } from "./next-step.js";
export { endUnpaid, markPastDue, recoverSubscription } from "./payment-outcome.js";
export {
  allowancePeriodAt,
  type BillingInterval,
  billingPeriodAt,
  countedFrom,
  type Period,
} from "./period.js";
export { type RenewedAs, renewedAs } from "./renewal.js";
export { subscriptionEndpoints } from "./routes.js";
export type { SubscriptionRow, SubscriptionStatus } from "./schema.js";
export {
  type DueCandidate,
  dueSubscriptions,
  findOpen as findOpenSubscription,
  findOpenOfMany as findOpenSubscriptions,
  findSubscription,
  type OpenSubscription,
  updateSubscription,
} from "./store.js";
