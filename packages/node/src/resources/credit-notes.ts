/** `farthing.creditNotes`: what was taken back of invoices. `farthing.invoices.credit` makes one. */
import { path } from "../http/address.js";
import type { RequestOptions, Transport } from "../http/transport.js";
import { type List, listOf } from "../pages.js";
import type { CreditNote, Input, InvoiceLineEvent, Schemas } from "../schemas.js";

interface OfCreditNote {
  /** The credit note. */
  readonly id: string;
}

export type ListCreditNotesParams = Input<Schemas["ListCreditNotes"]>;

export interface ListCreditNoteLineEventsParams extends Input<Schemas["ListCreditNoteLineEvents"]> {
  /** The credit note. */
  readonly id: string;
  /** Its line. */
  readonly line: string;
}

export class CreditNotes {
  readonly #transport: Transport;

  constructor(transport: Transport) {
    this.#transport = transport;
  }

  /** With its lines. @throws NotFoundError `credit_note_not_found` */
  get({ id }: OfCreditNote, options?: RequestOptions): Promise<CreditNote> {
    return this.#transport.request({ method: "GET", path: path`/credit-notes/${id}` }, options);
  }

  /** Newest first, without lines. */
  list(params: ListCreditNotesParams = {}, options?: RequestOptions): List<Schemas["CreditNoteListItem"]> {
    return listOf(this.#transport, "/credit-notes", params, options);
  }

  /** The document's bytes. @throws NotFoundError `credit_note_not_found` */
  pdf({ id }: OfCreditNote, options?: RequestOptions): Promise<Uint8Array> {
    return this.#transport.request(
      { method: "GET", path: path`/credit-notes/${id}/pdf`, answer: "bytes" },
      options,
    );
  }

  /** A link to the document that needs no key, for an hour. @throws NotFoundError `credit_note_not_found` */
  createDownloadLink({ id }: OfCreditNote, options?: RequestOptions): Promise<Schemas["CreditNoteDownload"]> {
    return this.#transport.request(
      { method: "POST", path: path`/credit-notes/${id}/download-links`, idempotency: "none" },
      options,
    );
  }

  /** The usage events behind the line that is taken back of, newest first. @throws NotFoundError `credit_note_line_not_found` */
  listLineEvents(
    { id, line, ...page }: ListCreditNoteLineEventsParams,
    options?: RequestOptions,
  ): List<InvoiceLineEvent> {
    return listOf(this.#transport, path`/credit-notes/${id}/lines/${line}/events`, page, options);
  }
}
