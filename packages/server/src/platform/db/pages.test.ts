/** Broken on purpose: the isolation level left out of `snapshot`; the last page left out where it is not full. */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/database.js";
import { pages, query, snapshot } from "./database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query("CREATE TABLE paged (item integer PRIMARY KEY)");
  await database.pool.query("INSERT INTO paged SELECT generate_series(1, 10)");
});
afterAll(() => database.close());

test.each([1, 3, 5, 10, 11])("pages of %d hold every row once, in order", async (size) => {
  const found: number[][] = [];
  await snapshot(database.db, async (tx) => {
    for await (const page of pages<{ item: number }>(tx, "SELECT item FROM paged ORDER BY item", size))
      found.push(page.map((row) => row.item));
  });
  expect(found.flat()).toEqual(Array.from({ length: 10 }, (_, i) => i + 1));
  expect(Math.max(...found.map((page) => page.length))).toBe(Math.min(size, 10));
});

test("what is committed meanwhile is not seen, by no statement", async () => {
  const count = (db: TestDatabase["db"]) =>
    query<{ count: bigint }>(db, "SELECT count(*) AS count FROM paged");
  const counts = await snapshot(database.db, async (tx) => {
    const before = await count(tx);
    await database.pool.query("INSERT INTO paged VALUES (11)");
    return [before, await count(tx)];
  });
  expect(counts).toEqual([[{ count: 10n }], [{ count: 10n }]]);
  expect(await count(database.db)).toEqual([{ count: 11n }]);
});

test("nothing can be written", async () => {
  const write = snapshot(database.db, (tx) => query(tx, "DELETE FROM paged"));
  await expect(write).rejects.toMatchObject({ code: "25006" });
});
