/** Plan groups, and the places of plans in them. */
import {
  AddedPlanToGroup,
  AddPlanToGroup,
  CreatePlanGroup,
  DeletedPlanGroup,
  ListPlanGroups,
  PlanGroup,
  PlanGroupList,
  RemovedPlanFromGroup,
  ReorderedPlans,
  ReorderPlansInGroup,
  text,
  UpdatePlanGroup,
} from "@farthing/contract";
import { z } from "zod";
import { type Caller, type Db, endpoint, listById } from "../platform/index.js";
import { addPlanToGroup } from "./add-plan-to-group.js";
import { createPlanGroup } from "./create-plan-group.js";
import { deletePlanGroup } from "./delete-plan-group.js";
import { requirePlanGroup } from "./find.js";
import { type PlanGroupRow, pageOfPlanGroups, plansOfGroups } from "./plan-group-store.js";
import { removePlanFromGroup } from "./remove-plan-from-group.js";
import { reorderPlansInGroup } from "./reorder-plans-in-group.js";
import { planGroupShape, planOfGroupShape } from "./shapes.js";
import { updatePlanGroup } from "./update-plan-group.js";

const tag = "Plan groups";
const params = z.object({
  id: text(255).meta({
    description: "The group's `pgr_…` id",
    example: "pgr_01h455vb4pex5vsknk084sn02q",
  }),
});
const planParams = params.extend({
  planId: text(255).meta({ description: "The plan's `plan_…` id or its code", example: "pro" }),
});

async function shapeAll(db: Db, groups: readonly PlanGroupRow[], caller: Caller) {
  const plans = await plansOfGroups(
    db,
    groups.map(({ id }) => id),
  );
  return groups.map((group) =>
    planGroupShape(
      group,
      plans.filter(({ planGroupId }) => planGroupId === group.id),
      caller,
    ),
  );
}

const shapeOne = async (db: Db, group: PlanGroupRow, caller: Caller) =>
  (await shapeAll(db, [group], caller))[0]!;

export const planGroupEndpoints = [
  endpoint({
    operationId: "createPlanGroup",
    method: "post",
    path: "/plan-groups",
    tag,
    summary: "Create a plan group",
    description: "Customers can change between the plans of a group. A plan is in one group at most.",
    body: CreatePlanGroup,
    answer: PlanGroup,
    status: 201,
    handle: async ({ db, caller, body }) => shapeOne(db, await createPlanGroup(db, caller, body), caller),
  }),
  endpoint({
    operationId: "listPlanGroups",
    method: "get",
    path: "/plan-groups",
    tag,
    summary: "List plan groups",
    description: "Newest first, with their plans, including private ones.",
    query: ListPlanGroups,
    answer: PlanGroupList,
    handle: ({ db, caller, query }) =>
      listById(
        "pgr",
        query,
        (before) => pageOfPlanGroups(db, caller.environmentId, query.limit, before),
        (rows) => shapeAll(db, rows, caller),
      ),
  }),
  endpoint({
    operationId: "getPlanGroup",
    method: "get",
    path: "/plan-groups/{id}",
    tag,
    summary: "Get a plan group",
    params,
    answer: PlanGroup,
    errors: ["plan_group_not_found"],
    handle: async ({ db, caller, params }) =>
      shapeOne(db, await requirePlanGroup(db, caller, params.id), caller),
  }),
  endpoint({
    operationId: "updatePlanGroup",
    method: "patch",
    path: "/plan-groups/{id}",
    tag,
    summary: "Change a plan group",
    params,
    body: UpdatePlanGroup,
    answer: PlanGroup,
    errors: ["plan_group_not_found"],
    handle: async ({ db, caller, params, body }) =>
      shapeOne(db, await updatePlanGroup(db, caller, params.id, body), caller),
  }),
  endpoint({
    operationId: "deletePlanGroup",
    method: "delete",
    path: "/plan-groups/{id}",
    tag,
    summary: "Delete a plan group",
    description: "Its plans are kept, without a group.",
    params,
    answer: DeletedPlanGroup,
    errors: ["plan_group_not_found"],
    handle: async ({ db, caller, params }) => {
      const { id } = await deletePlanGroup(db, caller, params.id);
      return { object: "plan_group" as const, id, deleted: true as const, livemode: caller.livemode };
    },
  }),
  endpoint({
    operationId: "addPlanToGroup",
    method: "post",
    path: "/plan-groups/{id}/plans",
    tag,
    summary: "Add a plan to a group",
    params,
    body: AddPlanToGroup,
    answer: AddedPlanToGroup,
    status: 201,
    errors: ["plan_group_not_found", "plan_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) => {
      const { groupId: id, ...place } = await addPlanToGroup(db, caller, params.id, body);
      const { livemode } = caller;
      return { object: "plan_group" as const, livemode, id, ...place, success: true as const };
    },
  }),
  endpoint({
    operationId: "reorderPlansInGroup",
    method: "put",
    path: "/plan-groups/{id}/plans/reorder",
    tag,
    summary: "Reorder the plans of a group",
    params,
    body: ReorderPlansInGroup,
    answer: ReorderedPlans,
    errors: ["plan_group_not_found", "plan_not_found"],
    handle: async ({ db, caller, params, body }) => {
      const { group, plans } = await reorderPlansInGroup(db, caller, params.id, body.planIds);
      return {
        object: "plan_group" as const,
        livemode: caller.livemode,
        id: group.id,
        plans: plans.map(planOfGroupShape),
        reordered: true as const,
      };
    },
  }),
  endpoint({
    operationId: "removePlanFromGroup",
    method: "delete",
    path: "/plan-groups/{id}/plans/{planId}",
    tag,
    summary: "Remove a plan from its group",
    params: planParams,
    answer: RemovedPlanFromGroup,
    errors: ["plan_group_not_found", "plan_not_found"],
    handle: async ({ db, caller, params }) => {
      const { groupId: id, planId } = await removePlanFromGroup(db, caller, params.id, params.planId);
      const { livemode } = caller;
      return { object: "plan_group" as const, livemode, id, planId, removed: true as const };
    },
  }),
];
