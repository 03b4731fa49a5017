/** What an operator's program asks: a link to the portal. */
import { CreatePortalSession, PortalSession } from "@farthing/contract";
import { type Clock, endpoint } from "../platform/index.js";
import { createPortalSession } from "./create-portal-session.js";
import { linkPath } from "./session-secret.js";

export const portalSessionEndpoints = (clock: Clock) => [
  endpoint({
    operationId: "createPortalSession",
    method: "post",
    path: "/portal/sessions",
    tag: "Portal",
    summary: "Create a link that lets one customer into the portal",
    description:
      "Redirect the customer to `portalUrl` at once: it works once, within 15 minutes, and opens a session of one hour. Only its " +
      "hash is stored. A stored response would contain the link, so this operation takes no `Idempotency-Key`.",
    body: CreatePortalSession,
    answer: PortalSession,
    status: 201,
    errors: ["customer_not_found"],
    idempotency: "none",
    handle: async ({ db, caller, body, origin }) => {
      const { row, secret } = await createPortalSession(db, caller, clock.real(), body);
      return {
        object: "portal_session" as const,
        livemode: caller.livemode,
        id: row.id,
        customerId: row.customerId,
        portalUrl: origin + linkPath(secret),
        returnUrl: row.returnUrl,
        expiresAt: row.linkExpiresAt.toISOString(),
        createdAt: row.createdAt.toISOString(),
      };
    },
  }),
];
