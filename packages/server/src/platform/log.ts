/** Structured logs. Keys and authorization headers are redacted wherever they might slip in. */
import { type Logger, pino } from "pino";

export type Log = Logger;

export const LOG_LEVELS = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof LOG_LEVELS)[number];

export function createLog(level: LogLevel): Log {
  return pino({
    level,
    base: null,
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [
      "key",
      "apiKey",
      "headers.authorization",
      'headers["x-api-key"]',
      "password",
      "connectionString",
    ],
  });
}
