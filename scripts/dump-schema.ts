/**
 * Writes the schema that the migrations make to `packages/server/schema.sql`: to be read, and to be compared, so
 * that a change of the schema is seen in review. It is a description, in the words of SQL; migrations make databases.
 *
 * `--check` writes nothing and exits with 1 where the file differs from what it would write.
 */
import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import pg from "pg";
import { createLog, migrate, startEmbeddedPostgres } from "../packages/server/src/platform/index.js";
import { MIGRATIONS } from "../packages/server/src/prepare-database.js";

export const SCHEMA_FILE = fileURLToPath(new URL("../packages/server/schema.sql", import.meta.url));

const HEADER = "-- Made by `npm run schema:dump` from the migrations. Do not edit.\n";

/** The same text for the same schema, whatever order its parts were made in. */
export async function dumpSchema(connectionString: string): Promise<string> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const parts = [...(await tables(client)), ...(await views(client)), ...(await rest(client))];
    return `${HEADER}\n${parts.join("\n")}`;
  } finally {
    await client.end();
  }
}

async function tables(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ oid: string; name: string; options: string[] | null }>(
    `SELECT oid::text, relname AS name, reloptions AS options FROM pg_class
     WHERE relkind IN ('r', 'p') AND relnamespace = 'public'::regnamespace ORDER BY relname COLLATE "C"`,
  );
  const parts: string[] = [];
  for (const table of rows) {
    const lines = [...(await columns(client, table.oid)), ...(await constraints(client, table.oid))];
    const storage = table.options ? ` WITH (${table.options.join(", ")})` : "";
    const indexLines = (await indexes(client, table.oid)).map((index) => `${index};\n`);
    parts.push(
      `CREATE TABLE ${table.name} (\n  ${lines.join(",\n  ")}\n)${storage};\n${indexLines.join("")}`,
    );
  }
  return parts;
}

async function columns(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT concat_ws(' ', a.attname, format_type(a.atttypid, a.atttypmod),
       CASE WHEN a.attnotnull THEN 'NOT NULL' END,
       CASE WHEN d.oid IS NOT NULL THEN 'DEFAULT ' || pg_get_expr(d.adbin, d.adrelid) END) AS line
     FROM pg_attribute a LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
     WHERE a.attrelid = $1::oid AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum`,
    [table],
  );
  return rows.map((row) => row.line);
}

/** Not all that Postgres lists: NOT NULL stands at its column already, and a trigger is a statement of its own. */
async function constraints(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT 'CONSTRAINT ' || conname || ' ' || pg_get_constraintdef(oid) AS line FROM pg_constraint
     WHERE conrelid = $1::oid AND contype NOT IN ('n', 't') ORDER BY contype, conname COLLATE "C"`,
    [table],
  );
  return rows.map((row) => row.line);
}

async function indexes(client: pg.Client, table: string): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT pg_get_indexdef(i.indexrelid) AS line FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid
     WHERE i.indrelid = $1::oid AND NOT EXISTS (SELECT FROM pg_constraint WHERE conindid = i.indexrelid AND contype IN ('p', 'u', 'x'))
     ORDER BY c.relname COLLATE "C"`,
    [table],
  );
  return rows.map((row) => row.line);
}

async function views(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ name: string; kind: string; body: string }>(
    `SELECT relname AS name, CASE relkind WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'VIEW' END AS kind, pg_get_viewdef(oid, true) AS body
     FROM pg_class WHERE relkind IN ('v', 'm') AND relnamespace = 'public'::regnamespace ORDER BY relname COLLATE "C"`,
  );
  return rows.map((view) => `CREATE ${view.kind} ${view.name} AS\n${view.body.trimEnd()}\n`);
}

/** What there is none of today, and would otherwise be left out in silence. */
async function rest(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ line: string }>(
    `SELECT pg_get_functiondef(oid) AS line FROM pg_proc WHERE pronamespace = 'public'::regnamespace
     UNION ALL
     SELECT pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid
     WHERE NOT t.tgisinternal AND c.relnamespace = 'public'::regnamespace
     UNION ALL
     SELECT 'CREATE TYPE ' || t.typname || ' AS ENUM (' || string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) || ')'
     FROM pg_type t JOIN pg_enum e ON e.enumtypid = t.oid WHERE t.typnamespace = 'public'::regnamespace GROUP BY t.typname
     UNION ALL
     SELECT 'CREATE SEQUENCE ' || relname FROM pg_class WHERE relkind = 'S' AND relnamespace = 'public'::regnamespace
     UNION ALL
     SELECT 'CREATE EXTENSION ' || extname FROM pg_extension WHERE extname <> 'plpgsql'
     ORDER BY 1`,
  );
  return rows.map((row) => `${row.line};\n`);
}

/** In a Postgres of its own, that goes again. */
async function dumpMigrated(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "farthing-schema-"));
  const postgres = await startEmbeddedPostgres(folder);
  try {
    await migrate(postgres.connectionString("farthing"), MIGRATIONS, createLog("error"));
    return await dumpSchema(postgres.connectionString("farthing"));
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const schema = await dumpMigrated();
  if (!process.argv.includes("--check")) await writeFile(SCHEMA_FILE, schema);
  else if ((await readFile(SCHEMA_FILE, "utf8").catch(() => "")) !== schema) {
    process.stderr.write(
      "packages/server/schema.sql is not what the migrations make. Run npm run schema:dump.\n",
    );
    process.exitCode = 1;
  }
}
