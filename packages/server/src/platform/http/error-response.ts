/** From what was thrown to an answer: known errors as they are, outages as 503, anything else as 500 and in the log. */
import { DrizzleQueryError } from "drizzle-orm/errors";
import { monotonicMs } from "../clock.js";
import { isOutage, isRetryable } from "../db/faults.js";
import { FarthingError } from "../errors.js";
import type { Log } from "../log.js";

/** @param headers that the answer has beside the error's own */
export type ErrorResponder = (
  error: unknown,
  requestId: string,
  headers?: Readonly<Record<string, string>>,
) => Response;

/** An outage, or a flood, makes one 503 after the other: a line for each would fill the disk, and slow the rest down. */
const SAID_EVERY_MS = 10_000;

export function createErrorResponder(log: Log): ErrorResponder {
  const sayUnavailable = sparingly(SAID_EVERY_MS, (requestId, error, leftOut) =>
    log.warn({ requestId, error: describe(error), ...(leftOut > 0 ? { leftOut } : {}) }, error.message),
  );
  return (error, requestId, headers) => {
    const known = asKnown(error);
    if (known.code === "unavailable") sayUnavailable(requestId, known);
    else if (known.status >= 500) log.error({ requestId, error: describe(error) }, known.message);
    return errorResponse(known, requestId, headers);
  };
}

/** Says each message at most once in `everyMs`, and with it how often it was left out before. */
function sparingly(
  everyMs: number,
  say: (requestId: string, error: FarthingError, leftOut: number) => void,
): (requestId: string, error: FarthingError) => void {
  const messages = new Map<string, { saidMs: number; leftOut: number }>();
  return (requestId, error) => {
    const before = messages.get(error.message);
    if (before && monotonicMs() - before.saidMs < everyMs) {
      before.leftOut += 1;
      return;
    }
    messages.set(error.message, { saidMs: monotonicMs(), leftOut: 0 });
    say(requestId, error, before?.leftOut ?? 0);
  };
}

function errorResponse(
  known: FarthingError,
  requestId: string,
  more: Readonly<Record<string, string>> = {},
): Response {
  const headers = new Headers({
    ...more,
    "content-type": "application/json; charset=UTF-8",
    "x-request-id": requestId,
  });
  if (known.context.retryAfterSeconds !== undefined)
    headers.set("retry-after", String(known.context.retryAfterSeconds));
  if (known.context.allow) headers.set("allow", known.context.allow.join(", "));
  return new Response(JSON.stringify({ error: known.toAnswer() }), { status: known.status, headers });
}

function asKnown(error: unknown): FarthingError {
  if (error instanceof FarthingError) return error;
  if (isOutage(error) || isRetryable(error)) {
    return new FarthingError(
      "unavailable",
      "The database is unavailable or busy. Retry with the same keys.",
      {
        retryAfterSeconds: 1,
        cause: error,
      },
    );
  }
  return new FarthingError(
    "internal_error",
    "Something went wrong on the server. Include the x-request-id if you report it.",
    { cause: error },
  );
}

function describe(error: unknown): unknown {
  if (!(error instanceof Error)) return String(error);
  // Drizzle's own message holds the statement's parameters: customers' data, which no log is to keep.
  const { name, message, stack } = error instanceof DrizzleQueryError && error.cause ? error.cause : error;
  const cause = error.cause instanceof DrizzleQueryError ? error.cause.cause : error.cause;
  return { name, message, stack, cause: cause ? String(cause) : undefined };
}
