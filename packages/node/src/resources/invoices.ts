/** `farthing.invoices`: what a customer owes, line by line. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type {
  Input,
  Invoice,
  InvoiceDownload,
  InvoiceListItem,
  Schemas,
  SeatEvent,
  UsageEvent,
} from "../schemas.js";

interface OfInvoice {
  /** The invoice. */
  readonly id: string;
}

export type ListInvoicesParams = Input<Schemas["ListInvoices"]>;
export type CreateInvoiceParams = Input<Schemas["CreateInvoice"]>;
export type SetInvoiceStatusParams = Input<Schemas["SetInvoiceStatus"]> & OfInvoice;
export type ListInvoiceLineEventsParams = Input<Schemas["ListInvoiceLineEvents"]> &
  OfInvoice & {
    /** The line, as `iline_…`. */
    readonly line: string;
  };

export type ListInvoiceLineSeatEventsParams = Input<Schemas["ListInvoiceLineSeatEvents"]> &
  Pick<ListInvoiceLineEventsParams, "id" | "line">;

export class Invoices {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** A one-off invoice. `amount` is settlement scale: 2900 = $29.00. @throws NotFoundError `customer_not_found` */
  create(params: CreateInvoiceParams, options?: RequestOptions): Promise<Invoice> {
    return this.#transport.request({ method: "POST", path: "/invoices", body: params }, options);
  }

  /** With its lines. @throws NotFoundError `invoice_not_found` */
  get({ id }: OfInvoice, options?: RequestOptions): Promise<Invoice> {
    return this.#transport.request({ method: "GET", path: path`/invoices/${id}` }, options);
  }

  /** Newest first, without lines. */
  list(params: ListInvoicesParams = {}, options?: RequestOptions): List<InvoiceListItem> {
    return listOf(this.#transport, "/invoices", params, options);
  }

  /** Says what became of an open invoice. @throws ConflictError `invalid_state` */
  setStatus({ id, ...body }: SetInvoiceStatusParams, options?: RequestOptions): Promise<Invoice> {
    return this.#transport.request({ method: "PATCH", path: path`/invoices/${id}/status`, body }, options);
  }

  /** The document's bytes, the same each time until the invoice is paid, void or credited. @throws NotFoundError `invoice_not_found` */
  pdf({ id }: OfInvoice, options?: RequestOptions): Promise<Uint8Array> {
    return this.#transport.request(
      { method: "GET", path: path`/invoices/${id}/pdf`, answer: "bytes" },
      options,
    );
  }

  /** A link to the document that needs no key, for an hour. @throws NotFoundError `invoice_not_found` */
  createDownloadLink({ id }: OfInvoice, options?: RequestOptions): Promise<InvoiceDownload> {
    return this.#transport.request(
      { method: "POST", path: path`/invoices/${id}/download-links`, idempotency: "none" },
      options,
    );
  }

  /** The usage events behind a line, newest first; not those that were archived, see `archived` of the page. @throws NotFoundError `invoice_line_not_found` */
  listLineEvents(
    { id, line, ...page }: ListInvoiceLineEventsParams,
    options?: RequestOptions,
  ): List<UsageEvent> {
    return listOf(this.#transport, path`/invoices/${id}/lines/${line}/events`, page, options);
  }

  /** The changes of seats behind a line, newest first. @throws NotFoundError `invoice_line_not_found` */
  listLineSeatEvents(
    { id, line, ...page }: ListInvoiceLineSeatEventsParams,
    options?: RequestOptions,
  ): List<SeatEvent> {
    return listOf(this.#transport, path`/invoices/${id}/lines/${line}/seat-events`, page, options);
  }
}
