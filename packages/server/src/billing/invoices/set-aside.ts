import type { Db } from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";
import { endArrears } from "./mark-paid.js";
import { updateInvoice } from "./store.js";

/**
 * What no provider can take of any card, such as an amount below its smallest: the invoice stays open and owed, to be paid by
 * other means, and nobody is past due for it. Of any but an open one nothing is changed.
 * @param at business time
 */
export async function setAside(tx: Db, invoice: InvoiceRow, at: Date): Promise<void> {
  if (invoice.status !== "open" || invoice.isSetAside) return;
  await endArrears(tx, await updateInvoice(tx, invoice, { isSetAside: true, updatedAt: at }), at);
}
