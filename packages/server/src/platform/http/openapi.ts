/** The OpenAPI 3.1 document, made from the same schemas that validate. */
import { OpenAPIRegistry, OpenApiGeneratorV31, type RouteConfig } from "@asteasolutions/zod-to-openapi";
import { ERRORS, ErrorAnswer, type ErrorCode } from "@farthing/contract";
import type { Endpoint } from "./endpoint.js";
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

export function openApiDocument(endpoints: readonly Endpoint[], version: string) {
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
      description:
        "Metering, rating and billing of usage. Money is rate scale (10000 = $1.00) unless a field says otherwise.",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    security: [{ [apiKey.name]: [] }, { [bearer.name]: [] }],
    tags: [...new Set(endpoints.map((endpoint) => endpoint.tag))].map((name) => ({ name })),
  });
}

function pathOf(endpoint: Endpoint): RouteConfig {
  const isWrite = endpoint.method !== "get";
  const content = Object.fromEntries(
    (endpoint.mediaTypes ?? ["application/json"]).map((type) => [type, { schema: endpoint.answer }]),
  );
  const codes = [...new Set([...endpoint.errors, ...ANY_OPERATION, ...(isWrite ? ANY_WRITE : [])])];
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
      ...(endpoint.body
        ? { body: { required: true, content: { "application/json": { schema: endpoint.body } } } }
        : {}),
    },
    responses: {
      [endpoint.status]: { description: "Done", content },
      ...(endpoint.mayGoOn ? { 202: { description: "Begun; it goes on without the request", content } } : {}),
      ...errorResponses(codes),
    },
  };
}

function errorResponses(codes: readonly ErrorCode[]): RouteConfig["responses"] {
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
          content: { "application/json": { schema: ErrorAnswer } },
        },
      ]),
  );
}
