import type { SetInvoiceStatus } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import { type CatchUp, type LockedCustomer, lockCurrent } from "../../subscriptions/index.js";
import { returnedByLine } from "../credit-notes/store.js";
import { returnCredits } from "../credits/use-credits.js";
import type { InvoiceRow } from "../schema.js";
import type { PaymentCorrections } from "./collect.js";
import { requireInvoice } from "./find-invoice.js";
import { endArrears, markPaid } from "./mark-paid.js";
import { tellOfInvoice } from "./number-invoices.js";
import { updateInvoice } from "./store.js";

type Fate = z.output<typeof SetInvoiceStatus>;

/** What an invoice must be to become it. */
const BEFORE: Readonly<Record<Fate["status"], readonly InvoiceRow["status"][]>> = {
  paid: ["open", "uncollectible"],
  void: ["open", "uncollectible"],
  uncollectible: ["open"],
};

/**
 * What became of an open invoice, as the operator says; saying it twice changes nothing. No payment provider is asked for it
 * any more: what one was asked for before is given back where it comes after all and nothing is owed.
 * @throws FarthingError `invoice_not_found`, `invalid_state`
 */
export function setInvoiceStatus(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  fate: Fate,
  { catchUp, corrections }: { readonly catchUp: CatchUp; readonly corrections: PaymentCorrections },
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const now = caller.now();
    const { customerId } = await requireInvoice(tx, caller, id);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const invoice = await requireInvoice(tx, caller, id, true);
    if (invoice.status === fate.status) return invoice;
    if (!BEFORE[fate.status].includes(invoice.status))
      throw new FarthingError(
        "invalid_state",
        `Invoice ${id} is ${invoice.status}. Only an open invoice can be marked ${fate.status}; correct a paid one with a credit note.`,
        { param: "id" },
      );
    const settled = await meet(tx, customer, invoice, fate, now);
    await corrections.stop(tx, settled, now);
    return settled;
  });
}

async function meet(
  tx: Db,
  customer: LockedCustomer,
  invoice: InvoiceRow,
  fate: Fate,
  at: Date,
): Promise<InvoiceRow> {
  switch (fate.status) {
    case "paid":
      return markPaid(tx, customer, invoice, at);
    case "uncollectible":
      return writeOff(tx, invoice, at);
    case "void":
      assertNotCredited(invoice);
      await assertNotReturned(tx, invoice);
      return voidInvoice(tx, invoice, at, fate.reason);
  }
}

/** By the operator's word nothing is asked any more; whether the subscription ends is theirs to say. */
async function writeOff(tx: Db, invoice: InvoiceRow, at: Date): Promise<InvoiceRow> {
  const given = await giveUp(tx, invoice, at);
  await endArrears(tx, given, at);
  return given;
}

/** A credit note that takes back a part of nothing would count twice. @throws FarthingError `invalid_state` */
export function assertNotCredited({ id, creditedNanos }: InvoiceRow): void {
  if (creditedNanos === 0n) return;
  throw new FarthingError(
    "invalid_state",
    `Invoice ${id} was credited in part and cannot be voided. Credit the rest of it instead.`,
    { param: "id" },
  );
}

/** As {@link assertNotCredited}, for time that a change of plan gave back. */
async function assertNotReturned(tx: Db, invoice: InvoiceRow): Promise<void> {
  if ((await returnedByLine(tx, invoice)).size === 0) return;
  throw new FarthingError(
    "invalid_state",
    `Invoice ${invoice.id} cannot be voided because a plan change already credited part of the time it bills. Credit the rest of it instead.`,
    { param: "id" },
  );
}

/** It is no demand any more: credits that were used for it can be used again, and who owes nothing else is not past due. */
async function voidInvoice(tx: Db, invoice: InvoiceRow, at: Date, reason?: string): Promise<InvoiceRow> {
  await returnCredits(tx, invoice, at);
  const fate = { status: "void", voidedAt: at, voidReason: reason ?? null } as const;
  const voided = await updateInvoice(tx, invoice, { ...fate, updatedAt: at });
  await tellOfInvoice(tx, "invoice.voided", voided);
  await endArrears(tx, voided, at);
  return voided;
}

/**
 * What cannot be collected: an open invoice is given up, or taken back where no credit note has corrected it. Any other is
 * left as it is.
 */
export function abandonInvoice(
  tx: Db,
  invoice: InvoiceRow,
  status: "uncollectible" | "void",
  now: Date,
): Promise<InvoiceRow> {
  if (invoice.status !== "open") return Promise.resolve(invoice);
  if (status === "void" && invoice.creditedNanos === 0n) return voidInvoice(tx, invoice, now);
  return giveUp(tx, invoice, now);
}

/** It is still owed, and nobody asks for it any more. */
async function giveUp(tx: Db, invoice: InvoiceRow, at: Date): Promise<InvoiceRow> {
  const uncollectible = await updateInvoice(tx, invoice, { status: "uncollectible", updatedAt: at });
  await tellOfInvoice(tx, "invoice.uncollectible", uncollectible);
  return uncollectible;
}
