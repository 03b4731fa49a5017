import { type Caller, type Db, FarthingError, type Id } from "../../platform/index.js";
import type { InvoiceLineRow, InvoiceRow } from "../schema.js";
import { findInvoice, listLines } from "./store.js";

/** @throws FarthingError `invoice_not_found`, also for one of another environment */
export async function requireInvoice(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  lock = false,
): Promise<InvoiceRow> {
  const row = await findInvoice(db, caller.environmentId, id, lock);
  if (row) return row;
  throw new FarthingError("invoice_not_found", `There is no invoice ${id}.`, { param: "id" });
}

/** @throws FarthingError `invoice_line_not_found` */
export async function requireLine(db: Db, invoice: InvoiceRow, id: Id<"iline">): Promise<InvoiceLineRow> {
  const line = (await listLines(db, invoice)).find((candidate) => candidate.id === id);
  if (line) return line;
  throw new FarthingError("invoice_line_not_found", `Invoice ${invoice.id} has no line ${id}.`, {
    param: "line",
  });
}
