/** An AI event as a row. Amounts are rate scale (10000 = 1.00), exact, as the API has them. */
import type { Schemas } from "../../api/schemas";

type Event = Schemas["UsageEvent"];

const COLUMNS: readonly (readonly [
  string,
  (event: Event) => string | number | boolean | null | undefined,
])[] = [
  ["id", (event) => event.id],
  ["timestamp", (event) => event.timestamp],
  ["customerId", (event) => event.customerId],
  ["feature", (event) => event.feature],
  ["model", (event) => event.model],
  ["pricedAs", (event) => event.cost?.model],
  ["inputTokens", (event) => event.inputTokens],
  ["outputTokens", (event) => event.outputTokens],
  ["cacheReadTokens", (event) => event.cacheReadTokens],
  ["cacheWriteTokens", (event) => event.cacheWriteTokens],
  ["cacheWrite1hTokens", (event) => event.cacheWrite1hTokens],
  ["estimated", (event) => event.estimated],
  ["currency", (event) => event.cost?.currency],
  ["exchangeRate", (event) => event.cost?.exchangeRate],
  ["inputCost", (event) => event.cost?.inputCost],
  ["outputCost", (event) => event.cost?.outputCost],
  ["cacheReadCost", (event) => event.cost?.cacheReadCost],
  ["cacheWriteCost", (event) => event.cost?.cacheWriteCost],
  ["subtotal", (event) => event.cost?.subtotal],
  ["marginBasisPoints", (event) => event.cost?.margin],
  ["marginAmount", (event) => event.cost?.marginAmount],
  ["total", (event) => event.cost?.total],
  ["priceId", (event) => event.cost?.priceId],
];

export const CSV_HEAD = COLUMNS.map(([name]) => name).join(",");
export const csvRow = (event: Event): string => COLUMNS.map(([, pick]) => cell(pick(event))).join(",");

/** A text that a spreadsheet would take for a formula begins with a quote: callers choose model names. */
function cell(value: string | number | boolean | null | undefined): string {
  if (typeof value !== "string") return String(value ?? "");
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
