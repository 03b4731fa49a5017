/**
 * What belongs to one environment does not exist for another. The table is made from the router, so that an
 * operation that is added tomorrow is in it.
 *
 * Broken on purpose: the environment taken out of findSubscription's condition (the rows of its paths failed), of
 * pageOfRefused's (a list showed the other environment's rows) and of findRefused's (paths and bodies failed).
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { ZodObject } from "zod";
import type { Endpoint } from "../../packages/server/src/platform/index.js";
import { startTestInstance, type TestInstance } from "../../packages/server/test/instance.js";
import { createLiveKey } from "../../packages/server/test/live-key.js";
import { verifyTestLedger } from "../../packages/server/test/verify.js";
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

let instance: TestInstance;
let liveKey: string;
let sandbox: World;
let live: World;
beforeAll(async () => {
  instance = await startTestInstance();
  liveKey = await createLiveKey(instance);
  sandbox = await createWorld(instance, instance.key);
  live = await createWorld(instance, liveKey);
});
afterAll(async () => {
  await verifyTestLedger(instance);
  await instance.close();
});

const named = (endpoint: Endpoint): string => `${endpoint.method.toUpperCase()} ${endpoint.path}`;
/** Fields and parameters that name something of an environment. */
const REFERENCES = [
  "customerId",
  "feature",
  "featureCode",
  "featureId",
  "planId",
  "planCode",
  "priceId",
  "ids",
  "model",
];
/** Filters of lists, where what is not there is an empty list. */
const FILTERS = new Set(["listUsageEvents.model"]);

const shapeOf = (schema: unknown): string[] => (schema instanceof ZodObject ? Object.keys(schema.shape) : []);

test("a valid request of every operation is answered in its own environment", async () => {
  const wrong: string[] = [];
  for (const shared of [sandbox, live]) {
    for (const endpoint of instance.endpoints) {
      const world = isOncePerWorld(endpoint) ? await createWorld(instance, shared.key) : shared;
      const unique = `own_${endpoint.operationId.toLowerCase()}`;
      const { status, body } = await call(
        instance,
        world.key,
        endpoint,
        requestFor(endpoint, validRequests(world, unique)),
      );
      if (isSandboxOnly(endpoint) && world.key === liveKey) {
        if (body.error?.code !== "sandbox_only") wrong.push(`${named(endpoint)}: ${status} in live`);
      } else if (status !== endpoint.status)
        wrong.push(`${named(endpoint)}: ${status} ${body.error?.message}`);
      else if ("livemode" in body && body.livemode !== (world.key === liveKey))
        wrong.push(`${named(endpoint)}: livemode`);
    }
  }
  expect(wrong).toEqual([]);
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
      for (const name of names) {
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
      for (const field of shapeOf(endpoint[part]).filter((name) => REFERENCES.includes(name))) {
        const own = requestFor(endpoint, validRequests(sandbox, `tenancy_${part}`));
        const foreignValue = foreignFor(field);
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
    feature: live.featureCode,
    featureCode: live.featureCode,
    featureId: live.featureId,
    planId: live.planId,
    planCode: live.planCode,
    priceId: live.priceId,
    ids: [live.refusedId],
    model: `${live.provider}/${live.modelId}`,
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
