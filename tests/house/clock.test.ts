/**
 * Time comes from the clock: a sandbox's clock can be frozen, and what reads the machine's own would not stand still.
 *
 * Broken on purpose: `Date.now()` in ledger/post.ts; named with file and line.
 */
import ts from "typescript";
import { expect, test } from "vitest";
import { offences, type Source, serverSources } from "./sources.js";

const CLOCK = "platform/clock.ts";

const isDate = (node: ts.Node): boolean => ts.isIdentifier(node) && node.text === "Date";

const clockOffences = (sources: readonly Source[]): string[] =>
  offences(
    sources.filter(({ file }) => file !== CLOCK),
    (node) => {
      if (ts.isNewExpression(node) && isDate(node.expression)) return "new Date(…); use timeFrom or addMs";
      if (!ts.isCallExpression(node)) return undefined;
      if (isDate(node.expression)) return "Date(); use the clock";
      const called = node.expression;
      if (!ts.isPropertyAccessExpression(called)) return undefined;
      if (isDate(called.expression) && called.name.text === "now") return "Date.now(); use the clock";
      const isMonotonic =
        called.getText().endsWith("performance.now") || called.getText().endsWith("process.hrtime.bigint");
      return isMonotonic ? `${called.getText()}(); use monotonicMs` : undefined;
    },
  );

test("the server takes time from the clock alone", () => {
  expect(clockOffences(serverSources())).toEqual([]);
});

test.each([
  "const t = new Date();",
  "const t = new Date(0);",
  "const t = Date.now();",
  "const t = Date();",
  "const t = performance.now();",
])("%s is noticed", (text) => {
  expect(clockOffences([{ file: "ledger/post.ts", text }])).toHaveLength(1);
});

test("types, comments, Date.UTC and Date.parse are let through", () => {
  const text =
    "// new Date()\nfunction f(at: Date): number { return Date.UTC(2026, 0, 1) + Date.parse('') + +at; }";
  expect(clockOffences([{ file: "ledger/post.ts", text }])).toEqual([]);
});
