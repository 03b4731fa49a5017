/** The pages at which subscriptions are started, as the room of subscriptions asks for them. */
import type { Checkouts } from "../../subscriptions/index.js";
import { type Providers, providerOf } from "../providers/choice.js";
import { openCheckout } from "./open-checkout.js";
import { openCheckouts } from "./store.js";

export const subscriptionCheckouts = (providers: Providers, urlOf: (token: string) => string): Checkouts => {
  return {
    providerOf: (db, environment) => providerOf(providers, db, environment),
    open: async (tx, { customerId, environmentId, id }, { caller, trialDays, successUrl }) => {
      if ((await providerOf(providers, tx, caller)) === "manual") return;
      const of = { customerId, environmentId, subscriptionId: id, trialDays, successUrl: successUrl ?? null };
      await openCheckout(tx, { ...of, kind: "subscription" }, caller.now());
    },
    urlsOf: async (db, ids, now) => {
      const urls = new Map<(typeof ids)[number], string>();
      for (const { subscriptionId, token } of await openCheckouts(db, { subscriptionIds: ids }, now))
        if (subscriptionId && !urls.has(subscriptionId)) urls.set(subscriptionId, urlOf(token));
      return urls;
    },
  };
};
