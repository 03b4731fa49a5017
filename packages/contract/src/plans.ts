/** Plans: priced packages of features. */
import { z } from "zod";
import { currencyCode } from "./customer-credits.js";
import { featureType } from "./features.js";
import {
  answeredCredits,
  answeredQuantity,
  answeredRate,
  answeredSettlement,
  answeredTime,
  basisPoints,
  code,
  credits,
  cursorQuery,
  deletedOf,
  exchangeRate,
  idSchema,
  listOf,
  metadata,
  quantity,
  rateAmount,
  resource,
  settlementAmount,
  text,
} from "./primitives.js";

export const consumptionModel = z
  .enum(["metered", "credits", "balance"])
  .meta({ description: "How usage is paid: counted and billed, from credits, or from a money balance" });
export const billingInterval = z.enum(["weekly", "monthly", "quarterly", "yearly"]);
export const pricingMode = z.enum(["fixed", "ai_model"]);
export const rounding = z.enum(["ceil", "exact"]).meta({
  description: "`ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` rounds it to a nano",
});

export const seatBilling = z.enum(["true_up", "immediate"]).meta({
  description:
    "How seats added during a period are charged for the rest of it: with the next renewal, or at once with an invoice",
});

const overage = z.strictObject({
  enabled: z.boolean().optional(),
  unitPrice: rateAmount.optional().meta({
    description: "Rate scale, per unit. On a balance plan this is the price of every unit.",
  }),
});

const planFeatureFields = {
  enabled: z.boolean().optional(),
  includedAmount: quantity.optional(),
  unlimited: z.boolean().optional(),
  overage: overage.optional(),
  creditsPerUnit: credits.nullable().optional(),
  margin: basisPoints.nullable().optional(),
  rounding: rounding.optional(),
  seatBilling: seatBilling.optional(),
  maxSeats: z
    .int()
    .min(1)
    .max(1_000_000)
    .nullable()
    .optional()
    .meta({ description: "Seats: the maximum number" }),
};

export const CreatePlan = z
  .strictObject({
    name: text(100),
    code,
    description: text(1000).nullable().optional(),
    consumptionModel: consumptionModel.default("metered"),
    isPublic: z.boolean().default(true),
    isFree: z.boolean().default(false),
    isDefault: z.boolean().default(false),
    blockOnExhaustion: z
      .boolean()
      .default(true)
      .meta({ description: "Balance plans: refuse usage that costs more than the remaining balance (402)" }),
    topupsSurviveReset: z
      .boolean()
      .default(false)
      .meta({ description: "Balance plans: keep paid top-ups when the allowance resets" }),
    planGroupId: idSchema("pgr")
      .optional()
      .meta({ description: "Group to add the plan to, as its highest plan" }),
    metadata: metadata.optional(),
  })
  .meta({ id: "CreatePlan" });

