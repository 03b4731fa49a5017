/** What is asked of a plan and those who are on it. */
import { ListPlanVersions, PlanEdit, PlanEditPreview, PlanVersionList } from "@farthing/contract";
import {
  loadPlanConfig,
  pageOfPlanVersions,
  planParams,
  planVersionShape,
  requirePlan,
} from "../plans/index.js";
import { endpoint, listAnswer, pageOf, readCursor } from "../platform/index.js";
import { countOf, subscribersOf } from "./plan-subscriber-store.js";
import { previewPlanEdit } from "./preview-plan-edit.js";

export const planSubscriberEndpoints = [
  endpoint({
    operationId: "previewPlanEdit",
    method: "post",
    path: "/plans/{id}/preview-edit",
    tag: "Plans",
    summary: "Preview what an edit of a plan would change, for whom and when",
    description:
      "Takes the name of the operation and the fields of its body. The edit is carried out and rolled back: nothing is stored, and it is refused with the same errors as the operation itself.",
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
  endpoint({
    operationId: "listPlanVersions",
    method: "get",
    path: "/plans/{id}/versions",
    tag: "Plans",
    summary: "List the versions of a plan",
    description:
      "Newest first, with the number of subscriptions on each. A subscription keeps the version that its current period began with.",
    params: planParams,
    query: ListPlanVersions,
    answer: PlanVersionList,
    errors: ["plan_not_found"],
    handle: async ({ db, caller, params, query }) => {
      const plan = await requirePlan(db, caller, params.id, "id");
      const before = readCursor(query.cursor, /^[1-9]\d{0,8}$/);
      const from = before === undefined ? undefined : Number(before);
      const rows = await pageOfPlanVersions(db, plan.id, query.limit, from);
      const page = pageOf(rows, query.limit, ({ version }) => String(version));
      const config = await loadPlanConfig(db, caller.environmentId);
      const running = (await subscribersOf(db, plan.id)).filter(({ state }) => state !== "waiting");
      const data = page.data.map((row) => ({
        ...planVersionShape(row, config, caller),
        subscriptions: countOf(running.filter(({ planVersion }) => planVersion === row.version)),
      }));
      return listAnswer({ ...page, data });
    },
  }),
];
