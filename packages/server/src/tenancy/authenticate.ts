/** From the headers of a request to its caller, or 401. */
import { LRUCache } from "lru-cache";
import {
  type Caller,
  type Clock,
  type Db,
  FarthingError,
  type Id,
  type Log,
  monotonicMs,
} from "../platform/index.js";
import { EnvironmentClocks } from "./environment-clocks.js";
import { digestOfKey, looksLikeKey } from "./key.js";
import { sessionCookieOf } from "./operators/auth.js";
import type { OperatorAuthenticator } from "./operators/authenticate-operator.js";
import { findKeyByHash, recordKeyUse } from "./store.js";

/** A revoked key must stop working within a second, on every node. */
const CACHED_MS = 900;
/** `last used` is for people; writing it at every request would be a second write per event. */
const USE_RECORDED_EVERY_MS = 60_000;

interface Known {
  readonly keyId: Id<"key">;
  readonly caller: Caller;
  readonly expiresAt: Date | null;
}

/**
 * @param authenticateOperator for a request with a session and no key; without one, sessions are not known
 * @param clocks told where each environment's clock stands; whoever moves one tells them too
 * @returns the function that HTTP authenticates with; it throws FarthingError `unauthorized`
 */
export function createAuthenticator(
  db: Db,
  clock: Clock,
  log: Log,
  clocks = new EnvironmentClocks(clock),
  authenticateOperator?: OperatorAuthenticator,
): (headers: Headers) => Promise<Caller> {
  // Requests that miss together wait for one look-up: under load they would else be a few hundred every second.
  const known = new LRUCache<string, Known>({
    max: 10_000,
    ttl: CACHED_MS,
    fetchMethod: async (digest, _stale, { options }) => {
      // From the question on, not from the answer: a busy second in between would be another that a revoked key lives.
      const askedMs = monotonicMs();
      const found = await lookUp(db, clocks, digest);
      options.ttl = Math.max(1, CACHED_MS - (monotonicMs() - askedMs));
      return found;
    },
  });
  const useRecordedAt = new LRUCache<string, number>({ max: 10_000 });

  const recordUse = (keyId: Id<"key">): void => {
    const last = useRecordedAt.get(keyId);
    if (last !== undefined && monotonicMs() - last < USE_RECORDED_EVERY_MS) return;
    useRecordedAt.set(keyId, monotonicMs());
    recordKeyUse(db, keyId, clock.real()).catch((error: Error) =>
      log.warn({ error: error.message }, "the use of an API key could not be recorded"),
    );
  };

  return async (headers) => {
    const key = presentedKey(headers);
    if (key === undefined) {
      if (authenticateOperator && sessionCookieOf(headers)) return authenticateOperator(headers);
      throw unauthorized("Send your API key as the x-api-key header, or as Authorization: Bearer.");
    }
    // Hashed before it is looked up: what is compared, here and in the index, is never the key itself.
    const digest = digestOfKey(key);
    const found = known.get(digest) ?? (await known.forceFetch(digest));
    if (found.expiresAt && found.expiresAt <= clock.real()) throw unauthorized("This API key has expired.");
    recordUse(found.keyId);
    return found.caller;
  };
}

function presentedKey(headers: Headers): string | undefined {
  const authorization = headers.get("authorization");
  const bearer = authorization === null ? undefined : /^Bearer\s+(\S+)$/i.exec(authorization)?.[1];
  const key = headers.get("x-api-key") ?? bearer;
  if (!key) return undefined;
  if (!looksLikeKey(key))
    throw unauthorized("This is not an API key. API keys start with ck_test_ or ck_live_.");
  return key;
}

async function lookUp(db: Db, clocks: EnvironmentClocks, digest: string): Promise<Known> {
  const row = await findKeyByHash(db, Buffer.from(digest, "hex"));
  if (!row) throw unauthorized("This API key is unknown.");
  const { key, environment } = row;
  if (key.revokedAt) throw unauthorized("This API key was revoked.");
  clocks.learn(environment);
  const caller: Caller = {
    environmentId: environment.id,
    livemode: environment.kind === "live",
    keyId: key.id,
    scope: key.scope,
    managesAccess: key.scope === "full",
    referencesVersion: environment.referencesVersion,
    now: () => clocks.now(environment.id),
  };
  return { keyId: key.id, caller, expiresAt: key.expiresAt };
}

const unauthorized = (message: string): FarthingError => new FarthingError("unauthorized", message);
