/**
 * Whether a browser's request comes from a page of this server: the dashboard, or the portal. A cookie is sent whatever
 * page asked, so with it a request counts only where no other site can have made it: browsers say which site did
 * (`Sec-Fetch-Site`), and older ones at least its origin with what changes something. What is neither is no browser of
 * today.
 */
import { FarthingError } from "../../platform/index.js";

/** @throws FarthingError `forbidden` */
export function assertSameOrigin(headers: Headers): void {
  const site = headers.get("sec-fetch-site");
  if (site !== null ? site === "same-origin" : sameHost(headers)) return;
  throw new FarthingError(
    "forbidden",
    "With a session, only pages of this server may ask. Use an API key from elsewhere.",
  );
}

function sameHost(headers: Headers): boolean {
  const origin = headers.get("origin");
  const host = headers.get("host");
  return origin !== null && host !== null && URL.canParse(origin) && new URL(origin).host === host;
}
