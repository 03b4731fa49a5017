import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.js";
import { newId } from "../platform/index.js";
import { loadSnapshot } from "./load-snapshot.js";
import { inForce } from "./price.js";
import { createModelPricing } from "./pricing.js";
import type { Snapshot, SnapshotModel, SnapshotPrice } from "./snapshot.js";
import { listModels, listPrices, readState, updateState } from "./store.js";

let database: TestDatabase;
beforeEach(async () => {
  database = await createTestDatabase();
});
afterEach(() => database.close());

const MARCH = new Date("2026-03-01T00:00:00Z");
const JUNE = new Date("2026-06-01T00:00:00Z");
const price = (input: string, rest: Partial<SnapshotPrice> = {}): SnapshotPrice => ({
  input,
  output: "2",
  ...rest,
});
const model = (id: string, ...prices: SnapshotPrice[]): SnapshotModel => ({ provider: "vendor", id, prices });
const list = (...models: SnapshotModel[]): Snapshot => ({
  source: "test",
  version: "1",
  licence: "MIT",
  notes: [],
  models,
});

/** The input price that a model of the test list has at a time. */
async function inputAt(id: string, at: string): Promise<bigint | undefined> {
  const found = (await listModels(database.db, null)).find(
    (row) => row.provider === "vendor" && row.modelId === id,
  )!;
  const prices = (await listPrices(database.db, null)).filter((row) => row.modelId === found.id);
  return inForce(prices, new Date(at))?.inputNanos;
}

test("the catalog is there after the first boot, without a network", async () => {
  const models = await listModels(database.db, null);
  expect(models.length).toBeGreaterThan(1_400);
  const pricing = createModelPricing();
  const versions = { environmentId: newId("env"), configVersion: 1n, catalogVersion: 1n };
  const book = await pricing.bookFor(database.db, versions);
  expect(book.price("claude-sonnet-4-20250514", undefined, JUNE)).toMatchObject({
    modelName: "anthropic/claude-sonnet-4-0",
    inputNanos: 3_000_000_000n,
    cacheWrite1hNanos: 6_000_000_000n,
  });
});

test("a snapshot that was loaded is left alone, also by nodes that boot at once", async () => {
  const before = await readState(database.db);
  expect(await loadSnapshot(database.db, JUNE)).toBeUndefined();
  expect(await readState(database.db)).toEqual(before);
  const boots = await Promise.all(
    [1, 2, 3].map(() => loadSnapshot(database.db, JUNE, list(model("a", price("1"))))),
  );
  expect(boots.filter(Boolean)).toEqual([{ modelsAdded: 1, pricesAdded: 1 }]);
  expect((await readState(database.db)).version).toBe(before.version + 1n);
});

test("the whole catalog loads within a second", async () => {
  await database.pool.query("TRUNCATE models CASCADE");
  await updateState(database.db, { snapshotDigest: null });
  const started = performance.now();
  const loaded = await loadSnapshot(database.db, MARCH);
  expect(performance.now() - started).toBeLessThan(1_000);
  expect(loaded!.pricesAdded).toBeGreaterThanOrEqual(loaded!.modelsAdded);
});

test("a new model's prices hold since their own dates, and undated ones since ever", async () => {
  await loadSnapshot(database.db, JUNE, list(model("a", price("5"), price("3", { from: "2026-03-13" }))));
  expect(await inputAt("a", "1999-01-01T00:00:00Z")).toBe(5n);
  expect(await inputAt("a", "2026-03-12T23:59:59.999Z")).toBe(5n);
  expect(await inputAt("a", "2026-03-13T00:00:00Z")).toBe(3n);
});

test("another price in a newer snapshot holds from when it is loaded; history keeps its price", async () => {
  await loadSnapshot(database.db, MARCH, list(model("a", price("5")), model("b", price("7"))));
  const stored = await listPrices(database.db, null);
  expect(await loadSnapshot(database.db, JUNE, list(model("a", price("4")), model("b", price("7"))))).toEqual(
    {
      modelsAdded: 0,
      pricesAdded: 1,
    },
  );
  expect(await inputAt("a", "2026-05-31T23:59:59.999Z")).toBe(5n);
  expect(await inputAt("a", "2026-06-01T00:00:00Z")).toBe(4n);
  const after = new Map((await listPrices(database.db, null)).map((row) => [row.id, row]));
  expect(stored.map((row) => after.get(row.id))).toEqual(stored);
});

test("a past change that a newer snapshot knows of does not re-price what came before it was loaded", async () => {
  await loadSnapshot(database.db, MARCH, list(model("a", price("5"))));
  await loadSnapshot(database.db, JUNE, list(model("a", price("5"), price("4", { from: "2026-04-01" }))));
  expect(await inputAt("a", "2026-05-01T00:00:00Z")).toBe(5n);
  expect(await inputAt("a", "2026-06-01T00:00:00Z")).toBe(4n);
});

test("an announced change that a newer snapshot moves or takes back happens as the newer one says", async () => {
  await loadSnapshot(
    database.db,
    MARCH,
    list(
      model("a", price("5"), price("9", { from: "2027-01-01" })),
      model("b", price("5"), price("9", { from: "2027-01-01" })),
    ),
  );
  await loadSnapshot(
    database.db,
    JUNE,
    list(model("a", price("5"), price("9", { from: "2027-02-01" })), model("b", price("5"))),
  );
  expect(await inputAt("a", "2027-01-15T00:00:00Z")).toBe(5n);
  expect(await inputAt("a", "2027-02-01T00:00:00Z")).toBe(9n);
  expect(await inputAt("b", "2027-03-01T00:00:00Z")).toBe(5n);
});

test("a model that a newer snapshot no longer has stays priced", async () => {
  await loadSnapshot(database.db, MARCH, list(model("a", price("5"))));
  await loadSnapshot(database.db, JUNE, list(model("b", price("1"))));
  expect(await inputAt("a", "2026-07-01T00:00:00Z")).toBe(5n);
});

test("names follow the newer snapshot", async () => {
  await loadSnapshot(database.db, MARCH, list(model("a", price("5"))));
  await loadSnapshot(database.db, JUNE, list({ ...model("a", price("5")), name: "A", aliases: ["a-1"] }));
  const row = (await listModels(database.db, null)).find((of) => of.provider === "vendor")!;
  expect(row).toMatchObject({ displayName: "A", aliases: ["a-1"] });
});
