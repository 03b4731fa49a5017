/** The words of plans, as types. */
import type {
  AddPlanFeature,
  billingInterval,
  CreateFeature,
  CreatePlan,
  CreatePlanGroup,
  CreatePlanPrice,
  consumptionModel,
  featureType,
  metadata,
  pricingMode,
  rounding,
  seatBilling,
  UpdateFeature,
  UpdatePlan,
  UpdatePlanFeature,
  UpdatePlanGroup,
  UpdatePlanPrice,
} from "@farthing/contract";
import type { z } from "zod";

export type NewPlanGroup = z.output<typeof CreatePlanGroup>;
export type PlanGroupChanges = z.output<typeof UpdatePlanGroup>;
export type FeatureType = z.output<typeof featureType>;
export type ConsumptionModel = z.output<typeof consumptionModel>;
export type BillingInterval = z.output<typeof billingInterval>;
export type PricingMode = z.output<typeof pricingMode>;
export type Rounding = z.output<typeof rounding>;
export type SeatBilling = z.output<typeof seatBilling>;
export type Metadata = z.output<typeof metadata>;

export type NewFeature = z.output<typeof CreateFeature>;
export type FeatureChanges = z.output<typeof UpdateFeature>;
export type NewPlan = z.output<typeof CreatePlan>;
export type PlanChanges = z.output<typeof UpdatePlan>;
export type NewPrice = z.output<typeof CreatePlanPrice>;
export type PriceChanges = z.output<typeof UpdatePlanPrice>;
export type NewPlanFeature = z.output<typeof AddPlanFeature>;
export type PlanFeatureChanges = z.output<typeof UpdatePlanFeature>;
