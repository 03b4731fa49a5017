import type { Socket } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/database.js";
import { BatchWriter } from "./batch-writer.js";
import { query } from "./database.js";
import type { GroupSettled } from "./group-queue.js";

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
    accountOf: String,
    settle: async (_tx, items) => {
      batches.push([...items]);
      return { result: items.map((item) => item * 10), writes: [] };
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
    accountOf: String,
    settle: async (tx, items) => {
      return { result: items, writes: [insert(tx, items)] };
    },
  });
  await writer.write([100, 101]);
  expect(await stored()).toEqual(expect.arrayContaining([100, 101]));
});

test("an item that cannot be written fails alone, and the others are written", async () => {
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => {
      const writes = [insert(tx, items)];
      if (items.includes(205)) throw new Error("poison");
      return { result: items, writes };
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

test("a write that fails behind the COMMIT rolls its batch back: the item fails alone, and nothing of it is kept", async () => {
  await database.pool.query("INSERT INTO written VALUES (252)");
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => ({
      result: items,
      writes: [
        insert(tx, items),
        insert(
          tx,
          items.map((item) => item + 1_000),
        ),
      ],
    }),
  });
  const answers = await writer.write([250, 251, 252]);
  expect(answers.map((answer) => answer.status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  expect((await stored()).filter((item) => item >= 250 && item < 2_000)).toEqual([250, 251, 252, 1250, 1251]);
});

test("a statement that is sent after the COMMIT is refused, and not kept as one of its own", async () => {
  let tx: Parameters<typeof query>[0] | undefined;
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (given, items) => {
      tx = given;
      return { result: items, writes: [] };
    },
  });
  await writer.write([260]);
  await expect(insert(tx!, [260])).rejects.toThrow("after its transaction had ended");
  expect(await stored()).not.toContain(260);
});

test("a connection lost behind the COMMIT is an outage: whether it was kept is not known, so it is not split", async () => {
  let attempts = 0;
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => {
      attempts += 1;
      return { result: items, writes: [query(tx, "SELECT pg_terminate_backend(pg_backend_pid())")] };
    },
  });
  const answers = await writer.write([270, 271]);
  expect(attempts).toBe(1);
  expect(answers.map((answer) => answer.status === "rejected" && answer.reason.code)).toEqual([
    "unavailable",
    "unavailable",
  ]);
});

test("what Postgres asks to be retried is retried as a whole, and written once", async () => {
  let attempts = 0;
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => {
      attempts += 1;
      const asksAgain = "DO $$ BEGIN RAISE EXCEPTION SQLSTATE '40P01'; END $$";
      return { result: items, writes: [insert(tx, items), ...(attempts < 3 ? [query(tx, asksAgain)] : [])] };
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
    accountOf: String,
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
    accountOf: String,
    maxQueue: 3,
    settle: async (_tx, items) => {
      await gate;
      return { result: items, writes: [] };
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
    accountOf: String,
    maxBatch: 1,
    maxQueue: 20,
    settle: async (_tx, items) => {
      if (items[0] !== 0) await gate;
      vi.advanceTimersByTime(500);
      return { result: items, writes: [] };
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
  const seen: GroupSettled<number, number>[] = [];
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => {
      await query(tx, "SELECT pg_sleep(0.05)");
      if (items.includes(602)) throw new Error("poison");
      return { result: items, writes: [] };
    },
    observer: { groupSettled: (batch) => seen.push(batch) },
  });
  await Promise.all([writer.write([600]), writer.write([601, 602])]);
  await writer.write([603]);
  expect(seen.map(({ items }) => items)).toEqual([[600, 601, 602], [603]]);
  expect(seen[0]!.outcomes.map(({ status }) => status)).toEqual(["fulfilled", "fulfilled", "rejected"]);
  // The first was split at its bad item: three transactions.
  expect(seen[0]!.seconds).toBeGreaterThan(0.14);
  expect(seen[1]!.seconds).toBeGreaterThan(0.04);
});

test("closing settles what waits and takes nothing more", async () => {
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => {
      return { result: items, writes: [insert(tx, items)] };
    },
  });
  const waiting = writer.write([500]);
  await writer.close();
  expect((await waiting)[0]?.status).toBe("fulfilled");
  await expect(writer.write([501])).rejects.toMatchObject({ code: "unavailable" });
});