export const UpdatePlan = z
  .strictObject({
    name: text(100).optional(),
    description: text(1000).nullable().optional(),
    metadata: metadata.optional(),
    isPublic: z.boolean().optional(),
    isDefault: z.boolean().optional(),
    blockOnExhaustion: z.boolean().optional(),
    topupsSurviveReset: z.boolean().optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdatePlan" });

export const SetPlanVisibility = z.strictObject({ isPublic: z.boolean() }).meta({ id: "SetPlanVisibility" });

export const CreatePlanPrice = z
  .strictObject({
    billingInterval,
    price: settlementAmount,
    trialDays: z.int().min(0).max(730).default(0),
    isDefault: z.boolean().default(false),
    includedBalance: rateAmount.nullable().optional(),
    includedCredits: credits.nullable().optional(),
    metadata: metadata.optional(),
  })
  .meta({ id: "CreatePlanPrice" });

export const UpdatePlanPrice = z
  .strictObject({
    price: settlementAmount.optional(),
    trialDays: z.int().min(0).max(730).optional(),
    isDefault: z.boolean().optional(),
    includedBalance: rateAmount.nullable().optional(),
    includedCredits: credits.nullable().optional(),
    metadata: metadata.optional(),
  })
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdatePlanPrice" });

export const AddPlanFeature = z
  .strictObject({
    featureId: text(255).meta({ description: "The feature's `feat_…` id or its code" }),
    pricingMode: pricingMode.default("fixed"),
    ...planFeatureFields,
  })
  .meta({ id: "AddPlanFeature" });

export const UpdatePlanFeature = z
  .strictObject(planFeatureFields)
  .refine((body) => Object.keys(body).length > 0, "must change at least one field")
  .meta({ id: "UpdatePlanFeature" });

const regionalPrice = {
  price: settlementAmount.meta({
    description: "Settlement scale of the currency: 1000 = ¥1,000, 1000 = €10.00",
  }),
  includedBalance: rateAmount
    .optional()
    .meta({ description: "Rate scale, in the currency. Default: converted" }),
};

export const SetPriceRegionalPricing = z
  .strictObject({
    overrides: z
      .array(z.strictObject({ currency: currencyCode, ...regionalPrice }))
      .min(1)
      .max(200),
  })
  .meta({ id: "SetPriceRegionalPricing" });

export const SetPlanRegionalPricing = z
  .strictObject({
    currency: currencyCode,
    exchangeRate: exchangeRate.meta({
      description: "Units of the currency per US dollar. Converts every amount that is not given here",
    }),
    prices: z
      .array(z.strictObject({ priceId: idSchema("price"), ...regionalPrice }))
      .max(10)
      .optional(),
    features: z
      .array(
        z.strictObject({
          featureId: text(255).meta({ description: "The feature's `feat_…` id or its code" }),
          overageUnitPrice: rateAmount,
        }),
      )
      .max(200)
      .optional(),
  })
  .meta({ id: "SetPlanRegionalPricing" });

export const PriceRegionalPricing = z
  .object({
    ...resource("price_regional_pricing"),
    planId: idSchema("plan"),
    priceId: idSchema("price"),
    overrides: z.array(
      z.object({
        currency: z.string(),
        price: answeredSettlement,
        includedBalance: answeredRate
          .nullable()
          .meta({ description: "Rate scale: 10000 = $1.00. Null: converted, or nothing is included" }),
      }),
    ),
  })
  .meta({ id: "PriceRegionalPricing" });
export const DeletedPriceRegionalPricing = deletedOf("price_regional_pricing").meta({
  id: "DeletedPriceRegionalPricing",
});

const isConverted = z
  .boolean()
  .meta({ description: "Converted at the plan's exchange rate because no amount is set" });

/** What a plan costs in a currency beside US dollars. */
export const PlanInCurrency = z
  .object({
    currency: z.string(),
    exchangeRate: z.number().nullable().meta({
      description: "Units of the currency per US dollar. Null: nothing is converted",
      example: 150,
    }),
    prices: z.array(
      z.object({
        priceId: idSchema("price"),
        price: answeredSettlement,
        includedBalance: answeredRate.nullable(),
        isConverted,
      }),
    ),
    features: z.array(
      z.object({
        featureId: idSchema("feat"),
        overageUnitPrice: answeredRate,
        isConverted,
      }),
    ),
  })
  .meta({ id: "PlanInCurrency" });

export const PlanRegionalPricing = z
  .object({ ...resource("plan_regional_pricing"), planId: idSchema("plan"), ...PlanInCurrency.shape })
  .meta({ id: "PlanRegionalPricing" });
export const DeletePlanRegionalPricing = z.strictObject({ currency: currencyCode });
export const DeletedPlanRegionalPricing = deletedOf("plan_regional_pricing").meta({
  id: "DeletedPlanRegionalPricing",
});

export const PlanPrice = z
  .object({
    ...resource("plan_price"),
    id: idSchema("price"),
    planId: idSchema("plan"),
    billingInterval,
    price: answeredSettlement,
    currency: z.string(),
    trialDays: z.int(),
    isDefault: z.boolean(),
    includedBalance: answeredRate.nullable(),
    includedCredits: answeredCredits.nullable(),
    metadata: metadata.nullable(),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "PlanPrice" });

export const PlanFeature = z
  .object({
    ...resource("plan_feature"),
    planId: idSchema("plan"),
    featureId: idSchema("feat"),
    code,
    name: z.string(),
    type: featureType,
    unitName: z.string().nullable(),
    enabled: z.boolean(),
    includedAmount: answeredQuantity.meta({ description: "Units per period, or seats" }),
    unlimited: z.boolean(),
    overage: z.object({ enabled: z.boolean(), unitPrice: answeredRate.nullable() }),
    creditsPerUnit: answeredCredits.nullable(),
    pricingMode,
    margin: basisPoints
      .nullable()
      .meta({ description: "Margin on the cost of AI usage, in basis points: 2000 = 20 %" }),
    rounding,
    seatBilling: seatBilling.nullable().meta({ description: "null if the feature is not of type seats" }),
    maxSeats: z.int().nullable(),
  })
  .meta({ id: "PlanFeature" });

export const Plan = z
  .object({
    ...resource("plan"),
    id: idSchema("plan"),
    code,
    name: z.string(),
    description: z.string().nullable(),
    consumptionModel,
    isPublic: z.boolean(),
    isFree: z.boolean(),
    isDefault: z.boolean(),
    blockOnExhaustion: z.boolean(),
    topupsSurviveReset: z.boolean(),
    planGroupId: idSchema("pgr").nullable(),
    sortOrder: z.int().meta({ description: "Rank in its group; a higher plan has a higher rank" }),
    metadata: metadata.nullable(),
    prices: z.array(PlanPrice),
    features: z.array(PlanFeature),
    regional: z
      .array(PlanInCurrency)
      .meta({ description: "Currencies it is sold in, other than US dollars" }),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Plan" });

/** What a plan promised from one change of it to the next. */
export const PlanVersion = z
  .object({
    ...resource("plan_version"),
    planId: idSchema("plan"),
    version: z.int(),
    isCurrent: z.boolean().meta({ description: "Whether a period that begins now uses this version" }),
    blockOnExhaustion: z.boolean(),
    topupsSurviveReset: z.boolean(),
    prices: z.array(
      z.object({
        priceId: idSchema("price"),
        billingInterval,
        price: answeredSettlement,
        currency: z.string(),
        includedBalance: answeredRate.nullable(),
        includedCredits: answeredCredits.nullable(),
        isDeleted: z.boolean().meta({ description: "Whether the price has been deleted since" }),
      }),
    ),
    features: z.array(PlanFeature),
    regional: z.array(PlanInCurrency),
    subscriptions: z
      .int()
      .min(0)
      .meta({ description: "Open subscriptions whose current period uses this version" }),
    createdAt: answeredTime.meta({ description: "When it came into force" }),
  })
  .meta({ id: "PlanVersion" });
export const ListPlanVersions = z.strictObject(cursorQuery);
export const PlanVersionList = listOf(PlanVersion).meta({ id: "PlanVersionList" });

export const DeletePlan = z.strictObject({
  migrateTo: text(255).optional().meta({
    description: "Id or code of the plan that its subscriptions move to at their renewal. Default: they end",
  }),
});

export const ListPlans = z.strictObject({
  ...cursorQuery,
  includePrivate: z.stringbool().default(false),
});
export const PlanList = listOf(Plan).meta({ id: "PlanList" });
export const DeletedPlan = deletedOf("plan")
  .extend({ migrateTo: idSchema("plan").nullable() })
  .meta({ id: "DeletedPlan" });
export const DeletedPlanPrice = deletedOf("plan_price").meta({ id: "DeletedPlanPrice" });
export const RemovedPlanFeature = z
  .object({
    ...resource("plan_feature"),
    planId: idSchema("plan"),
    featureId: idSchema("feat"),
    deleted: z.literal(true),
  })
  .meta({ id: "RemovedPlanFeature" });
