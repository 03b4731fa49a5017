/** One Postgres for a whole test run, in a folder that goes with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { createLog, startEmbeddedPostgres } from "../../packages/server/src/platform/index.js";
import { prepareDatabase } from "../../packages/server/src/prepare-database.js";
import "../../packages/server/test/database.js";

/** The databases are gone with the run. What must survive a crash is for suites with a Postgres of their own. */
const WITHOUT_CARE = [
  "ALTER SYSTEM SET fsync = off",
  "ALTER SYSTEM SET full_page_writes = off",
  "ALTER SYSTEM SET synchronous_commit = off",
  "SELECT pg_reload_conf()",
];

/** A password that is checked at once: tests open thousands of connections. */
const withCheapPassword = (connectionString: string): readonly string[] => [
  "SET scram_iterations = 1",
  `ALTER ROLE CURRENT_USER PASSWORD '${decodeURIComponent(new URL(connectionString).password)}'`,
];

async function administer(connectionString: string, statements: readonly string[]): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    for (const statement of statements) await client.query(statement);
  } finally {
    await client.end();
  }
}

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "farthing-test-"));
  const postgres = await startEmbeddedPostgres(folder);
  const administrator = postgres.connectionString("postgres");
  await administer(administrator, [...WITHOUT_CARE, ...withCheapPassword(administrator)]);
  await prepareDatabase(postgres.connectionString("farthing"), createLog("error"));
  project.provide("postgresUrl", postgres.connectionString("DATABASE"));
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
