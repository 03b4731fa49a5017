import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.js";
import { createLog, newId } from "../platform/index.js";
import { createModelPricing } from "./pricing.js";
import { listModels, listPrices, readState } from "./store.js";
import { CatalogSyncError, syncCatalog } from "./sync-catalog.js";

const BEFORE = new Date("2026-05-31T00:00:00Z");
const NOW = new Date("2026-06-01T00:00:00Z");
const AFTER = new Date("2026-06-02T00:00:00Z");
/** Just below this the answer is taken, above it is not. */
const MAX_BYTES = 10_000_000;

let database: TestDatabase;
let gateway: Server;
let answer: RequestListener;
let url: string;
beforeEach(async () => {
  database = await createTestDatabase();
  gateway = createServer((request, response) => answer(request, response)).listen(0, "127.0.0.1");
  await new Promise((resolve) => gateway.once("listening", resolve));
  url = `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/v1/models`;
});
afterEach(async () => {
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  await database.close();
});

const serve = (...data: unknown[]) => {
  answer = (_, response) =>
    response.setHeader("content-type", "application/json").end(JSON.stringify({ object: "list", data }));
};
const row = (id: string, pricing: object, type = "language") => ({
  id,
  name: id,
  object: "model",
  owned_by: "x",
  type,
  pricing,
});
const sync = (now = NOW) => syncCatalog(database.db, { url, fetch, now, log: createLog("silent") });
async function priceOf(name: string, at: Date) {
  const { version } = await readState(database.db);
  const versions = { environmentId: newId("env"), configVersion: 1n, catalogVersion: version };
  return (await createModelPricing().bookFor(database.db, versions)).price(name, undefined, at);
}

const GPT_4O = { input: "0.0000025", output: "0.00001", input_cache_read: "0.00000125" };

test("a price that is the catalog's adds nothing; another holds from now on; a new model always", async () => {
  serve(
    row("openai/gpt-4o", GPT_4O),
    row("openai/gpt-4o-mini", { input: "0.0000002", output: "0.0000006" }),
    row("newcomer/big-1", { input: "0.000001", output: "0.000002" }),
  );
  const { version } = await readState(database.db);
  expect(await sync()).toEqual({ modelsAdded: 1, pricesAdded: 2, unchanged: 1, skipped: 0 });
  expect(await priceOf("openai/gpt-4o-mini", BEFORE)).toMatchObject({
    inputNanos: 150_000_000n,
    source: "snapshot",
  });
  expect(await priceOf("openai/gpt-4o-mini", AFTER)).toMatchObject({
    inputNanos: 200_000_000n,
    // The list says nothing about it.
    cacheReadNanos: 75_000_000n,
    source: "sync",
  });
  expect(await priceOf("newcomer/big-1", BEFORE)).toMatchObject({ inputNanos: 1_000_000_000n });
  expect((await readState(database.db)).version).toBe(version + 1n);
});

test("a second sync of the same list adds nothing, and says when it last went well", async () => {
  serve(
    row("openai/gpt-4o", { input: "0.000002", output: "0.00001" }),
    row("openai/gpt-5-codex", { input: "0.000007", output: "0.00001" }),
    row("newcomer/big-1", { input: "0.000001", output: "0.000002" }),
  );
  await sync();
  const { version } = await readState(database.db);
  expect(await sync(AFTER)).toEqual({ modelsAdded: 0, pricesAdded: 0, unchanged: 3, skipped: 0 });
  expect(await readState(database.db)).toMatchObject({
    version,
    syncStatus: "succeeded",
    syncUnchanged: 3,
    syncError: null,
    syncSucceededAt: AFTER,
  });
});

test("a list that disagrees by one token on where a tier begins is no change of price", async () => {
  const tiers = (low: string, high: string, min: number) => [
    { cost: low, max: min },
    { cost: high, min },
  ];
  for (const min of [200_000, 200_001]) {
    serve(
      row("google/gemini-2.5-pro", {
        input: "0.00000125",
        output: "0.00001",
        input_cache_read: "0.000000125",
        input_tiers: tiers("0.00000125", "0.0000025", min),
        output_tiers: tiers("0.00001", "0.000015", min),
        input_cache_read_tiers: tiers("0.000000125", "0.00000025", min),
      }),
    );
    expect(await sync()).toMatchObject({ pricesAdded: 0, unchanged: 1 });
  }
});

test("another name of a model that the list prices apart becomes a model, with the past it had", async () => {
  serve(
    row("openai/gpt-5", { input: "0.00000125", output: "0.00001" }),
    row("openai/gpt-5-codex", { input: "0.000007", output: "0.00001" }),
  );
  expect(await sync()).toMatchObject({ modelsAdded: 1, unchanged: 1 });
  expect(await priceOf("openai/gpt-5-codex", BEFORE)).toMatchObject({ inputNanos: 1_250_000_000n });
  expect(await priceOf("openai/gpt-5-codex", AFTER)).toMatchObject({ inputNanos: 7_000_000_000n });
  expect(await priceOf("openai/gpt-5", AFTER)).toMatchObject({ inputNanos: 1_250_000_000n });
});

test("rows that cannot be used, and repeated ones, are counted and harm none of the others", async () => {
  serve(
    null,
    { id: 7 },
    row("vendor/paint", { image: "0.04" }, "image"),
    row("openai/gpt-4o", GPT_4O),
    row("openai/gpt-4o", { input: "9", output: "9" }),
  );
  expect(await sync()).toEqual({ modelsAdded: 0, pricesAdded: 0, unchanged: 1, skipped: 4 });
});

test("what a list no longer has stays as it is", async () => {
  const count = (await listModels(database.db, null)).length;
  serve();
  expect(await sync()).toEqual({ modelsAdded: 0, pricesAdded: 0, unchanged: 0, skipped: 0 });
  expect((await listModels(database.db, null)).length).toBe(count);
});

test.each<[string, RequestListener, RegExp]>([
  ["an error status", (_, response) => response.writeHead(500).end(), /status 500/],
  [
    "a redirect",
    (_, response) => response.writeHead(302, { location: "http://127.0.0.1:1/" }).end(),
    /status 302/,
  ],
  ["no JSON", (_, response) => response.end("<html>"), /JSON/],
  ["another shape", (_, response) => response.end("[]"), /model list/],
  ["a body without end", (_, response) => response.end(" ".repeat(MAX_BYTES + 1)), /more than/],
  ["a connection that breaks", (request) => request.socket.destroy(), /could not be read/],
])("%s leaves the catalog as it is, and the state says what happened", async (_, listener, message) => {
  const prices = await listPrices(database.db, null);
  serve(row("openai/gpt-4o", GPT_4O));
  await sync(BEFORE);
  answer = listener;
  await expect(sync()).rejects.toThrow(CatalogSyncError);
  const state = await readState(database.db);
  expect(state).toMatchObject({ syncStatus: "failed", syncStartedAt: NOW, syncSucceededAt: BEFORE });
  expect(state.syncError).toMatch(message);
  expect(await listPrices(database.db, null)).toEqual(prices);
});
