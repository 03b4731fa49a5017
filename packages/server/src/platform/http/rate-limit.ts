/**
 * How many requests a second one caller may make of one server, so that a loop in one program does not take the server
 * from the others.
 *
 * Usage is not counted: an event that is turned away may be lost, and what is too much of it is held back by the bounds
 * of {@link Admission}, which look at what the server can do rather than at a number.
 */
import { RateLimiterMemory, RateLimiterRes } from "rate-limiter-flexible";
import { FarthingError } from "../errors.js";
import type { Caller, Endpoint } from "./endpoint.js";

const WINDOW_SECONDS = 1;

/** Header names of the IETF's draft "RateLimit header fields for HTTP", in the form that most clients read. */
type RateLimitHeaders = Record<`ratelimit-${"limit" | "remaining" | "reset"}`, string>;

/** Whether requests of an operation are counted: all but those that keys of scope `ingest` are made for. */
export const isCounted = ({ audience, scopes }: Pick<Endpoint, "audience" | "scopes">): boolean =>
  audience !== "anyone" && !scopes.includes("ingest");

export class RateLimit {
  readonly #limiter: RateLimiterMemory;

  /** @param requestsPerSecond of each caller */
  constructor(private readonly requestsPerSecond: number) {
    this.#limiter = new RateLimiterMemory({ points: requestsPerSecond, duration: WINDOW_SECONDS });
  }

  /**
   * Counts a request.
   *
   * @param headers what the answer is to say of the limit is added to them, also where it is an error
   * @throws FarthingError `rate_limited`
   */
  async count(caller: Caller, headers: Record<string, string>): Promise<void> {
    const { id, said } = whoOf(caller);
    const taken = await this.#limiter.consume(id).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    const resetSeconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1_000));
    Object.assign(headers, {
      "ratelimit-limit": String(this.requestsPerSecond),
      "ratelimit-remaining": String(taken.remainingPoints),
      "ratelimit-reset": String(resetSeconds),
    } satisfies RateLimitHeaders);
    if (taken.consumedPoints <= this.requestsPerSecond) return;
    throw new FarthingError(
      "rate_limited",
      `More than ${this.requestsPerSecond} requests in a second ${said}. Nothing was done of this one: retry it later.`,
      { retryAfterSeconds: resetSeconds },
    );
  }
}

function whoOf({ keyId, operator, customer, environmentId }: Caller): { id: string; said: string } {
  if (keyId) return { id: keyId, said: "with this key" };
  if (operator) return { id: operator.id, said: "by this operator" };
  if (customer) return { id: customer.id, said: "by this customer" };
  return { id: environmentId, said: "in this environment" };
}
