/**
 * The outbox keeps what was committed, in its order, and can be emptied without losing what commits late.
 *
 * Broken on purpose: the ids of one call left unsorted (the order was lost); `publish` made to await before it sends;
 * takers that remember the greatest id instead of marking rows (the row that committed late was never taken).
 */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/database.js";
import { type Db, transaction } from "../db/database.js";
import { idFromUuid, lowestUuidAt, newId } from "../ids.js";
import { type News, publish } from "./publish.js";
import { findNews, forgetNews, pageOfNews, takeNews } from "./store.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
beforeEach(() => database.pool.query("TRUNCATE outbox"));
afterAll(() => database.close());

const environmentId = newId("env");
const NOW = new Date("2026-06-01T00:00:00Z");
const refusal = (feature: string): News => ({
  environmentId,
  customerId: newId("cus"),
  type: "usage.refused",
  data: {
    refusedUsageId: newId("rfu"),
    feature,
    reason: "insufficient_balance",
    message: 'It takes "10 $" and 2 € \\ are left.',
    timestamp: NOW.toISOString(),
  },
  createdAt: NOW,
});
const features = (rows: readonly { data: unknown }[]) =>
  rows.map(({ data }) => (data as { feature: string }).feature);
const stored = () => pageOfNews(database.db, environmentId, {}, 100, undefined);

const take = async (db: Db, limit = 100): Promise<string[]> => features(await takeNews(db, limit));

test("what is told together is kept in its order, as it was told", async () => {
  const news = Array.from({ length: 100 }, (_, i) => refusal(`f${i}`));
  await publish(database.db, news);
  const rows = (await stored()).reverse();
  expect(features(rows)).toEqual(features(news));
  expect(rows[7]).toMatchObject({ ...news[7], handedOn: false });
  expect(await findNews(database.db, environmentId, rows[7]!.id)).toEqual(rows[7]);
  expect(await findNews(database.db, newId("env"), rows[7]!.id)).toBeUndefined();
});

test("what one transaction tells in several statements is kept in their order", async () => {
  const news = Array.from({ length: 50 }, (_, i) => refusal(`s${i}`));
  await transaction(database.db, (tx) => Promise.all(news.map((one) => publish(tx, [one]))));
  expect(features((await stored()).reverse())).toEqual(features(news));
});

test("it takes one statement, sent before anything is awaited; nothing to tell takes none", async () => {
  const sent: unknown[] = [];
  const db = { $client: { query: async (sentence: unknown) => ({ rows: [sent.push(sentence)] }) } };
  const done = publish(db as unknown as Db, [refusal("a"), refusal("b")]);
  expect(sent).toHaveLength(1);
  await done;
  await publish(db as unknown as Db, []);
  expect(sent).toHaveLength(1);
});

test("nothing is told of what was rolled back", async () => {
  const attempt = transaction(database.db, async (tx) => {
    await publish(tx, [refusal("undone")]);
    throw new Error("undone");
  });
  await expect(attempt).rejects.toThrow("undone");
  expect(await stored()).toEqual([]);
});

test("what commits late is taken, though ids that were made after its own were taken before", async () => {
  let commit!: () => void;
  const mayCommit = new Promise<void>((resolve) => {
    commit = resolve;
  });
  let written!: () => void;
  const isWritten = new Promise<void>((resolve) => {
    written = resolve;
  });
  const slow = transaction(database.db, async (tx) => {
    await publish(tx, [refusal("slow")]);
    written();
    await mayCommit;
  });
  await isWritten;
  await publish(database.db, [refusal("quick")]);
  expect(await take(database.db)).toEqual(["quick"]);
  commit();
  await slow;
  expect(features(await stored())).toEqual(["quick", "slow"]);
  expect(await take(database.db)).toEqual(["slow"]);
  expect(await take(database.db)).toEqual([]);
});

test("each is taken by one, and again where the one who took it failed", async () => {
  await publish(
    database.db,
    Array.from({ length: 40 }, (_, i) => refusal(`f${i}`)),
  );
  const failed = transaction(database.db, async (tx) => {
    expect(await take(tx, 10)).toHaveLength(10);
    // What another holds is passed by, not waited for.
    expect(await take(database.db, 10)).toEqual(Array.from({ length: 10 }, (_, i) => `f${10 + i}`));
    throw new Error("could not be delivered");
  });
  await expect(failed).rejects.toThrow("could not be delivered");
  const taken = await Promise.all(Array.from({ length: 8 }, () => take(database.db, 5)));
  const rest = await take(database.db);
  expect([...taken.flat(), ...rest].sort()).toEqual(
    Array.from({ length: 40 }, (_, i) => `f${i}`)
      .filter((_, i) => i < 10 || i >= 20)
      .sort(),
  );
});

/** `count` rows that were told at a real time. */
const insertAt = (time: Date, count: number, handedOn: boolean) =>
  database.pool.query(
    `INSERT INTO outbox (id, environment_id, type, data, created_at, handed_on)
     SELECT (left($1, 24) || lpad(to_hex(n), 12, '0'))::uuid, $2, 'usage.refused', '{"feature": "old"}', $3, $4
     FROM generate_series(1, $5) AS n`,
    [
      lowestUuidAt(time),
      // Any; a UUID.
      lowestUuidAt(NOW),
      NOW,
      handedOn,
      count,
    ],
  );

test("looking for what waits reads what waits, however much is kept", async () => {
  await insertAt(new Date("2026-05-01T00:00:00Z"), 20_000, true);
  await publish(database.db, [refusal("new")]);
  await database.pool.query("ANALYZE outbox");
  const { rows } = await database.pool.query<{ "QUERY PLAN": string }>(
    "EXPLAIN SELECT id FROM outbox WHERE NOT handed_on ORDER BY id LIMIT 100 FOR UPDATE SKIP LOCKED",
  );
  expect(rows.map((row) => row["QUERY PLAN"]).join("\n")).toContain("Index Scan using outbox_waiting");
  expect(await take(database.db)).toEqual(["new"]);
});

test("what was told before a time is forgotten, in pieces, and nothing that was told since", async () => {
  const [before, since] = [new Date("2026-04-30T23:59:59.999Z"), new Date("2026-05-01T00:00:00Z")];
  await insertAt(before, 2_500, false);
  await insertAt(since, 3, true);
  await publish(database.db, [refusal("now")]);
  await Promise.all([1, 2].map(() => forgetNews(database.db, since)));
  const { rows } = await database.pool.query("SELECT id FROM outbox ORDER BY id");
  expect(rows).toHaveLength(4);
  expect(rows[0].id).toBe(`${lowestUuidAt(since).slice(0, 35)}1`);
  expect(features(await stored())).toEqual(["now"]);
  expect(idFromUuid("whe", rows[3].id)).toBe((await stored())[0]!.id);
});
