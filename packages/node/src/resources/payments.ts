/** `farthing.payments`: the money that is taken for invoices. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Input, Payment, Schemas } from "../schemas.js";

interface OfPayment {
  /** The payment, as `pay_…`. */
  readonly id: string;
}

export type CreatePaymentParams = Input<Schemas["CreatePayment"]>;
export type ChargePaymentParams = Input<Schemas["ChargePayment"]>;
export type ListPaymentsParams = Input<Schemas["ListPayments"]>;

export class Payments {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** With a page to pay it at, `checkoutUrl`. `amount` is settlement scale: 2900 = $29.00. @throws NotFoundError `customer_not_found` */
  create(params: CreatePaymentParams, options?: RequestOptions): Promise<Payment> {
    return this.#transport.request({ method: "POST", path: "/payments", body: params }, options);
  }

  /** Charges the card on file; `status` says what became of it. @throws NotFoundError `customer_not_found` */
  charge(params: ChargePaymentParams, options?: RequestOptions): Promise<Payment> {
    return this.#transport.request({ method: "POST", path: "/payments/charge", body: params }, options);
  }

  /** @throws NotFoundError `payment_not_found` */
  get({ id }: OfPayment, options?: RequestOptions): Promise<Payment> {
    return this.#transport.request({ method: "GET", path: path`/payments/${id}` }, options);
  }

  /** Newest first. */
  list(params: ListPaymentsParams = {}, options?: RequestOptions): List<Payment> {
    return listOf(this.#transport, "/payments", params, options);
  }

  /** @throws ConflictError `invalid_state` where it is paid, or being charged */
  cancel({ id }: OfPayment, options?: RequestOptions): Promise<Payment> {
    return this.#transport.request({ method: "POST", path: path`/payments/${id}/cancel`, body: {} }, options);
  }
}
