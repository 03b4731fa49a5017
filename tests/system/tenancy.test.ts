/**
 * What belongs to one environment does not exist for another. The table is made from the router, so that an
 * operation that is added tomorrow is in it.
 *
 * Broken on purpose: the environment taken out of findSubscription's condition (the rows of its paths failed), of
 * pageOfRefused's (a list showed the other environment's rows) and of findRefused's (paths and bodies failed); of
 * pageOfCustomers's where a cursor is given (the test of cursors); of listPrices's (models of others priced usage, by
 * `model` and by `responseModel`); ids refused that are no UUIDs of a known version (500 on every path); a field
 * `invoiceId` added to events (named as unknown).
 */
import { expect, test } from "vitest";
import { ZodObject } from "zod";
import type { Endpoint } from "../../packages/server/src/platform/index.js";
import { alwaysPays } from "../../packages/server/test/always-pays.js";
import { send } from "../../packages/server/test/instance.js";
import { createLiveKey } from "../../packages/server/test/live-key.js";
import { shared, sharedInstance } from "../../packages/server/test/one-per-file.js";
import { startStripeStandIn } from "../../packages/server/test/stripe/stand-in.js";
import {
  call,
  createWorld,
  isOncePerWorld,
  isSandboxOnly,
  pathOf,
  requestFor,
  type ValidRequest,
  validRequests,
  type World,
} from "./world.js";

// Connected to and not used: what is asked of every operation needs somebody who pays at once.
const stripe = shared(startStripeStandIn);
let liveKey: string;
let sandbox: World;
let live: World;
const instance = sharedInstance(
  async () => {
    liveKey = await createLiveKey(instance);
    sandbox = await createWorld(instance, instance.key);
    live = await createWorld(instance, liveKey);
  },
  () => ({ external: alwaysPays(), stripe: { apiUrl: stripe.url } }),
);

const named = (endpoint: Endpoint): string => `${endpoint.method.toUpperCase()} ${endpoint.path}`;
/** Fields and parameters that name something of an environment. */
const REFERENCES = [
  "customerId",
  "feature",
  "featureCode",
  "featureId",
  "planId",
  "planCode",
  "newPlanId",
  "planGroupId",
  "migrateTo",
  "planIds",
  "priceId",
  "subscriptionId",
  "invoiceId",
  "paymentId",
  "ids",
  "model",
  "creditPackId",
];
/** In a body they are what something is to be called. */
const REFERENCES_OF_QUERIES = ["externalId", "provider"];
/** Filters of lists, where what is not there is an empty list. */
const FILTERS = new Set([
  "listUsageEvents.model",
  // As it was sent: whatever text that is, for it may be that no model has this name.
  "listRefusedUsage.model",
  "listCustomers.externalId",
  "listCustomers.ids",
  "listModels.provider",
  "listInvoices.subscriptionId",
  "listCreditNotes.invoiceId",
  "listPayments.invoiceId",
  "listTransactions.paymentId",
]);

/** Fields that hold text and look nothing up: what is made or told gets it, or a list is searched for it. */
const NAMES_NOTHING = new Set([
  ...["name", "code", "id", "email", "fullName", "taxDocument", "timezone", "description", "unitName"],
  // Where webhooks go; dates of versions.
  ...["url", "apiVersion", "successUrl", "returnUrl", "customerEmail", "secretKey", "webhookSecret"],
  ...[
    "displayName",
    "reason",
    "alias",
    "modelId",
    "includePrivate",
    "isActive",
    "currency",
    "search",
    "groupBy",
  ],
  ...["legalName", "taxId", "website", "accentColor", "footer", "paymentInstructions", "data", "to"],
  ...["line1", "line2", "city", "state", "postalCode", "country", "region"],
  // Of the customer that the event names.
  ...["idempotencyKey", "eventId", "property", "value"],
]);
/** Looked at by tests of their own. */
const BY_THEMSELVES = new Set([
  ...["cursor", "responseModel"],
  // billing/credit-notes/credit-notes.test.ts
  ...["correctsInvoiceId", "invoiceId", "lineId", "number"],
]);

