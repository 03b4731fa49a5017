/**
 * Sessions of operators, by Better Auth: e-mail and password, a signed cookie that scripts cannot read, attempts counted
 * in the database. Nobody signs up: an operator comes by a link (see accept-link).
 */
import { hkdfSync } from "node:crypto";
import { betterAuth } from "better-auth";
import { drizzleAdapter } from "better-auth/adapters/drizzle";
import { type Db, isOverHttps, type Log } from "../../platform/index.js";
import {
  operatorAccounts,
  operatorRateLimits,
  operatorSessions,
  operators,
  operatorVerifications,
} from "./schema.js";
import { deleteResetLinks } from "./store.js";

export const AUTH_PATH = "/api/operator/auth";
/** Set by the server; what a client sends under this name is overwritten. */
export const PEER_HEADER = "x-farthing-peer";
const MIN_PASSWORD_LENGTH = 10;
const MAX_PASSWORD_LENGTH = 128;
const COOKIE_PREFIX = "farthing";
/** Two weeks after signing in it is time to do so again. */
const SESSION_SECONDS = 14 * 86_400;
/** Guesses from one address in a minute. */
const SIGN_INS_PER_MINUTE = 10;

type Auth = ReturnType<typeof createOne>;

export interface OperatorAuth {
  /** By whether the browser came over HTTPS: only then the cookie is `Secure`. */
  for(headers: Headers): Auth;
}

interface AuthSettings {
  /** The instance's; sessions end when it is replaced. */
  readonly secretKey: string;
  /** Where operators reach this server, where that is set. */
  readonly publicUrl: string | undefined;
}

export function createOperatorAuth(db: Db, { secretKey, publicUrl }: AuthSettings, log: Log): OperatorAuth {
  const secret = Buffer.from(hkdfSync("sha256", secretKey, "farthing", "operator-sessions", 32)).toString(
    "base64",
  );
  const plain = createOne(db, secret, log, false);
  const secure = createOne(db, secret, log, true);
  return { for: (headers) => (isOverHttps(headers, publicUrl) ? secure : plain) };
}

/** Whether a browser sent a session; whether it is one is for {@link OperatorAuth} to say. */
export const sessionCookieOf = (headers: Headers): string | undefined =>
  /(?:^|;\s*)((?:__Secure-)?farthing\.session_token=[^;]+)/.exec(headers.get("cookie") ?? "")?.[1];

function createOne(db: Db, secret: string, log: Log, useSecureCookies: boolean) {
  return betterAuth({
    appName: "Farthing",
    basePath: AUTH_PATH,
    secret,
    database: drizzleAdapter(db, {
      provider: "pg",
      schema: {
        user: operators,
        session: operatorSessions,
        account: operatorAccounts,
        verification: operatorVerifications,
        rateLimit: operatorRateLimits,
      },
    }),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    databaseHooks: {
      account: {
        update: {
          // Before it: if the password then stays what it was, a new link can be made, while one left open would let
          // somebody undo the change.
          before: async ({ password }, context) => {
            const operatorId = context?.context.session?.user.id;
            if (password && operatorId) await deleteResetLinks(db, operatorId);
          },
        },
      },
    },
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: "database",
      window: 60,
      max: 60,
      customRules: { "/sign-in/email": { window: 60, max: SIGN_INS_PER_MINUTE } },
    },
    advanced: {
      cookiePrefix: COOKIE_PREFIX,
      useSecureCookies,
      defaultCookieAttributes: { httpOnly: true, sameSite: "strict", path: "/" },
      ipAddress: { ipAddressHeaders: [PEER_HEADER] },
      // Whether a request comes from the dashboard itself is judged in same-origin.ts, for all of them alike.
      disableOriginCheck: true,
      disableCSRFCheck: true,
    },
    telemetry: { enabled: false },
    logger: { log: (level, message) => (level === "error" ? log.error(message) : log.debug(message)) },
  });
}
