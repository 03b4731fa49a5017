/** The settings of a server, read from the environment once, checked, and explained when wrong. */
import path from "node:path";
import { DEFAULT_USAGE_TIMES, type UsageTimes } from "./metering/index.js";
import {
  type AdmissionLimits,
  isNetwork,
  LOG_LEVELS,
  type LogLevel,
  type MailSettings,
  SECRET_KEY_PATTERN,
} from "./platform/index.js";
import { SANDBOX_KEY_PATTERN } from "./tenancy/index.js";

/** How much a server takes on at once; see docs/self-hosting.md. */
export interface Limits extends AdmissionLimits {
  readonly maxConnections: number;
  /** Usage events that wait to be written. */
  readonly maxQueue: number;
  /** Of each key, usage not counted; 0: none is refused. */
  readonly requestsPerSecond: number;
}

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDir: string;
  /** Undefined: the embedded Postgres in `dataDir`. */
  readonly databaseUrl: string | undefined;
  readonly sandboxKey: string | undefined;
  /** The first seals secrets, all open them. Undefined: one is made, and kept in `dataDir`. */
  readonly secretKeys: readonly string[] | undefined;
  readonly logLevel: LogLevel;
  /** Where `catalog sync` reads the AI Gateway's public model list. */
  readonly catalogSyncUrl: string;
  /** Undefined: `/metrics` answers direct requests from this machine alone. */
  readonly metricsToken: string | undefined;
  /** Where callers reach this server, without a path; undefined: where each request says that it came to. */
  readonly publicUrl: string | undefined;
  /** Addresses and networks of proxies that say whom they ask for, in `X-Forwarded-For`. */
  readonly trustedProxies: readonly string[];
  /** Undefined: invoices cannot be sent. */
  readonly mail: MailSettings | undefined;
  readonly limits: Limits;
  /** How far the time of usage may be from now. */
  readonly usageTimes: UsageTimes;
  /** Where Stripe's API is; undefined: its own address. */
  readonly stripeApiUrl: string | undefined;
  /** Whether webhooks may go to private addresses: this machine, its network. */
  readonly allowPrivateWebhooks: boolean;
  /** Whether this node takes jobs: what is due of subscriptions, webhooks, the catalog's sync. Another one must, if not. */
  readonly runsJobs: boolean;
}

export class SettingsError extends Error {
  override readonly name = "SettingsError";
}

const DEFAULT_PORT = 4800;
const MIB = 1_048_576;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;
/**
 * Requests: as many as two transactions of the writer have items, one being written and one gathering; more would wait
 * longer, and be done no sooner. Under floods of events, of long bodies and of lists a server of `npm start`
 * stayed below 550 MB with these; at rest it has 160.
 */
export const DEFAULT_LIMITS: Limits = {
  maxConnections: 5_000,
  maxRequests: 2_000,
  maxBytes: 16 * MIB,
  maxUntakenMs: 10_000,
  maxQueue: 20_000,
  // On two cores 24,000 requests a second are checked and answered (bench: empty): one key leaves others their share.
  requestsPerSecond: 1_000,
};
export const DEFAULT_PUBLIC_URL = `http://127.0.0.1:${DEFAULT_PORT}`;
export const DEFAULT_SYNC_URL = "https://ai-gateway.vercel.sh/v1/models";

