export { exchangeRateAt } from "./exchange-rate.js";
export { assertExchangeable } from "./exchangeable.js";
export { featureEndpoints } from "./feature-routes.js";
export {
  featureNotFound,
  holdPlan,
  requireFeature,
  requireFeatureEver,
  requirePlan,
  requirePlanEver,
} from "./find.js";
export { loadPinnedVersions, loadPlanConfig } from "./load-plan-config.js";
export type {
  BillingInterval,
  ConsumptionModel,
  FeatureType,
  PricingMode,
  Rounding,
  SeatBilling,
} from "./plan.js";
export type {
  FeatureConfig,
  PinnedPlan,
  PlanConfig,
  PlanDefinition,
  PlanFeatureTerms,
  PlanTerms,
  PriceDefinition,
  PriceTerms,
} from "./plan-config.js";
export { type Fact, type Facts, factsInForce, isSame } from "./plan-facts.js";
export { BASE_CURRENCY } from "./plan-in-currency.js";
export { planAtVersion, planInForce, planInForceUntil } from "./plan-in-force.js";
export { planOnSale, pricesOf, pricesOnSale } from "./plan-on-sale.js";
export { planParams } from "./plan-params.js";
export { planEndpoints } from "./plan-routes.js";
export { planVersionShape } from "./plan-version-shape.js";
export { pageOfPlanVersions, versionInForceAt } from "./plan-version-store.js";
export { type PlanState, previewEdit } from "./preview-edit.js";
export { type FeatureRow, listPrices, type PlanFeatureRow, type PlanRow, type PriceRow } from "./store.js";
