/** Which key of the sandbox a start makes, and which it says. */
import { afterEach, beforeEach, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../test/database.js";
import { createTestClock, TEST_KEY, type TestClock } from "../../test/instance.js";
import { foundInstance } from "./found-instance.js";

let database: TestDatabase;
let clock: TestClock;
beforeEach(async () => {
  database = await createTestDatabase();
  clock = createTestClock();
});
afterEach(() => database.close());

const found = (wanted?: string) => foundInstance(database.db, clock, wanted);
const change = (set: string) => database.pool.query(`UPDATE api_keys SET ${set}`);

test("the first start makes a key and says it; the next knows its beginning, or the whole where it was kept", async () => {
  const first = await found();
  expect(first.sandboxKey).toMatch(/^ck_test_\w{32}$/);
  expect(await found()).toEqual({
    ...first,
    sandboxKey: undefined,
    existingKeyPrefix: first.sandboxKey!.slice(0, 12),
  });
  expect(await found(first.sandboxKey)).toEqual(first);
});

test("a key that was asked for is made once", async () => {
  expect((await found(TEST_KEY)).sandboxKey).toBe(TEST_KEY);
  expect((await found(TEST_KEY)).sandboxKey).toBe(TEST_KEY);
  expect((await database.pool.query("SELECT 1 FROM api_keys")).rows).toHaveLength(1);
});

test.each([
  ["was revoked", "revoked_at = now()"],
  ["has expired", "expires_at = now() - interval '1 minute'"],
])("a key that %s is said to nobody: another is, and one is made where there is none", async (_, set) => {
  await found(TEST_KEY);
  await change(set);
  const { sandboxKey } = await found(TEST_KEY);
  expect(sandboxKey).toMatch(/^ck_test_\w{32}$/);
  expect(sandboxKey).not.toBe(TEST_KEY);
  expect(await found(TEST_KEY)).toMatchObject({
    sandboxKey: undefined,
    existingKeyPrefix: sandboxKey!.slice(0, 12),
  });
});
