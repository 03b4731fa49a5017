/** Purchases as the API shows them. */
import type { BalanceTopup, Purchase } from "@farthing/contract";
import type { z } from "zod";
import { remainingNanos, shapePosted, unitAmount } from "../../ledger/index.js";
import type { Caller } from "../../platform/index.js";
import { shapeBalance } from "../../subscriptions/index.js";
import { isWhollyCredited } from "../invoices/amount-due.js";
import type { Bought } from "./buy.js";
import type { PurchaseRow, PurchaseWithInvoice } from "./store.js";

type Status = z.input<typeof Purchase>["status"];

const statusOf = (
  { appliedAt, paidAt, givenBackAt }: PurchaseRow,
  invoice: PurchaseWithInvoice["invoice"],
): Status => {
  if (appliedAt !== null) return "applied";
  if (givenBackAt !== null || isWhollyCredited(invoice)) return "void";
  if (paidAt !== null) return "held";
  return invoice.status === "void" ? "void" : "pending";
};

export const shapePurchase = (
  { purchase, invoice }: PurchaseWithInvoice,
  livemode: boolean,
): z.input<typeof Purchase> => ({
  object: "purchase",
  livemode,
  id: purchase.id,
  customerId: purchase.customerId,
  subscriptionId: purchase.subscriptionId,
  invoiceId: purchase.invoiceId,
  kind: purchase.kind,
  status: statusOf(purchase, invoice),
  creditPackId: purchase.creditPackId,
  unit: purchase.unit,
  amount: unitAmount(purchase.unit, purchase.amountNanos),
  amountNanos: purchase.amountNanos.toString(),
  description: purchase.description,
  entryId: purchase.entryId,
  createdAt: purchase.createdAt.toISOString(),
  paidAt: purchase.paidAt?.toISOString() ?? null,
  appliedAt: purchase.appliedAt?.toISOString() ?? null,
});

/** What both ways of buying answer. The entry is the last one of the account, which is still locked. */
export function shapeBought(
  { purchase, invoice, subscription, plan, customer: { account }, at }: Bought,
  caller: Caller,
): Omit<z.input<typeof BalanceTopup>, "object" | "amount"> {
  const { entryId, amountNanos, description } = purchase;
  const entry = entryId && {
    id: entryId,
    type: "topup" as const,
    amountNanos,
    balanceAfterNanos: remainingNanos(account),
    description,
    invoiceId: invoice.id,
  };
  return {
    livemode: caller.livemode,
    status: statusOf(purchase, invoice),
    purchaseId: purchase.id,
    invoiceId: invoice.id,
    balance: shapeBalance(subscription, plan, account, at, caller),
    entry: entry && shapePosted(account, entry, at, caller.livemode),
  };
}
