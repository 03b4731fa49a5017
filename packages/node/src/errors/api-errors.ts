/** One class for each kind of error that the API answers with. */
import type { ErrorCode, UsageEvent } from "../schemas.js";
import { FarthingError } from "./farthing-error.js";

export interface APIErrorInit {
  readonly status: number;
  readonly message: string;
  readonly code?: string | undefined;
  readonly type?: string | undefined;
  readonly param?: string | undefined;
  readonly details?: unknown;
  readonly docUrl?: string | undefined;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

/** The server answered with an error. */
export class APIError extends FarthingError {
  static override readonly kind: string = "APIError";
  /** HTTP status. For an item of a batch, the status it would have had alone. */
  readonly status: number;
  /** Code of the error, or undefined where the answer was not the API's (a proxy's page). */
  readonly code: ErrorCode | (string & Record<never, never>) | undefined;
  readonly type: string | undefined;
  /** The field at fault, as a path in the request: `events[3].value`. */
  readonly param: string | undefined;
  /** Figures to act on; their shape depends on `code`. */
  readonly details: unknown;
  /** Where the server documents the error. */
  readonly docUrl: string | undefined;
  /** `x-request-id` of the answer: quote it when reporting a fault. */
  readonly requestId: string | undefined;
  /** What the server asked to wait, in milliseconds. */
  readonly retryAfterMs: number | undefined;

  constructor(init: APIErrorInit) {
    super(init.message);
    this.status = init.status;
    this.code = init.code;
    this.type = init.type;
    this.param = init.param;
    this.details = init.details;
    this.docUrl = init.docUrl;
    this.requestId = init.requestId;
    this.retryAfterMs = init.retryAfterMs;
  }
}

/** 400, 405, 413, 415: the request itself is malformed, too large, or of a kind that the path does not take. */
export class BadRequestError extends APIError {
  static override readonly kind: string = "BadRequestError";
}

/** 401: the API key is missing, unknown, expired or revoked. */
export class AuthenticationError extends APIError {
  static override readonly kind: string = "AuthenticationError";
}

/** 402: what is left does not pay for it. */
export class PaymentRequiredError extends APIError {
  static override readonly kind: string = "PaymentRequiredError";
}

/** 402 `insufficient_balance`. Amounts are rate scale: 10000 = $1.00. */
export class InsufficientBalanceError extends PaymentRequiredError {
  static override readonly kind: string = "InsufficientBalanceError";
  readonly required: number | undefined = numberAt(this.details, "required");
  readonly available: number | undefined = numberAt(this.details, "available");
}

/** 402 `insufficient_credits`. Amounts are credits. */
export class InsufficientCreditsError extends PaymentRequiredError {
  static override readonly kind: string = "InsufficientCreditsError";
  readonly required: number | undefined = numberAt(this.details, "required");
  readonly available: number | undefined = numberAt(this.details, "available");
}

/** 403: no open subscription, a feature outside the plan, or a key whose scope does not allow it. */
export class PermissionDeniedError extends APIError {
  static override readonly kind: string = "PermissionDeniedError";
}

/** 404. */
export class NotFoundError extends APIError {
  static override readonly kind: string = "NotFoundError";
}

/** 409. */
export class ConflictError extends APIError {
  static override readonly kind: string = "ConflictError";
}

/**
 * 409 `duplicate`: the event's `idempotencyKey` was recorded before for the customer, by another call than this one,
 * with the same content. Nothing was charged, and nothing is missing.
 */
export class DuplicateEventError extends ConflictError {
  static override readonly kind: string = "DuplicateEventError";
  /** The event that was recorded first; undefined where it is archived. */
  readonly event: UsageEvent | undefined = fieldAt(this.details, "event") as UsageEvent | undefined;
  /** Id of that event, also where it is archived. */
  readonly eventId: string | undefined = this.event?.id ?? textAt(this.details, "eventId");
}

/**
 * 409 `idempotency_key_mismatch`: the key was used before for something else. What this call carried was not done.
 * Not a {@link DuplicateEventError}: code that shrugs at a duplicate must not lose usage that was never recorded.
 */
export class IdempotencyMismatchError extends ConflictError {
  static override readonly kind: string = "IdempotencyMismatchError";
}

export interface FieldProblem {
  /** Path in the request: `events[3].value`. */
  readonly field: string;
  readonly message: string;
}

/** 422: a field is missing, unknown or not allowed. */
export class ValidationError extends APIError {
  static override readonly kind: string = "ValidationError";
  /** Every problem that was found; `param` is the field of the first. */
  readonly fields: readonly FieldProblem[] = fieldProblems(this.details);
}

/** 429. `retryAfterMs` says how long to wait. */
export class RateLimitError extends APIError {
  static override readonly kind: string = "RateLimitError";
}

/** 5xx. */
export class ServerError extends APIError {
  static override readonly kind: string = "ServerError";
}

/** 503: the database is away or a queue is full. Nothing was half done. */
export class UnavailableError extends ServerError {
  static override readonly kind: string = "UnavailableError";
}

function fieldAt(value: unknown, field: string): unknown {
  return typeof value === "object" && value !== null ? (value as Record<string, unknown>)[field] : undefined;
}

function textAt(value: unknown, field: string): string | undefined {
  const found = fieldAt(value, field);
  return typeof found === "string" ? found : undefined;
}

function numberAt(value: unknown, field: string): number | undefined {
  const found = fieldAt(value, field);
  return typeof found === "number" ? found : undefined;
}

function fieldProblems(details: unknown): readonly FieldProblem[] {
  if (!Array.isArray(details)) return [];
  return details.filter(
    (item): item is FieldProblem =>
      typeof fieldAt(item, "field") === "string" && typeof fieldAt(item, "message") === "string",
  );
}
