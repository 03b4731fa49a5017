/** `farthing.invoices`: what a customer owes, line by line. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type {
  CreditNote,
  Input,
  Invoice,
  InvoiceDownload,
  InvoiceLineEvent,
  InvoiceListItem,
  Schemas,
  SeatEvent,
} from "../schemas.js";

interface OfInvoice {
  /** The invoice. */
  readonly id: string;
}

export type ListInvoicesParams = Input<Schemas["ListInvoices"]>;
export type CreateInvoiceParams = Input<Schemas["CreateInvoice"]>;
export type UpdateInvoiceParams = Input<Schemas["UpdateInvoice"]> & OfInvoice;
export type CreateCreditNoteParams = Input<Schemas["CreateCreditNote"]> & OfInvoice;
export type SendInvoiceParams = Input<Schemas["SendInvoice"]> & OfInvoice;
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

  /** An invoice of your own, of one amount or of lines; a draft on request. `amount` is settlement scale: 2900 = $29.00. @throws NotFoundError `customer_not_found` */
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

  /** Of a draft; `lines` take the place of all that are there. @throws ConflictError `invalid_state` */
  update({ id, ...body }: UpdateInvoiceParams, options?: RequestOptions): Promise<Invoice> {
    return this.#transport.request({ method: "PATCH", path: path`/invoices/${id}`, body }, options);
  }

  /** Says what became of an open invoice. @throws ConflictError `invalid_state` */
  setStatus({ id, ...body }: SetInvoiceStatusParams, options?: RequestOptions): Promise<Invoice> {
    return this.#transport.request({ method: "PATCH", path: path`/invoices/${id}/status`, body }, options);
  }

  /** Gives a draft its number; from then on it never changes. @throws ConflictError `invalid_state` */
  finalize({ id }: OfInvoice, options?: RequestOptions): Promise<Invoice> {
    return this.#transport.request({ method: "POST", path: path`/invoices/${id}/finalize` }, options);
  }

  /** Of a draft. @throws ConflictError `invalid_state` */
  delete({ id }: OfInvoice, options?: RequestOptions): Promise<Schemas["DeletedInvoice"]> {
    return this.#transport.request({ method: "DELETE", path: path`/invoices/${id}` }, options);
  }

  /** Takes back a part of a finalized invoice, or all of it. @throws ConflictError `invalid_state` ValidationError for more than remains */
  credit({ id, ...body }: CreateCreditNoteParams, options?: RequestOptions): Promise<CreditNote> {
    return this.#transport.request(
      { method: "POST", path: path`/invoices/${id}/credit-notes`, body },
      options,
    );
  }

  /** The document's bytes, the same each time until the invoice is paid, void or credited. @throws NotFoundError `invoice_not_found` */
  pdf({ id }: OfInvoice, options?: RequestOptions): Promise<Uint8Array> {
    return this.#transport.request(
      { method: "GET", path: path`/invoices/${id}/pdf`, answer: "bytes" },
      options,
    );
  }

  /** Sends the document by mail, to the customer or to another address. @throws ConflictError `mail_not_configured` */
  send({ id, ...body }: SendInvoiceParams, options?: RequestOptions): Promise<Schemas["SentInvoice"]> {
    return this.#transport.request({ method: "POST", path: path`/invoices/${id}/send`, body }, options);
  }

  /** A link to the document that needs no key, for an hour. @throws NotFoundError `invoice_not_found` */
  createDownloadLink({ id }: OfInvoice, options?: RequestOptions): Promise<InvoiceDownload> {
    return this.#transport.request(
      { method: "POST", path: path`/invoices/${id}/download-links`, idempotency: "none" },
      options,
    );
  }

  /** The usage events behind a line, newest first, each with the part that is billed, and on the first page their `totals`, which are the line; not those that were archived, see `archived` of the page. @throws NotFoundError `invoice_line_not_found` */
  listLineEvents(
    { id, line, ...page }: ListInvoiceLineEventsParams,
    options?: RequestOptions,
  ): List<InvoiceLineEvent> {
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