/** A world for each operation that uses one up, and thousands of requests: more than other tests have. */
const MANY_REQUESTS_MS = 240_000;

const shapeOf = (schema: unknown): string[] => (schema instanceof ZodObject ? Object.keys(schema.shape) : []);

test(
  "a valid request of every operation is answered in its own environment",
  async () => {
    const wrong: string[] = [];
    for (const world of [sandbox, live]) {
      const ask = (endpoint: Endpoint, of: World) =>
        call(
          instance,
          of.key,
          endpoint,
          requestFor(endpoint, validRequests(of, `own_${endpoint.operationId.toLowerCase()}`)),
        );
      let worn = await createWorld(instance, world.key);
      for (const endpoint of instance.endpoints) {
        const isOnce = isOncePerWorld(endpoint);
        let answer = await ask(endpoint, isOnce ? worn : world);
        if (isOnce && answer.status !== endpoint.status) {
          // Another operation has used up what this one needs: it is asked of in a world that nobody has used.
          worn = await createWorld(instance, world.key);
          answer = await ask(endpoint, worn);
        }
        const { status, body } = answer;
        if (isSandboxOnly(endpoint) && world.key === liveKey) {
          if (body.error?.code !== "sandbox_only") wrong.push(`${named(endpoint)}: ${status} in live`);
        } else if (status !== endpoint.status)
          wrong.push(`${named(endpoint)}: ${status} ${body.error?.message}`);
        else if ("livemode" in body && body.livemode !== (world.key === liveKey))
          wrong.push(`${named(endpoint)}: livemode`);
      }
    }
    expect(wrong).toEqual([]);
  },
  MANY_REQUESTS_MS,
);

test("every field that holds text is known to name something, and is in the tables below, or to name nothing", async () => {
  const document = await (await instance.app.request("/api/openapi.json")).json();
  const known = new Set([...REFERENCES, ...REFERENCES_OF_QUERIES, ...NAMES_NOTHING, ...BY_THEMSELVES]);
  const fields = textFieldsOf(document as OpenApi);
  expect(fields.size).toBeGreaterThan(30);
  expect([...fields].filter((field) => !known.has(field))).toEqual([]);
});

interface Schema {
  readonly $ref?: string;
  readonly type?: string | readonly string[];
  readonly enum?: readonly unknown[];
  readonly format?: string;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
  readonly oneOf?: readonly Schema[];
  readonly allOf?: readonly Schema[];
}
interface OpenApi {
  readonly components: { readonly schemas: Readonly<Record<string, Schema>> };
  readonly paths: Readonly<Record<string, Readonly<Record<string, OpenApiOperation>>>>;
}
interface OpenApiOperation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Names of all fields of bodies and queries, at any depth, that hold text of no fixed set. */
function textFieldsOf({ components, paths }: OpenApi): Set<string> {
  const fields = new Set<string>();
  const visit = (schema: Schema | undefined, name: string): void => {
    if (!schema) return;
    if (schema.$ref) visit(components.schemas[schema.$ref.split("/").at(-1)!], name);
    if ([schema.type].flat().includes("string") && !schema.enum && schema.format !== "date-time")
      fields.add(name);
    for (const [key, value] of Object.entries(schema.properties ?? {})) visit(value, key);
    for (const part of [
      schema.items,
      ...(schema.anyOf ?? []),
      ...(schema.oneOf ?? []),
      ...(schema.allOf ?? []),
    ])
      visit(part, name);
  };
  for (const { parameters = [], requestBody } of Object.values(paths).flatMap((path) =>
    Object.values(path),
  )) {
    for (const parameter of parameters) if (parameter.in === "query") visit(parameter.schema, parameter.name);
    visit(requestBody?.content["application/json"]?.schema, "");
  }
  return fields;
}

