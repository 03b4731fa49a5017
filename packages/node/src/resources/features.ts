/** `farthing.features`: what is sold. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { FeatureCode } from "../register.js";
import type { Feature, Input, Schemas } from "../schemas.js";

export type CreateFeatureParams = Input<Schemas["CreateFeature"]>;
export type UpdateFeatureParams = Input<Schemas["UpdateFeature"]> & { readonly code: FeatureCode };
export type ListFeaturesParams = Input<Schemas["ListFeatures"]>;

export class Features {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws ConflictError `code_taken` */
  create(params: CreateFeatureParams, options?: RequestOptions): Promise<Feature> {
    return this.#transport.request({ method: "POST", path: "/features", body: params }, options);
  }

  list(params: ListFeaturesParams = {}, options?: RequestOptions): List<Feature> {
    return listOf(this.#transport, "/features", params, options);
  }

  /** @throws NotFoundError `feature_not_found` */
  get({ code }: { code: FeatureCode }, options?: RequestOptions): Promise<Feature> {
    return this.#transport.request({ method: "GET", path: path`/features/${code}` }, options);
  }

  /** Changes the fields that are given. @throws NotFoundError `feature_not_found` */
  update({ code, ...changes }: UpdateFeatureParams, options?: RequestOptions): Promise<Feature> {
    return this.#transport.request(
      { method: "PATCH", path: path`/features/${code}`, body: changes },
      options,
    );
  }

  /** @throws NotFoundError `feature_not_found` @throws ConflictError `feature_in_use` */
  delete({ code }: { code: FeatureCode }, options?: RequestOptions): Promise<Schemas["DeletedFeature"]> {
    return this.#transport.request({ method: "DELETE", path: path`/features/${code}` }, options);
  }
}
