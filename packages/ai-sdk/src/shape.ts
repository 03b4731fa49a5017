/** Looking into values whose shape is decided elsewhere, by a provider or by a major of the AI SDK. */
export type Fields = Readonly<Record<string, unknown>>;

/** The value's fields, or undefined where it is not a plain object. */
export function fieldsOf(value: unknown): Fields | undefined {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : undefined;
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}
