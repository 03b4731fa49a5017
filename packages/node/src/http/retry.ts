/** Which faults are worth another attempt, and how long to wait before it. */
import { APIConnectionError, APIError, APIRedirectError } from "../errors/index.js";

const FIRST_DELAY_MS = 500;
const MAX_DELAY_MS = 8_000;
/** A server that asks for more is asked again after this, so that a call ends in bounded time. */
const MAX_RETRY_AFTER_MS = 60_000;
/** Added at most, as a part of what the server asks for: it tells everybody the same. */
const RETRY_AFTER_JITTER = 0.25;

/** Decided by status and not by body: a proxy's 502 is HTML. */
export function isRetryable(error: unknown): boolean {
  if (error instanceof APIConnectionError) return !(error instanceof APIRedirectError);
  if (!(error instanceof APIError)) return false;
  if (error.status === 409) return error.code === "idempotency_in_progress";
  return error.status === 408 || error.status === 429 || error.status >= 500;
}

/** Whether the request may have taken effect although it failed. A 429 is refused before anything is done. */
export function mayHaveTakenEffect(error: unknown): boolean {
  return !(error instanceof APIError) || error.status === 408 || error.status >= 500;
}

/**
 * Milliseconds before the next attempt: what the server asks for or a random bit more, else 0.5 s doubling up to
 * `maxDelayMs`, of which a random half is taken off. Clients that failed together do not return together.
 *
 * @param failures how many attempts have failed, 1 or more
 */
export function retryDelayMs(failures: number, error: unknown, maxDelayMs = MAX_DELAY_MS): number {
  const asked = error instanceof APIError ? error.retryAfterMs : undefined;
  if (asked !== undefined)
    return Math.min(asked, MAX_RETRY_AFTER_MS) * (1 + Math.random() * RETRY_AFTER_JITTER);
  // Bounded before it is raised: 2 to the thousandth is no number.
  const delay = Math.min(FIRST_DELAY_MS * 2 ** Math.min(failures - 1, 30), maxDelayMs);
  return delay * (1 - Math.random() / 2);
}

/** `Retry-After` in milliseconds: it is seconds, or an HTTP date. */
export function readRetryAfter(header: string | null, now = Date.now()): number | undefined {
  if (header === null) return undefined;
  const seconds = Number(header.trim() || Number.NaN);
  if (seconds >= 0) return seconds * 1000;
  const at = Date.parse(header);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
