/** From a session's cookie to the caller it makes in one environment of the operator's organization. */
import { hash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { type Caller, type Db, FarthingError } from "../../platform/index.js";
import type { EnvironmentClocks } from "../environment-clocks.js";
import { type OperatorAuth, sessionCookieOf } from "./auth.js";
import { managesAccess, scopeOf } from "./role.js";
import { assertSameOrigin } from "./same-origin.js";
import { findMembershipEnvironment } from "./store.js";

/**
 * Which environment is asked: `sandbox` or `live`. No other site can send it without the server's consent (it is no
 * header that a form has), so it also keeps requests out that a page elsewhere has made.
 */
export const ENVIRONMENT_HEADER = "farthing-environment";

/** As with keys: who signed out, or is no member any more, is refused within a second on every node. */
const CACHED_MS = 900;

export type OperatorAuthenticator = (headers: Headers) => Promise<Caller>;

export function createOperatorAuthenticator(
  db: Db,
  auth: OperatorAuth,
  clocks: EnvironmentClocks,
): OperatorAuthenticator {
  const known = new LRUCache<string, Promise<Caller>>({ max: 1_000, ttl: CACHED_MS });
  return (headers) => {
    assertSameOrigin(headers);
    const kind = environmentKind(headers);
    const key = hash("sha256", `${kind} ${sessionCookieOf(headers)}`, "hex");
    const cached = known.get(key);
    if (cached) return cached;
    const found = lookUp(db, auth, clocks, headers, kind);
    known.set(key, found);
    found.catch(() => known.delete(key));
    return found;
  };
}

function environmentKind(headers: Headers): "sandbox" | "live" {
  const kind = headers.get(ENVIRONMENT_HEADER);
  if (kind === "sandbox" || kind === "live") return kind;
  throw new FarthingError("forbidden", `With a session, send ${ENVIRONMENT_HEADER}: sandbox, or live.`, {
    param: ENVIRONMENT_HEADER,
  });
}

async function lookUp(
  db: Db,
  auth: OperatorAuth,
  clocks: EnvironmentClocks,
  headers: Headers,
  kind: "sandbox" | "live",
): Promise<Caller> {
  const session = await auth.for(headers).api.getSession({ headers });
  if (!session) throw new FarthingError("unauthorized", "This session has ended. Sign in again.");
  const found = await findMembershipEnvironment(db, session.user.id, kind);
  if (!found) throw new FarthingError("forbidden", "You are not a member of any organization here.");
  const { environment, membership } = found;
  clocks.learn(environment);
  return {
    environmentId: environment.id,
    livemode: environment.kind === "live",
    keyId: null,
    scope: scopeOf(membership.role),
    managesAccess: managesAccess(membership.role),
    operator: {
      id: session.user.id,
      name: session.user.name,
      email: session.user.email,
      role: membership.role,
      organizationId: membership.organizationId,
    },
    referencesVersion: environment.referencesVersion,
    now: () => clocks.now(environment.id),
  };
}
