import { CheckoutLink, CreateRecoveryLink, idSchema, UpdatePaymentMethod } from "@farthing/contract";
import { z } from "zod";
import { type Caller, endpoint, type Id } from "../../platform/index.js";
import type { PaymentDependencies } from "../routes.js";
import type { CheckoutRow } from "../schema.js";
import { openMethodUpdate, openRecoveryLink } from "./open-checkout.js";

const ofSubscription = z.object({ id: idSchema("sub") });

export const checkoutLinkEndpoints = (dependencies: PaymentDependencies) => {
  const { urlOf } = dependencies;
  const shapeLink = (row: CheckoutRow, { livemode }: Caller) => ({
    object: "checkout" as const,
    livemode,
    id: row.id,
    subscriptionId: row.subscriptionId,
    invoiceId: row.invoiceId,
    checkoutUrl: urlOf(row.token),
    expiresAt: row.expiresAt.toISOString(),
  });
  return [
    endpoint({
      operationId: "createRecoveryLink",
      method: "post",
      path: "/subscriptions/{id}/recovery-links",
      tag: "Subscriptions",
      summary: "Create a page where a customer pays what is owed",
      description:
        "For the first payment of a subscription, or for its oldest open invoice; if there is none, for an uncollectible invoice or the invoice of a purchase. Valid for seven days.",
      params: ofSubscription,
      body: CreateRecoveryLink,
      answer: CheckoutLink,
      status: 201,
      errors: ["subscription_not_found", "invalid_state", "amount_too_small"],
      handle: async ({ db, caller, params, body }) => {
        const id = params.id as Id<"sub">;
        return shapeLink(await openRecoveryLink(db, caller, id, body.successUrl, dependencies), caller);
      },
    }),
    endpoint({
      operationId: "updateSubscriptionPaymentMethod",
      method: "post",
      path: "/subscriptions/{id}/payment-method/update",
      tag: "Subscriptions",
      summary: "Create a page where a customer saves another card",
      description:
        "Failed payments are retried with the new card at once, except for uncollectible invoices. Valid for seven days.",
      params: ofSubscription,
      body: UpdatePaymentMethod,
      answer: CheckoutLink,
      status: 201,
      errors: ["subscription_not_found", "subscription_not_open", "invalid_state"],
      handle: async ({ db, caller, params, body }) => {
        const id = params.id as Id<"sub">;
        return shapeLink(await openMethodUpdate(db, caller, id, body.successUrl, dependencies), caller);
      },
    }),
  ];
};
