import { expect, test } from "vitest";
import { DEFAULT_LIMITS, readSettings } from "./settings.js";

test("without any variable it serves this machine alone, on port 4800, from ./.farthing", () => {
  const settings = readSettings({});
  expect(settings).toMatchObject({
    port: 4800,
    host: "127.0.0.1",
    databaseUrl: undefined,
    sandboxKey: undefined,
    secretKeys: undefined,
    logLevel: "warn",
    metricsToken: undefined,
    publicUrl: undefined,
    mail: undefined,
    limits: DEFAULT_LIMITS,
    allowPrivateWebhooks: false,
    runsJobs: true,
  });
  expect(settings.dataDir.endsWith(".farthing")).toBe(true);
});

const SMTP = { FARTHING_SMTP_URL: "smtp://localhost" };

test.each([
  ["PORT", "abc"],
  ["PORT", "65536"],
  ["PORT", "-1"],
  ["HOST", "not a host"],
  ["DATABASE_URL", "mysql://localhost/x"],
  ["FARTHING_SANDBOX_KEY", "ck_test_tooshort"],
  ["FARTHING_SANDBOX_KEY", `ck_live_${"a".repeat(32)}`],
  ["FARTHING_SANDBOX_KEY", `ck_test_${"-".repeat(32)}`],
  ["FARTHING_SECRET_KEY", "guessable"],
  ["FARTHING_SECRET_KEY", `${"a".repeat(32)},`],
  ["LOG_LEVEL", "loud"],
  ["FARTHING_CATALOG_URL", "file:///etc/passwd"],
  ["FARTHING_METRICS_TOKEN", "guessable"],
  ["FARTHING_MAX_CONNECTIONS", "9"],
  ["FARTHING_MAX_REQUESTS", "0"],
  ["FARTHING_MAX_REQUESTS", "1e3"],
  ["FARTHING_MAX_HELD_MIB", "1"],
  ["FARTHING_MAX_QUEUE", "99"],
  ["FARTHING_MAX_QUEUE", "1000001"],
  ["FARTHING_RATE_LIMIT", "-1"],
  ["FARTHING_USAGE_AHEAD_MINUTES", "61"],
  ["FARTHING_USAGE_BACK_DAYS", "0"],
  ["FARTHING_USAGE_BACK_DAYS", "367"],
  ["FARTHING_METRICS_TOKEN", "a token with blanks in it"],
  ["FARTHING_PUBLIC_URL", "https://example.com/path"],
  ["FARTHING_SMTP_URL", "http://example.com"],
  ["FARTHING_MAIL_FROM", "nobody"],
  ["FARTHING_JOBS", "no"],
  ["FARTHING_WEBHOOK_ALLOW_PRIVATE", "true"],
])("a wrong %s (%s) is refused by name", (name, value) => {
  expect(() => readSettings({ ...(name === "FARTHING_MAIL_FROM" ? SMTP : {}), [name]: value })).toThrow(name);
});

test("what a server takes on is set by number", () => {
  const { limits } = readSettings({
    FARTHING_MAX_CONNECTIONS: "10",
    FARTHING_MAX_REQUESTS: "1",
    FARTHING_MAX_HELD_MIB: "2",
    FARTHING_MAX_QUEUE: "100",
    FARTHING_RATE_LIMIT: "0",
  });
  expect(limits).toEqual({
    maxConnections: 10,
    maxRequests: 1,
    maxBytes: 2_097_152,
    maxUntakenMs: 10_000,
    maxQueue: 100,
    requestsPerSecond: 0,
  });
});

test("how far the time of usage may be from now is set in minutes and days", () => {
  expect(readSettings({}).usageTimes).toEqual({ maxAheadMs: 300_000, maxBackMs: 35 * 86_400_000 });
  const set = readSettings({ FARTHING_USAGE_AHEAD_MINUTES: "0", FARTHING_USAGE_BACK_DAYS: "90" });
  expect(set.usageTimes).toEqual({ maxAheadMs: 0, maxBackMs: 90 * 86_400_000 });
});

test("of several secret keys the first comes first", () => {
  const [old, current] = ["o".repeat(32), "c".repeat(32)];
  expect(readSettings({ FARTHING_SECRET_KEY: `${current}, ${old}` }).secretKeys).toEqual([current, old]);
});

test.each([
  ["DATABASE_URL", "mysql://user:hunter2@host/db"],
  ["FARTHING_METRICS_TOKEN", "hunter2!"],
  ["FARTHING_SECRET_KEY", "hunter2"],
])("a secret in a wrong %s is not repeated", (name, value) => {
  expect(() => readSettings({ [name]: value })).toThrow(/^(?!.*hunter2)/);
});
