/** The OpenAPI 3.1 document, made from the same schemas that validate. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { ERRORS, ErrorAnswer, type ErrorCode } from "@farthing/contract";
import { z } from "zod";
import type { Endpoint } from "./endpoint.js";
import { isCounted } from "./rate-limit.js";
import { fullPath } from "./server.js";

const ANY_OPERATION: readonly ErrorCode[] = [
  "unauthorized",
  "forbidden",
  "validation_error",
  "internal_error",
  "unavailable",
];
const ANY_WRITE: readonly ErrorCode[] = [
  "invalid_json",
  "payload_too_large",
  "unsupported_media_type",
  "idempotency_key_mismatch",
  "idempotency_in_progress",
];

/** Of every write whose effect it makes happen once. */
const requestKeyHeader = z.object({
  "Idempotency-Key": z.string().min(1).max(255).optional().meta({
    description:
      "Makes the request safe to retry: for 24 hours the same key and body return the first response, and nothing is done twice",
  }),
});

const REQUEST_ID = {
  "x-request-id": {
    schema: { type: "string" },
    description: "Id of the request; include it when you report a problem",
  },
} as const;
const REPLAYED = {
  "idempotent-replayed": {
    schema: { type: "string" },
    description: "Set if this is the response of an earlier request with the same Idempotency-Key",
  },
} as const;
const RATE_LIMIT = {
  "ratelimit-limit": {
    schema: { type: "integer" },
    description: "Requests per second that this caller may make",
  },
  "ratelimit-remaining": { schema: { type: "integer" }, description: "Requests remaining" },
  "ratelimit-reset": {
    schema: { type: "integer" },
    description: "Seconds until the full limit is available again",
  },
} as const;
const RETRY_AFTER = {
  "retry-after": { schema: { type: "integer" }, description: "Seconds to wait before retrying" },
} as const;
type ResponseHeaders = Readonly<
  Record<string, { schema: { type: "string" | "integer" }; description: string }>
>;
/** Statuses that ask the caller to come again. */
const COME_AGAIN: ReadonlySet<number> = new Set([429, 503]);

/** @param tagDescriptions by tag, in the order of the document */
export function openApiDocument(
  endpoints: readonly Endpoint[],
  version: string,
  tagDescriptions: Readonly<Record<string, string>>,
) {
  const registry = new OpenAPIRegistry();
  const apiKey = registry.registerComponent("securitySchemes", "apiKey", {
    type: "apiKey",
    in: "header",
    name: "x-api-key",
  });
  const bearer = registry.registerComponent("securitySchemes", "bearer", { type: "http", scheme: "bearer" });
  for (const endpoint of endpoints) registry.registerPath(pathOf(endpoint));
  return new OpenApiGeneratorV31(registry.definitions).generateDocument({
    openapi: "3.1.0",
    info: {
      title: "Farthing API",
      version,
      description: INTRODUCTION,
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ [apiKey.name]: [] }, { [bearer.name]: [] }],
    tags: tagsOf(endpoints, tagDescriptions),
  });
}

const INTRODUCTION = `Metering, rating and billing of usage.

**Keys.** Send an API key as \`x-api-key\` or \`Authorization: Bearer\`. Only the key decides which environment a request uses.

**Amounts.** Usage is priced in *rate scale* (10000 = $1.00); invoices and payments are in *settlement scale* (100 = $1.00). Fields that end in \`Nanos\` are exact and sent as text: 10^-9 of the unit. The description of each amount says which scale it uses.

**Lists** take \`limit\` and \`cursor\` and return \`data\`, \`hasMore\` and \`nextCursor\`, newest first unless stated otherwise.

**Safe retries.** Events have their own keys (\`idempotencyKey\`), unique per customer forever. Every other write takes the \`Idempotency-Key\` header.

**Errors** have a code, a message that says what to do, and the field at fault. [All errors](/docs/errors) are listed on a separate page.`;

/** The tags in use, in the order of `descriptions`; one without a description comes last. */
function tagsOf(endpoints: readonly Endpoint[], descriptions: Readonly<Record<string, string>>) {
  const used = new Set(endpoints.map((endpoint) => endpoint.tag));
  const ordered = Object.keys(descriptions).filter((name) => used.delete(name));
  return [
    ...ordered.map((name) => ({ name, description: descriptions[name]! })),
    ...[...used].map((name) => ({ name })),
  ];
}

function pathOf(endpoint: Endpoint): RouteConfig {
  const isWrite = endpoint.method !== "get";
  const takesKey = endpoint.idempotency !== "none";
  const always = { ...REQUEST_ID, ...(isCounted(endpoint) ? RATE_LIMIT : {}) };
  const headers = { ...always, ...(takesKey ? REPLAYED : {}) };
  const content = Object.fromEntries(
    (endpoint.mediaTypes ?? ["application/json"]).map((type) => [type, { schema: endpoint.answer }]),
  );
  const codes = [
    ...new Set([
      ...endpoint.errors,
      ...ANY_OPERATION,
      ...(isWrite ? ANY_WRITE : []),
      ...(isCounted(endpoint) ? (["rate_limited"] as const) : []),
    ]),
  ];
  return {
    operationId: endpoint.operationId,
    method: endpoint.method,
    path: fullPath(endpoint),
    tags: [endpoint.tag],
    summary: endpoint.summary,
    ...(endpoint.description ? { description: endpoint.description } : {}),
    request: {
      ...(endpoint.params ? { params: endpoint.params } : {}),
      ...(endpoint.query ? { query: endpoint.query } : {}),
      ...(takesKey ? { headers: requestKeyHeader } : {}),
      ...(endpoint.body
        ? { body: { required: true, content: { "application/json": { schema: endpoint.body } } } }
        : {}),
    },
    responses: {
      [endpoint.status]: { description: answerName(endpoint), headers, content },
      ...(endpoint.mayGoOn
        ? { 202: { description: "Started; it continues in the background", headers, content } }
        : {}),
      ...errorResponses(codes, always),
    },
  };
}

function answerName({ answer, mediaTypes, status }: Endpoint): string {
  if (mediaTypes && !mediaTypes.includes("application/json")) return "The file";
  const name = answer.meta()?.id;
  if (name === undefined) return status === 201 ? "Created" : "OK";
  return status === 201 ? `Created: \`${name}\`` : `\`${name}\``;
}

function errorResponses(codes: readonly ErrorCode[], always: ResponseHeaders): RouteConfig["responses"] {
  const byStatus = new Map<number, ErrorCode[]>();
  for (const code of codes)
    byStatus.set(ERRORS[code].status, [...(byStatus.get(ERRORS[code].status) ?? []), code]);
  return Object.fromEntries(
    [...byStatus]
      .sort(([a], [b]) => a - b)
      .map(([status, of]) => [
        status,
        {
          description: of.map((code) => `\`${code}\`: ${ERRORS[code].meaning}`).join("\n\n"),
          headers: { ...always, ...(COME_AGAIN.has(status) ? RETRY_AFTER : {}) },
          content: { "application/json": { schema: ErrorAnswer } },
        },
      ]),
  );
}
