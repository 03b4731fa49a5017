/**
 * A purchase that waits to be put on the account is not given once all that was paid for it went back, in whatever way: what
 * the customer's credits paid of it goes back to them then, as when an invoice is void. Where a bank could not give the money
 * back after all it waits again, unless those credits are spent by then: nothing is given for a part of its price. What is
 * on the account already stays there.
 */
import type { Db } from "../../platform/index.js";
import { type KeptNanos, valueOfInvoice } from "../credit-notes/given-back.js";
import { usesOfInvoice } from "../credits/store.js";
import { returnCredits, useReturned } from "../credits/use-credits.js";
import type { InvoiceRow } from "../schema.js";
import { isPurchase } from "./is-purchase.js";
import { findPurchaseOf, settlePurchase } from "./store.js";

/** To be called after something of an invoice was given back, or was not after all; under the account's lock. */
export async function reconsiderHeld(
  tx: Db,
  invoice: InvoiceRow,
  keptNanos: KeptNanos,
  at: Date,
): Promise<void> {
  if (!isPurchase(invoice)) return;
  const purchase = await findPurchaseOf(tx, invoice.customerId, invoice.id);
  if (!purchase || purchase.paidAt === null || purchase.appliedAt !== null) return;
  const isPaidBack = await allIsPaidBack(tx, invoice, keptNanos);
  if (isPaidBack === (purchase.givenBackAt !== null)) return;
  if (isPaidBack) await returnCredits(tx, invoice, at);
  else if (!(await useReturned(tx, invoice, at))) return;
  await settlePurchase(tx, purchase, { givenBackAt: isPaidBack ? at : null });
}

/** Whether nothing is left of what was paid, beside the customer's credits. */
async function allIsPaidBack(tx: Db, invoice: InvoiceRow, keptNanos: KeptNanos): Promise<boolean> {
  const { leftNanos } = await valueOfInvoice(tx, invoice, keptNanos);
  const uses = (await usesOfInvoice(tx, invoice)).filter(({ returnedAt }) => returnedAt === null);
  return leftNanos <= uses.reduce((sum, { amountNanos }) => sum + amountNanos, 0n);
}
