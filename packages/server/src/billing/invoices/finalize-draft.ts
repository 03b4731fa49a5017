/** What an operator does with a draft: changes it, finalizes it, or deletes it. */
import type { UpdateInvoice } from "@farthing/contract";
import type { z } from "zod";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import { type CatchUp, lockCurrent } from "../../subscriptions/index.js";
import type { InvoiceRow } from "../schema.js";
import type { Collect } from "./collect.js";
import { linesFrom } from "./create-invoice.js";
import { rowsOf } from "./draft-invoice.js";
import { finalizeInvoice } from "./finalize-invoice.js";
import { requireInvoice } from "./find-invoice.js";
import { sumOf } from "./lines.js";
import { tellOfInvoice, withNumber } from "./number-invoices.js";
import { deleteDraft, listLines, replaceLines, updateInvoice } from "./store.js";

/** @throws FarthingError `invoice_not_found`, `invalid_state` where it is no draft */
export function finalizeDraft(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  { catchUp, collect }: { readonly catchUp: CatchUp; readonly collect: Collect },
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const { customerId } = await requireInvoice(tx, caller, id);
    const customer = await lockCurrent(tx, caller, customerId, catchUp);
    const draft = await requireDraft(tx, caller, id);
    const { length: lineCount } = await listLines(tx, draft);
    const finalizing = { customer, draft, lineCount, at: caller.now() };
    return withNumber(tx, await finalizeInvoice(tx, finalizing, collect));
  });
}

/** Lines that are given take the place of all that are there. @throws as {@link finalizeDraft} */
export function changeDraft(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  { lines: given, ...changes }: z.output<typeof UpdateInvoice>,
): Promise<InvoiceRow> {
  return transaction(db, async (tx) => {
    const draft = await requireDraft(tx, caller, id);
    const lines = given && linesFrom(given, draft.currency);
    if (lines) await replaceLines(tx, draft, rowsOf(lines, 0, draft));
    return updateInvoice(tx, draft, {
      ...changes,
      ...(lines && { totalNanos: sumOf(lines) }),
      updatedAt: caller.now(),
    });
  });
}

/** @throws as {@link finalizeDraft} */
export function deleteInvoice(db: Db, caller: Caller, id: Id<"inv">): Promise<void> {
  return transaction(db, async (tx) => {
    const draft = await requireDraft(tx, caller, id);
    await deleteDraft(tx, draft);
    await tellOfInvoice(tx, "invoice.deleted", { ...draft, updatedAt: caller.now() });
  });
}

async function requireDraft(tx: Db, caller: Caller, id: Id<"inv">): Promise<InvoiceRow> {
  const invoice = await requireInvoice(tx, caller, id, true);
  if (invoice.status === "draft") return invoice;
  throw new FarthingError(
    "invalid_state",
    `Invoice ${id} is ${invoice.status}. Only a draft can be changed, finalized or deleted; correct a finalized invoice with a credit note.`,
    { param: "id" },
  );
}
