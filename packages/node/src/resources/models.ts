/** `farthing.models`: the catalog of AI models. Token prices are rate scale per million: 30000 = $3.00 / 1M. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type {
  CatalogSync,
  Input,
  Model,
  ModelAlias,
  ModelDetail,
  ModelPrice,
  ModelResolution,
  Schemas,
} from "../schemas.js";

interface OfModel {
  readonly provider: string;
  readonly modelId: string;
}

export type ListModelsParams = Input<Schemas["ListModels"]>;
export type CreateModelParams = Input<Schemas["CreateModel"]>;
export type AddModelPriceParams = Input<Schemas["CreateModelPrice"]> & OfModel;
export type ListModelAliasesParams = Input<Schemas["ListModelAliases"]>;
export type CreateModelAliasParams = Input<Schemas["CreateModelAlias"]>;

export class Models {
  /** Names of your own for models of the catalog. */
  readonly aliases: ModelAliases;
  /** The catalog's update from its feed. */
  readonly catalogSync: CatalogSyncResource;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.aliases = new ModelAliases(transport);
    this.catalogSync = new CatalogSyncResource(transport);
    this.#transport = transport;
  }

  list(params: ListModelsParams = {}, options?: RequestOptions): List<Model> {
    return listOf(this.#transport, "/models", params, options);
  }

  /** With all its prices. @throws NotFoundError `model_not_found` */
  get({ provider, modelId }: OfModel, options?: RequestOptions): Promise<ModelDetail> {
    return this.#transport.request({ method: "GET", path: path`/models/${provider}/${modelId}` }, options);
  }

  /** What a model's name, as a provider reports it, is priced as. @throws NotFoundError `model_not_found` */
  resolve(
    params: { model: string; responseModel?: string },
    options?: RequestOptions,
  ): Promise<ModelResolution> {
    return this.#transport.request({ method: "GET", path: "/models/resolve", query: params }, options);
  }

  /** Adds a model that the catalog does not have. @throws ConflictError `model_already_exists` */
  create(params: CreateModelParams, options?: RequestOptions): Promise<Model> {
    return this.#transport.request({ method: "POST", path: "/models", body: params }, options);
  }

  /** Overrides the catalog's price from `effectiveFrom` on. @throws NotFoundError `model_not_found` */
  addPrice(
    { provider, modelId, ...price }: AddModelPriceParams,
    options?: RequestOptions,
  ): Promise<ModelPrice> {
    return this.#transport.request(
      { method: "POST", path: path`/models/${provider}/${modelId}/prices`, body: price },
      options,
    );
  }

  /**
   * Goes back to the catalog's price from now on, and answers with it.
   * @throws ConflictError `invalid_state` where no price of your own is in force; NotFoundError `model_not_found`
   */
  endPriceOverride({ provider, modelId }: OfModel, options?: RequestOptions): Promise<ModelPrice> {
    return this.#transport.request(
      { method: "DELETE", path: path`/models/${provider}/${modelId}/prices/override` },
      options,
    );
  }
}

export class ModelAliases {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  list(params: ListModelAliasesParams = {}, options?: RequestOptions): List<ModelAlias> {
    return listOf(this.#transport, "/model-aliases", params, options);
  }

  /** @throws NotFoundError `model_not_found` */
  create(params: CreateModelAliasParams, options?: RequestOptions): Promise<ModelAlias> {
    return this.#transport.request({ method: "POST", path: "/model-aliases", body: params }, options);
  }

  delete({ id }: { id: string }, options?: RequestOptions): Promise<Schemas["DeletedModelAlias"]> {
    return this.#transport.request({ method: "DELETE", path: path`/model-aliases/${id}` }, options);
  }
}

export class CatalogSyncResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** How the last one went. */
  get(options?: RequestOptions): Promise<CatalogSync> {
    return this.#transport.request({ method: "GET", path: "/catalog-sync" }, options);
  }

  /** Syncs now, and answers when it is done. */
  run(options?: RequestOptions): Promise<CatalogSync> {
    return this.#transport.request({ method: "POST", path: "/catalog-sync" }, options);
  }
}
