import {
  CreateCreditNote,
  CreditNote,
  CreditNoteList,
  InvoiceLineEventList,
  idSchema,
  ListCreditNoteLineEvents,
  ListCreditNotes,
} from "@farthing/contract";
import { z } from "zod";
import { requireCustomer } from "../../customers/index.js";
import type { MeteringDependencies } from "../../metering/index.js";
import { type Caller, type Db, endpoint, type Id, listById } from "../../platform/index.js";
import type { CatchUp } from "../../subscriptions/index.js";
import type { PaymentCorrections } from "../invoices/collect.js";
import { requireInvoice, requireLine } from "../invoices/find-invoice.js";
import { listLineEvents, noLineEvents } from "../invoices/line-events.js";
import type { CreditNoteRow } from "../schema.js";
import { shapeCreditNote, shapeWithLines } from "./credit-note-answer.js";
import { requireCreditNote, requireCreditNoteLine } from "./find-credit-note.js";
import { issueCreditNote } from "./issue-credit-note.js";
import { listCreditNoteLines, pageOfCreditNotes } from "./store.js";

const tag = "Credit notes";

const shapeOne = async (db: Db, { livemode }: Caller, row: CreditNoteRow) =>
  shapeWithLines(row, await listCreditNoteLines(db, row), livemode);

interface CreditNoteDependencies extends MeteringDependencies {
  readonly catchUp: CatchUp;
  readonly corrections: PaymentCorrections;
}

export const creditNoteEndpoints = ({ catchUp, corrections, ...metering }: CreditNoteDependencies) => [
  endpoint({
    operationId: "createCreditNote",
    method: "post",
    path: "/invoices/{id}/credit-notes",
    tag,
    summary: "Credit a finalized invoice, fully or in part",
    description:
      "Credits at most what remains of the invoice. On an open invoice it reduces the amount due. Money already paid becomes a customer credit for the next invoices, is refunded through the payment provider, or is returned by yourself (`outside`).",
    params: z.object({ id: idSchema("inv") }),
    body: CreateCreditNote,
    answer: CreditNote,
    status: 201,
    errors: ["invoice_not_found", "invalid_state"],
    handle: async ({ db, caller, params, body }) =>
      shapeOne(
        db,
        caller,
        await issueCreditNote(db, caller, params.id as Id<"inv">, body, { catchUp, corrections }),
      ),
  }),
  endpoint({
    operationId: "listCreditNotes",
    method: "get",
    path: "/credit-notes",
    tag,
    summary: "List credit notes, newest first",
    query: ListCreditNotes,
    answer: CreditNoteList,
    errors: ["customer_not_found"],
    handle: async ({ db, caller, query }) => {
      const customer = query.customerId ? await requireCustomer(db, caller, query.customerId) : undefined;
      const filter = { customerId: customer?.id, invoiceId: query.invoiceId as Id<"inv"> | undefined };
      return listById(
        "cn",
        query,
        (before) => pageOfCreditNotes(db, caller.environmentId, filter, query.limit, before),
        (rows) => rows.map((row) => shapeCreditNote(row, caller.livemode)),
      );
    },
  }),
  endpoint({
    operationId: "getCreditNote",
    method: "get",
    path: "/credit-notes/{id}",
    tag,
    summary: "Get a credit note with its lines",
    params: z.object({ id: idSchema("cn") }),
    answer: CreditNote,
    errors: ["credit_note_not_found"],
    handle: async ({ db, caller, params }) =>
      shapeOne(db, caller, await requireCreditNote(db, caller, params.id as Id<"cn">)),
  }),
  endpoint({
    operationId: "listCreditNoteLineEvents",
    method: "get",
    path: "/credit-notes/{id}/lines/{line}/events",
    tag,
    summary: "List the usage events behind a credit note line, newest first",
    description:
      "Lists the events of the credited invoice line, with that line's parts and totals. Empty if no invoice line is credited, or if it bills no usage.",
    params: z.object({ id: idSchema("cn"), line: idSchema("cnline") }),
    query: ListCreditNoteLineEvents,
    answer: InvoiceLineEventList,
    errors: ["credit_note_not_found", "credit_note_line_not_found"],
    handle: async ({ db, caller, params, query }) => {
      const note = await requireCreditNote(db, caller, params.id as Id<"cn">);
      const line = await requireCreditNoteLine(db, note, params.line as Id<"cnline">);
      const invoice = await requireInvoice(db, caller, note.invoiceId);
      if (line.invoiceLineId === null) return noLineEvents(invoice, null);
      const corrected = await requireLine(db, invoice, line.invoiceLineId);
      return listLineEvents(metering, db, caller, { invoice, line: corrected }, query);
    },
  }),
];
