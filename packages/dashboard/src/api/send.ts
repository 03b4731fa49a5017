/** Requests that the client library has no method for: those for operators alone. */

export type EnvironmentKind = "sandbox" | "live";

interface Sent {
  readonly body?: unknown;
  readonly query?: Record<string, string | number | undefined>;
  readonly environment?: EnvironmentKind;
  /** Of the portal: the one that the page shows. */
  readonly sessionId?: string | undefined;
  /** Under which the server does it once, however often it is sent. */
  readonly idempotencyKey?: string;
}

/** What the server answered instead: `message` is written for people, `param` names the field at fault. */
export class AnsweredError extends Error {
  override readonly name = "AnsweredError";
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly param: string | undefined,
    readonly details?: unknown,
  ) {
    super(message);
  }
}

/** @throws AnsweredError, or TypeError where nothing answers */
export async function send<T>(
  method: string,
  path: string,
  { body, query, environment, sessionId, idempotencyKey }: Sent = {},
): Promise<T> {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {}))
    if (value !== undefined && value !== "") search.set(name, String(value));
  const response = await fetch(search.size > 0 ? `${path}?${search}` : path, {
    method,
    headers: {
      ...(environment ? { "farthing-environment": environment } : {}),
      ...(sessionId ? { "farthing-portal-session": sessionId } : {}),
      ...(idempotencyKey ? { "idempotency-key": idempotencyKey } : {}),
      ...(body === undefined ? {} : { "content-type": "application/json" }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const answer = await response.json().catch(() => undefined);
  if (response.ok) return answer as T;
  const {
    code = "internal_error",
    message = `The server answered ${response.status}.`,
    param,
    details,
  } = answer?.error ?? {};
  throw new AnsweredError(response.status, code, message, param, details);
}
