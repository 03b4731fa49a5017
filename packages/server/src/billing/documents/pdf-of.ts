import { BytesAnswer, type Db } from "../../platform/index.js";
import { invoiceNumber } from "../invoices/invoice-answer.js";
import type { InvoiceRow } from "../schema.js";
import { drawDocument } from "./draw-document.js";
import { invoiceDocument } from "./invoice-document.js";

export const PDF_TYPE = "application/pdf";

export const fileNameOf = (invoice: InvoiceRow): string => `${invoiceNumber(invoice) ?? invoice.id}.pdf`;

export async function pdfOfInvoice(db: Db, invoice: InvoiceRow): Promise<BytesAnswer> {
  return new BytesAnswer(
    await drawDocument(await invoiceDocument(db, invoice)),
    PDF_TYPE,
    fileNameOf(invoice),
  );
}
