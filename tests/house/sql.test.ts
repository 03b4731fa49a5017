/**
 * SQL stands in stores alone, so that a reader of a verb sees rules, and a reader of a store all that is asked of
 * the database.
 *
 * Broken on purpose: a `db.select()` in customers/routes.ts; named with file and line.
 */
import ts from "typescript";
import { expect, test } from "vitest";
import { offences, type Source, serverSources } from "./sources.js";

/** `schema.ts` describes tables and asks nothing. */
const mayAsk = (file: string): boolean => /(^|[/-])store\.ts$/.test(file) || file.startsWith("platform/db/");
const mayDescribe = (file: string): boolean => mayAsk(file) || file.endsWith("/schema.ts");
const BUILDER = new Set(["select", "selectDistinct", "insert", "update", "delete", "execute", "$count"]);
/** Names that databases and transactions go by. */
const DB = /^(?:db|tx|database|database\.db|options\.database\.db|.*\.\$client|.*\.pool|pool|client)$/;
const STATEMENT = /^\s*(?:SELECT|INSERT INTO|UPDATE|DELETE FROM|WITH|CREATE|ALTER|DROP|TRUNCATE|LOCK)\s/;

const sqlOffences = (sources: readonly Source[]): string[] =>
  offences(
    sources.filter(({ file }) => !mayAsk(file)),
    (node, source) => {
      if (ts.isImportDeclaration(node)) return importOffence(node, mayDescribe(source.fileName));
      if (ts.isTaggedTemplateExpression(node) && /^sql\b/.test(node.tag.getText())) return "sql`…`";
      if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) {
        const text = node.getText().slice(1);
        return STATEMENT.test(text) ? `a statement: ${text.slice(0, 40)}` : undefined;
      }
      if (!ts.isCallExpression(node)) return undefined;
      const called = node.expression;
      if (ts.isIdentifier(called) && called.text === "query") return "query(…)";
      if (!ts.isPropertyAccessExpression(called)) return undefined;
      const isDb = DB.test(called.expression.getText());
      return isDb && (BUILDER.has(called.name.text) || called.name.text === "query")
        ? `${called.getText()}(…)`
        : undefined;
    },
  );

function importOffence(node: ts.ImportDeclaration, isSchema: boolean): string | undefined {
  if (isSchema || node.importClause?.isTypeOnly) return undefined;
  const from = (node.moduleSpecifier as ts.StringLiteral).text;
  // The error class says what went wrong, it asks nothing.
  if (from === "drizzle-orm/errors") return undefined;
  return from === "pg" || from.startsWith("drizzle-orm") ? `import of ${from}` : undefined;
}

test("SQL and query builders are used in stores alone", () => {
  expect(sqlOffences(serverSources())).toEqual([]);
});

test.each([
  'const rows = await query(db, "x");',
  "const rows = await db.select().from(customers);",
  "await tx.insert(customers).values(row);",
  "await tx.execute(x);",
  "await database.pool.query(x);",
  "await db.$client.query(x);",
  "const x = sql`1`;",
  'const statement = "SELECT 1 FROM customers";',
  // biome-ignore lint/suspicious/noTemplateCurlyInString: a source to be judged
  "const statement = `UPDATE balances SET unit = ${unit}`;",
  'import { eq } from "drizzle-orm";',
  'import pg from "pg";',
])("%s outside of a store is noticed", (text) => {
  expect(sqlOffences([{ file: "charging/charge.ts", text }])).not.toEqual([]);
  expect(sqlOffences([{ file: "charging/store.ts", text }])).toEqual([]);
});

test("verbs, maps and texts with the same words are let through", () => {
  const text = `known.delete(key); cache.set(key, 1); update(row); const message = "Select a plan"; app.delete("/x");`;
  expect(sqlOffences([{ file: "charging/charge.ts", text }])).toEqual([]);
});
