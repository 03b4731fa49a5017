/** A link becomes a session, and a session ends: the two that come with no session yet, or leave without one. */
import { OpenPortal } from "@farthing/contract";
import {
  type App,
  type Clock,
  type Db,
  isOverHttps,
  PORTAL_PREFIX,
  parseJson,
  readBytes,
  validate,
} from "../platform/index.js";
import { assertSameOrigin } from "../tenancy/index.js";
import { openPortal, SESSION_LASTS_MS } from "./open-portal.js";
import { hashSecret, sessionCookie, sessionSecretOf } from "./session-secret.js";
import { endSession } from "./store.js";

interface SessionRoutes {
  readonly db: Db;
  readonly clock: Clock;
  /** Where customers reach this server; default: where each request says that it came to. */
  readonly publicUrl: string | undefined;
}

export function addPortalSessions(app: App, { db, clock, publicUrl }: SessionRoutes): void {
  app.post(`${PORTAL_PREFIX}/session`, async (c) => {
    const request = c.req.raw;
    assertSameOrigin(request.headers);
    const { token } = validate(OpenPortal, parseJson(request, await readBytes(request)).value ?? {});
    const { secret } = await openPortal(db, clock.real(), token, sessionSecretOf(request.headers));
    return answer(
      "opened_portal",
      secret === undefined
        ? undefined
        : sessionCookie(secret, SESSION_LASTS_MS, isOverHttps(request.headers, publicUrl)),
    );
  });
  app.delete(`${PORTAL_PREFIX}/session`, async (c) => {
    const request = c.req.raw;
    assertSameOrigin(request.headers);
    const secret = sessionSecretOf(request.headers);
    if (secret) await endSession(db, hashSecret(secret), clock.real());
    return answer("closed_portal", sessionCookie("", 0, isOverHttps(request.headers, publicUrl)));
  });
}

function answer(object: string, cookie: string | undefined): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  if (cookie) headers.append("set-cookie", cookie);
  return new Response(JSON.stringify({ object }), { headers });
}
