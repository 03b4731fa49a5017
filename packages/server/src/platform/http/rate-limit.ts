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
import { neighbourhoodOf } from "./peer.js";

/** Header names of the IETF's draft "RateLimit header fields for HTTP", in the form that most clients read. */
type RateLimitHeaders = Record<`ratelimit-${"limit" | "remaining" | "reset"}`, string>;

/** Whether requests of an operation are counted: all but those that keys of scope `ingest` are made for. */
export const isCounted = ({ audience, scopes }: Pick<Endpoint, "audience" | "scopes">): boolean =>
  audience !== "anyone" && !scopes.includes("ingest");

export class RateLimit {
  readonly #count: Counter;

  /** @param requestsPerSecond of each caller */
  constructor(requestsPerSecond: number) {
    this.#count = counter({ requests: requestsPerSecond, seconds: 1 });
  }

  /**
   * Counts a request.
   *
   * @param headers what the answer is to say of the limit is added to them, also where it is an error
   * @throws FarthingError `rate_limited`
   */
  count(caller: Caller, headers: Record<string, string>): Promise<void> {
    return this.#count(whoOf(caller), headers);
  }
}

/** More than anybody needs who opens links by hand, and nothing beside what a server can answer. */
const OF_NOBODY_KNOWN = { requests: 60, seconds: 60 } as const;

/** As {@link RateLimit}, of those who need no key and no session: by their address, and always. */
export class AddressLimit {
  readonly #count = counter(OF_NOBODY_KNOWN);

  /** @throws FarthingError `rate_limited` */
  count(address: string, headers: Record<string, string>): Promise<void> {
    return this.#count({ id: neighbourhoodOf(address), said: "from your address" }, headers);
  }
}

interface Rule {
  readonly requests: number;
  readonly seconds: number;
}

interface Counted {
  readonly id: string;
  readonly said: string;
}

type Counter = (who: Counted, headers: Record<string, string>) => Promise<void>;

function counter({ requests, seconds }: Rule): Counter {
  const limiter = new RateLimiterMemory({ points: requests, duration: seconds });
  return async ({ id, said }, headers) => {
    const taken = await limiter.consume(id).catch((refused: unknown) => {
      if (refused instanceof RateLimiterRes) return refused;
      throw refused;
    });
    const resetSeconds = Math.max(1, Math.ceil(taken.msBeforeNext / 1_000));
    Object.assign(headers, {
      "ratelimit-limit": String(requests),
      "ratelimit-remaining": String(taken.remainingPoints),
      "ratelimit-reset": String(resetSeconds),
    } satisfies RateLimitHeaders);
    if (taken.consumedPoints <= requests) return;
    const time = seconds === 1 ? "a second" : `${seconds} seconds`;
    throw new FarthingError(
      "rate_limited",
      `More than ${requests} requests in ${time} ${said}. This request was not processed: retry it later.`,
      { retryAfterSeconds: resetSeconds },
    );
  };
}

function whoOf({ keyId, operator, customer, environmentId }: Caller): Counted {
  if (keyId) return { id: keyId, said: "with this key" };
  if (operator) return { id: operator.id, said: "by this operator" };
  if (customer) return { id: customer.id, said: "by this customer" };
  return { id: environmentId, said: "in this environment" };
}
