/** Puts endpoints on HTTP: authentication, validation, idempotent requests, errors, request ids. */
import { randomUUID } from "node:crypto";
import type { HttpBindings } from "@hono/node-server";
import { type Context, Hono } from "hono";
import { z } from "zod";
import { monotonicMs } from "../clock.js";
import type { Database } from "../db/database.js";
import { FarthingError } from "../errors.js";
import { onceForKey } from "../idempotency/once-for-key.js";
import type { Log } from "../log.js";
import { Counter, Histogram, type Metrics } from "../metrics/metrics.js";
import type { Admission, Held } from "./admission.js";
import { type JsonBody, parseJson, readBytes } from "./body.js";
import type { Call, Caller, Endpoint } from "./endpoint.js";
import { BytesAnswer, StatusAnswer, UnstoredAnswer } from "./endpoint.js";
import { createErrorResponder, type ErrorResponder } from "./error-response.js";
import { createPeerOf, type PeerOf } from "./peer.js";
import { AddressLimit, isCounted, type RateLimit } from "./rate-limit.js";
import { validate } from "./validate.js";

interface HttpOptions {
  readonly endpoints: readonly Endpoint[];
  readonly database: Database;
  readonly log: Log;
  readonly metrics: Metrics;
  readonly admission: Admission;
  /** Of callers who are known. Default: none. */
  readonly rateLimit?: RateLimit | undefined;
  /** Default: whoever is at the other end of the connection. */
  readonly peerOf?: PeerOf;
  /** Real time, for how long answers are kept. */
  readonly realNow: () => Date;
  /** @throws FarthingError `unauthorized` */
  readonly authenticate: (headers: Headers) => Promise<Caller>;
  /** As `authenticate`, for operations of the portal: it knows sessions of customers, and nothing else. */
  readonly authenticateCustomer?: (headers: Headers) => Promise<Caller>;
  /** Where callers reach this server, for links; default: where each request says that it came to. */
  readonly publicUrl?: string | undefined;
  /** Checks every answer against its schema; on in tests, where a disagreement must fail. */
  readonly checkAnswers?: boolean;
}

export const API_PREFIX = "/api/v1";
/** What the dashboard asks beside the API; it may change with the dashboard. */
export const OPERATOR_PREFIX = "/api/operator";

/** What the portal asks; it may change with the portal. */
export const PORTAL_PREFIX = "/api/portal";

const PREFIXES = {
  api: API_PREFIX,
  operator: OPERATOR_PREFIX,
  anyone: OPERATOR_PREFIX,
  customer: PORTAL_PREFIX,
} as const;

export const fullPath = ({ audience, path }: Pick<Endpoint, "audience" | "path">): string =>
  PREFIXES[audience] + path;

type Variables = { requestId: string };
/** Without those of a socket where there is none, as in tests. */
export type Bindings = Partial<HttpBindings> & { readonly held?: Held };
export type App = Hono<{ Variables: Variables; Bindings: Bindings }>;

/** For `PeerOf`. */
export const connectedFrom = (env: Bindings | undefined): string | undefined =>
  env?.incoming?.socket.remoteAddress;

const JSON_TYPE = "application/json; charset=UTF-8";
export const newRequestId = (): string => `req_${randomUUID().replaceAll("-", "")}`;

/** What all endpoints of one server share. */
interface Kit extends HttpOptions {
  readonly peerOf: PeerOf;
  readonly addressLimit: AddressLimit;
  readonly count: RequestCounter;
  readonly respond: ErrorResponder;
}

export function createHttp(options: HttpOptions): App {
  const app: App = new Hono();
  const count = requestCounter(options.metrics);
  const respond = createErrorResponder(options.log);
  const addressLimit = new AddressLimit();
  const kit: Kit = { ...options, peerOf: options.peerOf ?? createPeerOf([]), addressLimit, count, respond };
  // Before the middleware, which these routes do without: a Response whose headers are plain and are not touched again
  // is written as it is, where another one is first made whole (30 µs).
  for (const endpoint of options.endpoints) addEndpoint(app, endpoint, kit);
  app.use("*", async (c, next) => {
    const startedMs = monotonicMs();
    c.set("requestId", newRequestId());
    await next();
    c.header("x-request-id", c.get("requestId"));
    count("other", c.res.status, secondsSince(startedMs));
  });
  refuseOtherMethods(app, options.endpoints);
  // Answered and not thrown, as a throw from here would pass by what stands around every request.
  app.notFound((c) => {
    const error = new FarthingError("not_found", `There is no endpoint at ${c.req.path.slice(0, 200)}.`);
    return respond(error, c.get("requestId"));
  });
  app.onError((error, c) => respond(error, c.get("requestId")));
  return app;
}

