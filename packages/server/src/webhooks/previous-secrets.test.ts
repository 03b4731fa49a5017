/** What an upgrade keeps of a secret that was replaced before there was room for several. */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { expect, test } from "vitest";
import { createTestDatabase } from "../../test/database.js";
import { stillSigning } from "./previous-secrets.js";
import { type WebhookRow, webhooks } from "./schema.js";

const MIGRATION = path.join(import.meta.dirname, "../../migrations/0140_previous_secrets.sql");

test("a secret that was replaced before the upgrade signs for as long as it was to", async () => {
  const database = await createTestDatabase();
  const { pool, db } = database;
  try {
    await pool.query(
      `INSERT INTO organizations (id, name, created_at) VALUES (gen_random_uuid(), 'One', now());
       INSERT INTO environments (id, organization_id, kind, config_version, references_version, created_at)
       SELECT gen_random_uuid(), id, 'sandbox', 1, 1, now() FROM organizations;
       ALTER TABLE webhooks DROP COLUMN previous_secrets,
         ADD COLUMN previous_secret text, ADD COLUMN previous_secret_expires_at timestamptz(3);
       INSERT INTO webhooks (id, environment_id, livemode, url, events, secret, previous_secret,
         previous_secret_expires_at, created_at, updated_at)
       SELECT gen_random_uuid(), id, false, url, '{*}', 'present', former, expires_at, now(), now()
       FROM environments, (VALUES
         ('replaced', 'former', timestamptz '2026-03-01T00:30:00.123+02'),
         ('never replaced', NULL, NULL)) AS w (url, former, expires_at)`,
    );
    await pool.query(await readFile(MIGRATION, "utf8"));
    const rows: WebhookRow[] = await db.select().from(webhooks);
    const of = (url: string) => rows.find((row) => row.url === url)!;
    const signing = (time: string) =>
      stillSigning(of("replaced"), new Date(time)).map(({ secret }) => secret);
    expect(of("never replaced").previousSecrets).toEqual([]);
    expect(signing("2026-02-28T22:30:00.122Z")).toEqual(["former"]);
    expect(signing("2026-02-28T22:30:00.123Z")).toEqual([]);
  } finally {
    await database.close();
  }
});