/** @throws SettingsError naming the variable, what it holds and what it may hold */
export function readSettings(env: Readonly<Record<string, string | undefined>>): Settings {
  return {
    port: readPort(env.PORT),
    host: readHost(env.HOST),
    dataDir: path.resolve(env.FARTHING_DATA_DIR || ".farthing"),
    databaseUrl: readDatabaseUrl(env.DATABASE_URL),
    sandboxKey: readSandboxKey(env.FARTHING_SANDBOX_KEY),
    secretKeys: readSecretKeys(env.FARTHING_SECRET_KEY),
    logLevel: readLogLevel(env.LOG_LEVEL),
    catalogSyncUrl: readUrl("FARTHING_CATALOG_URL", env.FARTHING_CATALOG_URL, DEFAULT_SYNC_URL),
    mail: readMail(env.FARTHING_SMTP_URL, env.FARTHING_MAIL_FROM),
    publicUrl: readOrigin("FARTHING_PUBLIC_URL", env.FARTHING_PUBLIC_URL, "https://billing.example.com"),
    trustedProxies: readNetworks("FARTHING_TRUSTED_PROXIES", env.FARTHING_TRUSTED_PROXIES),
    metricsToken: readMetricsToken(env.FARTHING_METRICS_TOKEN),
    limits: {
      maxConnections: readCount("FARTHING_MAX_CONNECTIONS", env.FARTHING_MAX_CONNECTIONS, {
        usual: DEFAULT_LIMITS.maxConnections,
        min: 10,
      }),
      maxRequests: readCount("FARTHING_MAX_REQUESTS", env.FARTHING_MAX_REQUESTS, {
        usual: DEFAULT_LIMITS.maxRequests,
        min: 1,
      }),
      // One body of the largest size must always fit.
      maxBytes:
        MIB *
        readCount("FARTHING_MAX_HELD_MIB", env.FARTHING_MAX_HELD_MIB, {
          usual: DEFAULT_LIMITS.maxBytes / MIB,
          min: 2,
        }),
      maxUntakenMs: DEFAULT_LIMITS.maxUntakenMs,
      // One batch of the largest size must always fit.
      maxQueue: readCount("FARTHING_MAX_QUEUE", env.FARTHING_MAX_QUEUE, {
        usual: DEFAULT_LIMITS.maxQueue,
        min: 100,
      }),
      requestsPerSecond: readCount("FARTHING_RATE_LIMIT", env.FARTHING_RATE_LIMIT, {
        usual: DEFAULT_LIMITS.requestsPerSecond,
        min: 0,
      }),
    },
    usageTimes: {
      maxAheadMs:
        MINUTE_MS *
        readCount("FARTHING_USAGE_AHEAD_MINUTES", env.FARTHING_USAGE_AHEAD_MINUTES, {
          usual: DEFAULT_USAGE_TIMES.maxAheadMs / MINUTE_MS,
          min: 0,
          max: 60,
        }),
      maxBackMs:
        DAY_MS *
        readCount("FARTHING_USAGE_BACK_DAYS", env.FARTHING_USAGE_BACK_DAYS, {
          usual: DEFAULT_USAGE_TIMES.maxBackMs / DAY_MS,
          min: 1,
          max: 366,
        }),
    },
    stripeApiUrl: readOrigin(
      "FARTHING_STRIPE_API_URL",
      env.FARTHING_STRIPE_API_URL,
      "http://127.0.0.1:12111",
    ),
    allowPrivateWebhooks: readSwitch(
      "FARTHING_WEBHOOK_ALLOW_PRIVATE",
      env.FARTHING_WEBHOOK_ALLOW_PRIVATE,
      false,
    ),
    runsJobs: readSwitch("FARTHING_JOBS", env.FARTHING_JOBS, true),
  };
}

function readPort(value: string | undefined): number {
  if (!value) return DEFAULT_PORT;
  const port = Number(value);
  if (/^\d{1,5}$/.test(value) && port <= 65_535) return port;
  throw new SettingsError(
    `PORT is ${JSON.stringify(value)}; it must be a number from 0 to 65535 (0 takes any free port).`,
  );
}

function readHost(value: string | undefined): string {
  if (!value) return "127.0.0.1";
  if (/^[\w.:-]{1,253}$/.test(value)) return value;
  throw new SettingsError(
    `HOST is ${JSON.stringify(value)}; it must be a name or address, such as 127.0.0.1 or 0.0.0.0.`,
  );
}

