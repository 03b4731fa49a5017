import { AddPlanFeature, PlanFeature, RemovedPlanFeature, text, UpdatePlanFeature } from "@farthing/contract";
import { endpoint } from "../platform/index.js";
import { addPlanFeature } from "./add-plan-feature.js";
import { planParams } from "./plan-params.js";
import { removePlanFeature } from "./remove-plan-feature.js";
import { planFeatureShape } from "./shapes.js";
import { updatePlanFeature } from "./update-plan-feature.js";

const tag = "Plans";
const params = planParams.extend({
  featureId: text(255).meta({ description: "The feature's `feat_…` id or its code", example: "api_calls" }),
});

export const planFeatureEndpoints = [
  endpoint({
    operationId: "addPlanFeature",
    method: "post",
    path: "/plans/{id}/features",
    tag,
    summary: "Add a feature to a plan",
    description:
      "Metered plans take includedAmount, unlimited and overage; credits plans creditsPerUnit; balance plans overage.unitPrice, or pricingMode ai_model with margin and rounding. Fields that do not apply to the plan are refused.",
    params: planParams,
    body: AddPlanFeature,
    answer: PlanFeature,
    status: 201,
    errors: ["plan_not_found", "feature_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) =>
      planFeatureShape(await addPlanFeature(db, caller, params.id, body), caller),
  }),
  endpoint({
    operationId: "updatePlanFeature",
    method: "patch",
    path: "/plans/{id}/features/{featureId}",
    tag,
    summary: "Change a feature of a plan",
    params,
    body: UpdatePlanFeature,
    answer: PlanFeature,
    errors: ["plan_not_found", "feature_not_found", "plan_feature_not_found"],
    handle: async ({ db, caller, params, body }) =>
      planFeatureShape(await updatePlanFeature(db, caller, params.id, params.featureId, body), caller),
  }),
  endpoint({
    operationId: "removePlanFeature",
    method: "delete",
    path: "/plans/{id}/features/{featureId}",
    tag,
    summary: "Remove a feature from a plan",
    params,
    answer: RemovedPlanFeature,
    errors: ["plan_not_found", "feature_not_found", "plan_feature_not_found"],
    handle: async ({ db, caller, params }) => {
      const { planId, featureId } = await removePlanFeature(db, caller, params.id, params.featureId);
      return {
        object: "plan_feature" as const,
        planId,
        featureId,
        deleted: true as const,
        livemode: caller.livemode,
      };
    },
  }),
];
