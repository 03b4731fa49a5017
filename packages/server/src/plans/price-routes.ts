import { CreatePlanPrice, DeletedPlanPrice, PlanPrice, text, UpdatePlanPrice } from "@farthing/contract";
import { endpoint } from "../platform/index.js";
import { addPrice } from "./add-price.js";
import { deletePrice } from "./delete-price.js";
import { planParams } from "./plan-params.js";
import { priceShape } from "./shapes.js";
import { updatePrice } from "./update-price.js";

const tag = "Plans";
const params = planParams.extend({ priceId: text(255) });

export const priceEndpoints = [
  endpoint({
    operationId: "createPlanPrice",
    method: "post",
    path: "/plans/{id}/prices",
    tag,
    summary: "Add a price to a plan",
    description: "A plan has one price per billing interval. The first is its default price.",
    params: planParams,
    body: CreatePlanPrice,
    answer: PlanPrice,
    status: 201,
    errors: ["plan_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) =>
      priceShape(await addPrice(db, caller, params.id, body), caller),
  }),
  endpoint({
    operationId: "updatePlanPrice",
    method: "patch",
    path: "/plans/{id}/prices/{priceId}",
    tag,
    summary: "Change a price",
    params,
    body: UpdatePlanPrice,
    answer: PlanPrice,
    errors: ["plan_not_found", "price_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) =>
      priceShape(await updatePrice(db, caller, params.id, params.priceId, body), caller),
  }),
  endpoint({
    operationId: "deletePlanPrice",
    method: "delete",
    path: "/plans/{id}/prices/{priceId}",
    tag,
    summary: "Delete a price",
    description:
      "The default price cannot be deleted while there are others. Existing subscriptions keep the price.",
    params,
    answer: DeletedPlanPrice,
    errors: ["plan_not_found", "price_not_found", "invalid_state"],
    handle: async ({ db, caller, params }) => {
      const { id } = await deletePrice(db, caller, params.id, params.priceId);
      return { object: "plan_price" as const, id, deleted: true as const, livemode: caller.livemode };
    },
  }),
  endpoint({
    operationId: "setDefaultPlanPrice",
    method: "put",
    path: "/plans/{id}/prices/{priceId}/default",
    tag,
    summary: "Make a price the plan's default",
    params,
    answer: PlanPrice,
    errors: ["plan_not_found", "price_not_found"],
    handle: async ({ db, caller, params }) =>
      priceShape(await updatePrice(db, caller, params.id, params.priceId, { isDefault: true }), caller),
  }),
];
