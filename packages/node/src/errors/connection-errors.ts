/** Faults between here and the server: no answer of the API came. */
import { FarthingError } from "./farthing-error.js";

/**
 * The server could not be reached, the connection broke, or what came is not an answer of the API. `cause` is what
 * `fetch` threw. The request may or may not have taken effect; every write carries a key that makes repeating it safe.
 */
export class APIConnectionError extends FarthingError {
  static override readonly kind: string = "APIConnectionError";
}

/** No whole answer within `timeout`. */
export class APITimeoutError extends APIConnectionError {
  static override readonly kind: string = "APITimeoutError";
}

/** The server's address redirects elsewhere: `baseURL` is not where the server is. Not retried. */
export class APIRedirectError extends APIConnectionError {
  static override readonly kind: string = "APIRedirectError";
}
