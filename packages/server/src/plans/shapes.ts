/** Features, plans, prices and plan features as answers carry them. */
import {
  type Feature,
  type Plan,
  type PlanFeature,
  type PlanGroup,
  type PlanPrice,
  quantityFromNanoUnits,
  rateFromNanos,
  settlementFromNanos,
} from "@farthing/contract";
import type { z } from "zod";
import type { Caller, Id } from "../platform/index.js";
import type { PlanFeatureTerms } from "./plan-config.js";
import type { PlanDetail } from "./plan-detail.js";
import type { PlanGroupRow } from "./plan-group-store.js";
import { inEveryCurrency } from "./regional-pricing.js";
import type { FeatureRow, PlanRow, PriceRow } from "./store.js";

export const featureShape = (row: FeatureRow, caller: Caller): z.input<typeof Feature> => ({
  object: "feature",
  id: row.id,
  livemode: caller.livemode,
  code: row.code,
  name: row.name,
  type: row.type,
  description: row.description,
  unitName: row.unitName,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

export const planShape = (
  { plan, prices, features, terms }: PlanDetail,
  caller: Caller,
): z.input<typeof Plan> => ({
  object: "plan",
  id: plan.id,
  livemode: caller.livemode,
  code: plan.code,
  name: plan.name,
  description: plan.description,
  consumptionModel: plan.consumptionModel,
  isPublic: plan.isPublic,
  isFree: plan.isFree,
  isDefault: plan.isDefault,
  blockOnExhaustion: plan.blockOnExhaustion,
  topupsSurviveReset: plan.topupsSurviveReset,
  planGroupId: plan.planGroupId,
  sortOrder: plan.sortOrder,
  metadata: plan.metadata,
  prices: prices.map((price) => priceShape(price, caller)),
  features: features.map((feature) => planFeatureShape(feature, caller)),
  regional: inEveryCurrency(terms, new Set(prices.map(({ id }) => id))),
  createdAt: plan.createdAt.toISOString(),
  updatedAt: plan.updatedAt.toISOString(),
});

export const planOfGroupShape = ({ id, code, name, sortOrder }: PlanRow) => ({ id, code, name, sortOrder });

/** @param plans those of the group, the lowest first */
export const planGroupShape = (
  group: PlanGroupRow,
  plans: readonly PlanRow[],
  caller: Caller,
): z.input<typeof PlanGroup> => ({
  object: "plan_group",
  id: group.id,
  livemode: caller.livemode,
  name: group.name,
  description: group.description,
  isPublic: group.isPublic,
  plans: plans.map(planOfGroupShape),
  createdAt: group.createdAt.toISOString(),
  updatedAt: group.updatedAt.toISOString(),
});

export const priceShape = (row: PriceRow, caller: Caller): z.input<typeof PlanPrice> => ({
  object: "plan_price",
  id: row.id,
  livemode: caller.livemode,
  planId: row.planId,
  billingInterval: row.billingInterval,
  price: settlementFromNanos(row.amountNanos, row.currency),
  currency: row.currency,
  trialDays: row.trialDays,
  isDefault: row.isDefault,
  includedBalance: row.includedBalanceNanos === null ? null : rateFromNanos(row.includedBalanceNanos),
  includedCredits: row.includedCreditsNanos === null ? null : quantityFromNanoUnits(row.includedCreditsNanos),
  metadata: row.metadata,
  createdAt: row.createdAt.toISOString(),
  updatedAt: row.updatedAt.toISOString(),
});

/** As it is, or as a version has it. */
interface ShownPlanFeature {
  readonly terms: PlanFeatureTerms & { readonly planId: Id<"plan"> };
  readonly feature: Pick<FeatureRow, "id" | "code" | "name" | "type" | "unitName">;
}

export const planFeatureShape = (
  { terms, feature }: ShownPlanFeature,
  caller: Caller,
): z.input<typeof PlanFeature> => ({
  object: "plan_feature",
  livemode: caller.livemode,
  planId: terms.planId,
  featureId: feature.id,
  code: feature.code,
  name: feature.name,
  type: feature.type,
  unitName: feature.unitName,
  enabled: terms.enabled,
  includedAmount: quantityFromNanoUnits(terms.includedQuantity),
  unlimited: terms.unlimited,
  overage: {
    enabled: terms.overageEnabled,
    unitPrice: terms.unitPriceNanos === null ? null : rateFromNanos(terms.unitPriceNanos),
  },
  creditsPerUnit:
    terms.creditsPerUnitNanos === null ? null : quantityFromNanoUnits(terms.creditsPerUnitNanos),
  pricingMode: terms.pricingMode,
  margin: terms.marginBasisPoints,
  rounding: terms.rounding,
  seatBilling: feature.type === "seats" ? terms.seatBilling : null,
  maxSeats: terms.maxSeats === null ? null : Number(terms.maxSeats),
});
