/**
 * `farthing.plans`: priced packages of features. A plan's `id` may be its code. Prices of plans are settlement scale
 * (100 = $1.00); prices of units and balances are rate scale (10000 = $1.00).
 */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type {
  Input,
  Plan,
  PlanEditPreview,
  PlanFeature,
  PlanPrice,
  PlanVersion,
  Replace,
  Schemas,
} from "../schemas.js";

interface InPlan {
  /** The plan. */
  readonly id: string;
}
interface PriceOfPlan extends InPlan {
  readonly priceId: string;
}
interface FeatureOfPlan extends InPlan {
  /** The feature's `feat_…` id or its code. */
  readonly featureId: string;
}

export type CreatePlanParams = Input<Schemas["CreatePlan"]>;
export type UpdatePlanParams = Input<Schemas["UpdatePlan"]> & InPlan;
/** The operation by its name in the API, and all that its own body has. */
export type PreviewPlanEditParams = Input<Schemas["PlanEdit"]> & InPlan;
export type ListPlansParams = Input<Replace<Schemas["ListPlans"], { includePrivate?: boolean }>>;
export type ListPlanVersionsParams = Input<Schemas["ListPlanVersions"]> & InPlan;
export type AddPlanPriceParams = Input<Schemas["CreatePlanPrice"]> & InPlan;
export type UpdatePlanPriceParams = Input<Schemas["UpdatePlanPrice"]> & PriceOfPlan;
export type AddPlanFeatureParams = Input<Schemas["AddPlanFeature"]> & InPlan;
export type UpdatePlanFeatureParams = Input<Schemas["UpdatePlanFeature"]> & FeatureOfPlan;

export type SetPlanRegionalPricingParams = Input<Schemas["SetPlanRegionalPricing"]> & InPlan;
export type SetPriceRegionalPricingParams = Input<Schemas["SetPriceRegionalPricing"]> & PriceOfPlan;

export class Plans {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws ConflictError `code_taken` */
  create(params: CreatePlanParams, options?: RequestOptions): Promise<Plan> {
    return this.#transport.request({ method: "POST", path: "/plans", body: params }, options);
  }

  /** Public plans; with `includePrivate` all. */
  list(params: ListPlansParams = {}, options?: RequestOptions): List<Plan> {
    return listOf(this.#transport, "/plans", params, options);
  }

  /** With its prices and features. @throws NotFoundError `plan_not_found` */
  get({ id }: InPlan, options?: RequestOptions): Promise<Plan> {
    return this.#transport.request({ method: "GET", path: path`/plans/${id}` }, options);
  }

  /** Changes the fields that are given. @throws NotFoundError `plan_not_found` */
  update({ id, ...changes }: UpdatePlanParams, options?: RequestOptions): Promise<Plan> {
    return this.#transport.request({ method: "PATCH", path: path`/plans/${id}`, body: changes }, options);
  }

  /**
   * Its subscriptions end at their renewal, or go to the plan `migrateTo` then.
   * @throws NotFoundError `plan_not_found`
   */
  delete(
    { id, ...query }: InPlan & Input<Schemas["DeletePlan"]>,
    options?: RequestOptions,
  ): Promise<Schemas["DeletedPlan"]> {
    return this.#transport.request({ method: "DELETE", path: path`/plans/${id}`, query }, options);
  }

  /**
   * What an edit would change, for whom and when. Nothing stays of it.
   * @throws what the operation itself throws
   */
  previewEdit({ id, ...edit }: PreviewPlanEditParams, options?: RequestOptions): Promise<PlanEditPreview> {
    return this.#transport.request(
      { method: "POST", path: path`/plans/${id}/preview-edit`, body: edit },
      options,
    );
  }

  /** What it promised, change by change, the newest first. @throws NotFoundError `plan_not_found` */
  versions({ id, ...page }: ListPlanVersionsParams, options?: RequestOptions): List<PlanVersion> {
    return listOf(this.#transport, path`/plans/${id}/versions`, page, options);
  }

  setVisibility({ id, isPublic }: InPlan & { isPublic: boolean }, options?: RequestOptions): Promise<Plan> {
    return this.#transport.request(
      { method: "PUT", path: path`/plans/${id}/visibility`, body: { isPublic } },
      options,
    );
  }

