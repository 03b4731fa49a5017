/**
 * What may be under way at once. A server that is asked for more than it can do would otherwise hold ever more bodies
 * and answers, and end by running out of memory; this one answers 503 with `Retry-After` and without a look at the body,
 * and goes on serving what it took.
 *
 * A request counts until it has been worked on, and its bytes until its answer has left: a client that asks for answers
 * and does not take them fills the same bound.
 */
import type { ServerResponse } from "node:http";
import { FarthingError } from "../errors.js";
import type { Log } from "../log.js";
import { Counter, type Metrics, readGauge } from "../metrics/metrics.js";
import { discardBody, MAX_BODY_BYTES } from "./body.js";
import { createErrorResponder } from "./error-response.js";
import {
  API_PREFIX,
  type App,
  type Bindings,
  newRequestId,
  OPERATOR_PREFIX,
  PORTAL_PREFIX,
} from "./server.js";

export interface AdmissionLimits {
  /** Requests of the API under way at once. */
  readonly maxRequests: number;
  /** Bytes of bodies and answers held at once. */
  readonly maxBytes: number;
  /** A client that takes nothing of its answer for so long is cut off: it holds what others could use. */
  readonly maxUntakenMs: number;
}

/** A queue behind the API, which may be full though there is room for the request. */
export interface Queue {
  readonly isFull: boolean;
  /** How long what waits will take, for `Retry-After`. */
  readonly retryAfterSeconds: number;
}

/** Counted for a request, and for its answer until that is known. */
const ASSUMED_BYTES = 8_192;

const WHY = {
  requests: "Too many requests are in progress.",
  bytes: "Too much data is being transferred at once.",
  queue: "Too much usage is waiting to be written.",
} as const;
type Reason = keyof typeof WHY;

/** A request that was let in. */
export interface Held {
  /** How long the answer is, as soon as that is known. */
  answers(bytes: number): void;
}

interface Admitted extends Held {
  /** To be called once, when it has been worked on: its answer goes out to `outgoing`, which there may be none of. */
  done(outgoing: ServerResponse | undefined): void;
}

export class Admission {
  #requests = 0;
  #bytes = 0;
  readonly #limits: AdmissionLimits;
  readonly #queue: Queue;
  readonly #turnedAway: Counter<"reason">;

  constructor(limits: AdmissionLimits, queue: Queue, metrics: Metrics) {
    this.#limits = limits;
    this.#queue = queue;
    this.#turnedAway = new Counter({
      name: "farthing_http_turned_away_total",
      help: "Requests answered 503 without being read, because of too many requests in progress, bytes in transfer, or events in the queue.",
      labelNames: ["reason"],
      registers: [metrics],
    });
    readGauge(metrics, "farthing_http_requests_held", "API requests in progress.", () => this.#requests);
    readGauge(
      metrics,
      "farthing_http_requests_limit",
      "Limit of API requests in progress.",
      () => limits.maxRequests,
    );
    readGauge(
      metrics,
      "farthing_http_bytes_held",
      "Bytes of request and response bodies in transfer.",
      () => this.#bytes,
    );
    readGauge(
      metrics,
      "farthing_http_bytes_limit",
      "Limit of bytes of request and response bodies in transfer.",
      () => limits.maxBytes,
    );
  }

  /** @throws FarthingError `unavailable` where there is no room for one more */
  enter(bodyBytes: number): Admitted {
    let bytes = bodyBytes + ASSUMED_BYTES;
    if (this.#requests >= this.#limits.maxRequests) throw this.#turnAway("requests");
    if (this.#bytes + bytes > this.#limits.maxBytes) throw this.#turnAway("bytes");
    this.#requests += 1;
    this.#bytes += bytes;
    let answerBytes = ASSUMED_BYTES;
    const hold = (now: number): void => {
      this.#bytes += now - bytes;
      bytes = now;
    };
    return {
      answers: (count) => {
        answerBytes = count;
      },
      done: (outgoing) => {
        this.#requests -= 1;
        // The body is done with: from now on the answer is what is held.
        hold(answerBytes);
        const left = (): void => hold(0);
        if (!outgoing || outgoing.destroyed) return left();
        onceGone(outgoing, left);
        // Node sets another when the answer has left, and again when the next request comes.
        outgoing.socket?.setTimeout(this.#limits.maxUntakenMs);
      },
    };
  }

  /** @throws FarthingError `unavailable` where the queue is full, before a body is parsed that could not be used */
  assertQueueHasRoom(): void {
    if (this.#queue.isFull) throw this.#turnAway("queue");
  }

  #turnAway(reason: Reason): FarthingError {
    this.#turnedAway.inc({ reason });
    return new FarthingError(
      "unavailable",
      `${WHY[reason]} This request was not processed: retry it with the same keys.`,
      { retryAfterSeconds: this.#queue.retryAfterSeconds },
    );
  }
}

/**
 * When an answer has left, or never will. One that stands in line behind another on its connection has no socket yet,
 * and Node tells it nothing when the connection goes before its turn.
 */
export function onceGone(outgoing: ServerResponse, gone: () => void): void {
  const { socket } = outgoing.req;
  if (socket.destroyed) {
    gone();
    return;
  }
  const once = (): void => {
    outgoing.off("close", once);
    socket.off("close", once);
    gone();
  };
  outgoing.once("close", once);
  if (outgoing.socket) return;
  // As many as stand in line, which is no leak of listeners.
  socket.setMaxListeners(0);
  socket.once("close", once);
}

/**
 * Puts the bound in front of `app`, and of all that reads bodies. Pages, health and metrics are not bounded: they are
 * asked for when everything else is full, and take next to nothing.
 */
export function admitWithinLimits(app: App, admission: Admission, log: Log): void {
  const handle = app.fetch;
  const respond = createErrorResponder(log);
  app.fetch = (request, env, ...context) => {
    if (!isForTheApi(request.url)) return handle(request, env, ...context);
    const { incoming, outgoing }: Bindings = env ?? {};
    let admitted: Admitted;
    try {
      admitted = admission.enter(bodyBytes(request));
    } catch (error) {
      return discardBody(incoming).then(() => respond(error, newRequestId()));
    }
    const handled = async () => handle(request, { ...env, held: admitted }, ...context);
    return handled()
      .finally(() => admitted.done(outgoing))
      .then((response) =>
        incoming && !incoming.complete ? discardBody(incoming).then(() => response) : response,
      );
  };
}

const BOUNDED = [API_PREFIX, OPERATOR_PREFIX, PORTAL_PREFIX];

function isForTheApi(url: string): boolean {
  const pathAt = url.indexOf("/", "https://".length);
  return BOUNDED.some((prefix) => url.startsWith(`${prefix}/`, pathAt));
}

/** What of the body will be held. One above the limit is refused unread; one that does not say may reach it. */
function bodyBytes({ method, headers }: Request): number {
  if (method === "GET" || method === "HEAD") return 0;
  const declared = headers.get("content-length");
  if (declared === null) return headers.has("transfer-encoding") ? MAX_BODY_BYTES : 0;
  return Number(declared) <= MAX_BODY_BYTES ? Number(declared) : 0;
}
