/**
 * A purchase that waits to be put on the account is not given once all that was given for it went back, in whatever way; where
 * a bank could not give it back after all, it waits again. What is on the account already stays there.
 */
import type { Db } from "../../platform/index.js";
import { type KeptNanos, valueOfInvoice } from "../credit-notes/given-back.js";
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
  const isGivenBack = (await valueOfInvoice(tx, invoice, keptNanos)).leftNanos === 0n;
  if (isGivenBack === (purchase.givenBackAt !== null)) return;
  await settlePurchase(tx, purchase, { givenBackAt: isGivenBack ? at : null });
}
