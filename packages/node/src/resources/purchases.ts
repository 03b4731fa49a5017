/** `farthing.purchases`: what customers bought beside their plan, and whether it is on their account. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Input, Purchase, Schemas } from "../schemas.js";

export type ListPurchasesParams = Input<Schemas["ListPurchases"]>;

export class Purchases {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Newest first. */
  list(params: ListPurchasesParams = {}, options?: RequestOptions): List<Purchase> {
    return listOf(this.#transport, "/purchases", params, options);
  }

  /** @throws NotFoundError `purchase_not_found` */
  get({ id }: { readonly id: string }, options?: RequestOptions): Promise<Purchase> {
    return this.#transport.request({ method: "GET", path: path`/purchases/${id}` }, options);
  }
}
