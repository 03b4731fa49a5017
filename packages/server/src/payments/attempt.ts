/**
 * One attempt at a payment, in the transaction that holds the account's lock. The sandbox decides at once. For a
 * provider that stands elsewhere a pending row is written, which is sent after the commit.
 */
import { amountDueNanos, findInvoice } from "../billing/index.js";
import { type Db, newId } from "../platform/index.js";
import { findDefaultMethod } from "./method-store.js";
import { updatePayment } from "./payment-store.js";
import type { Charged } from "./providers/provider.js";
import { chargeSandboxCard, sandboxCard } from "./providers/sandbox.js";
import { unchargeable } from "./providers/unchargeable.js";
import type { PaymentMethodRow, PaymentRow, ProviderName, TransactionRow } from "./schema.js";
import { insertTransaction } from "./transaction-store.js";

export interface Attempt {
  readonly payment: PaymentRow;
  readonly transaction: TransactionRow;
  /** Undefined: it is to be sent, and its result comes later. */
  readonly charged: Charged | undefined;
}

interface AttemptOptions {
  /** Whether it counts for the schedule of retries. */
  readonly isScheduled: boolean;
  /** Business time. */
  readonly at: Date;
}

const NO_METHOD: Charged = {
  status: "failed",
  reference: null,
  code: "payment_method_missing",
  message: "The customer has no card on file.",
};

/** Charges the card on file. In a sandbox a customer without one pays by a card that always works. */
export async function attemptPayment(tx: Db, payment: PaymentRow, options: AttemptOptions): Promise<Attempt> {
  const method = await findDefaultMethod(tx, payment.customerId, payment.provider);
  const amountNanos = await dueOf(tx, payment);
  const charged =
    payment.provider === "sandbox"
      ? chargeSandboxCard(method?.reference ?? "visa")
      : method
        ? undefined
        : // No other card could pay it either, nor a page.
          (unchargeable(payment, amountNanos) ?? NO_METHOD);
  const card = method ?? (payment.provider === "sandbox" ? sandboxCard("visa", options.at) : undefined);
  return writeAttempt(tx, payment, { ...options, provider: payment.provider, charged, card, amountNanos });
}

/** A credit note may have made it less since the payment was made. */
async function dueOf(tx: Db, { environmentId, invoiceId, amountNanos }: PaymentRow): Promise<bigint> {
  const invoice = invoiceId && (await findInvoice(tx, environmentId, invoiceId));
  const dueNanos = invoice ? amountDueNanos(invoice) : amountNanos;
  if (dueNanos <= 0n) throw new Error(`nothing is due for invoice ${invoiceId}`);
  return dueNanos;
}

interface WrittenAttempt extends AttemptOptions {
  /** What is asked, or has taken it: the payment's own, but at a page of another one that was connected since. */
  readonly provider: ProviderName;
  readonly charged: Charged | undefined;
  readonly card: Pick<PaymentMethodRow, "brand" | "last4"> | PaymentMethodRow | undefined;
  readonly amountNanos: bigint;
}

/**
 * An attempt whose result may be known already: settling it says what became of it. One that was made elsewhere may
 * stand beside one that is still to be sent, of which there is never more than one.
 */
export async function writeAttempt(
  tx: Db,
  payment: PaymentRow,
  { isScheduled, at, provider, charged, card, amountNanos }: WrittenAttempt,
): Promise<Attempt> {
  const transaction = await insertTransaction(tx, {
    customerId: payment.customerId,
    id: newId("txn"),
    environmentId: payment.environmentId,
    paymentId: payment.id,
    provider,
    // Until it is settled, in this transaction.
    status: charged ? "failed" : "pending",
    currency: payment.currency,
    amountNanos,
    isScheduled,
    paymentMethodId: card && "id" in card ? card.id : null,
    cardBrand: card?.brand ?? null,
    cardLast4: card?.last4 ?? null,
    createdAt: at,
  });
  const tried = await updatePayment(tx, payment, {
    // What another attempt has paid stays what it was.
    ...(payment.status === "succeeded" ? {} : { amountNanos }),
    attempts: payment.attempts + 1,
    scheduledAttempts: payment.scheduledAttempts + (isScheduled ? 1 : 0),
    ...(isScheduled ? { retryAt: null } : {}),
    ...(payment.onFailure === "retry" && payment.status === "failed" ? { status: "pending" } : {}),
    updatedAt: at,
  });
  return { payment: tried, transaction, charged };
}
