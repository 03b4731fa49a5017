import {
  CreditNoteDownload,
  CreditNotePdf,
  InvoiceDownload,
  InvoicePdf,
  idSchema,
  SendInvoice,
  SentInvoice,
} from "@farthing/contract";
import { z } from "zod";
import { type Clock, endpoint, type Id } from "../../platform/index.js";
import { creditNoteNumber } from "../credit-notes/credit-note-answer.js";
import { requireCreditNote } from "../credit-notes/find-credit-note.js";
import { requireInvoice } from "../invoices/find-invoice.js";
import { makeLink } from "./downloads.js";
import { fileNameOf, PDF_TYPE, pdfOfCreditNote, pdfOfInvoice } from "./pdf-of.js";
import { type DocumentDependencies, sendInvoice } from "./send-invoice.js";

const tag = "Invoices";
const params = z.object({ id: idSchema("inv") });

export const documentEndpoints = ({ clock, ...documents }: DocumentDependencies & { clock: Clock }) => [
  endpoint({
    operationId: "sendInvoice",
    method: "post",
    path: "/invoices/{id}/send",
    tag,
    summary: "Send an invoice by mail",
    description:
      "Sends it to the customer with the document attached. With the same `Idempotency-Key` it is sent only once, unless the server dies while sending.",
    params,
    body: SendInvoice,
    answer: SentInvoice,
    // Not inside of a transaction: it would be held for as long as a mail server takes.
    idempotency: "events",
    errors: ["invoice_not_found", "invalid_state", "mail_not_configured"],
    handle: async ({ db, caller, body, params: given }) => {
      const { invoice, to } = await sendInvoice(db, caller, given.id as Id<"inv">, body, documents);
      return {
        object: "sent_invoice" as const,
        livemode: caller.livemode,
        invoiceId: invoice.id,
        to,
        sentAt: clock.real().toISOString(),
      };
    },
  }),
  endpoint({
    operationId: "getInvoicePdf",
    method: "get",
    path: "/invoices/{id}/pdf",
    tag,
    summary: "Get an invoice as PDF",
    description:
      "Returns the same bytes as long as the state of the invoice does not change. The document changes when the invoice is paid, uncollectible, void or " +
      "credited; once it is paid, a row says when and how. Seller and customer are shown as they were when it was finalized.",
    params,
    answer: InvoicePdf,
    mediaTypes: [PDF_TYPE],
    errors: ["invoice_not_found"],
    handle: async ({ db, caller, params: given }) =>
      pdfOfInvoice(db, await requireInvoice(db, caller, given.id as Id<"inv">), documents.takenByOf),
  }),
  endpoint({
    operationId: "createInvoiceDownloadLink",
    method: "post",
    path: "/invoices/{id}/download-links",
    tag,
    summary: "Create a link to an invoice's PDF",
    description: "The link needs no API key and works for one hour, for anyone who has it.",
    params,
    answer: InvoiceDownload,
    scopes: ["read"],
    idempotency: "none",
    errors: ["invoice_not_found"],
    handle: async ({ db, caller, origin, params: given }) => {
      const invoice = await requireInvoice(db, caller, given.id as Id<"inv">);
      const { environmentId, livemode } = caller;
      const { url, expiresAt } = await makeLink(
        db,
        { environmentId, origin, realNow: clock.real() },
        invoice.id,
      );
      return {
        object: "invoice_download" as const,
        livemode,
        invoiceId: invoice.id,
        fileName: fileNameOf(invoice),
        url,
        expiresAt: expiresAt.toISOString(),
      };
    },
  }),
  endpoint({
    operationId: "getCreditNotePdf",
    method: "get",
    path: "/credit-notes/{id}/pdf",
    tag: "Credit notes",
    summary: "Get a credit note as PDF",
    params: z.object({ id: idSchema("cn") }),
    answer: CreditNotePdf,
    mediaTypes: [PDF_TYPE],
    errors: ["credit_note_not_found"],
    handle: async ({ db, caller, params: given }) =>
      pdfOfCreditNote(db, await requireCreditNote(db, caller, given.id as Id<"cn">)),
  }),
  endpoint({
    operationId: "createCreditNoteDownloadLink",
    method: "post",
    path: "/credit-notes/{id}/download-links",
    tag: "Credit notes",
    summary: "Create a link to a credit note's PDF",
    description: "The link needs no API key and works for one hour, for anyone who has it.",
    params: z.object({ id: idSchema("cn") }),
    answer: CreditNoteDownload,
    scopes: ["read"],
    idempotency: "none",
    errors: ["credit_note_not_found"],
    handle: async ({ db, caller, origin, params: given }) => {
      const note = await requireCreditNote(db, caller, given.id as Id<"cn">);
      const { environmentId, livemode } = caller;
      const { url, expiresAt } = await makeLink(
        db,
        { environmentId, origin, realNow: clock.real() },
        note.id,
      );
      return {
        object: "credit_note_download" as const,
        livemode,
        creditNoteId: note.id,
        fileName: `${creditNoteNumber(note)}.pdf`,
        url,
        expiresAt: expiresAt.toISOString(),
      };
    },
  }),
];
