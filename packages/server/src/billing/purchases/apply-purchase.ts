/**
 * Puts on the account what was bought, once its invoice is paid.
 *
 * What was paid is never lost. It goes where the plan said when it was bought, as long as the customer is on that
 * subscription. Where that has ended, it stays on the account for good and is spent on the next one. Where the account is
 * kept in another unit by now, or is too full, it is held until a subscription in its unit begins.
 */
import { MAX_NANOS } from "@farthing/contract";
import { type Account, type Entry, postEntry, remainingNanos } from "../../ledger/index.js";
import type { Db } from "../../platform/index.js";
import { findSubscription, grantsAccess } from "../../subscriptions/index.js";
import type { InvoiceRow } from "../schema.js";
import { isPurchase } from "./is-purchase.js";
import { findPurchaseOf, heldPurchases, type PurchaseRow, settlePurchase } from "./store.js";

/** @param account locked in this transaction, and current; changed */
export async function applyPaid(tx: Db, account: Account, invoice: InvoiceRow, at: Date): Promise<void> {
  if (!isPurchase(invoice)) return;
  const purchase = await findPurchaseOf(tx, invoice.customerId, invoice.id);
  if (!purchase)
    throw new Error(`invoice ${invoice.id} says ${invoice.reason}, and nothing was bought with it`);
  if (fits(account, purchase)) await post(tx, account, purchase, at, at);
  else await settlePurchase(tx, purchase, { paidAt: at });
}

/** Purchases that were paid while the account was kept in another unit. To be called when a subscription begins. */
export async function applyHeld(tx: Db, account: Account, at: Date): Promise<void> {
  if (account.unit === null) return;
  for (const purchase of await heldPurchases(tx, account.customerId, account.unit))
    if (fits(account, purchase)) await post(tx, account, purchase, purchase.paidAt!, at);
}

const fits = (account: Account, { unit, amountNanos }: PurchaseRow): boolean =>
  account.unit === unit && remainingNanos(account) + amountNanos <= MAX_NANOS;

async function post(tx: Db, account: Account, purchase: PurchaseRow, paidAt: Date, at: Date): Promise<Entry> {
  const entry = await postEntry(tx, account, {
    type: "topup",
    amountNanos: purchase.amountNanos,
    pool: await poolOf(tx, account, purchase, at),
    description: purchase.description,
    invoiceId: purchase.invoiceId,
    now: at,
  });
  await settlePurchase(tx, purchase, { paidAt, appliedAt: at, entryId: entry.id });
  return entry;
}

async function poolOf(
  tx: Db,
  account: Account,
  purchase: PurchaseRow,
  at: Date,
): Promise<"allowance" | "purchased"> {
  if (purchase.survivesReset || account.subscriptionId !== purchase.subscriptionId) return "purchased";
  const subscription = await findSubscription(tx, purchase.environmentId, purchase.subscriptionId);
  return subscription && grantsAccess(subscription, at) ? "allowance" : "purchased";
}
