/** JSON objects whose shape is not known: the edge renames fields and leaves it to the API to judge them. */
export type Fields = Readonly<Record<string, unknown>>;

export const isFields = (value: unknown): value is Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value);

/** Under its other name, unless that is taken: then both go on, and the API refuses the one it does not know. */
export function renamed(fields: Fields, from: string, to: string): Fields {
  if (fields[from] === undefined || fields[to] !== undefined) return fields;
  const { [from]: value, ...rest } = fields;
  return { ...rest, [to]: value };
}

export const without = (fields: Fields, names: readonly string[]): Fields =>
  names.some((name) => name in fields)
    ? Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)))
    : fields;
