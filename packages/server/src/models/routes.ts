import {
  CatalogSync,
  CreateModel,
  CreateModelAlias,
  CreateModelPrice,
  DeletedModelAlias,
  idSchema,
  ListModelAliases,
  ListModels,
  Model,
  ModelAlias,
  ModelAliasList,
  ModelDetail,
  ModelList,
  ModelPrice,
  ModelResolution,
  ResolveModel,
  text,
} from "@farthing/contract";
import { z } from "zod";
import {
  type Caller,
  type Clock,
  type Db,
  type Endpoint,
  endpoint,
  type Id,
  listAnswer,
  pageOf,
  readCursor,
} from "../platform/index.js";
import { addModelPrice } from "./add-model-price.js";
import { createModel } from "./create-model.js";
import { createModelAlias } from "./create-model-alias.js";
import { deleteModelAlias } from "./delete-model-alias.js";
import { endPriceOverride } from "./end-price-override.js";
import { priceAt } from "./price.js";
import { byModel, type ModelPricing } from "./pricing.js";
import { canonicalProvider } from "./provider.js";
import { fullName } from "./resolve.js";
import { shapeAlias, shapeModel, shapePrice, shapeSync } from "./shape.js";
import { type ModelRow, pageOfAliases, pageOfModels, pricesOfModels, readState } from "./store.js";
import { CatalogSyncError, syncCatalog } from "./sync-catalog.js";

interface ModelDependencies {
  readonly pricing: ModelPricing;
  readonly clock: Clock;
  readonly catalogSyncUrl: string;
}

const tag = "Models";
const modelPath = z.object({ provider: text(64), modelId: text(200) });
const SLASHES = "`modelId` may contain slashes, sent as they are or as %2F.";

export const modelEndpoints = (deps: ModelDependencies): Endpoint[] => [
  ...catalogEndpoints(deps),
  ...operatorEndpoints(deps),
  overrideEndpoint(deps),
  ...aliasEndpoints(deps),
  ...syncEndpoints(deps),
];

const catalogEndpoints = ({ pricing }: ModelDependencies): Endpoint[] => [
  endpoint({
    operationId: "listModels",
    method: "get",
    path: "/models",
    tag,
    summary: "List AI models",
    description:
      "Sorted by provider and id, with the price in force now. `search` looks in ids, names and aliases.",
    query: ListModels,
    answer: ModelList,
    handle: async ({ db, caller, query }) => {
      const rows = await pageOfModels(db, caller.environmentId, {
        limit: query.limit,
        search: query.search,
        provider: query.provider && canonicalProvider(query.provider),
        after: readPosition(query.cursor),
      });
      const page = pageOf(rows, query.limit, (row) => `${row.provider} ${row.modelId}`);
      return listAnswer({ ...page, data: await shapeModels(db, page.data, caller) });
    },
  }),
  endpoint({
    operationId: "resolveModel",
    method: "get",
    path: "/models/resolve",
    tag,
    summary: "Find the model that a name resolves to",
    query: ResolveModel,
    answer: ModelResolution,
    errors: ["model_not_found"],
    handle: async ({ db, caller, query }) => {
      const book = await pricing.currentBook(db, caller.environmentId);
      const found = book.find(query.model, query.responseModel, caller.now());
      if (!found) throw book.notFound(query.model, caller.now());
      return {
        object: "model_resolution" as const,
        livemode: caller.livemode,
        model: query.model,
        resolved: shapeModel(found.model, found.price, caller),
        how: found.how,
      };
    },
  }),
  endpoint({
    operationId: "getModel",
    method: "get",
    path: "/models/{provider}/{modelId}",
    restParam: "modelId",
    tag,
    summary: "Get an AI model with its price history",
    description: `Also finds the model by an alias. ${SLASHES}`,
    params: modelPath,
    answer: ModelDetail,
    errors: ["model_not_found"],
    handle: async ({ db, caller, params }) => {
      const book = await pricing.currentBook(db, caller.environmentId);
      const model = book.model(fullName(params));
      const prices = await pricesOfModels(db, caller.environmentId, [model.id]);
      return {
        ...shapeModel(model, priceAt(prices, caller.now()), caller),
        prices: prices.map((price) => shapePrice(price, caller)),
      };
    },
  }),
];

const operatorEndpoints = ({ pricing }: ModelDependencies): Endpoint[] => [
  endpoint({
    operationId: "createModel",
    method: "post",
    path: "/models",
    tag,
    summary: "Add your own model",
    description:
      "For example a self-hosted or fine-tuned model; it exists in this environment only. Its price applies to all times unless you date it.",
    body: CreateModel,
    answer: Model,
    status: 201,
    errors: ["model_already_exists"],
    handle: async ({ db, caller, body }) => {
      const { model, price } = await createModel(db, caller, body);
      return shapeModel(model, priceAt([price], caller.now()), caller);
    },
  }),
  endpoint({
    operationId: "createModelPrice",
    method: "post",
    path: "/models/{provider}/{modelId}/prices",
    restParam: "modelId",
    tag,
    summary: "Set the price of a model from a given time",
    description: `Overrides the catalog's price in this environment. Events that were already rated keep their price. ${SLASHES}`,
    params: modelPath,
    body: CreateModelPrice,
    answer: ModelPrice,
    status: 201,
    errors: ["model_not_found"],
    handle: async ({ db, caller, params, body }) => {
      const book = await pricing.currentBook(db, caller.environmentId);
      const target = { provider: canonicalProvider(params.provider), modelId: params.modelId };
      return shapePrice(await addModelPrice(db, caller, book, target, body), caller);
    },
  }),
];

