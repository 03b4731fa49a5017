/**
 * What an API operation is: its schemas, who may call it, and the verb behind it. Routes, validation and the
 * OpenAPI document are all made from this one description.
 */
import type { ErrorCode } from "@farthing/contract";
import type { z } from "zod";
import type { Db } from "../db/database.js";
import type { Id } from "../ids.js";
import type { Log } from "../log.js";

export type KeyScope = "full" | "ingest" | "read";

/** Somebody who signed in, rather than a program with a key. */
export interface Operator {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: "owner" | "admin" | "member" | "viewer";
  readonly organizationId: Id<"org">;
}

/** Whoever opened a link to the portal: nothing beyond this one customer is there for them. */
export interface PortalCustomer {
  readonly id: Id<"cus">;
  readonly sessionId: Id<"psn">;
  readonly sessionExpiresAt: Date;
  readonly returnUrl: string | null;
}

/** Who calls, as the API key or the session says. No handler takes a tenant from anywhere else. */
export interface Caller {
  readonly environmentId: Id<"env">;
  readonly livemode: boolean;
  /** Null with a session: then {@link operator} or {@link customer} says who. */
  readonly keyId: Id<"key"> | null;
  readonly scope: KeyScope;
  /** Whether the caller may make and take away what others get in with. */
  readonly managesAccess: boolean;
  readonly operator?: Operator;
  /** Set with a session of the portal, and then {@link operator} and {@link keyId} are not. */
  readonly customer?: PortalCustomer;
  /** Raised whenever one of the environment's own names of things comes to mean another thing; under a second old. */
  readonly referencesVersion: bigint;
  /** Business time of the environment. */
  now(): Date;
}

export interface Call<Body, Query, Params> {
  readonly body: Body;
  readonly query: Query;
  readonly params: Params;
  readonly caller: Caller;
  /** The pool, or the transaction that an `Idempotency-Key` opened. */
  readonly db: Db;
  readonly log: Log;
  /** Where the caller reached this server, without a path: `https://billing.example.com`. */
  readonly origin: string;
  /** The `Idempotency-Key` header, where one was sent. */
  readonly requestKey: string | undefined;
}

/**
 * Who an operation is for: `api` programs and operators, below `/api/v1`; `operator` operators alone, and `anyone` who
 * asks, both below `/api/operator`; `customer` one customer in the portal, below `/api/portal`. A session of the portal
 * is known to the last alone, so an operation that does not say that it is for customers is closed to them.
 */
export type Audience = "api" | "operator" | "anyone" | "customer";

/** An operation for operators; its handler's caller is one. */
export function operatorOf(caller: Caller): Operator {
  if (!caller.operator) throw new Error("an operation for operators was called by somebody else");
  return caller.operator;
}

/** An operation for the portal; its handler's caller is a customer. */
export function portalCustomerOf(caller: Caller): PortalCustomer {
  if (!caller.customer) throw new Error("an operation of the portal was called by somebody else");
  return caller.customer;
}

export interface Endpoint {
  readonly operationId: string;
  readonly audience: Audience;
  /** Refuses callers who do not manage access. */
  readonly managesAccess: boolean;
  readonly method: "get" | "post" | "put" | "patch" | "delete";
  /** OpenAPI form: `/customers/{id}`. */
  readonly path: string;
  /** The parameter of `path` that may have slashes in it. */
  readonly restParam?: string | undefined;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string | undefined;
  readonly params?: z.ZodObject | undefined;
  readonly query?: z.ZodObject | undefined;
  readonly body?: z.ZodType | undefined;
  /** A quick test that knows most of the bodies that `body` takes as they are; the others go to the schema. */
  readonly isPlainBody?: ((body: unknown) => boolean) | undefined;
  readonly answer: z.ZodType;
  /** What a {@link BytesAnswer} of it is; JSON otherwise. */
  readonly mediaTypes?: readonly string[] | undefined;
  readonly status: 200 | 201;
  /** Whether it may also answer 202, in the same shape: what was asked for goes on without the request. */
  readonly mayGoOn: boolean;
  readonly scopes: readonly KeyScope[];
  /** Beyond those any operation can give (401, 403, 422, 429, 500, 503). */
  readonly errors: readonly ErrorCode[];
  /**
   * How `Idempotency-Key` is kept. `transaction`: claim, effect and stored answer commit together. `events`: the
   * batch writer commits the effect, whose own keys make repeating it safe.
   */
  readonly idempotency: "none" | "transaction" | "events";
  readonly handle: (call: Call<unknown, unknown, unknown>) => Promise<HandlerAnswer>;
}

/** A plain body, or a body with the status that differs from the usual one. */
type HandlerAnswer = unknown | StatusAnswer | BytesAnswer;
export class StatusAnswer {
  constructor(
    readonly status: 200 | 201 | 202,
    readonly body: unknown,
  ) {}
}

/** An answer that may be another when the request comes again, and is not kept under its `Idempotency-Key`. */
export class UnstoredAnswer extends StatusAnswer {}

/** A document or picture in place of JSON. */
export class BytesAnswer {
  constructor(
    readonly bytes: Uint8Array<ArrayBuffer>,
    readonly mediaType: string,
    /** Under which a browser keeps it. */
    readonly fileName: string,
  ) {}

  headers(): Record<string, string> {
    return {
      "content-type": this.mediaType,
      "content-disposition": `inline; filename="${this.fileName.replaceAll(/[^\w.-]/g, "_")}"`,
      "x-content-type-options": "nosniff",
      "cache-control": "private, no-store",
    };
  }
}

interface Definition<B extends z.ZodType, Q extends z.ZodObject, P extends z.ZodObject, A extends z.ZodType> {
  operationId: string;
  method: Endpoint["method"];
  path: string;
  restParam?: string;
  /** Default: `api`. */
  audience?: Audience;
  managesAccess?: boolean;
  tag: string;
  summary: string;
  description?: string;
  params?: P;
  query?: Q;
  body?: B;
  isPlainBody?: (body: unknown) => body is z.output<B>;
  answer: A;
  mediaTypes?: readonly string[];
  status?: 200 | 201;
  mayGoOn?: boolean;
  /** `full` may always; name the others that may. Default: `read` for GET, none for writes. */
  scopes?: readonly KeyScope[];
  errors?: readonly ErrorCode[];
  idempotency?: Endpoint["idempotency"];
  handle: (
    call: Call<z.output<B>, z.output<Q>, z.output<P>>,
  ) => Promise<z.input<A> | StatusAnswer | BytesAnswer>;
}

/** Describes an operation; the types of body, query, params and answer follow from its schemas. */
export function endpoint<
  B extends z.ZodType,
  Q extends z.ZodObject,
  P extends z.ZodObject,
  A extends z.ZodType,
>(definition: Definition<B, Q, P, A>): Endpoint {
  const isRead = definition.method === "get";
  return {
    status: 200,
    errors: [],
    audience: "api",
    managesAccess: false,
    mayGoOn: false,
    idempotency: isRead ? "none" : "transaction",
    ...definition,
    scopes: ["full", ...(definition.scopes ?? (isRead ? (["read"] as const) : []))],
    handle: definition.handle as Endpoint["handle"],
  };
}
