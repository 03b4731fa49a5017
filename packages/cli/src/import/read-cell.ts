/** The text of a column in a row. */
import { RowProblem } from "./row-problem.js";

type Values = Readonly<Record<string, unknown>>;

/**
 * The column's text; empty where the row has none. In rows of JSON a column may be a path: `usage.input_tokens`.
 * @throws RowProblem where it holds a list, an object, or a number that JSON does not keep exactly
 */
export function readCell(values: Values, column: string): string {
  const value = Object.hasOwn(values, column) ? values[column] : atPath(values, column);
  if (typeof value === "string") return value;
  if (value === undefined || value === null) return "";
  if (typeof value === "number") return textOf(value);
  if (typeof value === "boolean") return String(value);
  throw new RowProblem(
    Array.isArray(value) ? "is a list" : "is an object; name one of its fields: column.field",
  );
}

/** Ids of more digits would become one another, and rows with them: as keys, or as customers. */
function textOf(value: number): string {
  if (Math.abs(value) <= Number.MAX_SAFE_INTEGER) return String(value);
  throw new RowProblem("is a larger number than JSON keeps exactly; write it as text in quotes");
}

function atPath(values: Values, column: string): unknown {
  if (!column.includes(".")) return undefined;
  let current: unknown = values;
  for (const step of column.split(".")) {
    if (typeof current !== "object" || current === null || !Object.hasOwn(current, step)) return undefined;
    current = (current as Values)[step];
  }
  return current;
}
