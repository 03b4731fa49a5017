/** A database of its own for each test file, cloned from a template that has the schema and the model catalog. */
import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { createLog, type Database, openDatabase } from "../src/platform/index.js";

declare module "vitest" {
  interface ProvidedContext {
    /** Connection string of the test cluster, with DATABASE in place of the database's name. */
    postgresUrl: string;
  }
}

export interface TestDatabase extends Database {
  readonly url: string;
}

export async function createTestDatabase(): Promise<TestDatabase> {
  const name = `test_${randomBytes(6).toString("hex")}`;
  await administer(`CREATE DATABASE ${name} TEMPLATE farthing`);
  const url = inject("postgresUrl").replace("DATABASE", name);
  const database = openDatabase(url, createLog("silent"));
  return {
    ...database,
    url,
    close: async () => {
      await database.close();
      await administer(`DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function administer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: inject("postgresUrl").replace("DATABASE", "postgres") });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
