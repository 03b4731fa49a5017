/** Who is asking, whose portal it is, and what they have. */
import {
  Branding,
  BrandingLogo,
  CurrentPortalSubscription,
  ListPortalEntries,
  Portal,
  PortalEntryList,
  PortalFeatureList,
} from "@farthing/contract";
import { requireCustomerById } from "../customers/index.js";
import { findOpenSubscription } from "../subscriptions/index.js";
import { findOrganizationOf } from "../tenancy/index.js";
import { type LentOperations, portalEndpoint } from "./lent-operations.js";
import { currentSubscription } from "./own.js";

export const accountEndpoints = (lent: LentOperations) => [
  portalEndpoint({
    operationId: "getPortal",
    method: "get",
    path: "/me",
    summary: "Get the seller and the customer of the portal",
    answer: Portal,
    handle: async (call) => {
      const { db, caller, customer } = call;
      const branding = await lent.ask(Branding, "getBranding", call);
      const { fullName, email } = await requireCustomerById(db, caller.environmentId, customer.id);
      const organization = await findOrganizationOf(db, caller.environmentId);
      return {
        object: "portal",
        livemode: caller.livemode,
        sessionId: customer.sessionId,
        operator: {
          name: branding.legalName ?? organization.name,
          email: branding.email,
          website: branding.website,
          accentColor: branding.accentColor,
          hasLogo: branding.logo !== null,
        },
        customer: { name: fullName, email },
        returnUrl: customer.returnUrl,
        expiresAt: customer.sessionExpiresAt.toISOString(),
        now: caller.now().toISOString(),
      };
    },
  }),
  portalEndpoint({
    operationId: "getPortalLogo",
    method: "get",
    path: "/logo",
    summary: "Get the seller's logo",
    answer: BrandingLogo,
    mediaTypes: ["image/png", "image/jpeg"],
    errors: ["not_found"],
    handle: (call) => lent.bytes("getBrandingLogo", call),
  }),
  portalEndpoint({
    operationId: "getPortalSubscription",
    method: "get",
    path: "/subscription",
    summary: "Get the customer's plan, or null",
    answer: CurrentPortalSubscription,
    handle: async (call) => {
      const subscription = await currentSubscription(lent, call);
      if (!subscription) return null;
      const row = await findOpenSubscription(call.db, call.customer.id);
      const ends = subscription.cancelAtPeriodEnd ? row?.periodEnd : null;
      const next = subscription.status === "paused" ? null : (row?.allowanceEnd ?? null);
      const isOver = ends && next && next >= ends;
      return { ...subscription, resetsAt: isOver ? null : (next?.toISOString() ?? null) };
    },
  }),
  portalEndpoint({
    operationId: "listPortalFeatures",
    method: "get",
    path: "/features",
    summary: "List what the plan allows and what is left of it",
    answer: PortalFeatureList,
    handle: (call) =>
      lent.ask(PortalFeatureList, "listFeatureAccess", call, { query: { customerId: call.customer.id } }),
  }),
  portalEndpoint({
    operationId: "listPortalEntries",
    method: "get",
    path: "/entries",
    summary: "List every change of the balance, newest first",
    query: ListPortalEntries,
    answer: PortalEntryList,
    handle: (call) =>
      lent.ask(PortalEntryList, "listLedger", call, {
        query: { ...call.query, customerId: call.customer.id },
      }),
  }),
];
