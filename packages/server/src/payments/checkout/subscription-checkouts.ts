/** The pages at which subscriptions are started, as the room of subscriptions asks for them. */
import { amountDueNanos, findInvoice } from "../../billing/index.js";
import type { Checkouts } from "../../subscriptions/index.js";
import { findPaymentOfInvoice } from "../payment-store.js";
import { type Providers, providerOf } from "../providers/choice.js";
import { unchargeable } from "../providers/unchargeable.js";
import { findTransactionOfPayment } from "../transaction-store.js";
import { openCheckout } from "./open-checkout.js";
import { openCheckouts } from "./store.js";

export const subscriptionCheckouts = (providers: Providers, urlOf: (token: string) => string): Checkouts => {
  return {
    providerOf: (db, environment) => providerOf(providers, db, environment),
    open: async (tx, { customerId, environmentId, id }, { caller, successUrl }) => {
      if ((await providerOf(providers, tx, caller)) === "manual") return;
      const of = { customerId, environmentId, subscriptionId: id, successUrl: successUrl ?? null };
      await openCheckout(tx, { ...of, kind: "subscription" }, caller.now());
    },
    openForInvoice: async (tx, { customerId, environmentId, id, subscriptionId }, { caller, successUrl }) => {
      const provider = await providerOf(providers, tx, caller);
      if (provider === "manual") return undefined;
      const invoice = await findInvoice(tx, environmentId, id);
      if (invoice && unchargeable({ provider, currency: invoice.currency }, amountDueNanos(invoice)))
        return undefined;
      const payment = await findPaymentOfInvoice(tx, customerId, id);
      if (payment && (await findTransactionOfPayment(tx, payment, "pending"))) return undefined;
      const of = { customerId, environmentId, invoiceId: id, subscriptionId, successUrl: successUrl ?? null };
      return urlOf((await openCheckout(tx, { ...of, kind: "invoice" }, caller.now())).token);
    },
    urlsOf: async (db, ids, now) => {
      const urls = new Map<(typeof ids)[number], string>();
      for (const { subscriptionId, token } of await openCheckouts(db, { subscriptionIds: ids }, now))
        if (subscriptionId && !urls.has(subscriptionId)) urls.set(subscriptionId, urlOf(token));
      return urls;
    },
  };
};
