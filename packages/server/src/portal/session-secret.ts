/**
 * The two secrets of the portal. A link's is in its fragment, which browsers send to no server and put in no `Referer`;
 * a session's is in a cookie that no script can read and no other site can have sent. Of both the SHA-256 is stored.
 */
import { hash, randomBytes } from "node:crypto";

const SECRET_BYTES = 24;
const COOKIE = "farthing.portal_session";
const SECURE_COOKIE = `__Secure-${COOKIE}`;

export const newSecret = (): string => randomBytes(SECRET_BYTES).toString("base64url");
export const hashSecret = (secret: string): Buffer => hash("sha256", secret, "buffer");

/** Where the portal takes the link's secret up. */
export const linkPath = (secret: string): string => `/portal/open#${secret}`;

export const sessionSecretOf = (headers: Headers): string | undefined =>
  /(?:^|;\s*)(?:__Secure-)?farthing\.portal_session=([\w-]{32})(?:;|$)/.exec(
    headers.get("cookie") ?? "",
  )?.[1];

/** By which a page says of which session it is; not a secret, and no way in. */
export const SHOWN_SESSION = "farthing-portal-session";

/** Sent to the portal's own operations and to nothing else of this server. */
export function sessionCookie(secret: string, lastsMs: number, isSecure: boolean): string {
  const name = isSecure ? SECURE_COOKIE : COOKIE;
  const age = Math.floor(lastsMs / 1_000);
  return `${name}=${secret}; Path=/api/portal; Max-Age=${age}; HttpOnly; SameSite=Strict${isSecure ? "; Secure" : ""}`;
}
