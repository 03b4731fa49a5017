/** Broken on purpose: all in one statement (it waited for the answer that is being taken over). */
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../../test/database.js";
import { forget } from "./store.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("old answers are forgotten, however many, and wait for nobody; young ones are kept", async () => {
  const { pool, db } = database;
  await pool.query(
    `INSERT INTO idempotent_requests (environment_id, key_digest, fingerprint, created_at)
     SELECT gen_random_uuid(), gen_random_uuid(), '', timestamptz '2026-01-01T00:00:00Z' + n * interval '1 second'
     FROM generate_series(1, 2600) n`,
  );
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT 1 FROM idempotent_requests ORDER BY created_at LIMIT 1 FOR UPDATE");
    await forget(db, new Date("2026-01-01T00:41:41Z"));
    const { rows } = await client.query("SELECT created_at FROM idempotent_requests ORDER BY created_at");
    expect(rows).toHaveLength(101);
    expect(rows[1].created_at).toEqual(new Date("2026-01-01T00:41:41Z"));
  } finally {
    await client.query("ROLLBACK");
    client.release();
  }
});
