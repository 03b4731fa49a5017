/** Brings the schema up: plain SQL files, in order, forward only, each once, under a lock that all nodes share. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import pg from "pg";
import type { Log } from "../log.js";

/** Any constant will do, as long as every node takes the same: "farthing" in hexadecimal, cut to 32 bits. */
const MIGRATION_LOCK = 0x66617274;

export class MigrationError extends Error {
  override readonly name = "MigrationError";
}

/**
 * @returns names of the migrations applied now
 * @throws MigrationError when a file fails (its transaction is rolled back) or the database is newer than the code
 */
export async function migrate(connectionString: string, folder: string, log: Log): Promise<string[]> {
  const client = new pg.Client({ connectionString, connectionTimeoutMillis: 10_000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    return await applyMissing(client, folder, log);
  } finally {
    // Ending the session releases the lock.
    await client.end();
  }
}

async function applyMissing(client: pg.Client, folder: string, log: Log): Promise<string[]> {
  await client.query(
    "CREATE TABLE IF NOT EXISTS migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
  );
  const applied = new Set(
    (await client.query<{ name: string }>("SELECT name FROM migrations")).rows.map((r) => r.name),
  );
  const files = (await readdir(folder)).filter((file) => file.endsWith(".sql")).sort();
  const unknown = [...applied].filter((name) => !files.includes(name));
  if (unknown.length > 0) {
    throw new MigrationError(
      `the database has migrations this version does not know (${unknown.join(", ")}): it was used by a newer Farthing`,
    );
  }
  const missing = files.filter((file) => !applied.has(file));
  for (const file of missing) await apply(client, folder, file, log);
  return missing;
}

async function apply(client: pg.Client, folder: string, file: string, log: Log): Promise<void> {
  const statements = await readFile(path.join(folder, file), "utf8");
  try {
    await client.query("BEGIN");
    await client.query(statements);
    await client.query("INSERT INTO migrations (name) VALUES ($1)", [file]);
    await client.query("COMMIT");
    log.info({ migration: file }, "migration applied");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new MigrationError(`migration ${file} failed: ${(error as Error).message}`, { cause: error });
  }
}
