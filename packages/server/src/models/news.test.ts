/**
 * What is told of prices: once in each environment that it concerns.
 *
 * Broken on purpose: `before.length === 0` left out of changesOf (new models were told of); every environment told of an
 * operator's price; `previous` taken as of now instead of the time from which the new price holds.
 */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { send, startTestInstance, type TestInstance } from "../../test/instance.js";
import { createLiveKey } from "../../test/live-key.js";
import { createLog } from "../platform/index.js";
import { loadSnapshot } from "./load-snapshot.js";
import type { Snapshot } from "./snapshot.js";
import { syncCatalog } from "./sync-catalog.js";

let instance: TestInstance;
let live: string;
let gateway: Server;
let listed: object[] = [];
beforeAll(async () => {
  instance = await startTestInstance();
  live = await createLiveKey(instance);
  gateway = createServer((_, response) => response.end(JSON.stringify({ data: listed })));
  gateway.listen(0, "127.0.0.1");
  await new Promise((resolve) => gateway.once("listening", resolve));
});
beforeEach(() => instance.database.pool.query("TRUNCATE outbox"));
afterAll(async () => {
  gateway.closeAllConnections();
  await new Promise((resolve) => gateway.close(resolve));
  await instance.close();
});

const post = (path: string, body: object) => instance.call("POST", path, body);
const told = async (key = instance.key) =>
  (await send(instance, key, "GET", "/events?type=model.price_changed")).body.data.reverse();
const sync = (now: string) =>
  syncCatalog(instance.database.db, {
    url: `http://127.0.0.1:${(gateway.address() as AddressInfo).port}/`,
    now: new Date(now),
    log: createLog("silent"),
  });
const listing = (id: string, input: string) => ({
  id,
  type: "language",
  pricing: { input, output: "0.00001" },
});

test("an operator's price over the catalog's is told to its environment, with the one it takes the place of", async () => {
  const { body: price } = await post("/models/openai/gpt-4o/prices", { inputPrice: 20_000, outputPrice: 1 });
  const [event, ...more] = await told();
  expect(more).toEqual([]);
  expect(event).toMatchObject({ customerId: null, livemode: false, createdAt: price.createdAt });
  expect(event.data.model).toBe("openai/gpt-4o");
  expect(event.data.price).toEqual(price);
  expect(event.data.previousPrice).toMatchObject({ inputPrice: 25_000, source: "snapshot", override: false });
  expect(await told(live)).toEqual([]);
});

test("the price before is the one at the time from which the new one holds", async () => {
  const prices = "/models/openai/gpt-4o-mini/prices";
  const { body: next } = await post(prices, {
    inputPrice: 2,
    outputPrice: 0,
    effectiveFrom: "2030-01-01T00:00:00Z",
  });
  await post(prices, { inputPrice: 3, outputPrice: 0, effectiveFrom: "2031-01-01T00:00:00Z" });
  await post(prices, { inputPrice: 4, outputPrice: 0 });
  const previous = (await told()).map(
    ({ data }: { data: { previousPrice: { inputPrice: number } } }) => data.previousPrice.inputPrice,
  );
  expect(previous).toEqual([1_500, next.inputPrice, 1_500]);
});

test("a new model is no news, a second price of it is, once for a repeated request", async () => {
  await post("/models", {
    provider: "acme",
    modelId: "tiny",
    price: { inputPrice: 1, outputPrice: 0, effectiveFrom: "2030-01-01T00:00:00Z" },
  });
  await post("/models", { provider: "acme", modelId: "tiny", price: { inputPrice: 2, outputPrice: 0 } });
  expect(await told()).toEqual([]);
  const headers = { "idempotency-key": "price once" };
  for (let i = 0; i < 2; i++)
    await instance.call("POST", "/models/acme/tiny/prices", { inputPrice: 2, outputPrice: 0 }, headers);
  const [event, ...more] = await told();
  expect(more).toEqual([]);
  // It had a price, and none that was in force.
  expect(event.data).toMatchObject({ price: { inputPrice: 2 }, previousPrice: null });
});

test("prices that two requests set at once follow one another in what is told", async () => {
  await Promise.all(
    [5, 6].map((inputPrice) => post("/models/openai/gpt-4/prices", { inputPrice, outputPrice: 0 })),
  );
  const [first, second] = await told();
  expect(first.data.previousPrice.source).toBe("snapshot");
  expect(second.data.previousPrice.id).toBe(first.data.price.id);
});

test("a sync tells every environment of what it changed, at its own time, and of nothing else", async () => {
  await instance.database.pool.query(
    "UPDATE environments SET frozen_at = '2029-05-05T00:00:00Z' WHERE kind = 'sandbox'",
  );
  listed = [
    listing("openai/o1", "0.00002"),
    listing("openai/gpt-5", "0.00000125"),
    // Another name of gpt-5, priced apart from now on.
    listing("openai/gpt-5-codex", "0.000007"),
    listing("newcomer/big-1", "0.000001"),
  ];
  expect(await sync("2026-06-01T00:00:00Z")).toMatchObject({ modelsAdded: 2, unchanged: 1 });
  await sync("2026-06-02T00:00:00Z");
  await instance.database.pool.query("UPDATE environments SET frozen_at = NULL");
  for (const [key, livemode, createdAt] of [
    [instance.key, false, "2029-05-05T00:00:00.000Z"],
    [live, true, "2026-06-01T00:00:00.000Z"],
  ] as const) {
    const [o1, codex, ...more] = await told(key);
    expect(more).toEqual([]);
    expect(o1).toMatchObject({ livemode, createdAt, customerId: null });
    expect(o1.data).toMatchObject({
      model: "openai/o1",
      price: { livemode, inputPrice: 200_000, source: "sync", override: false },
      previousPrice: { livemode, inputPrice: 150_000 },
    });
    expect(codex.data).toMatchObject({
      model: "openai/gpt-5-codex",
      price: { inputPrice: 70_000 },
      previousPrice: { inputPrice: 12_500 },
    });
  }
});

test("a newer snapshot is told of as a sync is: changes, and no first prices", async () => {
  const list = (...inputs: [string, string][]): Snapshot => ({
    source: "test",
    version: "1",
    licence: "MIT",
    notes: [],
    models: inputs.map(([id, input]) => ({ provider: "vendor", id, prices: [{ input, output: "2" }] })),
  });
  const load = (time: string, snapshot: Snapshot) =>
    loadSnapshot(instance.database.db, new Date(time), snapshot);
  await load("2026-03-01T00:00:00Z", list(["a", "5"], ["b", "7"]));
  expect(await told()).toEqual([]);
  await load("2026-06-01T00:00:00Z", list(["a", "4"], ["b", "7"], ["c", "1"]));
  for (const key of [instance.key, live]) {
    const [event, ...more] = await told(key);
    expect([event.data.model, event.data.price.source, more]).toEqual(["vendor/a", "snapshot", []]);
  }
});

test("a sync that fails half-way tells of nothing", async () => {
  listed = [listing("openai/o1", "0.00003")];
  await instance.database.pool.query(
    "ALTER TABLE catalog_state ADD CONSTRAINT broken CHECK (sync_prices_added = 0) NOT VALID",
  );
  await expect(sync("2026-07-01T00:00:00Z")).rejects.toThrow();
  await instance.database.pool.query("ALTER TABLE catalog_state DROP CONSTRAINT broken");
  expect([await told(), await told(live)]).toEqual([[], []]);
});
