/** Payments that are not for a subscription: at a page, or by the card on file. */
import type { ChargePayment, CreatePayment } from "@farthing/contract";
import type { z } from "zod";
import {
  abandonInvoice,
  assertNotCredited,
  createOneOff,
  findInvoice,
  type InvoiceRow,
  isPurchase,
} from "../billing/index.js";
import { createCustomer, requireCustomer } from "../customers/index.js";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../platform/index.js";
import { lockCurrent } from "../subscriptions/index.js";
import { type LinkDependencies, openInvoicePage, requireProvider } from "./checkout/open-checkout.js";
import { collectAtCheckout, collectInvoices, coveredPayment } from "./collect-invoice.js";
import { requirePayment } from "./find-payment.js";
import { findPaymentOfInvoice, insertPayment, updatePayment } from "./payment-store.js";
import { providerOf } from "./providers/choice.js";
import type { PaymentRow, ProviderName } from "./schema.js";
import { findTransactionOfPayment } from "./transaction-store.js";

/**
 * An invoice, and a page at which it is paid; none where the customer's credits cover it. Without a customer a new one is made for whoever pays.
 * @throws FarthingError `customer_not_found`, `amount_too_small`, `invalid_state` where no provider is set up
 */
export function createPayment(
  db: Db,
  caller: Caller,
  input: z.output<typeof CreatePayment>,
  dependencies: LinkDependencies,
): Promise<PaymentRow> {
  return transaction(db, async (tx) => {
    const customerId = input.customerId
      ? (await requireCustomer(tx, caller, input.customerId)).id
      : (await createCustomer(tx, caller, {})).row.id;
    const customer = await lockCurrent(tx, caller, customerId, dependencies.catchUp);
    const now = caller.now();
    const provider = await requireProvider(tx, caller, dependencies);
    const collect = collectAtCheckout(dependencies.providers);
    const invoice = await createOneOff(tx, customer, { ...input, at: now }, collect);
    if (invoice.status === "open")
      await openInvoicePage(tx, caller, dependencies, invoice, {
        now,
        successUrl: input.successUrl,
        param: "amount",
      });
    return paymentOf(tx, invoice, provider);
  });
}

/** Where the customer's credits covered the invoice, nothing was collected: the payment is written here. */
const paymentOf = async (tx: Db, invoice: InvoiceRow, provider: ProviderName): Promise<PaymentRow> =>
  (await findPaymentOfInvoice(tx, invoice.customerId, invoice.id)) ??
  insertPayment(tx, coveredPayment(invoice, provider));

/**
 * Charges the card on file. Where it is declined, the answer says so and the invoice is void: nothing is tried again.
 * @throws FarthingError `customer_not_found`, `invalid_state` where no provider is set up
 */
export function chargePayment(
  db: Db,
  caller: Caller,
  input: z.output<typeof ChargePayment>,
  { providers, catchUp }: LinkDependencies,
): Promise<PaymentRow> {
  return transaction(db, async (tx) => {
    const { id } = await requireCustomer(tx, caller, input.customerId);
    const provider = await providerOf(providers, tx, caller);
    if (provider === "manual")
      throw new FarthingError(
        "invalid_state",
        "No payment provider is connected in live. Connect one, or create an invoice and mark it as paid.",
      );
    const customer = await lockCurrent(tx, caller, id, catchUp);
    const collect = collectInvoices(providers, "void");
    const invoice = await createOneOff(tx, customer, { ...input, at: caller.now() }, collect);
    return paymentOf(tx, invoice, provider);
  });
}

/**
 * Nothing is taken for it any more, and its invoice is void.
 * @throws FarthingError `payment_not_found`, `invalid_state` where it is paid, or is being charged
 */
export function cancelPayment(
  db: Db,
  caller: Caller,
  id: Id<"pay">,
  { catchUp }: LinkDependencies,
): Promise<PaymentRow> {
  return transaction(db, async (tx) => {
    const { customerId } = await requirePayment(tx, caller, id);
    await lockCurrent(tx, caller, customerId, catchUp);
    const payment = await requirePayment(tx, caller, id);
    if (payment.status === "canceled") return payment;
    const now = caller.now();
    const invoice =
      payment.invoiceId && (await findInvoice(tx, caller.environmentId, payment.invoiceId, true));
    const isUnderWay = await findTransactionOfPayment(tx, payment, "pending");
    // What was bought beside the plan can be left alone; the plan's own invoices are owed as long as it is.
    const isOfPlan = payment.subscriptionId !== null && !(invoice && isPurchase(invoice));
    if (payment.status === "succeeded" || isUnderWay || isOfPlan) {
      const state = isUnderWay ? "being charged" : payment.status;
      const of = isOfPlan ? " and belongs to a subscription: cancel the subscription instead" : "";
      throw new FarthingError("invalid_state", `Payment ${id} is ${state}${of}.`, { param: "id" });
    }
    if (invoice?.status === "open") assertNotCredited(invoice);
    if (invoice) await abandonInvoice(tx, invoice, "void", now);
    return updatePayment(tx, payment, { status: "canceled", retryAt: null, updatedAt: now });
  });
}