const secondsSince = (startedMs: number): number => (monotonicMs() - startedMs) / 1_000;

function addEndpoint(app: App, endpoint: Endpoint, kit: Kit): void {
  const { respond, count } = kit;
  app.on(endpoint.method.toUpperCase(), routePattern(endpoint), async (c) => {
    const startedMs = monotonicMs();
    const requestId = newRequestId();
    const own: Record<string, string> = { "x-request-id": requestId };
    // What a customer sees is kept by no browser that others use after them, and by nothing in between.
    if (endpoint.audience === "customer") own["cache-control"] = "no-store";
    const response = await answer(endpoint, c, own, kit).then(
      ({ status, body, headers }) => {
        c.env?.held?.answers(typeof body === "string" ? Buffer.byteLength(body) : body.length);
        return new Response(body, { status, headers: { "content-type": JSON_TYPE, ...own, ...headers } });
      },
      (error: unknown) => respond(error, requestId, own),
    );
    count(endpoint.operationId, response.status, secondsSince(startedMs));
    return response;
  });
}

function refuseOtherMethods(app: App, endpoints: readonly Endpoint[]): void {
  const methodsByPath = new Map<string, string[]>();
  for (const endpoint of endpoints) {
    const path = routePattern(endpoint);
    methodsByPath.set(path, [...(methodsByPath.get(path) ?? []), endpoint.method.toUpperCase()]);
  }
  for (const [path, methods] of methodsByPath) {
    app.all(path, (c) => {
      throw new FarthingError(
        "method_not_allowed",
        `${c.req.method} is not supported here. Supported: ${methods.join(", ")}.`,
        { allow: methods },
      );
    });
  }
}

type RequestCounter = (operation: string, status: number, seconds: number) => void;

/** Labelled with the operation and not the path: paths have ids in them, and are as many as callers make up. */
function requestCounter(metrics: Metrics): RequestCounter {
  const requests = new Counter({
    name: "farthing_http_requests_total",
    help: "HTTP requests answered, by API operation (other: pages, health, paths that do not exist) and status.",
    labelNames: ["operation", "status"],
    registers: [metrics],
  });
  const durations = new Histogram({
    name: "farthing_http_request_seconds",
    help: "Seconds from the headers of an HTTP request to its response, by API operation.",
    labelNames: ["operation"],
    buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers: [metrics],
  });
  // Kept per series: finding one by its labels costs more than counting in it.
  const series = new Map<string, { inc(): void; observe(seconds: number): void }>();
  const seriesOf = (operation: string, status: number) => {
    const requestsOf = requests.labels(operation, String(status));
    const durationsOf = durations.labels(operation);
    return { inc: () => requestsOf.inc(), observe: (seconds: number) => durationsOf.observe(seconds) };
  };
  return (operation, status, seconds) => {
    const key = `${operation} ${status}`;
    const known = series.get(key) ?? seriesOf(operation, status);
    series.set(key, known);
    known.inc();
    known.observe(seconds);
  };
}

const routePattern = (endpoint: Endpoint): string =>
  fullPath(endpoint).replaceAll(/\{(\w+)\}/g, (_, name) =>
    name === endpoint.restParam ? `:${name}{.+}` : `:${name}`,
  );

interface WireAnswer {
  readonly status: 200 | 201 | 202;
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly headers: Record<string, string>;
}

type Asked = Context<{ Variables: Variables; Bindings: Bindings }>;

async function answer(
  endpoint: Endpoint,
  { req, env }: Asked,
  /** Of every answer to the request. */
  own: Record<string, string>,
  options: Kit,
): Promise<WireAnswer> {
  const request = req.raw;
  const caller = endpoint.audience === "anyone" ? NOBODY : await callerOf(endpoint, request.headers, options);
  if (options.rateLimit && isCounted(endpoint)) await options.rateLimit.count(caller, own);
  if (caller === NOBODY) {
    await options.addressLimit.count(options.peerOf(request.headers, connectedFrom(env)), own);
  }
  assertAllowed(endpoint, caller);
  const read = endpoint.method === "get" ? undefined : await readBody(endpoint, request, options.admission);
  const call: Call<unknown, unknown, unknown> = {
    params: endpoint.params ? validatePath(endpoint, req.param()) : {},
    query: validate(endpoint.query ?? EMPTY_QUERY, queryOf(request)),
    body: bodyOf(endpoint, read?.value),
    caller,
    db: options.database.db,
    get origin() {
      return options.publicUrl ?? new URL(request.url).origin;
    },
    get log() {
      return options.log.child({ requestId: own["x-request-id"] });
    },
    requestKey: endpoint.idempotency === "none" ? undefined : readRequestKey(request.headers),
  };
  if (call.requestKey === undefined) {
    const result = await endpoint.handle(call);
    if (result instanceof BytesAnswer) return { status: 200, body: result.bytes, headers: result.headers() };
    const { status, body } = written(endpoint, result, options);
    return { status, body: body.length > LONG_ANSWER ? Buffer.from(body) : body, headers: {} };
  }
  const stored = await onceForKey({
    db: options.database.db,
    environmentId: caller.environmentId,
    // Customers choose keys too, and must not meet those of another.
    key: caller.customer ? `${caller.customer.id} ${call.requestKey}` : call.requestKey,
    fingerprint: [endpoint.operationId, new URL(request.url).pathname, read?.bytes ?? ""],
    now: options.realNow(),
    mode: endpoint.idempotency === "events" ? "events" : "transaction",
    perform: async (db) => written(endpoint, await endpoint.handle({ ...call, db }), options),
  });
  return {
    status: stored.answer.status,
    body: stored.answer.body,
    headers: stored.replayed ? { "idempotent-replayed": "true" } : {},
  };
}