const overrideEndpoint = ({ pricing }: ModelDependencies): Endpoint =>
  endpoint({
    operationId: "endModelPriceOverride",
    method: "delete",
    path: "/models/{provider}/{modelId}/prices/override",
    restParam: "modelId",
    tag,
    summary: "Go back to the catalog's price",
    description: `From now on, in place of your own price; the answer is what holds. Events already rated keep theirs, and a price that you dated later still comes. ${SLASHES}`,
    params: modelPath,
    answer: ModelPrice,
    errors: ["model_not_found", "invalid_state"],
    handle: async ({ db, caller, params }) => {
      const book = await pricing.currentBook(db, caller.environmentId);
      const target = { provider: canonicalProvider(params.provider), modelId: params.modelId };
      return shapePrice(await endPriceOverride(db, caller, book, target), caller);
    },
  });

const aliasEndpoints = ({ pricing }: ModelDependencies): Endpoint[] => [
  endpoint({
    operationId: "createModelAlias",
    method: "post",
    path: "/model-aliases",
    tag,
    summary: "Add a model alias",
    body: CreateModelAlias,
    answer: ModelAlias,
    status: 201,
    errors: ["model_not_found", "code_taken"],
    handle: async ({ db, caller, body }) => {
      const book = await pricing.currentBook(db, caller.environmentId);
      return shapeAlias(await createModelAlias(db, caller, book, body), caller);
    },
  }),
  endpoint({
    operationId: "listModelAliases",
    method: "get",
    path: "/model-aliases",
    tag,
    summary: "List model aliases",
    query: ListModelAliases,
    answer: ModelAliasList,
    handle: async ({ db, caller, query }) => {
      const before = readCursor(query.cursor, /^malias_\w{26}$/) as Id<"malias"> | undefined;
      const rows = await pageOfAliases(db, caller.environmentId, query.limit, before);
      const page = pageOf(rows, query.limit, (row) => row.id);
      return listAnswer({ ...page, data: page.data.map((row) => shapeAlias(row, caller)) });
    },
  }),
  endpoint({
    operationId: "deleteModelAlias",
    method: "delete",
    path: "/model-aliases/{id}",
    tag,
    summary: "Remove a model alias",
    params: z.object({ id: idSchema("malias") }),
    answer: DeletedModelAlias,
    errors: ["not_found"],
    handle: async ({ db, caller, params }) => {
      const { id } = await deleteModelAlias(db, caller, params.id as Id<"malias">);
      return { object: "model_alias" as const, id, deleted: true as const, livemode: caller.livemode };
    },
  }),
];

const syncEndpoints = ({ clock, catalogSyncUrl: url }: ModelDependencies): Endpoint[] => [
  endpoint({
    operationId: "getCatalogSync",
    method: "get",
    path: "/catalog-sync",
    tag,
    summary: "Get the result of the last catalog sync",
    answer: CatalogSync,
    handle: async ({ db, caller }) => shapeSync(await readState(db), caller),
  }),
  endpoint({
    operationId: "syncCatalog",
    method: "post",
    path: "/catalog-sync",
    tag,
    summary: "Sync the catalog with the public model list",
    description:
      "Needs network access. Adds new models and prices that apply from now on; changes no existing ones, and none of yours. If the list cannot be read, `status` is `failed` and `error` gives the reason. Repeating it adds nothing, so it takes no `Idempotency-Key`.",
    answer: CatalogSync,
    idempotency: "none",
    handle: async ({ db, caller, log }) => {
      await syncCatalog(db, { url, now: clock.real(), log }).catch((error: unknown) => {
        // Recorded and logged already; the state that follows says it.
        if (!(error instanceof CatalogSyncError)) throw error;
      });
      return shapeSync(await readState(db), caller);
    },
  }),
];

async function shapeModels(db: Db, rows: readonly ModelRow[], caller: Caller) {
  const prices = byModel(
    await pricesOfModels(
      db,
      caller.environmentId,
      rows.map((row) => row.id),
    ),
  );
  return rows.map((row) => shapeModel(row, priceAt(prices.get(row.id) ?? [], caller.now()), caller));
}

/** Neither providers nor ids have spaces. */
function readPosition(cursor: string | undefined) {
  const [provider, modelId] = readCursor(cursor, /^[^\s\p{Cc}]+ [^\s\p{Cc}]+$/u)?.split(" ") ?? [];
  return provider && modelId ? { provider, modelId } : undefined;
}
