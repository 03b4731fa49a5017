import type { SetInvoiceStatus } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import { type CatchUp, lockCurrent } from "../../subscriptions/index.js";
import { returnCredits } from "../credits/use-credits.js";
import type { InvoiceRow } from "../schema.js";
import { requireInvoice } from "./find-invoice.js";
import { markPaid } from "./mark-paid.js";
import { updateInvoice } from "./store.js";

type Fate = z.output<typeof SetInvoiceStatus>;

/** What an invoice must be to become it. */
const BEFORE: Readonly<Record<Fate["status"], readonly InvoiceRow["status"][]>> = {
  paid: ["open", "uncollectible"],
  void: ["open"],
  uncollectible: ["open"],
};

/** What became of an open invoice, as the operator says; saying it twice changes nothing. @throws FarthingError `invoice_not_found`, `invalid_state` */
export function setInvoiceStatus(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  fate: Fate,
  catchUp: CatchUp,
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireInvoice(tx, caller, id);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const invoice = await requireInvoice(tx, caller, id, true);
    if (invoice.status === fate.status) return invoice;
    assertPossible(invoice, fate.status);
    if (fate.status === "paid") return markPaid(tx, customer, invoice, now);
    if (fate.status === "uncollectible")
      return updateInvoice(tx, invoice, { status: "uncollectible", updatedAt: now });
    await returnCredits(tx, invoice, now);
    const voided = { status: "void", voidedAt: now, voidReason: fate.reason ?? null } as const;
    return updateInvoice(tx, invoice, { ...voided, updatedAt: now });
  });
}

function assertPossible({ id, status, creditedNanos }: InvoiceRow, wanted: Fate["status"]): void {
  const refuse = (why: string): never => {
    throw new FarthingError("invalid_state", `Invoice ${id} ${why}`, { param: "id" });
  };
  if (!BEFORE[wanted].includes(status))
    refuse(`is ${status}; only an open one can be marked ${wanted}. A credit note corrects what is paid.`);
  if (wanted === "void" && creditedNanos > 0n)
    refuse("was credited in part, and cannot be void. Credit the rest of it instead.");
}
