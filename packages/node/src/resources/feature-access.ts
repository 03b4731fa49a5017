/** `farthing.featureAccess`: what a customer may use now. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { FeatureCode } from "../register.js";
import type { FeatureAccess } from "../schemas.js";

export interface FeatureAccessParams {
  readonly customerId: string;
  /** The feature's code. */
  readonly code: FeatureCode;
}

export class FeatureAccessResource {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws NotFoundError `customer_not_found`, `feature_not_found` */
  get({ code, customerId }: FeatureAccessParams, options?: RequestOptions): Promise<FeatureAccess> {
    return this.#transport.request(
      { method: "GET", path: path`/feature-access/${code}`, query: { customerId } },
      options,
    );
  }

  /** Every feature of the customer's plan. @throws NotFoundError `customer_not_found` */
  list(params: { readonly customerId: string }, options?: RequestOptions): List<FeatureAccess> {
    return listOf(this.#transport, "/feature-access", { customerId: params.customerId }, options);
  }

  /** Whether one more unit may be used now. */
  async canUse(params: FeatureAccessParams, options?: RequestOptions): Promise<boolean> {
    return (await this.get(params, options)).allowed;
  }
}
