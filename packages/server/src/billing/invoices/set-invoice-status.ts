import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import { type CatchUp, lockCurrent } from "../../subscriptions/index.js";
import { returnCredits } from "../credits/use-credits.js";
import type { InvoiceRow } from "../schema.js";
import { requireInvoice } from "./find-invoice.js";
import { markPaid } from "./mark-paid.js";
import { updateInvoice } from "./store.js";

/** What became of an open invoice, as the operator says; saying it twice changes nothing. @throws FarthingError `invoice_not_found`, `invalid_state` */
export function setInvoiceStatus(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  status: "paid" | "void",
  catchUp: CatchUp,
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireInvoice(tx, caller, id);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const invoice = await requireInvoice(tx, caller, id, true);
    if (invoice.status === status) return invoice;
    if (invoice.status !== "open" && invoice.status !== "uncollectible") {
      throw new FarthingError(
        "invalid_state",
        `Invoice ${id} is ${invoice.status}; only an open one can be marked ${status}.`,
        { param: "id" },
      );
    }
    if (status === "paid") return markPaid(tx, customer, invoice, now);
    await returnCredits(tx, invoice, now);
    return updateInvoice(tx, invoice, { status, voidedAt: now, updatedAt: now });
  });
}

/** What cannot be collected: an open invoice is given up, or taken back. Any other is left as it is. */
export function abandonInvoice(
  tx: Db,
  invoice: InvoiceRow,
  status: "uncollectible" | "void",
  now: Date,
): Promise<InvoiceRow> {
  if (invoice.status !== "open") return Promise.resolve(invoice);
  const at = status === "void" ? { voidedAt: now } : {};
  return updateInvoice(tx, invoice, { status, ...at, updatedAt: now });
}
