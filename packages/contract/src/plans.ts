/** Plans: priced packages of features. */
import { z } from "zod";
import { featureType } from "./features.js";
import {
  answeredTime,
  basisPoints,
  code,
  credits,
  cursorQuery,
  deletedOf,
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
  description: "`ceil` rounds each part of a cost up to a rate unit ($0.0001); `exact` to a nano",
});

export const seatBilling = z.enum(["true_up", "immediate"]).meta({
  description:
    "How seats that are added inside a period are charged for its rest: with the next renewal, or with an invoice at once",
});

const overage = z.strictObject({
  enabled: z.boolean().optional(),
  unitPrice: rateAmount.optional().meta({
    description: "Rate scale, per unit. On a balance plan it is the price of every unit.",
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
    .meta({ description: "Seats: the most there can be" }),
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
      .meta({ description: "Balance plans: refuse usage above what is left (402)" }),
    topupsSurviveReset: z
      .boolean()
      .default(false)
      .meta({ description: "Balance plans: keep paid top-ups when the allowance resets" }),
    planGroupId: idSchema("pgr").optional().meta({ description: "Becomes the highest plan of this group" }),
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
    price: settlementAmount.default(0),
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

export const PlanPrice = z
  .object({
    ...resource("plan_price"),
    id: idSchema("price"),
    planId: idSchema("plan"),
    billingInterval,
    price: z.int(),
    currency: z.string(),
    trialDays: z.int(),
    isDefault: z.boolean(),
    includedBalance: z.number().nullable(),
    includedCredits: z.number().nullable(),
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
    includedAmount: z.number(),
    unlimited: z.boolean(),
    overage: z.object({ enabled: z.boolean(), unitPrice: z.number().nullable() }),
    creditsPerUnit: z.number().nullable(),
    pricingMode,
    margin: z.int().nullable(),
    rounding,
    seatBilling: seatBilling.nullable().meta({ description: "Null for what is no seats feature" }),
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
    sortOrder: z.int().meta({ description: "Rank in its group: a greater one is a higher plan" }),
    metadata: metadata.nullable(),
    prices: z.array(PlanPrice),
    features: z.array(PlanFeature),
    createdAt: answeredTime,
    updatedAt: answeredTime,
  })
  .meta({ id: "Plan" });

export const ListPlans = z.strictObject({
  ...cursorQuery,
  includePrivate: z.stringbool().default(false),
});
export const PlanList = listOf(Plan).meta({ id: "PlanList" });
export const DeletedPlan = deletedOf("plan").meta({ id: "DeletedPlan" });
export const DeletedPlanPrice = deletedOf("plan_price").meta({ id: "DeletedPlanPrice" });
export const RemovedPlanFeature = z
  .object({
    ...resource("plan_feature"),
    planId: idSchema("plan"),
    featureId: idSchema("feat"),
    deleted: z.literal(true),
  })
  .meta({ id: "RemovedPlanFeature" });
