/** Cards: those that are kept, which one is charged, and the way to the page where another is saved. */
import {
  CheckoutLink,
  DeletedPaymentMethod,
  idSchema,
  PaymentMethod,
  PortalPage,
  PortalPaymentMethod,
  PortalPaymentMethodList,
} from "@farthing/contract";
import { z } from "zod";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import { requireSubscription } from "./own.js";
import { inWords } from "./refusals.js";

const params = z.object({ id: idSchema("pm") });
const NOTHING = z.strictObject({});

export const paymentMethodEndpoints = (lent: LentOperations) => [
  portalEndpoint({
    operationId: "listPortalPaymentMethods",
    method: "get",
    path: "/payment-methods",
    summary: "List cards, newest first",
    answer: PortalPaymentMethodList,
    handle: (call) =>
      lent.ask(PortalPaymentMethodList, "listPaymentMethods", call, {
        params: { id: call.customer.id },
        query: { limit: 100 },
      }),
  }),
  portalEndpoint({
    operationId: "saveCardInPortal",
    method: "post",
    path: "/payment-methods/page",
    summary: "Open a page where another card can be saved",
    body: NOTHING,
    answer: PortalPage,
    status: 201,
    errors: ["no_active_subscription", "invalid_state"],
    handle: async (call) => {
      const { id } = await requireSubscription(lent, call);
      const { checkoutUrl } = await lent
        .ask(CheckoutLink, "updateSubscriptionPaymentMethod", call, {
          params: { id },
          body: { successUrl: `${call.origin}/portal/payment-methods?saved=true` },
        })
        .catch(
          inWords("No card can be saved here at the moment. Please ask the company that offers the plan."),
        );
      return { object: "portal_page", url: checkoutUrl };
    },
  }),
  portalEndpoint({
    operationId: "setDefaultCardInPortal",
    method: "put",
    path: "/payment-methods/{id}/default",
    summary: "Set the card that is charged",
    params,
    body: NOTHING,
    answer: PortalPaymentMethod,
    errors: ["payment_method_not_found"],
    handle: (call) =>
      lent.ask(PaymentMethod, "setDefaultPaymentMethod", call, {
        params: { id: call.customer.id, paymentMethodId: call.params.id },
      }),
  }),
  portalEndpoint({
    operationId: "removeCardInPortal",
    method: "delete",
    path: "/payment-methods/{id}",
    summary: "Remove a card",
    params,
    answer: DeletedPaymentMethod,
    errors: ["payment_method_not_found"],
    handle: (call) =>
      lent.ask(DeletedPaymentMethod, "removePaymentMethod", call, {
        params: { id: call.customer.id, paymentMethodId: call.params.id },
      }),
  }),
];
