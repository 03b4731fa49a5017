/** `farthing.transactions`: each attempt at a payment, and what was given back. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Input, Refund, Schemas, Transaction } from "../schemas.js";

interface OfTransaction {
  /** The transaction, as `txn_…`. */
  readonly id: string;
}

export type ListTransactionsParams = Input<Schemas["ListTransactions"]>;
export type RefundTransactionParams = Input<Schemas["RefundTransaction"]> & OfTransaction;

export class Transactions {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** @throws NotFoundError `transaction_not_found` */
  get({ id }: OfTransaction, options?: RequestOptions): Promise<Transaction> {
    return this.#transport.request({ method: "GET", path: path`/transactions/${id}` }, options);
  }

  /** Newest first. */
  list(params: ListTransactionsParams = {}, options?: RequestOptions): List<Transaction> {
    return listOf(this.#transport, "/transactions", params, options);
  }

  /** Gives back all that is left, or `amount` of it (settlement scale). @throws ConflictError `invalid_state` */
  refund({ id, ...body }: RefundTransactionParams, options?: RequestOptions): Promise<Refund> {
    return this.#transport.request({ method: "POST", path: path`/transactions/${id}/refund`, body }, options);
  }

  /** Tries a failed payment again, as a new transaction. @throws ConflictError `invalid_state` */
  retry({ id }: OfTransaction, options?: RequestOptions): Promise<Transaction> {
    return this.#transport.request(
      { method: "POST", path: path`/transactions/${id}/retry`, body: {} },
      options,
    );
  }
}
