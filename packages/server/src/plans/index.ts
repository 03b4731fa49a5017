export { featureEndpoints } from "./feature-routes.js";
export { featureNotFound, findFeature, requireFeature, requirePlan, requirePrice } from "./find.js";
export { loadPlanConfig } from "./load-plan-config.js";
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
  PlanConfig,
  PlanDefinition,
  PlanFeatureTerms,
  PriceDefinition,
} from "./plan-config.js";
export { planEndpoints } from "./plan-routes.js";
export { priceOfNanos } from "./price-amounts.js";
export { type FeatureRow, listPrices, type PlanFeatureRow, type PlanRow, type PriceRow } from "./store.js";
