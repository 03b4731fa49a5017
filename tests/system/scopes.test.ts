/**
 * What a key may do, operation by operation. The table is made from the router; the law it is held against is
 * written here a second time, by hand, because a declaration cannot vouch for itself.
 *
 * Broken on purpose: `scopes: ["ingest"]` added to topupBalance (the law's test named it), and the check of the scope
 * taken out of the HTTP kit (every operation was named).
 */
import { expect, test } from "vitest";
import type { KeyScope } from "../../packages/server/src/platform/index.js";
import { send } from "../../packages/server/test/instance.js";
import { sharedInstance } from "../../packages/server/test/one-per-file.js";
import { call, createWorld, requestFor, validRequests, type World } from "./world.js";

let world: World;
const keys = {} as Record<KeyScope, string>;
const instance = sharedInstance(async () => {
  world = await createWorld(instance, instance.key);
  for (const scope of ["full", "ingest", "read"] as const)
    keys[scope] = (await instance.call("POST", "/api-keys", { name: scope, scope })).body.key;
});

/** The law: ingest tracks and checks, read reads and checks, keys are for full alone. */
const INGEST = new Set(["trackUsage", "trackUsageBatch", "checkUsage"]);
const NOT_FOR_READ = new Set(["listApiKeys"]);
/** They change nothing: a check, a preview, and a link to a document that the key may read. */
const READS_BY_POST = new Set([
  "checkUsage",
  "previewPlanChange",
  "previewPlanEdit",
  "previewSeats",
  "createInvoiceDownloadLink",
  "createCreditNoteDownloadLink",
]);
function mayCall(scope: KeyScope, operationId: string, method: string): boolean {
  if (scope === "full") return true;
  if (scope === "ingest") return INGEST.has(operationId);
  return (method === "get" && !NOT_FOR_READ.has(operationId)) || READS_BY_POST.has(operationId);
}

test("every operation declares the scopes that the law gives it", () => {
  const wrong = instance.endpoints.flatMap(({ operationId, method, scopes }) =>
    (["full", "ingest", "read"] as const)
      .filter((scope) => scopes.includes(scope) !== mayCall(scope, operationId, method))
      .map((scope) => `${operationId}: ${scope}`),
  );
  expect(wrong).toEqual([]);
});

test("every operation answers 403 forbidden to a key whose scope it does not declare, before anything else", async () => {
  const wrong: string[] = [];
  for (const endpoint of instance.endpoints) {
    for (const scope of ["ingest", "read"] as const) {
      const request = requestFor(endpoint, validRequests(world, `scope_${scope}`));
      for (const body of [request.body, endpoint.method === "get" ? undefined : "{"]) {
        const answer = await send(
          instance,
          keys[scope],
          endpoint.method.toUpperCase(),
          endpoint.path.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(request.params![name]!)),
          body,
        );
        const isForbidden = answer.status === 403 && answer.body.error.code === "forbidden";
        if (isForbidden === endpoint.scopes.includes(scope))
          wrong.push(`${endpoint.operationId}: ${scope} ${answer.status}`);
      }
    }
  }
  expect(wrong).toEqual([]);
});

test("a key of scope ingest or read is let through where its scope is declared", async () => {
  const wrong: string[] = [];
  // Full scope is held to the same by the valid requests in tenancy.test.ts.
  for (const scope of ["ingest", "read"] as const) {
    for (const endpoint of instance.endpoints.filter(({ scopes }) => scopes.includes(scope))) {
      const request = requestFor(
        endpoint,
        validRequests(world, `let_${scope}_${endpoint.operationId.toLowerCase()}`),
      );
      const { status, body } = await call(instance, keys[scope], endpoint, request);
      if (status !== endpoint.status)
        wrong.push(`${endpoint.operationId}: ${scope} ${status} ${body.error?.message}`);
    }
  }
  expect(wrong).toEqual([]);
});

test("an ingest key cannot backfill: that needs full scope", async () => {
  const { status, body } = await send(instance, keys.ingest, "POST", "/usage/events/batch", {
    events: [{ customerId: world.customerId, feature: world.featureCode }],
    backfill: { charge: true },
  });
  expect([status, body.error.code, body.error.param]).toEqual([403, "forbidden", "backfill"]);
});

test("no operation is served without a key, with an unknown one, or with one that is only nearly right", async () => {
  const nearly = `${instance.key.slice(0, -1)}${instance.key.endsWith("0") ? "1" : "0"}`;
  const wrong: string[] = [];
  for (const endpoint of instance.endpoints) {
    const request = requestFor(endpoint, validRequests(world, "no_key"));
    for (const key of ["", nearly, instance.key.toUpperCase(), `${instance.key} `.repeat(2)]) {
      const { status, body } = await call(instance, key, endpoint, request);
      if (status !== 401 || body.error.code !== "unauthorized")
        wrong.push(`${endpoint.operationId}: ${status}`);
    }
  }
  expect(wrong).toEqual([]);
});
