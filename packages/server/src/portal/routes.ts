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
      "Send the customer to `portalUrl` at once: it works for 15 minutes, once, and opens a session of an hour. Only its " +
      "hash is stored. With an `Idempotency-Key`, the stored answer would hold it, so this operation takes none.",
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
