/** Which column, or which constant, each field of an event comes from. */
import { UsageError } from "../errors.js";
import { checkText, FIELDS, isField, type MappedField, TOKEN_FIELDS } from "./fields.js";
import { RowProblem } from "./row-problem.js";
import type { Zone } from "./timestamp.js";

export type Source =
  | { readonly kind: "constant"; readonly text: string }
  /** `optional`: taken where a row has it. */
  | { readonly kind: "column"; readonly column: string; readonly optional: boolean };

export type Mapping = ReadonlyMap<MappedField, Source>;

/**
 * Reads `--map field=column` and `--set field=value`.
 * @throws UsageError for an unknown field, one given twice, or a constant that is not the field's
 */
export function readMapping(
  maps: readonly string[],
  sets: readonly string[],
  zone: Zone | undefined,
): Mapping {
  const mapping = new Map<MappedField, Source>();
  for (const option of maps) {
    const [field, column] = split("--map", option, "field=column");
    if (column === "") throw new UsageError(`--map ${option}: name a column after the =.`);
    add(mapping, `--map ${option}`, field, { kind: "column", column, optional: false });
  }
  for (const option of sets) {
    const [field, text] = split("--set", option, "field=value");
    checkConstant(option, field, text, zone);
    add(mapping, `--set ${option}`, field, { kind: "constant", text });
  }
  return mapping;
}

function split(name: string, option: string, form: string): [MappedField, string] {
  const at = option.indexOf("=");
  if (at < 1) throw new UsageError(`${name} ${option}: write it as ${name} ${form}.`);
  const field = option.slice(0, at);
  if (isField(field)) return [field, option.slice(at + 1)];
  throw new UsageError(
    `${name} ${option}: there is no field ${JSON.stringify(field)}. The fields are ${FIELDS.join(", ")}, property:NAME.`,
  );
}

function checkConstant(option: string, field: MappedField, text: string, zone: Zone | undefined): void {
  if (field === "idempotencyKey") {
    throw new UsageError(
      `--set ${option}: with the same key for all rows, only one row would be recorded. Use --map, or leave it out: each row then gets its own key.`,
    );
  }
  try {
    checkText(field, text, zone);
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error;
    throw new UsageError(`--set ${option}: ${JSON.stringify(text)} ${error.message}.`);
  }
}

function add(mapping: Map<MappedField, Source>, option: string, field: MappedField, source: Source): void {
  if (mapping.has(field)) throw new UsageError(`${option}: ${field} has two sources. Give it only one.`);
  mapping.set(field, source);
}

/**
 * Completes a mapping by the columns that bear a field's own name, and checks it.
 * @param columns those of the header; undefined where each row has its own (NDJSON)
 * @throws UsageError naming the field and the columns there are
 */
export function bindMapping(given: Mapping, columns: readonly string[] | undefined): Mapping {
  const mapping = new Map(given);
  for (const field of FIELDS) {
    if (!mapping.has(field) && (!columns || columns.includes(field)))
      mapping.set(field, { kind: "column", column: field, optional: !columns });
  }
  if (columns) checkColumns(mapping, columns);
  checkFields(mapping, columns);
  return mapping;
}

function checkColumns(mapping: Mapping, columns: readonly string[]): void {
  for (const [field, source] of mapping) {
    if (source.kind !== "column") continue;
    const count = columns.filter((column) => column === source.column).length;
    if (count === 1) continue;
    const what = count === 0 ? "There is no column" : `There are ${count} columns`;
    throw new UsageError(`${what} ${JSON.stringify(source.column)} (for ${field}). ${list(columns)}`);
  }
}

function checkFields(mapping: Mapping, columns: readonly string[] | undefined): void {
  const has = (field: MappedField): boolean => mapping.has(field);
  for (const field of ["customerId", "feature"] as const) {
    if (!has(field))
      throw new UsageError(
        `${field} has no source: add --map ${field}=COLUMN or --set ${field}=VALUE. ${list(columns)}`,
      );
  }
  const tokens = TOKEN_FIELDS.find(has);
  if (tokens && !has("model"))
    throw new UsageError(
      `${tokens} needs a model: add --map model=COLUMN or --set model=PROVIDER/MODEL. ${list(columns)}`,
    );
  if (has("model") && !has("inputTokens"))
    throw new UsageError(`model needs token counts: add --map inputTokens=COLUMN. ${list(columns)}`);
}

const list = (columns: readonly string[] | undefined): string =>
  columns ? `The columns are ${columns.map((column) => JSON.stringify(column)).join(", ")}.` : "";

/** For people: one line per field. */
export function describeMapping(mapping: Mapping): string[] {
  const width = Math.max(...[...mapping.keys()].map((field) => field.length));
  return [...mapping].flatMap(([field, source]) => {
    if (source.kind === "constant") return `${field.padEnd(width)}  is ${JSON.stringify(source.text)}`;
    if (source.optional) return [];
    return `${field.padEnd(width)}  from column ${JSON.stringify(source.column)}`;
  });
}
