export { grantsAccess, isTrialing, mayOwe } from "./access.js";
export { activatePending } from "./activate-pending.js";
export { shapeBalance, shapeSubscription } from "./answers.js";
export { beginAgain } from "./begin-again.js";
export { assertCanBegin, canBegin } from "./can-begin.js";
export { type BeginSeats, type CatchUp, type LockedCustomer, lockCurrent } from "./catch-up.js";
export type { Checkouts } from "./checkouts.js";
export { isCollectedAtOnce } from "./collection.js";
export { countedSinceOf } from "./counted-since.js";
export { assertOpen, requireSubscription } from "./find-subscription.js";
export { includedNanosOf, missingIncludedNanos } from "./included.js";
export { type LockedSubscription, lockSubscription } from "./lock-subscription.js";
export { newsOf as newsOfSubscription, newsOfPlanChange } from "./news.js";
export { nextStep, type PlanChangeStep, type Step } from "./next-step.js";
export { endUnpaid, markPastDue, recoverSubscription } from "./payment-outcome.js";
export {
  allowanceEndAfter,
  allowancePeriodAt,
  allowanceStartsUntil,
  billingPeriodAt,
  countedFrom,
  type Period,
} from "./period.js";
export { asItBegins, beginsOn, type OnPlan, renewedAs } from "./renewal.js";
export { subscriptionEndpoints } from "./routes.js";
export { NO_SCHEDULED_CHANGE } from "./scheduled-change.js";
export type { SubscriptionRow, SubscriptionStatus } from "./schema.js";
export { awaitingPayment, giveAllowance, startingState, startingStatus } from "./starting.js";
export {
  countDueSubscriptions,
  countHoldersOf,
  dueSubscriptions,
  findLast as findLastSubscription,
  findOpen as findOpenSubscription,
  findOpenOfMany as findOpenSubscriptions,
  findSubscription,
  type OpenSubscription,
  updateSubscription,
} from "./store.js";
export { unitOf } from "./unit.js";
