import { decimalFromScaled } from "@farthing/contract";
import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/database.js";
import { newId, uuidFromId } from "../ids.js";
import {
  bigintArray,
  idArray,
  itself,
  nanoUnitArray,
  textArray,
  timeArray,
  uuidArray,
  wholeArray,
} from "./arrays.js";
import { query } from "./database.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

/** What Postgres makes of the parameter, element by element, as text. */
async function readBack(type: string, parameter: Buffer | string): Promise<(string | null)[]> {
  const rows = await query<{ element: string | null }>(
    database.db,
    `SELECT element::text FROM unnest($1::${type}[]) AS u (element)`,
    [parameter],
  );
  return rows.map((row) => row.element);
}

test("each kind of array arrives element by element as it was, nulls and extremes included", async () => {
  const id = newId("cus");
  const uuid = "ffffffff-0000-4fff-8000-0123456789ab";
  expect(await readBack("uuid", idArray([id, null, id], itself))).toEqual([
    uuidFromId(id),
    null,
    uuidFromId(id),
  ]);
  expect(await readBack("uuid", uuidArray([uuid, null], itself))).toEqual([uuid, null]);
  const [least, most] = [-(2n ** 63n), 2n ** 63n - 1n];
  expect(await readBack("bigint", bigintArray([0n, least, null, most], itself))).toEqual([
    "0",
    String(least),
    null,
    String(most),
  ]);
  expect(await readBack("numeric", wholeArray([0n, null, -(10n ** 30n), most], itself))).toEqual([
    "0",
    null,
    "-1000000000000000000000000000000",
    String(most),
  ]);
});

test("numbers of any size arrive as decimal text has them, whole and in nano-units", async () => {
  const sizes = fc.oneof(
    fc.bigInt({ min: -(10n ** 13n), max: 10n ** 13n }),
    fc.bigInt({ min: -(10n ** 34n), max: 10n ** 34n }),
  );
  const rounded = fc.tuple(sizes, fc.nat(20)).map(([size, zeros]) => size * 10n ** BigInt(zeros));
  await fc.assert(
    fc.asyncProperty(fc.array(fc.option(rounded), { minLength: 1, maxLength: 500 }), async (values) => {
      const texts = (decimals: number) =>
        values.map((value) => (value === null ? null : decimalFromScaled(value, decimals)));
      expect(await readBack("numeric", wholeArray(values, itself))).toEqual(texts(0));
      expect(await readBack("numeric", nanoUnitArray(values, itself))).toEqual(texts(9));
    }),
    { numRuns: 40 },
  );
});

test("times arrive to the millisecond, before and after the year 2000", async () => {
  const times = [new Date("1999-12-31T23:59:59.999Z"), null, new Date("2026-02-28T12:00:00.123Z")];
  expect(await readBack("timestamptz", timeArray(times, itself))).toEqual([
    "1999-12-31 23:59:59.999+00",
    null,
    "2026-02-28 12:00:00.123+00",
  ]);
});

test("texts arrive as they were, whatever letters they have", async () => {
  const texts = ["", "a", null, "Zürich, 東京 🪙", "{\"quoted\", \\ and 'more'}", "NULL"];
  expect(await readBack("text", textArray(texts, itself))).toEqual(texts);
});

test("an empty array is one", async () => {
  const text = textArray([], itself);
  for (const empty of [text, wholeArray([], itself)])
    expect(await readBack(empty === text ? "text" : "numeric", empty)).toEqual([]);
});

test("a number above what the column holds is refused, not wrapped", () => {
  expect(() => bigintArray([2n ** 63n], itself)).toThrow(RangeError);
});