const prefixOf = (value: string): string | undefined => /^([a-z]+)_[0-9a-z]{26}$/.exec(value)?.[1];
/** Of the form of an id, and nobody's; the last is no UUID of any version. */
const NOBODYS = ["7zzzzzzzzzzzzzzzzzzzzzzzzz", "01h455vb4pex5vsknk084sn02q", "01h455vb4p0000000000000001"];

test(
  "every parameter of every path is 404 for every id and name of another environment, and for ids of nobody",
  async () => {
    const theirs = Object.entries(live).filter(([name]) => name !== "key");
    const prefixes = [...new Set(theirs.map(([, value]) => prefixOf(value)))].filter(
      (prefix) => prefix !== undefined,
    );
    // Ids of another kind are among theirs.
    const nobodysLike = (value: string) =>
      prefixes
        .filter((prefix) => prefix === (prefixOf(value) ?? prefix))
        .flatMap((prefix) => NOBODYS.map((suffix) => ["nobody", `${prefix}_${suffix}`] as const));
    const wrong: string[] = [];
    let checked = 0;
    for (const endpoint of instance.endpoints) {
      const own = requestFor(endpoint, validRequests(sandbox, "every_id"));
      for (const [param, valid] of Object.entries(own.params ?? {})) {
        for (const [name, value] of [...theirs, ...nobodysLike(valid)]) {
          const request: ValidRequest = { ...own, params: { ...own.params, [param]: value } };
          const { status } = await call(instance, sandbox.key, endpoint, request);
          checked += 1;
          if (status !== 404) wrong.push(`${named(endpoint)} {${param}} = ${name} ${value}: ${status}`);
        }
      }
    }
    expect(checked).toBeGreaterThan(500);
    expect(wrong).toEqual([]);
  },
  MANY_REQUESTS_MS,
);

test("a cursor of one environment's list shows nothing of it in another", async () => {
  const lists = instance.endpoints.filter(({ query }) => shapeOf(query).includes("cursor"));
  const seen: string[] = [];
  let followed = 0;
  for (const endpoint of lists) {
    const own = requestFor(endpoint, validRequests(live, "cursor"));
    const query = { ...withoutFilters(endpoint, own.query ?? {}), limit: "1" };
    const first = await call(instance, liveKey, endpoint, { ...own, query });
    if (!first.body.nextCursor) continue;
    followed += 1;
    const mine = requestFor(endpoint, validRequests(sandbox, "cursor"));
    const asked = {
      ...mine,
      query: { ...withoutFilters(endpoint, mine.query ?? {}), limit: "100", cursor: first.body.nextCursor },
    };
    const { status, body } = await call(instance, sandbox.key, endpoint, asked);
    const rest = await call(instance, liveKey, endpoint, { ...own, query: { ...query, limit: "100" } });
    // What has no id of its own is known by all that it says.
    const nameOf = (row: { id?: string }) => row.id ?? JSON.stringify(row);
    const ids = new Set(rest.body.data.map(nameOf));
    if (status !== 200) seen.push(`${endpoint.operationId}: ${status}`);
    // The catalog of models is everybody's, but for what an operator entered.
    const shared = (row: { object: string; source?: string }) =>
      row.object === "model" && row.source !== "operator";
    for (const row of body.data ?? [])
      if (ids.has(nameOf(row)) && !shared(row)) seen.push(`${endpoint.operationId} shows ${nameOf(row)}`);
  }
  expect(followed).toBeGreaterThan(5);
  expect(seen).toEqual([]);
});

test("a model that answered, and is another environment's, prices nothing and is not found", async () => {
  const models = { model: "nobodys/model", responseModel: `${live.provider}/${live.modelId}` };
  const usage = { customerId: sandbox.customerId, feature: sandbox.aiFeatureCode, inputTokens: 1, ...models };
  const tracked = await instance.call("POST", "/usage/events", usage);
  const resolved = await instance.call("GET", `/models/resolve?${new URLSearchParams(models)}`);
  for (const { status, body } of [tracked, resolved])
    expect([status, body.error?.code]).toEqual([404, "model_not_found"]);
  // In its own environment it does.
  const own = { ...usage, customerId: live.customerId, feature: live.aiFeatureCode };
  expect((await send(instance, liveKey, "POST", "/usage/events", own)).status).toBe(201);
});

