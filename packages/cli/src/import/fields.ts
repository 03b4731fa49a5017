/** What a usage event is made of, and how each part is read from text. */
import { readDecimal, readTokenCount } from "./numbers.js";
import { RowProblem } from "./row-problem.js";
import { readTimestamp, type Zone } from "./timestamp.js";

const TEXT_FIELDS = ["customerId", "feature", "idempotencyKey", "model"] as const;
export const TOKEN_FIELDS = [
  "inputTokens",
  "outputTokens",
  "cacheReadTokens",
  "cacheWriteTokens",
  "cacheWrite1hTokens",
  "reasoningTokens",
] as const;
export const FIELDS = [...TEXT_FIELDS, "value", "timestamp", ...TOKEN_FIELDS] as const;

export type TokenField = (typeof TOKEN_FIELDS)[number];
export type Field = (typeof FIELDS)[number];
/** `property:NAME` is one of the event's own properties. */
export type MappedField = Field | `property:${string}`;

const PROPERTY = /^property:.+$/s;

export const isField = (name: string): name is MappedField =>
  (FIELDS as readonly string[]).includes(name) || PROPERTY.test(name);

export const propertyName = (field: MappedField): string | undefined =>
  field.startsWith("property:") ? field.slice("property:".length) : undefined;

/** @throws RowProblem where the text cannot be the field's; a constant is tried once, before any row */
export function checkText(field: MappedField, text: string, zone: Zone | undefined): void {
  if (text === "" && propertyName(field) === undefined) throw new RowProblem("is empty");
  if (field === "value") readDecimal(text);
  else if (field === "timestamp") readTimestamp(text, zone);
  else if ((TOKEN_FIELDS as readonly string[]).includes(field)) readTokenCount(text);
}
