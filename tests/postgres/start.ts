/** One Postgres for a whole test run, in a folder that goes with it. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { TestProject } from "vitest/node";
import { createLog, startEmbeddedPostgres } from "../../packages/server/src/platform/index.js";
import { prepareDatabase } from "../../packages/server/src/prepare-database.js";
import "../../packages/server/test/database.js";

export default async function start(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(path.join(tmpdir(), "farthing-test-"));
  const postgres = await startEmbeddedPostgres(folder);
  await prepareDatabase(postgres.connectionString("farthing"), createLog("error"));
  project.provide("postgresUrl", postgres.connectionString("DATABASE"));
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