  /**
   * All that the plan says in one currency: what is not named is converted by `exchangeRate`.
   * @throws NotFoundError `price_not_found`, `plan_feature_not_found`
   */
  setRegionalPricing(
    { id, ...pricing }: SetPlanRegionalPricingParams,
    options?: RequestOptions,
  ): Promise<Schemas["PlanRegionalPricing"]> {
    return this.#transport.request(
      { method: "PUT", path: path`/plans/${id}/regional`, body: pricing },
      options,
    );
  }

  /** Subscriptions in the currency keep what they have. */
  deleteRegionalPricing(
    { id, currency }: InPlan & { readonly currency: string },
    options?: RequestOptions,
  ): Promise<Schemas["DeletedPlanRegionalPricing"]> {
    return this.#transport.request(
      { method: "DELETE", path: path`/plans/${id}/regional`, query: { currency } },
      options,
    );
  }

  /** The amounts of a price in other currencies, all of them. @throws NotFoundError `price_not_found` */
  setPriceRegionalPricing(
    { id, priceId, overrides }: SetPriceRegionalPricingParams,
    options?: RequestOptions,
  ): Promise<Schemas["PriceRegionalPricing"]> {
    return this.#transport.request(
      { method: "PUT", path: path`/plans/${id}/prices/${priceId}/regional`, body: { overrides } },
      options,
    );
  }

  /** @throws NotFoundError `price_not_found` */
  deletePriceRegionalPricing(
    { id, priceId }: PriceOfPlan,
    options?: RequestOptions,
  ): Promise<Schemas["DeletedPriceRegionalPricing"]> {
    return this.#transport.request(
      { method: "DELETE", path: path`/plans/${id}/prices/${priceId}/regional` },
      options,
    );
  }

  addPrice({ id, ...price }: AddPlanPriceParams, options?: RequestOptions): Promise<PlanPrice> {
    return this.#transport.request({ method: "POST", path: path`/plans/${id}/prices`, body: price }, options);
  }

  /** @throws NotFoundError `price_not_found` */
  updatePrice(
    { id, priceId, ...changes }: UpdatePlanPriceParams,
    options?: RequestOptions,
  ): Promise<PlanPrice> {
    return this.#transport.request(
      { method: "PATCH", path: path`/plans/${id}/prices/${priceId}`, body: changes },
      options,
    );
  }

  /** @throws NotFoundError `price_not_found` */
  deletePrice({ id, priceId }: PriceOfPlan, options?: RequestOptions): Promise<Schemas["DeletedPlanPrice"]> {
    return this.#transport.request({ method: "DELETE", path: path`/plans/${id}/prices/${priceId}` }, options);
  }

  /** @throws NotFoundError `price_not_found` */
  setDefaultPrice({ id, priceId }: PriceOfPlan, options?: RequestOptions): Promise<PlanPrice> {
    return this.#transport.request(
      { method: "PUT", path: path`/plans/${id}/prices/${priceId}/default` },
      options,
    );
  }

  /** `overage.unitPrice` is rate scale per unit; `margin` is basis points (2000 = 20 %). */
  addFeature({ id, ...feature }: AddPlanFeatureParams, options?: RequestOptions): Promise<PlanFeature> {
    return this.#transport.request(
      { method: "POST", path: path`/plans/${id}/features`, body: feature },
      options,
    );
  }

  /** @throws NotFoundError `plan_feature_not_found` */
  updateFeature(
    { id, featureId, ...changes }: UpdatePlanFeatureParams,
    options?: RequestOptions,
  ): Promise<PlanFeature> {
    return this.#transport.request(
      { method: "PATCH", path: path`/plans/${id}/features/${featureId}`, body: changes },
      options,
    );
  }

  /** @throws NotFoundError `plan_feature_not_found` */
  removeFeature(
    { id, featureId }: FeatureOfPlan,
    options?: RequestOptions,
  ): Promise<Schemas["RemovedPlanFeature"]> {
    return this.#transport.request(
      { method: "DELETE", path: path`/plans/${id}/features/${featureId}` },
      options,
    );
  }
}
