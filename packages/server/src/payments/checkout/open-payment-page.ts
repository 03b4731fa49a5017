/** A page for one open invoice, where its customer wants to pay it now. */
import { requireInvoice } from "../../billing/index.js";
import { type Caller, type Db, FarthingError, type Id, transaction } from "../../platform/index.js";
import { lockCurrent } from "../../subscriptions/index.js";
import { findPaymentOfInvoice } from "../payment-store.js";
import { providerOf } from "../providers/choice.js";
import type { CheckoutRow } from "../schema.js";
import { findTransactionOfPayment } from "../transaction-store.js";
import { type LinkDependencies, openInvoicePage } from "./open-checkout.js";
import { openCheckouts } from "./store.js";

type OpenedPage = Pick<CheckoutRow, "token">;

/**
 * @param successUrl where the customer goes on to; a page that is open already and leads there is given again
 * @returns undefined where it is being charged already, so that nobody pays twice, and where no provider takes money
 * @throws FarthingError `invoice_not_found`, `amount_too_small`, `invalid_state` where nothing is owed
 */
export function openPaymentPage(
  db: Db,
  caller: Caller,
  id: Id<"inv">,
  successUrl: string,
  dependencies: LinkDependencies,
): Promise<OpenedPage | undefined> {
  return transaction(db, async (tx) => {
    const { customerId } = await requireInvoice(tx, caller, id);
    await lockCurrent(tx, caller, customerId, dependencies.catchUp);
    const invoice = await requireInvoice(tx, caller, id);
    if (invoice.status !== "open")
      throw new FarthingError("invalid_state", `Invoice ${id} is ${invoice.status}: nothing is owed.`, {
        param: "id",
      });
    if ((await providerOf(dependencies.providers, tx, caller)) === "manual") return undefined;
    const payment = await findPaymentOfInvoice(tx, customerId, id);
    if (payment && (await findTransactionOfPayment(tx, payment, "pending"))) return undefined;
    const now = caller.now();
    const open = await openCheckouts(tx, { invoiceIds: [id] }, now);
    const same = open.find((page) => page.successUrl === successUrl);
    return same ?? openInvoicePage(tx, caller, dependencies, invoice, { successUrl, now, param: "id" });
  });
}
