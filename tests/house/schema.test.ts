/**
 * The schema that the migrations make is the one that is committed for reading, and the one that the code believes in.
 *
 * Broken on purpose: `email` made `.notNull()` in customers/schema.ts (named). The second test changes the schema of
 * a migrated database in four ways, and each is seen.
 */
import { readFile } from "node:fs/promises";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { is } from "drizzle-orm";
import { getTableConfig, PgTable } from "drizzle-orm/pg-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { createTestDatabase, type TestDatabase } from "../../packages/server/test/database.js";
import { dumpSchema, SCHEMA_FILE } from "../../scripts/dump-schema.js";
import { filesBelow, SERVER_SRC } from "./sources.js";

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.close());

test("packages/server/schema.sql is what the migrations make", async () => {
  expect(await readFile(SCHEMA_FILE, "utf8"), "run npm run schema:dump").toBe(await dumpSchema(database.url));
});

test("a column more, a default less and an index more are each seen in the dump", async () => {
  const before = await dumpSchema(database.url);
  for (const [change, undo] of [
    ["ALTER TABLE customers ADD COLUMN note text", "ALTER TABLE customers DROP COLUMN note"],
    [
      "ALTER TABLE environments ALTER config_version DROP DEFAULT",
      "ALTER TABLE environments ALTER config_version SET DEFAULT 1",
    ],
    ["CREATE INDEX extra ON customers (email)", "DROP INDEX extra"],
    ["CREATE VIEW extra AS SELECT id FROM customers", "DROP VIEW extra"],
  ] as const) {
    await database.pool.query(change);
    expect(await dumpSchema(database.url), change).not.toBe(before);
    await database.pool.query(undo);
    expect(await dumpSchema(database.url), undo).toBe(before);
  }
});

interface Column {
  readonly name: string;
  readonly type: string;
  readonly notNull: boolean;
  readonly hasDefault: boolean;
}

async function actualColumns(table: string): Promise<Column[]> {
  const { rows } = await database.pool.query<Column>(
    `SELECT a.attname AS name, format_type(a.atttypid, a.atttypmod) AS type, a.attnotnull AS "notNull",
       a.atthasdef AS "hasDefault"
     FROM pg_attribute a WHERE a.attrelid = to_regclass($1) AND a.attnum > 0 AND NOT a.attisdropped`,
    [table],
  );
  return rows;
}

const tables = async (): Promise<[string, PgTable][]> => {
  const found: [string, PgTable][] = [];
  for (const file of filesBelow(SERVER_SRC).filter((each) => path.posix.basename(each) === "schema.ts")) {
    const module: Record<string, unknown> = await import(pathToFileURL(path.join(SERVER_SRC, file)).href);
    for (const value of Object.values(module)) if (is(value, PgTable)) found.push([file, value]);
  }
  return found;
};

function differences(table: PgTable, actual: readonly Column[]): string[] {
  const { name, columns } = getTableConfig(table);
  const found: string[] = [];
  for (const column of columns) {
    const label = `${name}.${column.name}`;
    const real = actual.find((each) => each.name === column.name);
    const type = column.getSQLType().replace(" (", "(");
    if (!real) found.push(`${label} does not exist`);
    else if (real.type !== type) found.push(`${label} is ${real.type}, not ${type}`);
    else if (real.notNull !== column.notNull)
      found.push(`${label}: null is ${real.notNull ? "not " : ""}possible`);
    else if (column.hasDefault && !real.hasDefault) found.push(`${label} has no default`);
  }
  for (const real of actual)
    if (!columns.some((column) => column.name === real.name))
      found.push(`${name}.${real.name} is not in the code`);
  return found;
}

test("every table in the code has the columns, types and nullability that it has in Postgres", async () => {
  const all = await tables();
  expect(all.length).toBeGreaterThan(10);
  const found = await Promise.all(
    all.map(async ([, table]) => differences(table, await actualColumns(getTableConfig(table).name))),
  );
  expect(found.flat()).toEqual([]);
});

test("a column that is missing, of another type or nullable in one place alone is named", async () => {
  const [, customers] = (await tables()).find(([, table]) => getTableConfig(table).name === "customers")!;
  const actual = await actualColumns("customers");
  const changed = actual
    .filter(({ name }) => name !== "metadata")
    .map((column) => ({
      ...column,
      type: column.name === "email" ? "integer" : column.type,
      notNull: column.name === "timezone" ? true : column.notNull,
    }));
  expect(differences(customers, [...changed, { ...actual[0]!, name: "note" }])).toEqual([
    "customers.email is integer, not text",
    "customers.timezone: null is not possible",
    "customers.metadata does not exist",
    "customers.note is not in the code",
  ]);
});
