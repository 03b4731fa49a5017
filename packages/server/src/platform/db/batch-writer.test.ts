import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/database.js";
import { type BatchSettled, BatchWriter } from "./batch-writer.js";
import { query } from "./database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await database.pool.query("CREATE TABLE written (item integer PRIMARY KEY)");
});
afterAll(() => database.close());

const insert = (tx: Parameters<typeof query>[0], items: readonly number[]) =>
  query(tx, "INSERT INTO written SELECT * FROM unnest($1::int[])", [items]);
const stored = async (): Promise<number[]> =>
  (await database.pool.query<{ item: number }>("SELECT item FROM written ORDER BY item")).rows.map(
    (row) => row.item,
  );

test("items that wait together are settled in one transaction, in the order they came", async () => {
  const batches: number[][] = [];
  const writer = new BatchWriter<number, number>({
    database,
    settle: async (_tx, items) => {
      batches.push([...items]);
      return items.map((item) => item * 10);
    },
  });
  const answers = await Promise.all([writer.write([1]), writer.write([2, 3]), writer.write([4])]);
  expect(batches).toEqual([[1, 2, 3, 4]]);
  expect(answers.flat().map((answer) => answer.status === "fulfilled" && answer.value)).toEqual([
    10, 20, 30, 40,
  ]);
});

test("nothing is answered before it is committed", async () => {
  const writer = new BatchWriter<number, number>({
    database,
    settle: async (tx, items) => {
      await insert(tx, items);
      return items;
    },
  });
  await writer.write([100, 101]);
  expect(await stored()).toEqual(expect.arrayContaining([100, 101]));
});

test("an item that cannot be written fails alone, and the others are written", async () => {
  const writer = new BatchWriter<number, number>({
    database,
    settle: async (tx, items) => {
      await insert(tx, items);
      if (items.includes(205)) throw new Error("poison");
      return items;
    },
  });
  const items = [200, 201, 202, 203, 204, 205, 206, 207];
  const answers = await writer.write(items);
  expect(answers.map((answer) => answer.status)).toEqual(
    items.map((item) => (item === 205 ? "rejected" : "fulfilled")),
  );
  expect(await stored()).toEqual(expect.arrayContaining(items.filter((item) => item !== 205)));
  expect(await stored()).not.toContain(205);
});

test("what Postgres asks to be retried is retried as a whole, and written once", async () => {
  let attempts = 0;
  const writer = new BatchWriter<number, number>({
    database,
    settle: async (tx, items) => {
      await insert(tx, items);
      attempts += 1;
      if (attempts < 3) throw Object.assign(new Error("deadlock detected"), { code: "40P01" });
      return items;
    },
  });
  const answers = await writer.write([300, 301]);
  expect(attempts).toBe(3);
  expect(answers.every((answer) => answer.status === "fulfilled")).toBe(true);
});

test("an outage fails the batch once with unavailable, and is not repeated item by item", async () => {
  let attempts = 0;
  const writer = new BatchWriter<number, number>({
    database,
    settle: async () => {
      attempts += 1;
      throw Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" });
    },
  });
  const answers = await writer.write([400, 401, 402]);
  expect(attempts).toBe(1);
  expect(answers.map((answer) => answer.status === "rejected" && answer.reason.code)).toEqual([
    "unavailable",
    "unavailable",
    "unavailable",
  ]);
});

test("a full queue refuses with unavailable and Retry-After instead of growing", async () => {
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const writer = new BatchWriter<number, number>({
    database,
    maxQueue: 3,
    settle: async (_tx, items) => {
      await gate;
      return items;
    },
  });
  const accepted = writer.write([1, 2, 3]);
  await expect(writer.write([4])).rejects.toMatchObject({
    code: "unavailable",
    context: { retryAfterSeconds: 1 },
  });
  open();
  expect(await accepted).toHaveLength(3);
  expect(await writer.write([4])).toHaveLength(1);
});

test("what a full queue says of when to come back is how long it takes to work it off", async () => {
  vi.useFakeTimers({ toFake: ["performance"] });
  let open: () => void = () => {};
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  const writer = new BatchWriter<number, number>({
    database,
    maxBatch: 1,
    maxQueue: 20,
    settle: async (_tx, items) => {
      if (items[0] !== 0) await gate;
      vi.advanceTimersByTime(500);
      return items;
    },
  });
  try {
    await writer.write([0]);
    const waiting = Array.from({ length: 20 }, (_, n) => writer.write([n + 1]));
    await expect(writer.write([21])).rejects.toMatchObject({ context: { retryAfterSeconds: 10 } });
    expect([writer.isFull, writer.depth, writer.limit]).toEqual([true, 20, 20]);
    open();
    await Promise.all(waiting);
    expect([writer.isFull, writer.depth, writer.retryAfterSeconds]).toEqual([false, 0, 1]);
  } finally {
    vi.useRealTimers();
  }
});

test("an observer is told of every batch: how many items, and how long from taking them to the end", async () => {
  const seen: BatchSettled[] = [];
  const writer = new BatchWriter<number, number>({
    database,
    settle: async (tx, items) => {
      await query(tx, "SELECT pg_sleep(0.05)");
      if (items.includes(602)) throw new Error("poison");
      return items;
    },
    observer: { batchSettled: (batch) => seen.push(batch) },
  });
  await Promise.all([writer.write([600]), writer.write([601, 602])]);
  await writer.write([603]);
  expect(seen.map(({ items }) => items)).toEqual([3, 1]);
  // The first was split at its bad item: three transactions.
  expect(seen[0]!.seconds).toBeGreaterThan(0.14);
  expect(seen[1]!.seconds).toBeGreaterThan(0.04);
});

test("closing settles what waits and takes nothing more", async () => {
  const writer = new BatchWriter<number, number>({
    database,
    settle: async (tx, items) => {
      await insert(tx, items);
      return items;
    },
  });
  const waiting = writer.write([500]);
  await writer.close();
  expect((await waiting)[0]?.status).toBe("fulfilled");
  await expect(writer.write([501])).rejects.toMatchObject({ code: "unavailable" });
});
