import {
  CreateFeature,
  DeletedFeature,
  Feature,
  FeatureList,
  ListFeatures,
  text,
  UpdateFeature,
} from "@farthing/contract";
import { z } from "zod";
import { endpoint, listById } from "../platform/index.js";
import { createFeature } from "./create-feature.js";
import { type CountHolders, deleteFeature } from "./delete-feature.js";
import { requireFeature } from "./find.js";
import { featureShape } from "./shapes.js";
import { pageOfFeatures } from "./store.js";
import { updateFeature } from "./update-feature.js";

const tag = "Features";
const params = z.object({
  code: text(255).meta({ description: "The feature's code or its `feat_…` id", example: "api_calls" }),
});

export const featureEndpoints = ({ countHolders }: { readonly countHolders: CountHolders }) => [
  endpoint({
    operationId: "createFeature",
    method: "post",
    path: "/features",
    tag,
    summary: "Create a feature",
    description: "The SDK sends its code with usage. Code and type cannot be changed later.",
    body: CreateFeature,
    answer: Feature,
    status: 201,
    errors: ["code_taken"],
    handle: async ({ db, caller, body }) => featureShape(await createFeature(db, caller, body), caller),
  }),
  endpoint({
    operationId: "listFeatures",
    method: "get",
    path: "/features",
    tag,
    summary: "List features",
    description: "Newest first.",
    query: ListFeatures,
    answer: FeatureList,
    handle: ({ db, caller, query }) =>
      listById(
        "feat",
        query,
        (before) => pageOfFeatures(db, caller.environmentId, query.limit, before),
        (rows) => rows.map((row) => featureShape(row, caller)),
      ),
  }),
  endpoint({
    operationId: "getFeature",
    method: "get",
    path: "/features/{code}",
    tag,
    summary: "Get a feature",
    params,
    answer: Feature,
    errors: ["feature_not_found"],
    handle: async ({ db, caller, params }) =>
      featureShape(await requireFeature(db, caller, params.code, "code"), caller),
  }),
  endpoint({
    operationId: "updateFeature",
    method: "patch",
    path: "/features/{code}",
    tag,
    summary: "Change a feature",
    params,
    body: UpdateFeature,
    answer: Feature,
    errors: ["feature_not_found"],
    handle: async ({ db, caller, params, body }) =>
      featureShape(await updateFeature(db, caller, params.code, body), caller),
  }),
  endpoint({
    operationId: "deleteFeature",
    method: "delete",
    path: "/features/{code}",
    tag,
    summary: "Delete a feature",
    description:
      "Not possible while a plan contains it, or while a subscription that began its period with it is still in that period. Its usage is kept and can be listed, and its code can be used again.",
    params,
    answer: DeletedFeature,
    errors: ["feature_not_found", "feature_in_use"],
    handle: async ({ db, caller, params }) => {
      const { id } = await deleteFeature(db, caller, params.code, countHolders);
      return { object: "feature" as const, id, deleted: true as const, livemode: caller.livemode };
    },
  }),
];
