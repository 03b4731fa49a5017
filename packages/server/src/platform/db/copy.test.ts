import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/database.js";
import { newId, uuidFromId } from "../ids.js";
import { CopyRows } from "./copy.js";
import { copyIn, query, settle, transaction } from "./database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
  await query(
    database.db,
    `CREATE TABLE copied (n bigint PRIMARY KEY, id uuid, small integer, yes boolean, at timestamptz, words text,
       document jsonb, amount numeric)`,
  );
});
afterAll(() => database.close());

const COPY = "COPY copied (n, id, small, yes, at, words, document, amount) FROM STDIN (FORMAT binary)";
const NULLS = { id: null, small: null, yes: null, at: null, words: null, document: null, amount: null };

/** Copies one row, and gives it as Postgres shows it as text. */
async function readBack(fields: {
  id?: string | null;
  small?: number | null;
  yes?: boolean | null;
  at?: Date | null;
  words?: string | null;
  document?: string | null;
  amount?: bigint | null;
}): Promise<Record<string, string | null>> {
  const row = { ...NULLS, ...fields };
  const rows = new CopyRows();
  rows.row(8);
  rows.bigint(BigInt(++copied));
  rows.uuid(row.id);
  rows.integer(row.small);
  rows.boolean(row.yes);
  rows.time(row.at);
  rows.text(row.words);
  rows.jsonb(row.document);
  rows.numeric(row.amount);
  await transaction(database.db, (tx) => copyIn(tx, COPY, rows));
  const [found] = await query<Record<string, string | null>>(
    database.db,
    `SELECT id::text, small::text, yes::text, to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS at, words,
       document::text, amount::text FROM copied WHERE n = $1`,
    [copied],
  );
  return found!;
}
let copied = 0;

/** A row of a number alone. */
function numbered(...numbers: readonly bigint[]): CopyRows {
  const rows = new CopyRows();
  for (const n of numbers) {
    rows.row(8);
    rows.bigint(n);
    for (let field = 1; field < 8; field++) rows.null();
  }
  return rows;
}

const stored = async (n: bigint): Promise<boolean> =>
  (await query(database.db, "SELECT 1 FROM copied WHERE n = $1", [n])).length === 1;

test("every kind of field arrives as it was, nulls and extremes included", async () => {
  const id = newId("cus");
  expect(await readBack({})).toEqual(NULLS);
  expect(
    await readBack({
      id: uuidFromId(id),
      small: -2_147_483_648,
      yes: false,
      at: new Date("2026-11-24T13:01:05.123Z"),
      words: "naïve €, 日本, 👛, and more than fifty of one byte each",
      document: '[{"property":"é","value":"\\"1\\""}]',
    }),
  ).toEqual({
    id: uuidFromId(id),
    small: "-2147483648",
    yes: "false",
    at: "2026-11-24 13:01:05.123000",
    words: "naïve €, 日本, 👛, and more than fifty of one byte each",
    document: '[{"value": "\\"1\\"", "property": "é"}]',
    amount: null,
  });
});

test.each([
  ["1969-12-31T23:59:59.999Z", "1969-12-31 23:59:59.999000"],
  ["2000-01-01T00:00:00.000Z", "2000-01-01 00:00:00.000000"],
  ["1999-12-31T23:59:59.999Z", "1999-12-31 23:59:59.999000"],
  ["2399-06-30T12:00:00.001Z", "2399-06-30 12:00:00.001000"],
])("%s is kept to the millisecond", async (time, shown) => {
  expect((await readBack({ at: new Date(time) })).at).toBe(shown);
});

test.each([
  [0n, "0"],
  [1n, "0.000000001"],
  [-1n, "-0.000000001"],
  [1_000_000_000n, "1"],
  [-12_345_000_000_000n, "-12345"],
  [100_000_000_000_000_000_000n, "100000000000"],
  [1_500_000_000n, "1.5"],
  [20_000_000n, "0.02"],
  [10_000n, "0.00001"],
  [99_999_999_999_999_999_999_999_999_999n, "99999999999999999999.999999999"],
])("%s nano-units are the numeric %s", async (nanoUnits, shown) => {
  expect((await readBack({ amount: nanoUnits })).amount).toBe(shown);
});

test("as many rows as are given arrive, also where they are more bytes than was expected", async () => {
  const first = 1_000n;
  const many = Array.from({ length: 5_000 }, (_, i) => first + BigInt(i));
  await transaction(database.db, (tx) => copyIn(tx, COPY, numbered(...many)));
  const [{ count } = {}] = await query(
    database.db,
    "SELECT count(*) AS count FROM copied WHERE n BETWEEN 1000 AND 5999",
  );
  expect(count).toBe(5_000n);
});

test("a row that Postgres refuses fails the copy, the transaction and nothing after it", async () => {
  const attempt = settle(database, async (tx) => ({
    result: "done",
    writes: [
      query(tx, "INSERT INTO copied (n) VALUES (20001)"),
      copyIn(tx, COPY, numbered(20_002n, 20_003n, 20_002n, 20_004n)),
      query(tx, "INSERT INTO copied (n) VALUES (20005)"),
    ],
  }));
  await expect(attempt).rejects.toMatchObject({ code: "23505" });
  for (const n of [20_001n, 20_002n, 20_003n, 20_005n]) expect(await stored(n)).toBe(false);
  await transaction(database.db, (tx) => copyIn(tx, COPY, numbered(20_002n)));
  expect(await stored(20_002n)).toBe(true);
});

test("a copy behind a statement that failed is skipped, and its connection goes on", async () => {
  const attempt = settle(database, async (tx) => ({
    result: "done",
    writes: [query(tx, "SELECT 1/0"), copyIn(tx, COPY, numbered(30_001n))],
  }));
  await expect(attempt).rejects.toMatchObject({ code: "22012" });
  expect(await stored(30_001n)).toBe(false);
  expect(await query(database.db, "SELECT 1 AS one")).toEqual([{ one: 1 }]);
});

test("a number that its column could not hold is refused before anything is sent", () => {
  const rows = new CopyRows();
  expect(() => rows.bigint(2n ** 63n)).toThrow(RangeError);
  expect(() => rows.integer(2 ** 31)).toThrow(RangeError);
  expect(() => rows.integer(1.5)).toThrow(RangeError);
  expect(() => rows.uuid("not-a-uuid")).toThrow("is not a UUID");
});
