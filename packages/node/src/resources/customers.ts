/** `farthing.customers`: who is billed. Wherever an id is asked for, your own (`externalId`) serves too. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Customer, CustomerBatch, Input, Schemas } from "../schemas.js";
import { CustomerCredits } from "./customer-credits.js";

export type CreateCustomerParams = Input<Omit<Schemas["CreateCustomer"], "externalId">>;
export type UpdateCustomerParams = Input<Schemas["UpdateCustomer"]> & { readonly id: string };
export type ListCustomersParams = Input<Schemas["ListCustomers"]>;

export class Customers {
  /** Credits in money, which make the next invoices cheaper. */
  readonly credits: CustomerCredits;
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.credits = new CustomerCredits(transport);
    this.#transport = transport;
  }

  /**
   * `id` is your own id. Creating the same id again answers with the customer that is there.
   *
   * @throws ValidationError
   */
  create(params: CreateCustomerParams, options?: RequestOptions): Promise<Customer> {
    return this.#transport.request({ method: "POST", path: "/customers", body: params }, options);
  }

  /** 1 to 100. Each stands alone: look at `failed`, since one that failed throws nothing. */
  createBatch(
    params: { readonly customers: readonly CreateCustomerParams[] },
    options?: RequestOptions,
  ): Promise<CustomerBatch> {
    return this.#transport.request({ method: "POST", path: "/customers/batch", body: params }, options);
  }

  /** @throws NotFoundError `customer_not_found` */
  get({ id }: { id: string }, options?: RequestOptions): Promise<Customer> {
    return this.#transport.request({ method: "GET", path: path`/customers/${id}` }, options);
  }

  /** Changes the fields that are given. @throws NotFoundError `customer_not_found` */
  update({ id, ...changes }: UpdateCustomerParams, options?: RequestOptions): Promise<Customer> {
    return this.#transport.request({ method: "PATCH", path: path`/customers/${id}`, body: changes }, options);
  }

  list(params: ListCustomersParams = {}, options?: RequestOptions): List<Customer> {
    return listOf(this.#transport, "/customers", params, options);
  }
}