test("no operation finds what its path names in another environment: 404 for each parameter of each", async () => {
  const rows: string[] = [];
  for (const endpoint of instance.endpoints) {
    const names = [...endpoint.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name!);
    for (const [mine, theirs] of [
      [sandbox, live],
      [live, sandbox],
    ] as const) {
      const own = requestFor(endpoint, validRequests(mine, "tenancy"));
      const foreign = requestFor(endpoint, validRequests(theirs, "tenancy"));
      // What both name alike is a model of the catalog, which all share.
      for (const name of names.filter((name) => foreign.params![name] !== own.params![name])) {
        const request: ValidRequest = { ...own, params: { ...own.params, [name]: foreign.params![name]! } };
        const { status, body } = await call(instance, mine.key, endpoint, request);
        rows.push(`${named(endpoint)} {${name}}: ${status} ${/not_found$/.test(body.error?.code)}`);
      }
    }
  }
  expect(rows.length).toBeGreaterThan(50);
  expect(rows.filter((row) => !row.endsWith(": 404 true"))).toEqual([]);
});

test("no operation finds what its body or query names in another environment", async () => {
  const wrong: string[] = [];
  let checked = 0;
  for (const endpoint of instance.endpoints) {
    for (const part of ["body", "query"] as const) {
      const references = part === "query" ? [...REFERENCES, ...REFERENCES_OF_QUERIES] : REFERENCES;
      for (const field of shapeOf(endpoint[part]).filter((name) => references.includes(name))) {
        const own = requestFor(endpoint, validRequests(sandbox, `tenancy_${part}`));
        const ofCustomers = endpoint.operationId === "listCustomers" && field === "ids";
        const foreignValue = ofCustomers ? live.customerId : foreignFor(field);
        const given = { ...own[part], [field]: foreignValue } as Record<string, unknown>;
        if (field === "planId") delete given.planCode;
        if (field === "featureCode") delete given.feature;
        if (endpoint.operationId === "replayRefusedUsageBatch" && field !== "ids") delete given.ids;
        if (field === "ids") for (const name of ["customerId", "feature", "reason"]) delete given[name];
        if (field === "model" && part === "body") {
          // Asked for as usage, not as the target of an alias.
          if ("customerId" in given) Object.assign(given, { inputTokens: 1, feature: sandbox.aiFeatureCode });
          delete given.quantity;
        }
        const request = { ...own, [part]: given } as ValidRequest;
        const { status, body } = await call(instance, sandbox.key, endpoint, request);
        const label = `${endpoint.operationId}.${field}`;
        checked += 1;
        if (FILTERS.has(label)) {
          if (status !== 200 || body.data.length > 0) wrong.push(`${label}: ${status}`);
        } else if (label === "checkUsage.model") {
          // A check answers what tracking would say.
          if (body.reason !== "model_not_found") wrong.push(`${label}: ${status} ${body.reason}`);
        } else if (label === "replayRefusedUsageBatch.model") {
          // Of its own, which asked for that name and was told that there is no such model.
          const codes = (body.results ?? []).map((one: { error?: { code: string } }) => one.error?.code);
          if (status !== 200 || codes.some((code?: string) => code !== "model_not_found"))
            wrong.push(`${label}: ${status} ${codes}`);
        } else if (status !== 404) wrong.push(`${label}: ${status} ${JSON.stringify(body).slice(0, 200)}`);
      }
    }
  }
  expect(checked).toBeGreaterThan(20);
  expect(wrong).toEqual([]);
});

