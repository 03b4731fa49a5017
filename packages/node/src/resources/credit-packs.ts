/** `farthing.creditPacks`: packs of credits to sell. Prices are settlement scale: 1900 = $19.00. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { CreditPack, Input, Replace, Schemas } from "../schemas.js";

interface OfPack {
  /** The pack. */
  readonly id: string;
}

export type CreateCreditPackParams = Input<Schemas["CreateCreditPack"]>;
export type UpdateCreditPackParams = Input<Schemas["UpdateCreditPack"]> & OfPack;
export type ListCreditPacksParams = Input<Replace<Schemas["ListCreditPacks"], { isActive?: boolean }>>;

export class CreditPacks {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  create(params: CreateCreditPackParams, options?: RequestOptions): Promise<CreditPack> {
    return this.#transport.request({ method: "POST", path: "/credit-packs", body: params }, options);
  }

  /** Newest first. */
  list(params: ListCreditPacksParams = {}, options?: RequestOptions): List<CreditPack> {
    return listOf(this.#transport, "/credit-packs", params, options);
  }

  /** @throws NotFoundError `credit_pack_not_found` */
  get({ id }: OfPack, options?: RequestOptions): Promise<CreditPack> {
    return this.#transport.request({ method: "GET", path: path`/credit-packs/${id}` }, options);
  }

  /** For those who buy from now on. @throws NotFoundError `credit_pack_not_found` */
  update({ id, ...changes }: UpdateCreditPackParams, options?: RequestOptions): Promise<CreditPack> {
    return this.#transport.request(
      { method: "PATCH", path: path`/credit-packs/${id}`, body: changes },
      options,
    );
  }

  /** What was bought of it stays. @throws NotFoundError `credit_pack_not_found` */
  delete({ id }: OfPack, options?: RequestOptions): Promise<Schemas["DeletedCreditPack"]> {
    return this.#transport.request({ method: "DELETE", path: path`/credit-packs/${id}` }, options);
  }
}
