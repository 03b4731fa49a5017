/** `farthing.exchangeRates`: what AI usage costs in a currency that models are not priced in. */
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { ExchangeRate, Input, Schemas } from "../schemas.js";

export type CreateExchangeRateParams = Input<Schemas["CreateExchangeRate"]>;
export type ListExchangeRatesParams = Input<Schemas["ListExchangeRates"]>;

export class ExchangeRates {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** `rate`: units of the currency for one US dollar. Usage from `effectiveFrom` on is charged by it. */
  create(params: CreateExchangeRateParams, options?: RequestOptions): Promise<ExchangeRate> {
    return this.#transport.request({ method: "POST", path: "/exchange-rates", body: params }, options);
  }

  /** What was added last comes first. */
  list(params: ListExchangeRatesParams = {}, options?: RequestOptions): List<ExchangeRate> {
    return listOf(this.#transport, "/exchange-rates", params, options);
  }
}