const foreignFor = (field: string): unknown =>
  ({
    customerId: live.customerId,
    subscriptionId: live.subscriptionId,
    invoiceId: live.invoiceId,
    paymentId: live.paymentId,
    feature: live.featureCode,
    featureCode: live.featureCode,
    featureId: live.featureId,
    planId: live.planId,
    planCode: live.planCode,
    newPlanId: live.planId,
    planGroupId: live.planGroupId,
    migrateTo: live.planId,
    planIds: [live.groupedPlanId],
    priceId: live.priceId,
    ids: [live.refusedId],
    creditPackId: live.creditPackId,
    model: `${live.provider}/${live.modelId}`,
    externalId: live.externalId,
    provider: live.provider,
  })[field];

test("an event of a batch that names another environment's customer, feature or model is refused alone", async () => {
  const own = { customerId: sandbox.customerId, feature: sandbox.featureCode };
  const { body } = await instance.call("POST", "/usage/events/batch", {
    events: [
      { ...own, customerId: live.customerId },
      { ...own, customerId: live.externalId },
      { ...own, feature: live.featureCode },
      { ...own, feature: sandbox.aiFeatureCode, model: live.alias, inputTokens: 1 },
      own,
    ],
  });
  expect(
    body.results.map(
      (result: { status: string; error?: { code: string } }) => result.error?.code ?? result.status,
    ),
  ).toEqual(["customer_not_found", "customer_not_found", "feature_not_found", "model_not_found", "recorded"]);
});

test("no list and no answer shows anything of another environment", async () => {
  // New ones, of which nobody has asked in the wrong place before.
  const [own, other] = [await createWorld(instance, instance.key), await createWorld(instance, liveKey)];
  const theirs = Object.entries(other).filter(([name]) => name !== "key");
  const seen: string[] = [];
  for (const endpoint of instance.endpoints.filter(({ method }) => method === "get")) {
    const request = requestFor(endpoint, validRequests(own, "lists"));
    const everything = { ...request, query: withoutFilters(endpoint, request.query ?? {}) };
    for (const asked of [request, everything]) {
      const { status, body } = await call(instance, own.key, endpoint, asked);
      expect([pathOf(endpoint, asked), status]).toEqual([pathOf(endpoint, asked), 200]);
      const text = JSON.stringify(body);
      for (const [name, value] of theirs)
        if (text.includes(`"${value}"`)) seen.push(`${endpoint.operationId} shows ${name}`);
    }
  }
  expect(seen).toEqual([]);
});

/** Filters are dropped where they are optional, so that a list shows all it would ever show. */
function withoutFilters(endpoint: Endpoint, query: Readonly<Record<string, string>>): Record<string, string> {
  const shape = endpoint.query instanceof ZodObject ? endpoint.query.shape : {};
  return Object.fromEntries(
    Object.entries(query).filter(([name]) => !shape[name]?.safeParse(undefined).success),
  );
}

test("an Idempotency-Key of one environment says nothing in another", async () => {
  const headers = { "idempotency-key": "shared between environments" };
  const create = instance.endpoints.find(({ operationId }) => operationId === "createPlan")!;
  const inLive = await call(instance, liveKey, create, { body: { name: "A", code: "same_code" } }, headers);
  const inSandbox = await call(
    instance,
    instance.key,
    create,
    { body: { name: "B", code: "same_code" } },
    headers,
  );
  expect([inLive.status, inSandbox.status]).toEqual([201, 201]);
  expect(inSandbox.headers.get("idempotent-replayed")).toBeNull();
  expect(inSandbox.body).toMatchObject({ name: "B", livemode: false });
});

test("the same codes, ids and keys in both environments are two things", async () => {
  const ids = [instance.key, liveKey].map(async (key) => {
    const create = instance.endpoints.find(({ operationId }) => operationId === "createCustomer")!;
    return (await call(instance, key, create, { body: { id: "user_of_both" } })).body.id;
  });
  const [inSandbox, inLive] = await Promise.all(ids);
  expect(inSandbox).not.toBe(inLive);
});
