/** From a row to the event that it stands for. */
import type { TrackParams } from "@farthing/node";
import { type MappedField, propertyName, TOKEN_FIELDS, type TokenField } from "./fields.js";
import type { Mapping } from "./mapping.js";
import { readDecimal, readTokenCount } from "./numbers.js";
import { readCell } from "./read-cell.js";
import { MissingZone, RowProblem } from "./row-problem.js";
import { placeOf, type SourceRow } from "./source-row.js";
import { readTimestamp, type Zone } from "./timestamp.js";

export type KeyedEvent = TrackParams & { readonly idempotencyKey: string };

type MappedRow = { readonly event: KeyedEvent; readonly truncated: boolean } | { readonly problem: Problem };

export interface Problem {
  /** Names the row and the column. */
  readonly message: string;
  readonly field: MappedField | undefined;
  readonly missingZone: boolean;
}

export interface MapOptions {
  readonly zone: Zone | undefined;
  /** The row's number is put behind it, for rows that have no key of their own. */
  readonly keyPrefix: string;
}

/** A problem, and the field that has it. */
class FieldProblem extends Error {
  constructor(
    readonly field: MappedField,
    readonly problem: RowProblem,
    readonly text: string | undefined,
  ) {
    super(problem.message);
  }
}

const MAX_SHOWN = 60;

export function mapRow(row: SourceRow, mapping: Mapping, options: MapOptions): MappedRow {
  if (row.fault !== undefined)
    return { problem: { message: `${placeOf(row)} ${row.fault}`, field: undefined, missingZone: false } };
  try {
    return new RowReader(row, mapping).event(options);
  } catch (error) {
    if (!(error instanceof FieldProblem)) throw error;
    return { problem: problemOf(row, mapping, error) };
  }
}

function problemOf(row: SourceRow, mapping: Mapping, { field, problem, text }: FieldProblem): Problem {
  const source = mapping.get(field);
  const where = source?.kind === "column" ? `column ${JSON.stringify(source.column)} (${field})` : field;
  const shown = text === undefined || text === "" ? "" : `${JSON.stringify(text.slice(0, MAX_SHOWN))} `;
  return {
    message: `${placeOf(row)}, ${where}: ${shown}${problem.message}`,
    field,
    missingZone: problem instanceof MissingZone,
  };
}

class RowReader {
  constructor(
    private readonly row: SourceRow,
    private readonly mapping: Mapping,
  ) {}

  event({ zone, keyPrefix }: MapOptions): Extract<MappedRow, { event: KeyedEvent }> {
    const time = this.#read("timestamp", (text) => readTimestamp(text, zone));
    const event = {
      customerId: this.#required("customerId"),
      feature: this.#required("feature"),
      idempotencyKey: this.#read("idempotencyKey", (text) => text) ?? `${keyPrefix}${this.row.number}`,
      ...(time ? { timestamp: time.iso } : {}),
      ...this.#consumption(),
      ...this.#properties(),
    };
    return { event, truncated: time?.truncated ?? false };
  }

  #consumption(): Partial<Record<TokenField | "value", number>> & { model?: string } {
    const model = this.#text("model");
    const tokens = this.#tokens();
    if (model === "") {
      const [field] = Object.keys(tokens) as TokenField[];
      if (field) throw new FieldProblem("model", new RowProblem(`is empty, but ${field} is not`), undefined);
      const value = this.#read("value", readDecimal);
      return value === undefined ? {} : { value };
    }
    if (tokens.inputTokens === undefined)
      throw new FieldProblem("inputTokens", new RowProblem("is empty"), undefined);
    if (this.#text("value") !== "")
      throw new FieldProblem(
        "value",
        new RowProblem("must be empty if there is a model"),
        this.#text("value"),
      );
    return { model, ...tokens };
  }

  /** An empty count is none at all, which counts as 0. */
  #tokens(): Partial<Record<TokenField, number>> {
    const tokens: Partial<Record<TokenField, number>> = {};
    for (const field of TOKEN_FIELDS) {
      const text = this.#text(field);
      if (text.trim() !== "") tokens[field] = this.#convert(field, text, readTokenCount);
    }
    return tokens;
  }

  #properties(): { properties?: { property: string; value: string }[] } {
    const properties: { property: string; value: string }[] = [];
    for (const field of this.mapping.keys()) {
      const property = propertyName(field);
      const value = property === undefined ? "" : this.#text(field);
      if (property !== undefined && value !== "") properties.push({ property, value });
    }
    return properties.length > 0 ? { properties } : {};
  }

  #required(field: MappedField): string {
    const text = this.#text(field);
    if (text === "") throw new FieldProblem(field, new RowProblem("is empty"), undefined);
    return text;
  }

  /** Undefined where nothing gives the field. An empty cell of a column that was to give it is a problem. */
  #read<T>(field: MappedField, read: (text: string) => T): T | undefined {
    const source = this.mapping.get(field);
    if (!source) return undefined;
    const text = this.#text(field);
    if (text !== "") return this.#convert(field, text, read);
    if (source.kind === "column" && source.optional) return undefined;
    throw new FieldProblem(field, new RowProblem("is empty"), undefined);
  }

  #text(field: MappedField): string {
    const source = this.mapping.get(field);
    if (!source) return "";
    if (source.kind === "constant") return source.text;
    return this.#convert(field, undefined, () => readCell(this.row.values, source.column));
  }

  #convert<T, Text extends string | undefined>(field: MappedField, text: Text, read: (text: Text) => T): T {
    try {
      return read(text);
    } catch (error) {
      if (error instanceof RowProblem) throw new FieldProblem(field, error, text);
      throw error;
    }
  }
}
