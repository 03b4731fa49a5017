/**
 * What a checkout leads to, in one transaction under the lock of the customer's account: the card is kept, and what the
 * page is for is paid or begins. Whoever comes second, in another tab or by a second click, finds it done.
 */

import { findInvoice, pageOfInvoices } from "../../billing/index.js";
import { type Db, type Id, newId } from "../../platform/index.js";
import {
  activatePending,
  type CatchUp,
  canBegin,
  findSubscription,
  type LockedCustomer,
  type SubscriptionRow,
} from "../../subscriptions/index.js";
import { type Attempt, writeAttempt } from "../attempt.js";
import { newPayment } from "../collect-invoice.js";
import { findPayment, findPaymentOfInvoice, insertPayment } from "../payment-store.js";
import type { NewCard } from "../providers/provider.js";
import { attemptAgain } from "../retry-transaction.js";
import { saveCard } from "../save-card.js";
import type { CheckoutRow, PaymentRow, ProviderName } from "../schema.js";
import { giveBack, recordSuccess, settle } from "../settle.js";
import { findTransactionByReference, findTransactionOfPayment } from "../transaction-store.js";
import { updateCheckout } from "./store.js";

/** What was done at the page. */
export interface Done {
  readonly provider: ProviderName;
  readonly card: NewCard | null;
  /** What the provider calls the charge, and how much it took; null where only a card was saved. */
  readonly charge: { readonly reference: string | null; readonly amountNanos: bigint } | null;
}

interface Completing {
  readonly customer: LockedCustomer;
  /** As it is under the account's lock. */
  readonly checkout: CheckoutRow;
  /** Business time. */
  readonly at: Date;
  readonly catchUp: CatchUp;
}

export async function completeCheckout(tx: Db, completing: Completing, done: Done): Promise<void> {
  const { checkout, at } = completing;
  if (checkout.status === "completed") return takeBesides(tx, completing, done);
  if (done.card) await saveCard(tx, checkout, done.card, at);
  const transactionId = await take(tx, completing, done);
  await updateCheckout(tx, checkout, {
    status: "completed",
    authenticating: null,
    completedAt: at,
    transactionId,
  });
}

/** Somebody paid at another of its pages before: what was taken here is noted and given back. Said again, it is known. */
async function takeBesides(tx: Db, completing: Completing, { charge, ...done }: Done): Promise<void> {
  const { checkout, at } = completing;
  const { environmentId } = checkout;
  if (!charge?.reference || (await findTransactionByReference(tx, environmentId, charge.reference))) return;
  if (checkout.kind === "invoice") {
    await payInvoice(tx, completing, { ...done, charge });
    return;
  }
  const row = await findSubscription(tx, environmentId, checkout.subscriptionId!);
  if (row) await giveBackUnused(tx, (await prepay(tx, row, { ...done, charge }, at)).payment, at);
}

/** @returns the attempt at which money was taken; null where none was */
async function take(tx: Db, completing: Completing, done: Done): Promise<Id<"txn"> | null> {
  switch (completing.checkout.kind) {
    case "subscription":
      return startSubscription(tx, completing, done);
    case "invoice":
      return payInvoice(tx, completing, done);
    case "payment_method":
      await payArrears(tx, completing, done.provider);
      return null;
  }
}

async function startSubscription(tx: Db, completing: Completing, done: Done): Promise<Id<"txn"> | null> {
  const { checkout, customer, at, catchUp } = completing;
  const row = await findSubscription(tx, checkout.environmentId, checkout.subscriptionId!);
  // In the meantime it was started or ended by other means, or what its customer has left came to stand in its way.
  const begins = row?.status === "pending_payment" && (await canBegin(tx, customer.account, row));
  const paid = done.charge && row && (await prepay(tx, row, { ...done, charge: done.charge }, at));
  if (begins) await activatePending(tx, customer, row, { now: at, trialDays: row.trialDays, catchUp });
  if (!paid) return null;
  await giveBackUnused(tx, paid.payment, at);
  return paid.transaction.id;
}

/** Collected as soon as the subscription's first invoice is made, in this transaction. */
async function prepay(
  tx: Db,
  row: SubscriptionRow,
  { provider, card, charge }: Done & { readonly charge: NonNullable<Done["charge"]> },
  at: Date,
): Promise<Pick<Attempt, "payment" | "transaction">> {
  const made = await insertPayment(tx, {
    customerId: row.customerId,
    id: newId("pay"),
    environmentId: row.environmentId,
    subscriptionId: row.id,
    provider,
    status: "pending",
    currency: row.currency,
    amountNanos: charge.amountNanos,
    description: "Subscription",
    onFailure: "retry",
    createdAt: at,
    updatedAt: at,
  });
  const charged = { status: "succeeded", reference: charge.reference } as const;
  const { amountNanos } = charge;
  const attempt = await writeAttempt(tx, made, {
    provider,
    isScheduled: false,
    at,
    charged,
    card: card ?? undefined,
    amountNanos,
  });
  return { ...attempt, payment: await recordSuccess(tx, attempt, charged, at) };
}

/**
 * What no invoice has taken: the subscription did not begin with it, credits that came to the customer cover its first
 * invoice, or it has none.
 */
async function giveBackUnused(tx: Db, { environmentId, id }: PaymentRow, at: Date): Promise<void> {
  const payment = await findPayment(tx, environmentId, id);
  if (!payment || payment.invoiceId !== null || payment.refundedNanos > 0n) return;
  const transaction = await findTransactionOfPayment(tx, payment, "succeeded");
  if (transaction) await giveBack(tx, { transaction, payment }, at);
}

async function payInvoice(
  tx: Db,
  { checkout, customer, at }: Completing,
  done: Done,
): Promise<Id<"txn"> | null> {
  const invoice = await findInvoice(tx, checkout.environmentId, checkout.invoiceId!, true);
  if (!invoice || !done.charge) return null;
  const known = await findPaymentOfInvoice(tx, invoice.customerId, invoice.id);
  const { reference, amountNanos } = done.charge;
  // What is due by now may be nothing; what was taken is not.
  const payment =
    known ?? (await insertPayment(tx, { ...newPayment(invoice, done.provider, "retry"), amountNanos }));
  const charged = { status: "succeeded", reference } as const;
  const attempt = await writeAttempt(tx, payment, {
    provider: done.provider,
    isScheduled: false,
    at,
    charged,
    card: done.card ?? undefined,
    amountNanos,
  });
  await settle(tx, customer, attempt.transaction, charged, at);
  return attempt.transaction.id;
}

/** After another card was put on file, what had failed and is still asked for is tried again at once. */
async function payArrears(
  tx: Db,
  { checkout, customer, at }: Completing,
  provider: ProviderName,
): Promise<void> {
  const { customerId, environmentId } = checkout;
  const asked = { customerId, statuses: ["open"] } as const;
  const open = await pageOfInvoices(tx, environmentId, asked, MAX_ARREARS, undefined);
  for (const { id } of open.slice(0, MAX_ARREARS).reverse()) {
    const payment = await findPaymentOfInvoice(tx, customerId, id);
    if (payment?.status === "failed" && payment.onFailure === "retry" && payment.provider === provider)
      await attemptAgain(tx, customer, payment, at);
  }
}

const MAX_ARREARS = 100;
