import {
  CreatePlan,
  DeletedPlan,
  DeletePlan,
  ListPlans,
  Plan,
  PlanList,
  SetPlanVisibility,
  UpdatePlan,
} from "@farthing/contract";
import { type Caller, type Db, endpoint, listById } from "../platform/index.js";
import { createPlan } from "./create-plan.js";
import { deletePlan } from "./delete-plan.js";
import { exchangeRateEndpoints } from "./exchange-rate-routes.js";
import { requirePlan } from "./find.js";
import { detailOf, detailsOf } from "./plan-detail.js";
import { planFeatureEndpoints } from "./plan-feature-routes.js";
import { planGroupEndpoints } from "./plan-group-routes.js";
import { planParams } from "./plan-params.js";
import { priceEndpoints } from "./price-routes.js";
import { regionalEndpoints } from "./regional-routes.js";
import { planShape } from "./shapes.js";
import { type PlanRow, pageOfPlans } from "./store.js";
import { updatePlan } from "./update-plan.js";

const tag = "Plans";
const params = planParams;

const answerWith = async (db: Db, plan: PlanRow, caller: Caller) =>
  planShape(await detailOf(db, plan), caller);

export const planEndpoints = [
  endpoint({
    operationId: "createPlan",
    method: "post",
    path: "/plans",
    tag,
    summary: "Create a plan",
    description:
      "The code, the consumption model and whether it is free cannot be changed later. Add prices and features next. There is only one default plan: a new one replaces it.",
    body: CreatePlan,
    answer: Plan,
    status: 201,
    errors: ["code_taken", "plan_group_not_found"],
    handle: async ({ db, caller, body }) => answerWith(db, await createPlan(db, caller, body), caller),
  }),
  endpoint({
    operationId: "listPlans",
    method: "get",
    path: "/plans",
    tag,
    summary: "List plans",
    description: "Newest first. Private plans are listed only with `includePrivate`.",
    query: ListPlans,
    answer: PlanList,
    handle: ({ db, caller, query }) =>
      listById(
        "plan",
        query,
        (before) => pageOfPlans(db, caller.environmentId, query.includePrivate, query.limit, before),
        async (rows) => (await detailsOf(db, rows)).map((detail) => planShape(detail, caller)),
      ),
  }),
  endpoint({
    operationId: "getPlan",
    method: "get",
    path: "/plans/{id}",
    tag,
    summary: "Get a plan",
    params,
    answer: Plan,
    errors: ["plan_not_found"],
    handle: async ({ db, caller, params }) =>
      answerWith(db, await requirePlan(db, caller, params.id, "id"), caller),
  }),
  endpoint({
    operationId: "updatePlan",
    method: "patch",
    path: "/plans/{id}",
    tag,
    summary: "Change a plan",
    params,
    body: UpdatePlan,
    answer: Plan,
    errors: ["plan_not_found"],
    handle: async ({ db, caller, params, body }) =>
      answerWith(db, await updatePlan(db, caller, params.id, body), caller),
  }),
  endpoint({
    operationId: "setPlanVisibility",
    method: "put",
    path: "/plans/{id}/visibility",
    tag,
    summary: "Show or hide a plan",
    description: "Private plans and plans of a private group are not listed, but can still be subscribed to.",
    params,
    body: SetPlanVisibility,
    answer: Plan,
    errors: ["plan_not_found"],
    handle: async ({ db, caller, params, body }) =>
      answerWith(db, await updatePlan(db, caller, params.id, body), caller),
  }),
  endpoint({
    operationId: "deletePlan",
    method: "delete",
    path: "/plans/{id}",
    tag,
    summary: "Delete a plan",
    description:
      "No new subscriptions are possible. Open subscriptions end at their renewal, or move to the plan named in `migrateTo`.",
    params,
    query: DeletePlan,
    answer: DeletedPlan,
    errors: ["plan_not_found"],
    handle: async ({ db, caller, params, query }) => {
      const { id, migrateTo } = await deletePlan(db, caller, params.id, query.migrateTo);
      return { object: "plan" as const, id, deleted: true as const, livemode: caller.livemode, migrateTo };
    },
  }),
  ...planGroupEndpoints,
  ...exchangeRateEndpoints,
  ...priceEndpoints,
  ...regionalEndpoints,
  ...planFeatureEndpoints,
];
