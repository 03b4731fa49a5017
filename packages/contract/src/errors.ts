/**
 * The one catalog of API errors. The server throws only these codes, the SDK maps them to classes, and the
 * documentation's error page is made from this table.
 */

type ErrorType =
  | "invalid_request"
  | "authentication"
  | "payment_required"
  | "permission"
  | "not_found"
  | "conflict"
  | "rate_limit"
  | "api_error";

interface ErrorDefinition {
  readonly status: number;
  readonly type: ErrorType;
  /** What it means and what to do, for the documentation. The `message` of an answer adds the values in question. */
  readonly meaning: string;
}

const define = <const T extends Record<string, ErrorDefinition>>(table: T): T => table;

export const ERRORS = define({
  invalid_json: {
    status: 400,
    type: "invalid_request",
    meaning: "The body is not JSON, or not valid UTF-8. Send a JSON object.",
  },
  unauthorized: {
    status: 401,
    type: "authentication",
    meaning:
      "The API key is missing, unknown, expired or revoked. Send it as `x-api-key` or `Authorization: Bearer`.",
  },
  insufficient_balance: {
    status: 402,
    type: "payment_required",
    meaning:
      "The cost is higher than the remaining balance, and the plan blocks when the balance is used up. Top up, change the plan, or wait for the reset. `details` has `required` and `available` in rate scale.",
  },
  insufficient_credits: {
    status: 402,
    type: "payment_required",
    meaning:
      "The usage costs more credits than are left. `details` has `required` and `available` in credits.",
  },
  included_limit_reached: {
    status: 402,
    type: "payment_required",
    meaning:
      "The included amount is used up and there is no overage: free plans and trials have none, other plans only if it is enabled. The same applies to seats beyond those that a plan includes.",
  },
  payment_failed: {
    status: 402,
    type: "payment_required",
    meaning: "The payment provider declined the charge.",
  },
  forbidden: {
    status: 403,
    type: "permission",
    meaning: "The scope of the API key, or the operator's role, does not allow this operation.",
  },
  no_active_subscription: {
    status: 403,
    type: "permission",
    meaning: "The customer has no subscription that is active, trialing or past due.",
  },
  feature_not_in_plan: {
    status: 403,
    type: "permission",
    meaning: "The customer's plan does not contain the feature.",
  },
  feature_disabled: {
    status: 403,
    type: "permission",
    meaning: "The feature is in the customer's plan, but disabled there.",
  },
  seat_limit_reached: {
    status: 403,
    type: "permission",
    meaning: "The plan allows no more seats of the feature. `details` has `limit` and `seats`.",
  },
  sandbox_only: {
    status: 403,
    type: "permission",
    meaning: "The operation exists only in a sandbox environment.",
  },
  not_found: {
    status: 404,
    type: "not_found",
    meaning: "There is no such path or resource in this environment.",
  },
  customer_not_found: {
    status: 404,
    type: "not_found",
    meaning: "No customer has this id, either as its Farthing id or as its external id.",
  },
  customer_credit_not_found: {
    status: 404,
    type: "not_found",
    meaning: "The customer has no credit with this id.",
  },
  feature_not_found: { status: 404, type: "not_found", meaning: "No feature has this code." },
  plan_not_found: { status: 404, type: "not_found", meaning: "No plan has this id or code." },
  plan_group_not_found: { status: 404, type: "not_found", meaning: "No plan group has this id." },
  price_not_found: { status: 404, type: "not_found", meaning: "The plan has no such price." },
  plan_feature_not_found: {
    status: 404,
    type: "not_found",
    meaning: "The plan does not contain this feature.",
  },
  subscription_not_found: { status: 404, type: "not_found", meaning: "No subscription has this id." },
  model_not_found: {
    status: 404,
    type: "not_found",
    meaning:
      "The AI model is not in the catalog, or the name matches several models. `details.nearest` lists the closest names. The usage is kept as refused usage and can be replayed once the model has a price.",
  },
  exchange_rate_not_found: {
    status: 404,
    type: "not_found",
    meaning:
      "The subscription is in a currency that AI models are not priced in, and no exchange rate was in force when the usage happened. The usage is kept as refused usage and can be replayed once there is a rate.",
  },
  event_not_found: { status: 404, type: "not_found", meaning: "No usage event has this id." },
  webhook_event_not_found: {
    status: 404,
    type: "not_found",
    meaning: "No webhook event has this id, or it is older than 30 days.",
  },
  webhook_not_found: { status: 404, type: "not_found", meaning: "No webhook has this id." },
  webhook_delivery_not_found: {
    status: 404,
    type: "not_found",
    meaning: "The webhook has no delivery with this id, or the delivery is older than 30 days.",
  },
  refused_usage_not_found: { status: 404, type: "not_found", meaning: "No refused usage has this id." },
  invoice_not_found: { status: 404, type: "not_found", meaning: "No invoice has this id." },
  invoice_line_not_found: { status: 404, type: "not_found", meaning: "The invoice has no such line." },
  credit_note_not_found: { status: 404, type: "not_found", meaning: "No credit note has this id." },
  credit_note_line_not_found: {
    status: 404,
    type: "not_found",
    meaning: "The credit note has no such line.",
  },
  payment_not_found: { status: 404, type: "not_found", meaning: "No payment has this id." },
  transaction_not_found: { status: 404, type: "not_found", meaning: "No transaction has this id." },
  payment_method_not_found: {
    status: 404,
    type: "not_found",
    meaning: "The customer has no such payment method.",
  },
  credit_pack_not_found: { status: 404, type: "not_found", meaning: "No credit pack has this id." },
  purchase_not_found: { status: 404, type: "not_found", meaning: "No purchase has this id." },
  api_key_not_found: { status: 404, type: "not_found", meaning: "No API key has this id." },
  method_not_allowed: {
    status: 405,
    type: "invalid_request",
    meaning: "The path does not support this method. The `Allow` header lists the methods it supports.",
  },
  duplicate: {
    status: 409,
    type: "conflict",
    meaning:
      "An event with this idempotency key was already recorded for the customer. Nothing was charged. `details.event` is the original event; if it is archived, `details` has its `eventId` and `recordedAt` instead.",
  },
  idempotency_key_mismatch: {
    status: 409,
    type: "conflict",
    meaning: "The idempotency key was used before with a different payload.",
  },
  idempotency_in_progress: {
    status: 409,
    type: "conflict",
    meaning: "A request with this `Idempotency-Key` is still being processed. Retry shortly.",
  },
  already_has_active_subscription: {
    status: 409,
    type: "conflict",
    meaning: "The customer already has a subscription that is not canceled or expired.",
  },
  external_id_taken: {
    status: 409,
    type: "conflict",
    meaning: "Another customer of this environment already has this external id.",
  },
  code_taken: {
    status: 409,
    type: "conflict",
    meaning: "Another resource of this kind already has this code.",
  },
  last_owner: {
    status: 409,
    type: "conflict",
    meaning: "The organization would be left without an owner. Make another member an owner first.",
  },
  model_already_exists: {
    status: 409,
    type: "conflict",
    meaning: "The catalog already has this model. Add a price to override it.",
  },
  feature_in_use: {
    status: 409,
    type: "conflict",
    meaning:
      "The feature cannot be deleted: it is part of a plan, or a subscription keeps it until its renewal.",
  },
  subscription_not_open: {
    status: 409,
    type: "conflict",
    meaning: "The subscription is canceled or expired.",
  },
  invalid_state: {
    status: 409,
    type: "conflict",
    meaning: "The current state of the resource does not allow this. The message says which state it is.",
  },
  total_above_maximum: {
    status: 409,
    type: "conflict",
    meaning:
      "This would charge more now than the request's `maxTotal`. Nothing was changed or charged. `details` has `total`, without usage that is owed already, and `maxTotal`, in settlement scale, and `currency`.",
  },
  clock_is_advancing: {
    status: 409,
    type: "conflict",
    meaning:
      "The sandbox's clock is still moving to another time. Wait until `GET /test-clock` reports the status `ready`. `details` has `targetTime`.",
  },
  mail_not_configured: {
    status: 409,
    type: "conflict",
    meaning: "The server is not configured to send mail. Set `FARTHING_SMTP_URL` and `FARTHING_MAIL_FROM`.",
  },
  payload_too_large: { status: 413, type: "invalid_request", meaning: "The body is larger than 1 MiB." },
  unsupported_media_type: {
    status: 415,
    type: "invalid_request",
    meaning: "Send `content-type: application/json`.",
  },
  validation_error: {
    status: 422,
    type: "invalid_request",
    meaning: "A field is missing, unknown or invalid. `param` names it; `details` lists every such field.",
  },
  pricing_mode_mismatch: {
    status: 422,
    type: "invalid_request",
    meaning:
      "`model` was sent for a feature with a price per unit, or `value` for a feature priced by AI model.",
  },
  amount_too_small: {
    status: 422,
    type: "invalid_request",
    meaning:
      "The amount to be paid is below the smallest one that the payment provider charges. `details` has `amount` and `minimum` in settlement scale, and `currency`.",
  },
  timestamp_out_of_range: {
    status: 422,
    type: "invalid_request",
    meaning: "The timestamp is too far in the past or in the future.",
  },
  read_too_broad: {
    status: 422,
    type: "invalid_request",
    meaning:
      "Reading took too long because the request covers too much. Narrow it to one customer or a shorter time range.",
  },
  rate_limited: {
    status: 429,
    type: "rate_limit",
    meaning: "Too many requests with this API key. Wait for `Retry-After` seconds.",
  },
  internal_error: {
    status: 500,
    type: "api_error",
    meaning: "An error inside the server. Report it with the `x-request-id`.",
  },
  unavailable: {
    status: 503,
    type: "api_error",
    meaning:
      "The database is unavailable, or the server is overloaded. Nothing was left half done: retry with the same keys after the number of seconds in `Retry-After`.",
  },
});

export type ErrorCode = keyof typeof ERRORS;
export const ERROR_CODES = Object.keys(ERRORS) as ErrorCode[];
