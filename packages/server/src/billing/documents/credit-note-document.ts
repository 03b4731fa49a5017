/** What the document of a credit note says. It never changes. */
import { type Db, FarthingError } from "../../platform/index.js";
import { creditNoteNumber } from "../credit-notes/credit-note-answer.js";
import { listCreditNoteLines } from "../credit-notes/store.js";
import { invoiceNumber } from "../invoices/invoice-answer.js";
import { findInvoice } from "../invoices/store.js";
import type { CreditNoteRow, CreditNoteSettlement } from "../schema.js";
import type { PrintedDocument } from "./document.js";
import { lookOf } from "./invoice-document.js";
import { dateText, moneyText } from "./wording.js";

const SETTLED: Readonly<Record<CreditNoteSettlement, string>> = {
  open_amount: "It reduces the amount due of the invoice.",
  customer_credit: "It is kept as a credit and applied to your next invoices.",
  refund: "It is refunded to the payment method that was used.",
  outside: "It is returned to you.",
};

export async function creditNoteDocument(db: Db, note: CreditNoteRow): Promise<PrintedDocument> {
  const { currency, issuedAt, totalNanos } = note;
  const invoice = await findInvoice(db, note.environmentId, note.invoiceId);
  if (!invoice) throw new FarthingError("invoice_not_found", `There is no invoice ${note.invoiceId}.`);
  return {
    ...(await lookOf(db, note)),
    kind: "Credit note",
    number: creditNoteNumber(note),
    stamp: { text: "CREDIT", tone: "neutral" },
    facts: [
      ["Number", creditNoteNumber(note)],
      ["Issued", dateText(issuedAt)],
      ["Invoice", invoiceNumber(invoice) ?? invoice.id],
      ["Currency", currency],
    ],
    lines: (await listCreditNoteLines(db, note)).map(({ description, amountNanos }) => ({
      description,
      details: [],
      quantity: "1",
      unitPrice: moneyText(amountNanos, currency),
      amount: moneyText(amountNanos, currency),
    })),
    totals: [{ label: `Credited (${currency})`, amount: moneyText(totalNanos, currency), isStrong: true }],
    notes: [
      ["Reason", note.reason],
      ["Settlement", SETTLED[note.settlement]],
    ],
    tables: [],
    issuedAt,
  };
}
