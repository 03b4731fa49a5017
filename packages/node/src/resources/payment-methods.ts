/** `farthing.paymentMethods`: the cards that a customer has on file. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Input, PaymentMethod, Schemas } from "../schemas.js";

interface OfCustomer {
  /** Farthing's `cus_…` id or your own. */
  readonly customerId: string;
}
interface OfMethod extends OfCustomer {
  /** The card, as `pm_…`. */
  readonly id: string;
}

export type ListPaymentMethodsParams = Input<Schemas["ListPaymentMethods"]> & OfCustomer;
export type AddPaymentMethodParams = Input<Schemas["AddPaymentMethod"]> & OfCustomer;

export class PaymentMethods {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** Newest first. @throws NotFoundError `customer_not_found` */
  list({ customerId, ...page }: ListPaymentMethodsParams, options?: RequestOptions): List<PaymentMethod> {
    return listOf(this.#transport, path`/customers/${customerId}/payment-methods`, page, options);
  }

  /** Puts a test card on file, which is charged from then on. @throws PermissionError `sandbox_only` */
  add({ customerId, ...body }: AddPaymentMethodParams, options?: RequestOptions): Promise<PaymentMethod> {
    return this.#transport.request(
      { method: "POST", path: path`/customers/${customerId}/payment-methods`, body },
      options,
    );
  }

  /** Says which card is charged. @throws NotFoundError `payment_method_not_found` */
  setDefault({ customerId, id }: OfMethod, options?: RequestOptions): Promise<PaymentMethod> {
    return this.#transport.request(
      { method: "PUT", path: path`/customers/${customerId}/payment-methods/${id}/default`, body: {} },
      options,
    );
  }

  /** @throws NotFoundError `payment_method_not_found` */
  remove({ customerId, id }: OfMethod, options?: RequestOptions): Promise<Schemas["DeletedPaymentMethod"]> {
    return this.#transport.request(
      { method: "DELETE", path: path`/customers/${customerId}/payment-methods/${id}` },
      options,
    );
  }
}
