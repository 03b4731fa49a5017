/** From an error as it came over the wire to its class. */
import {
  APIError,
  type APIErrorInit,
  AuthenticationError,
  BadRequestError,
  ConflictError,
  DuplicateEventError,
  IdempotencyMismatchError,
  InsufficientBalanceError,
  InsufficientCreditsError,
  NotFoundError,
  PaymentRequiredError,
  PermissionDeniedError,
  RateLimitError,
  ServerError,
  UnavailableError,
  ValidationError,
} from "./api-errors.js";

type Fields = Readonly<Record<string, unknown>>;

export interface ErrorSource {
  readonly baseURL: string;
  readonly requestId?: string | undefined;
  readonly retryAfterMs?: number | undefined;
}

const SNIPPET_LENGTH = 200;

/** @param text the whole body: the API's JSON, or whatever a proxy put in its place */
export function errorFromAnswer(status: number, text: string, source: ErrorSource): APIError {
  const error = errorFieldsIn(text);
  if (error) return create(init(status, error, source));
  const snippet = text.trim().replaceAll(/\s+/g, " ").slice(0, SNIPPET_LENGTH);
  return create({
    status,
    message: `The server answered ${status} without an API error${snippet ? `: ${snippet}` : "."}`,
    requestId: source.requestId,
    retryAfterMs: source.retryAfterMs,
  });
}

const STATUS_OF_TYPE: Readonly<Record<string, number>> = {
  invalid_request: 422,
  authentication: 401,
  payment_required: 402,
  permission: 403,
  not_found: 404,
  conflict: 409,
  rate_limit: 429,
  api_error: 500,
};

/** The error of one item of a batch, which has no status of its own. */
export function errorFromItem(error: unknown, source: ErrorSource): APIError {
  const fields = isFields(error) ? error : {};
  const status = fields.code === "unavailable" ? 503 : (STATUS_OF_TYPE[String(fields.type)] ?? 500);
  return create(init(status, fields, source));
}

function init(status: number, error: Fields, source: ErrorSource): APIErrorInit {
  const docUrl = text(error.docUrl);
  return {
    status,
    message: text(error.message) ?? `The server answered ${status}.`,
    code: text(error.code),
    type: text(error.type),
    param: text(error.param),
    details: error.details,
    docUrl: docUrl?.startsWith("/") ? source.baseURL + docUrl : docUrl,
    requestId: source.requestId,
    retryAfterMs: source.retryAfterMs,
  };
}

const CLASS_OF_CODE: Readonly<Record<string, typeof APIError>> = {
  insufficient_balance: InsufficientBalanceError,
  insufficient_credits: InsufficientCreditsError,
  duplicate: DuplicateEventError,
  idempotency_key_mismatch: IdempotencyMismatchError,
};

const CLASS_OF_STATUS: Readonly<Record<number, typeof APIError>> = {
  400: BadRequestError,
  401: AuthenticationError,
  402: PaymentRequiredError,
  403: PermissionDeniedError,
  404: NotFoundError,
  405: BadRequestError,
  409: ConflictError,
  413: BadRequestError,
  415: BadRequestError,
  422: ValidationError,
  429: RateLimitError,
  503: UnavailableError,
};

function create(from: APIErrorInit): APIError {
  const Kind =
    CLASS_OF_CODE[from.code ?? ""] ??
    CLASS_OF_STATUS[from.status] ??
    (from.status >= 500 ? ServerError : APIError);
  return new Kind(from);
}

function errorFieldsIn(body: string): Fields | undefined {
  try {
    const parsed: unknown = JSON.parse(body);
    return isFields(parsed) && isFields(parsed.error) ? parsed.error : undefined;
  } catch {
    return undefined;
  }
}

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;
const text = (value: unknown): string | undefined => (typeof value === "string" ? value : undefined);
