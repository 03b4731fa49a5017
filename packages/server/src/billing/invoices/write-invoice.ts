/** Writes an invoice and finalizes it, all in the transaction of what it is for. */
import type { Db } from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";
import type { Collect } from "./collect.js";
import { draftInvoice, type InvoiceInput } from "./draft-invoice.js";
import { finalizeInvoice } from "./finalize-invoice.js";
import { tellBeforeCommit } from "./number-invoices.js";

/** @returns the invoice as it is after its collection was tried, without its number */
export async function writeInvoice(tx: Db, input: InvoiceInput, collect: Collect): Promise<InvoiceRow> {
  const { customer, lines, at } = input;
  const draft = await draftInvoice(tx, input);
  // With what is told of its finalization, by one statement.
  tellBeforeCommit(tx, "invoice.created", draft);
  return finalizeInvoice(tx, { customer, draft, lineCount: lines.length, at }, collect);
}