test("of statements sent together, the one that failed says what to do, not those behind it", async () => {
  let attempts = 0;
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => {
      attempts += 1;
      const failing = query(tx, "DO $$ BEGIN RAISE EXCEPTION SQLSTATE '55P03'; END $$").then((rows) => rows);
      if (attempts < 2) await Promise.all([failing.then((rows) => rows), query(tx, "SELECT 1")]);
      else failing.catch(() => undefined);
      return { result: items, writes: attempts < 3 ? [failing] : [] };
    },
  });
  await writer.write([600]);
  // The first two attempts were failed by 55P03, which is retried; 25P02, said behind it, is not.
  expect(attempts).toBeGreaterThan(2);
});

test("when much waits two transactions run at once, on accounts of their own, and a request's items of one account keep their order", async () => {
  let running = 0;
  let most = 0;
  const order: string[] = [];
  const accountsAtOnce: string[][] = [];
  const writer = new BatchWriter<string, string>({
    database,
    accountOf: (item) => item.split(" ")[0]!,
    maxBatch: 300,
    settle: async (tx, items) => {
      running += 1;
      most = Math.max(most, running);
      const accounts = new Set(items.map((item) => item.split(" ")[0]!));
      for (const others of accountsAtOnce)
        expect(others.filter((account) => accounts.has(account))).toEqual([]);
      const mine = [...accounts];
      if (running > 1 || order.length > 0) accountsAtOnce.push(mine);
      order.push(...items);
      await query(tx, "SELECT pg_sleep(0.02)");
      running -= 1;
      if (accountsAtOnce.includes(mine)) accountsAtOnce.splice(accountsAtOnce.indexOf(mine), 1);
      return { result: items, writes: [] };
    },
  });
  const request = (n: number): string[] =>
    Array.from({ length: 100 }, (_, i) => `account${i % 10} request${n} item${String(i).padStart(3, "0")}`);
  // The first batch takes what is there before anything waits, of every account; what comes behind it is divided.
  const first = writer.write(request(0));
  const rest = Array.from({ length: 12 }, (_, n) => writer.write(request(n + 1)));
  const answers = await Promise.all([first, ...rest]);
  answers.forEach((answer, n) => {
    expect(answer.map((one) => one.status === "fulfilled" && one.value)).toEqual(request(n));
  });
  expect(most).toBe(2);
  for (let n = 0; n <= 12; n++) {
    for (let account = 0; account < 10; account++) {
      const of = order.filter((item) => item.startsWith(`account${account} request${n} `));
      expect(of).toEqual([...of].sort());
      expect(of).toHaveLength(10);
    }
  }
});

test("a write that fails here and never reaches Postgres rolls its batch back, where the COMMIT would keep the others", async () => {
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => ({
      result: items,
      writes: [
        insert(tx, items),
        ...(items.includes(702) ? [Promise.reject(new RangeError("too large"))] : []),
        // What the driver cannot bind is told in another tick.
        ...(items.includes(703)
          ? [
              query(tx, "SELECT $1::int", [
                {
                  toPostgres: () => {
                    throw new Error("unbindable");
                  },
                },
              ]),
            ]
          : []),
      ],
    }),
  });
  const answers = await writer.write([700, 701, 702, 703]);
  expect(answers.map((answer) => answer.status)).toEqual(["fulfilled", "fulfilled", "rejected", "rejected"]);
  expect((await stored()).filter((item) => item >= 700 && item < 710)).toEqual([700, 701]);
});

test("what was lost behind the COMMIT is told as unknown, whatever the connection says of its end", async () => {
  let attempts = 0;
  const writer = new BatchWriter<number, number>({
    database,
    accountOf: String,
    settle: async (tx, items) => {
      attempts += 1;
      // The COMMIT is sent once BEGIN has been answered; from here on that is now.
      await query(tx, "SELECT 1");
      const { stream } = (tx.$client as unknown as { connection: { stream: Socket } }).connection;
      // Later than the COMMIT is sent, and with an error that by itself says nothing of an outage.
      setImmediate(() => stream.destroy(new Error("gone")));
      return { result: items, writes: [query(tx, "SELECT pg_sleep(1)")] };
    },
  });
  const answers = await writer.write([800, 801]);
  expect(attempts).toBe(1);
  for (const answer of answers) {
    expect(answer.status === "rejected" && answer.reason.code).toBe("unavailable");
    expect(answer.status === "rejected" && answer.reason.cause.code).toBe("08007");
  }
});
