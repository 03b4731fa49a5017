/** `farthing.customers.credits`: money that a customer has, and that the next invoices cost less. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { CustomerCredit, CustomerCreditRevocation, Input, Replace, Schemas, Time } from "../schemas.js";

interface OfCustomer {
  /** The customer: Farthing's `cus_…` id or your own. */
  readonly id: string;
}

export type GiveCustomerCreditParams = Input<
  Replace<Schemas["GiveCustomerCredit"], { expiresAt?: Time | null }>
> &
  OfCustomer;
export type ListCustomerCreditsParams = Input<Schemas["ListCustomerCredits"]> & OfCustomer;
export interface RevokeCustomerCreditParams extends OfCustomer {
  /** The credit, as `ccr_…`. */
  readonly creditId: string;
}

export class CustomerCredits {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** `amount` is settlement scale: 2000 = $20.00. @throws NotFoundError `customer_not_found` */
  create({ id, ...body }: GiveCustomerCreditParams, options?: RequestOptions): Promise<CustomerCredit> {
    return this.#transport.request({ method: "POST", path: path`/customers/${id}/credits`, body }, options);
  }

  /** Newest first, each with what it was used for. @throws NotFoundError `customer_not_found` */
  list({ id, ...query }: ListCustomerCreditsParams, options?: RequestOptions): List<CustomerCredit> {
    return listOf(this.#transport, path`/customers/${id}/credits`, query, options);
  }

  /** Takes back what is left. @throws NotFoundError `customer_credit_not_found` @throws ConflictError `invalid_state` */
  revoke(
    { id, creditId }: RevokeCustomerCreditParams,
    options?: RequestOptions,
  ): Promise<CustomerCreditRevocation> {
    return this.#transport.request(
      { method: "POST", path: path`/customers/${id}/credits/${creditId}/revoke` },
      options,
    );
  }
}
