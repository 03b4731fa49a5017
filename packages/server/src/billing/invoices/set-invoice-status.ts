import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import type { InvoiceRow } from "../schema.js";
import { requireInvoice } from "./find-invoice.js";
import { updateInvoice } from "./store.js";

/** What became of an open invoice, as the operator says; saying it twice changes nothing. @throws FarthingError `invoice_not_found`, `invalid_state` */
export function setInvoiceStatus(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  status: "paid" | "void",
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const invoice = await requireInvoice(tx, caller, id, true);
    if (invoice.status === status) return invoice;
    if (invoice.status !== "open" && invoice.status !== "uncollectible") {
      throw new FarthingError(
        "invalid_state",
        `Invoice ${id} is ${invoice.status}; only an open one can be marked ${status}.`,
        { param: "id" },
      );
    }
    const at = status === "paid" ? { paidAt: now } : { voidedAt: now };
    return updateInvoice(tx, invoice, { status, ...at, updatedAt: now });
  });
}
