/** The one error type that verbs throw. Its code decides the status at the edge. */
import { ERRORS, type ErrorCode } from "@farthing/contract";

export interface ErrorContext {
  /** The field at fault, as a path in the request: `events[3].value`. */
  readonly param?: string | undefined;
  /** Figures a caller can act on, as JSON. */
  readonly details?: unknown;
  /** Kept for the log, never sent. */
  readonly cause?: unknown;
  /** Seconds, for `Retry-After`. */
  readonly retryAfterSeconds?: number | undefined;
  /** Methods the path has, for `Allow`. */
  readonly allow?: readonly string[] | undefined;
}

export class FarthingError extends Error {
  override readonly name = "FarthingError";
  readonly status: number;

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly context: ErrorContext = {},
  ) {
    super(message, context.cause === undefined ? undefined : { cause: context.cause });
    this.status = ERRORS[code].status;
  }

  /** The error as an answer carries it (spec: `{type, code, message, param?, details?, docUrl}`). */
  toAnswer() {
    const { param, details } = this.context;
    return {
      type: ERRORS[this.code].type,
      code: this.code,
      message: this.message,
      ...(param === undefined ? {} : { param }),
      ...(details === undefined ? {} : { details }),
      docUrl: `/docs/errors#${this.code}`,
    };
  }
}
