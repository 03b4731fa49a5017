/** What of Better Auth is open: signing in and out, and another password. Errors are answered as everywhere else. */
import { z } from "zod";
import {
  type App,
  connectedFrom,
  FarthingError,
  type PeerOf,
  parseJson,
  readBytes,
  validate,
} from "../../platform/index.js";
import { AUTH_PATH, type OperatorAuth, PEER_HEADER } from "./auth.js";
import { assertSameOrigin } from "./same-origin.js";

const OPEN = ["/sign-in/email", "/sign-out", "/change-password"] as const;
const FIELDS = z.record(z.string(), z.unknown());
/** What is sent with a request, whatever it says itself. */
const ALWAYS: { readonly [path in (typeof OPEN)[number]]?: object } = {
  // Whoever changes a password may do so because somebody else knows it.
  "/change-password": { revokeOtherSessions: true },
};

export function addOperatorAuth(app: App, auth: OperatorAuth, peerOf: PeerOf): void {
  for (const path of OPEN) {
    app.post(AUTH_PATH + path, async (c) => {
      const request = c.req.raw;
      assertSameOrigin(request.headers);
      const headers = new Headers(request.headers);
      headers.set(PEER_HEADER, peerOf(request.headers, connectedFrom(c.env)));
      headers.set("content-type", "application/json");
      headers.delete("content-length");
      const fields = validate(FIELDS, parseJson(request, await readBytes(request)).value ?? {});
      const body = JSON.stringify({ ...fields, ...ALWAYS[path] });
      const answer = await auth
        .for(headers)
        .handler(new Request(request.url, { method: "POST", headers, body }));
      if (answer.ok) return signedInOrOut(answer);
      throw await errorOf(answer);
    });
  }
}

/** The cookie alone: the token that Better Auth also puts into the body is not for scripts to read. */
function signedInOrOut(answer: Response): Response {
  const headers = new Headers({ "content-type": "application/json", "cache-control": "no-store" });
  for (const cookie of answer.headers.getSetCookie()) headers.append("set-cookie", cookie);
  return new Response('{"ok":true}', { headers });
}

async function errorOf(answer: Response): Promise<FarthingError> {
  if (answer.status === 429) {
    const retryAfterSeconds = Number(answer.headers.get("x-retry-after")) || 60;
    return new FarthingError("rate_limited", `Too many attempts. Wait for ${retryAfterSeconds} seconds.`, {
      retryAfterSeconds,
    });
  }
  const { code, message } = (await answer.json().catch(() => ({}))) as { code?: string; message?: string };
  if (code === "INVALID_PASSWORD")
    return new FarthingError("validation_error", "This is not your password.", { param: "currentPassword" });
  if (answer.status === 401)
    return new FarthingError("unauthorized", "The e-mail address or the password is wrong.");
  if (answer.status < 500)
    return new FarthingError("validation_error", message ?? "The request is not valid.");
  return new FarthingError("internal_error", "Signing in is not possible at the moment.", { cause: message });
}
