/** What each customer used, paid and has left: added up from the recorded events. */
import type { Farthing } from "@farthing/node";
import { CUSTOMERS } from "./catalog.js";
import { count, digitsOf, dollars, nanosOf } from "./money.js";
import { type Column, sayTable } from "./table.js";
import { heading } from "./terminal.js";

interface Statement {
  readonly customer: string;
  readonly calls: number;
  readonly input: number;
  readonly output: number;
  readonly cacheRead: number;
  readonly cacheWrite: number;
  readonly costNanos: bigint;
  readonly marginNanos: bigint;
  readonly leftNanos: bigint;
}

type Amount = "costNanos" | "marginNanos" | "leftNanos";

export async function sayStatements(farthing: Farthing, title: string): Promise<void> {
  const statements: Statement[] = [];
  for (const customer of Object.keys(CUSTOMERS)) statements.push(await statementOf(farthing, customer));
  heading(title);
  sayTable(columnsFor(statements), statements, statements.reduce(sumOf));
}

async function statementOf(farthing: Farthing, customer: string): Promise<Statement> {
  const { remainingNanos } = await farthing.customer(customer).balance.get();
  const statement = {
    customer,
    calls: 0,
    input: 0,
    output: 0,
    cacheRead: 0,
    cacheWrite: 0,
    costNanos: 0n,
    marginNanos: 0n,
    leftNanos: BigInt(remainingNanos),
  };
  for await (const event of farthing.customer(customer).usage.list({ limit: 100 })) {
    statement.calls += 1;
    statement.input += event.inputTokens ?? 0;
    statement.output += event.outputTokens ?? 0;
    statement.cacheRead += event.cacheReadTokens ?? 0;
    statement.cacheWrite += event.cacheWriteTokens ?? 0;
    statement.costNanos += nanosOf(event.cost?.subtotal ?? 0);
    statement.marginNanos += nanosOf(event.cost?.marginAmount ?? 0);
  }
  return statement;
}

const sumOf = (one: Statement, other: Statement): Statement => ({
  customer: "all",
  calls: one.calls + other.calls,
  input: one.input + other.input,
  output: one.output + other.output,
  cacheRead: one.cacheRead + other.cacheRead,
  cacheWrite: one.cacheWrite + other.cacheWrite,
  costNanos: one.costNanos + other.costNanos,
  marginNanos: one.marginNanos + other.marginNanos,
  leftNanos: one.leftNanos + other.leftNanos,
});

function columnsFor(statements: readonly Statement[]): Column<Statement>[] {
  const tokens = (title: string, value: (row: Statement) => number): Column<Statement> => ({
    title,
    align: "right",
    value: (row) => count(value(row)),
  });
  const amount = (title: string, name: Amount): Column<Statement> => {
    const digits = digitsOf(...statements.map((row) => row[name]));
    return { title, align: "right", value: (row) => dollars(row[name], digits) };
  };
  return [
    { title: "customer", value: ({ customer }) => customer },
    tokens("calls", ({ calls }) => calls),
    tokens("in", ({ input }) => input),
    tokens("out", ({ output }) => output),
    tokens("cache read", ({ cacheRead }) => cacheRead),
    tokens("cache write", ({ cacheWrite }) => cacheWrite),
    amount("cost", "costNanos"),
    amount("margin", "marginNanos"),
    amount("balance left", "leftNanos"),
  ];
}