function readDatabaseUrl(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (/^postgres(ql)?:\/\//.test(value) && URL.canParse(value)) return value;
  // The value may hold a password and is not repeated.
  throw new SettingsError("DATABASE_URL must be of the form postgres://user:password@host:5432/database.");
}

function readSandboxKey(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (SANDBOX_KEY_PATTERN.test(value)) return value;
  throw new SettingsError("FARTHING_SANDBOX_KEY must be ck_test_ followed by 32 to 128 letters or digits.");
}

function readSecretKeys(value: string | undefined): readonly string[] | undefined {
  if (!value) return undefined;
  const keys = value.split(",").map((key) => key.trim());
  if (keys.every((key) => SECRET_KEY_PATTERN.test(key))) return keys;
  // The value may be a good key with a slip in it, and is not repeated.
  throw new SettingsError(
    "FARTHING_SECRET_KEY must be 32 to 256 letters, digits or any of -._~+/=, or several such keys separated by commas.",
  );
}

/** What a bearer token may be made of; long enough not to be guessed. */
const METRICS_TOKEN = /^[\w.~+/-]{16,256}=*$/;

function readMetricsToken(value: string | undefined): string | undefined {
  if (!value) return undefined;
  if (METRICS_TOKEN.test(value)) return value;
  // The value may be a good token with a slip in it, and is not repeated.
  throw new SettingsError("FARTHING_METRICS_TOKEN must be 16 to 256 letters, digits or any of -._~+/");
}

function readLogLevel(value: string | undefined): LogLevel {
  const level = LOG_LEVELS.find((known) => known === (value || "warn"));
  if (level) return level;
  throw new SettingsError(
    `LOG_LEVEL is ${JSON.stringify(value)}; it must be one of ${LOG_LEVELS.join(", ")}.`,
  );
}

function readSwitch(name: string, value: string | undefined, usual: boolean): boolean {
  if (!value) return usual;
  if (value === "on") return true;
  if (value === "off") return false;
  throw new SettingsError(`${name} is ${JSON.stringify(value)}; it must be on or off.`);
}

function readUrl(name: string, value: string | undefined, fallback: string): string {
  const url = value || fallback;
  if (/^https?:\/\//.test(url) && URL.canParse(url)) return url;
  throw new SettingsError(`${name} is ${JSON.stringify(value)}; it must be an http or https URL.`);
}

/** @param example of what it may be */
function readOrigin(name: string, value: string | undefined, example: string): string | undefined {
  if (!value) return undefined;
  const url = /^https?:\/\//.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (url && url.pathname === "/" && !url.search && !url.hash && !url.username) return url.origin;
  throw new SettingsError(
    `${name} is ${JSON.stringify(value)}; it must be an http or https address without a path, such as ${example}.`,
  );
}

function readNetworks(name: string, value: string | undefined): readonly string[] {
  if (!value) return [];
  const networks = value.split(",").map((network) => network.trim());
  if (networks.every(isNetwork)) return networks;
  throw new SettingsError(
    `${name} is ${JSON.stringify(value)}; it must be addresses or networks separated by commas, such as 10.0.0.7,fd00::/8.`,
  );
}

function readMail(smtpUrl: string | undefined, from: string | undefined): MailSettings | undefined {
  if (!smtpUrl && !from) return undefined;
  if (!smtpUrl || !/^smtps?:\/\//.test(smtpUrl) || !URL.canParse(smtpUrl)) {
    // The value may hold a password and is not repeated.
    throw new SettingsError(
      "FARTHING_SMTP_URL must be of the form smtp://user:password@host:587 or smtps://….",
    );
  }
  if (from && /^[^\r\n<>]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/.test(from)) return { smtpUrl, from };
  throw new SettingsError(
    `FARTHING_MAIL_FROM is ${JSON.stringify(from ?? "")}; it must be an address, such as Example <billing@example.com>.`,
  );
}

const MAX_COUNT = 1_000_000;

function readCount(
  name: string,
  value: string | undefined,
  { usual, min, max = MAX_COUNT }: { usual: number; min: number; max?: number },
): number {
  if (!value) return usual;
  const count = Number(value);
  if (/^\d{1,7}$/.test(value) && count >= min && count <= max) return count;
  throw new SettingsError(
    `${name} is ${JSON.stringify(value)}; it must be a whole number from ${min} to ${max}.`,
  );
}
