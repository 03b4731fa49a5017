/** From a session's cookie to its caller: one customer of one environment. It knows no key, and no operator. */
import { type Caller, type Clock, type Db, FarthingError } from "../platform/index.js";
import { assertSameOrigin, type EnvironmentClocks, findEnvironment } from "../tenancy/index.js";
import { isOpen } from "./open-portal.js";
import { hashSecret, SHOWN_SESSION, sessionSecretOf } from "./session-secret.js";
import { findBySession } from "./store.js";

/** @throws FarthingError `unauthorized`; `forbidden` where another site asks */
export const createCustomerAuthenticator =
  (db: Db, clock: Clock, clocks: EnvironmentClocks) =>
  async (headers: Headers): Promise<Caller> => {
    const secret = sessionSecretOf(headers);
    if (!secret)
      throw new FarthingError(
        "unauthorized",
        "Open the portal with a link. Ask the company that sells to you for one.",
      );
    assertSameOrigin(headers);
    const row = await findBySession(db, hashSecret(secret));
    if (!row || !isOpen(row, clock.real()))
      throw new FarthingError("unauthorized", "This session has ended. Ask for a new link.", {
        ...(row?.returnUrl ? { details: { returnUrl: row.returnUrl } } : {}),
      });
    // Two tabs have one cookie: a page that still shows the first customer must not act for the second.
    const shown = headers.get(SHOWN_SESSION);
    if (shown !== null && shown !== row.id)
      throw new FarthingError("unauthorized", "Another link was opened in this browser. Nothing was done.");
    const environment = await findEnvironment(db, row.environmentId);
    clocks.learn(environment);
    return {
      environmentId: environment.id,
      livemode: environment.kind === "live",
      keyId: null,
      scope: "read",
      managesAccess: false,
      customer: {
        id: row.customerId,
        sessionId: row.id,
        sessionExpiresAt: row.sessionExpiresAt!,
        returnUrl: row.returnUrl,
      },
      referencesVersion: environment.referencesVersion,
      now: () => clocks.now(environment.id),
    };
  };
