/** `farthing.ledger`: every change of a balance, and what it left. */
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { Input, LedgerEntry, Schemas } from "../schemas.js";

export type ListLedgerParams = Input<Schemas["ListLedger"]>;

export class Ledger {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A customer's entries, newest first. Amounts are signed: rate scale (10000 = $1.00), or credits. */
  list(params: ListLedgerParams, options?: RequestOptions): List<LedgerEntry> {
    return listOf(this.#transport, "/ledger", params, options);
  }
}
