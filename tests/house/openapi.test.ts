/**
 * The document and the routes are one: what is served is described, what is described is served, and what can go
 * wrong is said. Whether an operation says every code it really gives is seen while fuzzing, tests/system/fuzz.test.ts.
 *
 * Broken on purpose: a route `GET /api/v1/secret` added beside the endpoints in app.ts, and the summary of createPlan
 * emptied. Both were named.
 */
import { createRequire } from "node:module";
import { ERROR_CODES, ERRORS, type ErrorCode } from "@farthing/contract";
import ts from "typescript";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Application, createApplication } from "../../packages/server/src/app.js";
import {
  API_PREFIX,
  createClock,
  createLog,
  type Database,
  openDatabase,
} from "../../packages/server/src/platform/index.js";
import { parse, serverSources, walk } from "./sources.js";

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
}
interface Content {
  readonly description?: string;
  readonly content?: Record<string, { schema: unknown }>;
}
interface Operation {
  readonly operationId?: string;
  readonly summary?: string;
  readonly tags?: readonly string[];
  readonly parameters?: readonly Parameter[];
  readonly requestBody?: Content;
  readonly responses: Record<string, Content>;
}
interface Document {
  readonly openapi: string;
  readonly info: { readonly title: string; readonly version: string };
  readonly tags: readonly { readonly name: string; readonly description?: string }[];
  readonly security: readonly Record<string, unknown>[];
  readonly paths: Record<string, Record<string, Operation>>;
  readonly components: {
    readonly schemas: Record<string, unknown>;
    readonly securitySchemes: Record<string, unknown>;
  };
}

let application: Application;
let database: Database;
let document: Document;
/** No query is made, so no database has to be there. */
beforeAll(async () => {
  const log = createLog("silent");
  database = openDatabase("postgres://127.0.0.1:1/none", log);
  application = createApplication({
    database,
    clock: createClock(),
    log,
    secretKeys: ["nothing-is-sealed-with-this-one-here"],
  });
  document = (await (await application.app.request("/api/openapi.json")).json()) as Document;
});
afterAll(async () => {
  await application.close();
  await database.close();
});

const operations = (): [string, Operation][] =>
  Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]): [string, Operation] => [
      `${method.toUpperCase()} ${path}`,
      operation,
    ]),
  );

/** `/a/:id{.+}` → `/a/{id}` */
const documented = (route: string): string => route.replaceAll(/:(\w+)(?:\{[^}]*\})?/g, "{$1}");

test("every route under /api/v1 is in the document, and every operation of the document is a route", () => {
  const routes = application.app.routes
    .filter(({ path, method }) => path.startsWith(`${API_PREFIX}/`) && method !== "ALL")
    .map(({ method, path }) => `${method} ${documented(path)}`);
  expect([...new Set(routes)].sort()).toEqual(
    operations()
      .map(([name]) => name)
      .sort(),
  );
});

/** The validator that the generator of the client's types is built on. */
const redocly = createRequire(createRequire(import.meta.url).resolve("openapi-typescript"))(
  "@redocly/openapi-core",
) as {
  createConfig(config: object): Promise<unknown>;
  lintFromString(options: {
    source: string;
    config: unknown;
  }): Promise<{ message: string; severity: string }[]>;
};

async function lint(checked: unknown): Promise<string[]> {
  const rules = { struct: "error", "no-unresolved-refs": "error", "path-parameters-defined": "error" };
  const config = await redocly.createConfig({ rules: { ...rules, "operation-operationId-unique": "error" } });
  const problems = await redocly.lintFromString({ source: JSON.stringify(checked), config });
  return problems.map(({ message }) => message);
}

test("the document is valid OpenAPI 3.1, by a validator that is not ours", async () => {
  expect(document.openapi).toMatch(/^3\.1\.\d$/);
  expect(await lint(document)).toEqual([]);
  const broken = structuredClone(document) as unknown as { paths: Record<string, Record<string, unknown>> };
  broken.paths["/api/v1/usage/events"]!.post = { summary: "no responses", responses: 3 };
  expect(await lint(broken)).not.toEqual([]);
});

