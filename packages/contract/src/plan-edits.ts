/** What an edit of a plan would change, for whom and when: asked before it is made. */
import { z } from "zod";
import { currencyCode } from "./customer-credits.js";
import {
  AddPlanFeature,
  billingInterval,
  CreatePlanPrice,
  DeletePlan,
  SetPlanRegionalPricing,
  SetPriceRegionalPricing,
  UpdatePlan,
  UpdatePlanFeature,
  UpdatePlanPrice,
} from "./plans.js";
import { answeredTime, code, idSchema, resource, text } from "./primitives.js";

const featureId = text(255).meta({ description: "The feature's `feat_…` id or its code" });
const priceId = text(255).meta({ description: "The price's `price_…` id" });

const editBy = <N extends string, S extends z.ZodRawShape>(operation: N, shape: S) =>
  z.strictObject({ operation: z.literal(operation), ...shape });

/** What it is of stands in `operation` and the ids. */
const changesBy = <N extends string, I extends z.ZodRawShape, S extends z.ZodRawShape>(
  operation: N,
  ids: I,
  shape: S,
) =>
  editBy(operation, { ...ids, ...shape }).refine(
    (body) => Object.keys(body).length > 1 + Object.keys(ids).length,
    "must change at least one field",
  );

/** An operation on a plan, with all that its own body has. */
export const PlanEdit = z
  .discriminatedUnion("operation", [
    changesBy("updatePlan", {}, UpdatePlan.shape),
    editBy("deletePlan", DeletePlan.shape),
    editBy("createPlanPrice", CreatePlanPrice.shape),
    changesBy("updatePlanPrice", { priceId }, UpdatePlanPrice.shape),
    editBy("deletePlanPrice", { priceId }),
    editBy("addPlanFeature", AddPlanFeature.shape),
    changesBy("updatePlanFeature", { featureId }, UpdatePlanFeature.shape),
    editBy("removePlanFeature", { featureId }),
    editBy("setPlanRegionalPricing", SetPlanRegionalPricing.shape),
    editBy("deletePlanRegionalPricing", { currency: currencyCode }),
    editBy("setPriceRegionalPricing", { priceId, ...SetPriceRegionalPricing.shape }),
    editBy("deletePriceRegionalPricing", { priceId }),
  ])
  .meta({ id: "PlanEdit" });

const planEditField = z.enum([
  "name",
  "description",
  "isPublic",
  "isDefault",
  "blockOnExhaustion",
  "topupsSurviveReset",
  "exchangeRate",
  "isSold",
  "trialDays",
  "price",
  "includedBalance",
  "includedCredits",
  "isInPlan",
  "enabled",
  "pricingMode",
  "includedAmount",
  "unlimited",
  "overageEnabled",
  "overageUnitPrice",
  "creditsPerUnit",
  "margin",
  "rounding",
  "seatBilling",
  "maxSeats",
]);

const value = z.union([z.number(), z.boolean(), z.string(), z.null()]).meta({
  description:
    "As in the plan: `price` in settlement scale, `includedBalance` and `overageUnitPrice` in rate scale; null: no value",
});
const count = z.int().min(0);

export const PlanEditChange = z
  .object({
    of: z.enum(["plan", "price", "feature"]),
    field: planEditField,
    priceId: idSchema("price").nullable(),
    billingInterval: billingInterval.nullable(),
    featureId: idSchema("feat").nullable(),
    featureCode: code.nullable(),
    featureName: z.string().nullable(),
    currency: z
      .string()
      .nullable()
      .meta({ description: "Currency of the values; null if they are not amounts" }),
    from: value,
    to: value,
    effect: z.enum(["better", "worse", "neutral"]).meta({
      description:
        "From the customer's point of view. A lower price is better, but still waits for the renewal",
    }),
    existingCustomers: z.enum(["now", "at_renewal", "never"]).meta({
      description:
        "When it applies to a subscription whose period began on the current version of the plan; to new subscriptions it applies at once",
    }),
    subscriptions: z
      .object({
        now: count.meta({ description: "Open subscriptions that it applies to at once" }),
        atRenewal: count.meta({ description: "Open subscriptions that it applies to from their renewal on" }),
        firstRenewalAt: answeredTime
          .nullable()
          .meta({ description: "First renewal of the subscriptions in `atRenewal`" }),
        lastRenewalAt: answeredTime.nullable(),
      })
      .meta({
        description:
          "Counted by the version that each subscription's period began with, its price and its currency",
      }),
  })
  .meta({ id: "PlanEditChange" });

export const PlanEditPreview = z
  .object({
    ...resource("plan_edit_preview"),
    planId: idSchema("plan"),
    changes: z.array(PlanEditChange),
    subscriptions: z.object({
      open: count.meta({ description: "All subscriptions of the plan that are not canceled or expired" }),
      renewing: count.meta({
        description: "Subscriptions that renew on the plan at the end of their period",
      }),
      waiting: count.meta({
        description:
          "Subscriptions without a period: like new ones, they begin on the plan as it is at that time",
      }),
      leaving: count.meta({ description: "Subscriptions that end, pause or change to another plan anyway" }),
      firstRenewalAt: answeredTime
        .nullable()
        .meta({ description: "First renewal of the subscriptions in `renewing`" }),
      lastRenewalAt: answeredTime.nullable(),
    }),
    renewal: z.enum(["stay", "move", "end"]).meta({
      description:
        "What the subscriptions in `renewing` do at their renewal: they stay unless the plan is deleted",
    }),
  })
  .meta({ id: "PlanEditPreview" });
