import { PlanEdit, PlanEditPreview } from "@farthing/contract";
import { planParams } from "../plans/index.js";
import { endpoint } from "../platform/index.js";
import { previewPlanEdit } from "./preview-plan-edit.js";

export const planEditEndpoints = [
  endpoint({
    operationId: "previewPlanEdit",
    method: "post",
    path: "/plans/{id}/preview-edit",
    tag: "Plans",
    summary: "Show what an edit of a plan would change, for whom and when",
    description:
      "Takes the operation's name and all that its own body has. It is made, and taken back: nothing stays of it, and what would be refused is refused alike.",
    params: planParams,
    body: PlanEdit,
    answer: PlanEditPreview,
    errors: [
      "plan_not_found",
      "price_not_found",
      "feature_not_found",
      "plan_feature_not_found",
      "invalid_state",
    ],
    scopes: ["read"],
    idempotency: "none",
    handle: ({ db, caller, params, body }) => previewPlanEdit(db, caller, params.id, body),
  }),
];