/** @throws FarthingError `unauthorized`; `forbidden` where another site asks with a session */
async function callerOf(endpoint: Endpoint, headers: Headers, options: HttpOptions): Promise<Caller> {
  if (endpoint.audience === "customer") {
    if (options.authenticateCustomer) return options.authenticateCustomer(headers);
    throw new Error(`${endpoint.operationId} is for customers, and nobody here knows any`);
  }
  return options.authenticate(headers);
}

/** @throws FarthingError `forbidden` */
function assertAllowed(endpoint: Endpoint, caller: Caller): void {
  const { operationId, audience, scopes } = endpoint;
  if (audience === "anyone" || audience === "customer") return;
  if (endpoint.audience === "operator" && !caller.operator)
    throw new FarthingError("forbidden", `${operationId} is only for signed-in operators, not for API keys.`);
  if (endpoint.managesAccess && !caller.managesAccess)
    throw new FarthingError("forbidden", `${operationId} is only for owners and admins.`);
  if (scopes.includes(caller.scope)) return;
  throw new FarthingError(
    "forbidden",
    caller.operator
      ? `Your role, ${caller.operator.role}, can only read.`
      : `This API key has scope ${caller.scope}; ${operationId} needs scope ${scopes.join(" or ")}.`,
  );
}

/** The caller of an operation for anyone: there is none, and a handler that asks for it is wrong. */
const NOBODY = new Proxy({} as Caller, {
  get: (_, field) => {
    throw new Error(`an operation for anyone asked for the caller's ${String(field)}`);
  },
});

async function readBody(endpoint: Endpoint, request: Request, admission: Admission): Promise<JsonBody> {
  const bytes = await readBytes(request);
  if (endpoint.idempotency === "events") admission.assertQueueHasRoom();
  return parseJson(request, bytes);
}

/** @throws FarthingError `validation_error` */
function bodyOf({ body, isPlainBody }: Endpoint, value: unknown = {}): unknown {
  if (!body) return undefined;
  return isPlainBody?.(value) ? value : validate(body, value);
}

function written(endpoint: Endpoint, result: unknown, options: HttpOptions) {
  const { status, body } =
    result instanceof StatusAnswer ? result : { status: endpoint.status, body: result };
  if (options.checkAnswers) {
    const checked = endpoint.answer.safeParse(JSON.parse(JSON.stringify(body)));
    if (!checked.success)
      throw new Error(`${endpoint.operationId} answers against its schema: ${checked.error.message}`);
  }
  return { status, body: JSON.stringify(body), stored: !(result instanceof UnstoredAnswer) };
}

/** A text is measured twice and copied behind the head on its way out; for a short one that costs less than bytes do. */
const LONG_ANSWER = 8_192;
const EMPTY_QUERY = z.strictObject({});

/** An id of the wrong form in a path names nothing: 404, as for one that does not exist. */
function validatePath(endpoint: Endpoint, params: unknown): unknown {
  const result = endpoint.params!.safeParse(params);
  if (result.success) return result.data;
  throw new FarthingError("not_found", `Nothing has that ${endpoint.tag.toLowerCase()} id.`, {
    param: String(result.error.issues[0]?.path[0] ?? ""),
  });
}

function queryOf(request: Request): Record<string, string> {
  const at = request.url.indexOf("?");
  return at === -1 ? {} : Object.fromEntries(new URLSearchParams(request.url.slice(at + 1)));
}

function readRequestKey(headers: Headers): string | undefined {
  const key = headers.get("idempotency-key");
  if (key === null) return undefined;
  if (key.length < 1 || key.length > 255) {
    throw new FarthingError("validation_error", "Idempotency-Key: must be 1 to 255 characters long", {
      param: "Idempotency-Key",
    });
  }
  return key;
}
