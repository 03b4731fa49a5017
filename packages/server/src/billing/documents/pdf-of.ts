import { BytesAnswer, type Db } from "../../platform/index.js";
import { creditNoteNumber } from "../credit-notes/credit-note-answer.js";
import { invoiceNumber } from "../invoices/invoice-answer.js";
import type { CreditNoteRow, InvoiceRow } from "../schema.js";
import type { TakenByOf } from "./amount-paid.js";
import { creditNoteDocument } from "./credit-note-document.js";
import { drawDocument } from "./draw-document.js";
import { invoiceDocument } from "./invoice-document.js";

export const PDF_TYPE = "application/pdf";

export const fileNameOf = (invoice: InvoiceRow): string => `${invoiceNumber(invoice) ?? invoice.id}.pdf`;

export async function pdfOfCreditNote(db: Db, note: CreditNoteRow): Promise<BytesAnswer> {
  const bytes = await drawDocument(await creditNoteDocument(db, note));
  return new BytesAnswer(bytes, PDF_TYPE, `${creditNoteNumber(note)}.pdf`);
}

export async function pdfOfInvoice(db: Db, invoice: InvoiceRow, takenByOf: TakenByOf): Promise<BytesAnswer> {
  return new BytesAnswer(
    await drawDocument(await invoiceDocument(db, invoice, takenByOf)),
    PDF_TYPE,
    fileNameOf(invoice),
  );
}
