/** Collects a finalized invoice, in the transaction that made it. */
import { amountDueNanos, type Collect, type InvoiceRow, isPurchase } from "../billing/index.js";
import { type Db, newId } from "../platform/index.js";
import { attemptPayment } from "./attempt.js";
import { findDefaultMethod } from "./method-store.js";
import { findPrepaymentOf, insertPayment, updatePayment } from "./payment-store.js";
import { type Providers, providerOf } from "./providers/choice.js";
import type { PaymentRow, ProviderName } from "./schema.js";
import { giveBack, recordFailure, recordSuccess } from "./settle.js";
import { findTransactionOfPayment, updateTransaction } from "./transaction-store.js";

/** @param onFailure what a card that is declined leads to */
export const collectInvoices =
  (providers: Providers, onFailure: "retry" | "void" = "retry"): Collect =>
  async (tx, invoice, livemode) => {
    const at = invoice.issuedAt!;
    if (invoice.totalNanos <= 0n || (await isPrepaid(tx, invoice))) return { status: "paid", at };
    const provider = await providerOf(providers, tx, { ...invoice, livemode });
    if (provider === "manual") return { status: "open" };
    const fate = isPurchase(invoice) ? await fateOfPurchase(tx, invoice, provider) : onFailure;
    const made = await insertPayment(tx, newPayment(invoice, provider, fate));
    const attempt = await attemptPayment(tx, made, { isScheduled: true, at });
    if (attempt.charged?.status === "succeeded") {
      await recordSuccess(tx, attempt, attempt.charged, at);
      return { status: "paid", at };
    }
    if (attempt.charged?.status === "failed") await recordFailure(tx, attempt, attempt.charged, at);
    return { status: "open" };
  };

/** Declined, it was not bought, and nobody is asked for it later. Where there is no card to decline, it can still be paid at a page. */
const fateOfPurchase = async (tx: Db, { customerId }: InvoiceRow, provider: ProviderName) =>
  provider === "sandbox" || (await findDefaultMethod(tx, customerId, provider)) ? "void" : "keep";

/** For an invoice that is paid at a page. */
export const collectAtCheckout =
  (providers: Providers): Collect =>
  async (tx, invoice, livemode) => {
    const provider = await providerOf(providers, tx, { ...invoice, livemode });
    if (provider !== "manual") await insertPayment(tx, newPayment(invoice, provider, "keep"));
    return { status: "open" };
  };

const DESCRIPTIONS: Readonly<Partial<Record<InvoiceRow["reason"], string>>> = {
  subscription_start: "Subscription",
  renewal: "Renewal",
  overage: "Usage",
  cancellation: "Usage up to the end of the subscription",
  plan_change: "Change of plan",
  seats: "Seats",
  credit_pack: "Credits",
  topup: "Top-up",
};

/** One of an invoice that is open. */
export const newPayment = (
  invoice: InvoiceRow,
  provider: ProviderName,
  onFailure: PaymentRow["onFailure"],
) => ({
  customerId: invoice.customerId,
  id: newId("pay"),
  environmentId: invoice.environmentId,
  invoiceId: invoice.id,
  subscriptionId: invoice.subscriptionId,
  provider,
  status: "pending" as const,
  currency: invoice.currency,
  amountNanos: amountDueNanos(invoice),
  description: invoice.description ?? DESCRIPTIONS[invoice.reason] ?? "Invoice",
  metadata: invoice.metadata,
  onFailure,
  createdAt: invoice.issuedAt!,
  updatedAt: invoice.issuedAt!,
});

/** Of a one-off that the customer's credits cover: it is paid, and nothing was taken for it. */
export const coveredPayment = (invoice: InvoiceRow, provider: ProviderName) => ({
  ...newPayment(invoice, provider, "keep"),
  status: "succeeded" as const,
  paidAt: invoice.paidAt,
});

/**
 * Whether the first invoice of a subscription was paid at its page, before it was made. Where what was paid is not what
 * is owed now, it is given back, and the card is charged. A sandbox's money is whatever is owed.
 */
async function isPrepaid(tx: Db, invoice: InvoiceRow): Promise<boolean> {
  if (invoice.reason !== "subscription_start" || invoice.subscriptionId === null) return false;
  const payment = await findPrepaymentOf(tx, invoice.customerId, invoice.subscriptionId);
  const transaction = payment && (await findTransactionOfPayment(tx, payment, "succeeded"));
  if (!payment || !transaction) return false;
  const isExact = payment.amountNanos === invoice.totalNanos && payment.currency === invoice.currency;
  if (!isExact && payment.provider !== "sandbox") {
    await giveBack(tx, { transaction, payment }, invoice.issuedAt!);
    return false;
  }
  if (!isExact) await updateTransaction(tx, transaction, { amountNanos: invoice.totalNanos });
  await updatePayment(tx, payment, { invoiceId: invoice.id, amountNanos: invoice.totalNanos });
  return true;
}