test("every reference in the document leads somewhere", () => {
  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(
    ([, target]) => target!,
  );
  expect(references.length).toBeGreaterThan(50);
  const lost = references.filter((target) => {
    const found = target
      .replace(/^#\//, "")
      .split("/")
      .reduce<unknown>((node, part) => (node as Record<string, unknown> | undefined)?.[part], document);
    return found === undefined;
  });
  expect(lost).toEqual([]);
});

test("no schema has words that only older versions of OpenAPI know", () => {
  const found: string[] = [];
  const look = (node: unknown, where: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { nullable, exclusiveMinimum, exclusiveMaximum, type } = node as Record<string, unknown>;
    if (typeof nullable === "boolean") found.push(`${where}: nullable`);
    if (typeof exclusiveMinimum === "boolean" || typeof exclusiveMaximum === "boolean")
      found.push(`${where}: exclusive as boolean`);
    const types = Array.isArray(type) ? type : [type];
    const known = ["string", "number", "integer", "boolean", "object", "array", "null", "apiKey", "http"];
    if (typeof type === "string" && !types.every((each) => known.includes(each as string)))
      found.push(`${where}: type ${type}`);
    for (const [key, value] of Object.entries(node)) look(value, `${where}/${key}`);
  };
  for (const [name, schema] of Object.entries(document.components.schemas)) look(schema, name);
  expect(found.filter((each) => !each.includes("/example"))).toEqual([]);
});

/** Money, and what is counted with decimals. Other whole numbers are counts, which their names say. */
const NEEDS_A_SCALE = /amount|price$|cost$|total$|balance$|deduct|charge$|overage$|nanos$/i;
const SAYS_A_SCALE = /scale|nanos|units|credits|seats|tokens/i;

test("every number that is money or a quantity says in which scale or unit it is", () => {
  let asked = 0;
  const silent: string[] = [];
  const look = (node: unknown, name: string, where: string): void => {
    if (typeof node !== "object" || node === null) return;
    const { type, anyOf, description } = node as { type?: unknown; anyOf?: unknown[]; description?: string };
    const types = [type, ...(anyOf ?? []).map((one) => (one as { type?: unknown }).type)].flat();
    const isText = types.includes("string") && /nanos$/i.test(name);
    if (isText || types.includes("number") || (types.includes("integer") && NEEDS_A_SCALE.test(name))) {
      asked += 1;
      if (!SAYS_A_SCALE.test(description ?? "")) silent.push(where);
    }
    for (const [property, schema] of Object.entries((node as { properties?: object }).properties ?? {}))
      look(schema, property, `${where}.${property}`);
    const { items } = node as { items?: unknown };
    look(items, name, `${where}[]`);
    for (const one of anyOf ?? []) if ((one as { properties?: object }).properties) look(one, name, where);
    for (const one of (node as { oneOf?: unknown[] }).oneOf ?? []) look(one, name, where);
  };
  for (const [name, schema] of Object.entries(document.components.schemas)) look(schema, name, name);
  expect(asked).toBeGreaterThan(200);
  expect(silent).toEqual([]);
});

const schemaOf = ({ responses }: Operation, status: string): string | undefined =>
  JSON.stringify(Object.values(responses[status]?.content ?? {})[0]?.schema);

test("every operation has an id of its own, a summary, a known tag, its path's parameters, and an answer", () => {
  const tags = new Set(document.tags.map(({ name }) => name));
  const ids = operations().map(([, { operationId }]) => operationId);
  expect(ids.filter((id, i) => id === undefined || ids.indexOf(id) !== i)).toEqual([]);
  const found = operations().flatMap(([name, operation]) => {
    const inPath = [...name.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    const described = (operation.parameters ?? []).filter((parameter) => parameter.in === "path");
    const answers = Object.keys(operation.responses).filter((status) => status.startsWith("2"));
    return [
      (operation.summary?.length ?? 0) >= 5 ? "" : "no summary",
      operation.tags?.every((tag) => tags.has(tag)) && operation.tags.length > 0 ? "" : "no known tag",
      JSON.stringify(inPath.sort()) === JSON.stringify(described.map((each) => each.name).sort())
        ? ""
        : "path and parameters disagree",
      described.every((parameter) => parameter.required) ? "" : "a path parameter that is not required",
      // What goes on without its request answers in the shape in which it says that it is done.
      answers.filter((status) => status !== "202").length === 1 &&
      new Set(answers.map((status) => schemaOf(operation, status))).size === 1 &&
      schemaOf(operation, answers[0]!) !== undefined
        ? ""
        : "no answer",
    ]
      .filter((problem) => problem !== "")
      .map((problem) => `${name}: ${problem}`);
  });
  expect(found).toEqual([]);
});

test("every tag says what its operations are about", () => {
  expect(document.tags.length).toBeGreaterThan(15);
  expect(document.tags.filter(({ description }) => (description?.length ?? 0) < 20)).toEqual([]);
});

test("writes that a key makes safe to repeat declare its header, others do not", () => {
  const found = application.endpoints.flatMap((endpoint) => {
    const { parameters = [] } = document.paths[API_PREFIX + endpoint.path]![endpoint.method]!;
    const isDeclared = parameters.some(
      ({ name, in: place }) => place === "header" && name === "Idempotency-Key",
    );
    return isDeclared === (endpoint.idempotency !== "none") ? [] : [endpoint.operationId];
  });
  expect(found).toEqual([]);
});

test("every operation says what can go wrong, each code under its own status", () => {
  const found = application.endpoints.flatMap((endpoint) => {
    const operation = document.paths[API_PREFIX + endpoint.path]![endpoint.method]!;
    const isWrite = endpoint.method !== "get";
    const expected: ErrorCode[] = [
      ...endpoint.errors,
      "unauthorized",
      "forbidden",
      "validation_error",
      "internal_error",
      "unavailable",
      ...(isWrite ? (["invalid_json", "payload_too_large", "unsupported_media_type"] as const) : []),
    ];
    return expected
      .filter((code) => !operation.responses[ERRORS[code].status]?.description?.includes(`\`${code}\``))
      .map((code) => `${endpoint.operationId}: ${code}`);
  });
  expect(found).toEqual([]);
});

test("writes with a body describe it, and reads have none", () => {
  const found = application.endpoints.flatMap((endpoint) => {
    const { requestBody } = document.paths[API_PREFIX + endpoint.path]![endpoint.method]!;
    const hasSchema = requestBody?.content?.["application/json"]?.schema !== undefined;
    if (endpoint.method === "get") return requestBody ? [`${endpoint.operationId}: a read with a body`] : [];
    return hasSchema === (endpoint.body !== undefined) ? [] : [endpoint.operationId];
  });
  expect(found).toEqual([]);
});

test("both ways of sending the key are described, and asked for", () => {
  expect(Object.keys(document.components.securitySchemes).sort()).toEqual(["apiKey", "bearer"]);
  expect(document.security).toEqual([{ apiKey: [] }, { bearer: [] }]);
});

/** Thrown beside all operations, by the router itself and where operators sign in. */
const OF_THE_ROUTER: readonly ErrorCode[] = ["not_found", "method_not_allowed", "rate_limited"];
/** In the catalog for what is still to come. */
const RESERVED: readonly ErrorCode[] = ["payment_failed", "sandbox_only"];

function thrownCodes(): Set<string> {
  const codes = new Set<string>();
  for (const source of serverSources()) {
    walk(parse(source), (node) => {
      const isError = ts.isNewExpression(node) && node.expression.getText() === "FarthingError";
      const first = isError ? node.arguments?.[0] : undefined;
      if (!first) return;
      walk(first, (part) => {
        if (ts.isStringLiteral(part)) codes.add(part.text);
      });
    });
  }
  return codes;
}

test("every code that is thrown is said by an operation, and every code of the catalog is thrown", () => {
  const said = new Set(
    operations().flatMap(([, { responses }]) =>
      Object.values(responses).flatMap(({ description }) =>
        [...(description ?? "").matchAll(/`(\w+)`: /g)].map(([, code]) => code!),
      ),
    ),
  );
  for (const { errors } of application.operatorEndpoints) for (const code of errors) said.add(code);
  const thrown = thrownCodes();
  expect([...thrown].filter((code) => !said.has(code) && !OF_THE_ROUTER.includes(code as ErrorCode))).toEqual(
    [],
  );
  // `validation_error` and its like reach the throw through a variable where several are possible.
  const never = ERROR_CODES.filter((code) => !thrown.has(code) && !RESERVED.includes(code));
  expect(never).toEqual([]);
});
