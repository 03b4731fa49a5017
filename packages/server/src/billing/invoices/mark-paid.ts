/**
 * The one verb that marks an invoice as paid. What was bought with it is applied in the same transaction, and so once:
 * whoever learns of a payment, at once or later, by an operator's word or a provider's, comes through here. So does an
 * invoice of which nothing remains after a credit note: nothing was paid for it, and what was bought is not given.
 */
import type { Db } from "../../platform/index.js";
import { findSubscription, type LockedCustomer, recoverSubscription } from "../../subscriptions/index.js";
import { applyPaid } from "../purchases/apply-purchase.js";
import type { InvoiceRow } from "../schema.js";
import { isWhollyCredited } from "./amount-due.js";
import { tellOfInvoice } from "./number-invoices.js";
import { hasOpenInvoice, updateInvoice } from "./store.js";

/**
 * @param customer whose account is locked in this transaction, and was before the invoice's row: that is the order
 *   of all locks. Brought up to date, so that nothing is put into a period that is over.
 * @param invoice as it is under the account's lock; `open` or `uncollectible`, which a trigger of the table holds:
 *   one that is paid already cannot become so again, and applies nothing twice
 * @param at business time
 */
export async function markPaid(
  tx: Db,
  { account }: LockedCustomer,
  invoice: InvoiceRow,
  at: Date,
): Promise<InvoiceRow> {
  if (invoice.customerId !== account.customerId)
    throw new Error(
      `invoice ${invoice.id} is not of customer ${account.customerId}, whose account is locked`,
    );
  const paid = await updateInvoice(tx, invoice, { status: "paid", paidAt: at, updatedAt: at });
  await tellOfInvoice(tx, "invoice.paid", paid);
  if (!isWhollyCredited(paid)) await applyPaid(tx, account, paid, at);
  await endArrears(tx, paid, at);
  return paid;
}

/** Of whom nothing is asked any more for a subscription, it is not past due. */
export async function endArrears(
  tx: Db,
  { environmentId, subscriptionId }: InvoiceRow,
  at: Date,
): Promise<void> {
  if (subscriptionId === null) return;
  const subscription = await findSubscription(tx, environmentId, subscriptionId);
  if (subscription?.status !== "past_due" || (await hasOpenInvoice(tx, subscription))) return;
  await recoverSubscription(tx, subscription, at);
}
