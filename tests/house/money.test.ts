/**
 * Money is a `bigint` of nanos from the API's edge to the column. It becomes a number in `@farthing/contract` alone,
 * whose conversions are exact.
 *
 * Broken on purpose: `Number(account.allowanceNanos) / 2` in ledger/account.ts; named with file and line.
 */
import ts from "typescript";
import { expect, test } from "vitest";
import { offences, type Source, serverSources } from "./sources.js";

/** Names that hold money, credits or exact quantities. */
const EXACT = /(?:nanos|nanounits)$/i;
const TO_FLOAT = new Set(["Number", "parseFloat", "Number.parseFloat"]);
const FLOAT_MATH = /^Math\.(?:round|floor|ceil|trunc)$/;

const mentionsMoney = (node: ts.Node): boolean =>
  (ts.isIdentifier(node) && EXACT.test(node.text.replace(/_/g, ""))) ||
  (ts.forEachChild(node, (child) => (mentionsMoney(child) ? true : undefined)) ?? false);

const moneyOffences = (sources: readonly Source[]): string[] =>
  offences(sources, (node) => {
    if (ts.isCallExpression(node)) return callOffence(node);
    if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken)
      return mentionsMoney(node.operand) ? `${node.getText()}: money as a float` : undefined;
    const isTyped =
      ts.isPropertySignature(node) ||
      ts.isParameter(node) ||
      ts.isVariableDeclaration(node) ||
      ts.isPropertyDeclaration(node);
    if (isTyped && node.type?.kind === ts.SyntaxKind.NumberKeyword)
      return mentionsMoney(node.name) ? `${node.getText()}: money typed as a float` : undefined;
    return undefined;
  });

function callOffence(node: ts.CallExpression): string | undefined {
  const called = node.expression.getText();
  if (ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === "toFixed")
    return `${node.getText()}: amounts are formatted from bigint`;
  const isConversion = TO_FLOAT.has(called) || FLOAT_MATH.test(called);
  return isConversion && node.arguments.some(mentionsMoney)
    ? `${node.getText()}: money as a float`
    : undefined;
}

test("no amount of money is ever a float in the server", () => {
  expect(moneyOffences(serverSources())).toEqual([]);
});

test.each([
  "const x = Number(row.costNanos);",
  "const x = Number((price?.amountNanos ?? 0n) / UNIT);",
  "const x = Number(row.cost_nanos);",
  "const x = Math.ceil(quantityNanoUnits);",
  "const x = +costNanos;",
  "const x = Number.parseFloat(costNanos);",
  "interface A { costNanos: number }",
  "const f = (amountNanos: number) => 1;",
  "const text = amount.toFixed(2);",
])("%s is noticed", (text) => {
  expect(moneyOffences([{ file: "ledger/account.ts", text }])).toHaveLength(1);
});

test("counts, limits and bigint arithmetic are let through", () => {
  const text =
    "const x = Number(row.inputTokens); const y = BigInt(row.cost_nanos) + 1n; const z = Math.max(0, n);";
  expect(moneyOffences([{ file: "ledger/account.ts", text }])).toEqual([]);
});
