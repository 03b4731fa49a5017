/** Tells apart what Postgres's failures mean: try again, the database is away, or a fault of ours. */

interface WithCode {
  code?: unknown;
  cause?: unknown;
  message?: unknown;
}

/** The SQLSTATE or network code of an error, `""` where it has none. Drizzle wraps the driver's error; the code is on the innermost one that has it. */
export function codeOf(error: unknown): string {
  for (
    let current = error as WithCode | undefined;
    current;
    current = current.cause as WithCode | undefined
  ) {
    if (typeof current.code === "string") return current.code;
  }
  return "";
}

/** serialization_failure, deadlock_detected, lock_not_available: the same transaction may succeed next time. */
const RETRYABLE = new Set(["40001", "40P01", "55P03"]);
export const isRetryable = (error: unknown): boolean => RETRYABLE.has(codeOf(error));

/** Whether the statement was given up as it took longer than any may. */
export const isStatementTimeout = (error: unknown): boolean => codeOf(error) === "57014";

export const isUniqueViolation = (error: unknown): boolean => codeOf(error) === "23505";

const NETWORK = new Set([
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
  "ENOTFOUND",
  "EHOSTUNREACH",
  "ENETUNREACH",
  "ECONNABORTED",
  "EAI_AGAIN",
  "ERR_STREAM_DESTROYED",
  "ERR_STREAM_WRITE_AFTER_END",
  "ENOENT",
]);
/** Connection exceptions, too many connections, shutting down, disk full, timeouts, a server turned read-only. */
const OUTAGE = /^(08...|53...|57P0.|58...|57014|25006|25P03)$/;
const LOST =
  /connection terminated|query read timeout|timeout exceeded when trying to connect|connection error|not queryable|client was closed|pool after calling end/i;

/** Whether the database is away, so that the answer is 503 and the caller may retry with the same key. */
export function isOutage(error: unknown): boolean {
  const code = codeOf(error);
  if (NETWORK.has(code) || OUTAGE.test(code)) return true;
  for (
    let current = error as WithCode | undefined;
    current;
    current = current.cause as WithCode | undefined
  ) {
    if (typeof current.message === "string" && LOST.test(current.message)) return true;
  }
  return false;
}

/** Whether Postgres itself answered with an error, so that what became of the statement is known. */
export const isAnswered = (error: unknown): boolean =>
  /^[0-9A-Z]{5}$/.test(codeOf(error)) && !NETWORK.has(codeOf(error));
