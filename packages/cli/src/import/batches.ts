/** A file's rows in batches as the API takes them. */
import { type KeyedEvent, type MapOptions, mapRow, type Problem } from "./map-row.js";
import type { Mapping } from "./mapping.js";
import type { RowSource, SourceRow } from "./source-row.js";

export type Entry =
  | { readonly row: SourceRow; readonly event: KeyedEvent }
  | { readonly row: SourceRow; readonly problem: Problem };

/** Rows in their order, those that cannot be sent among them. */
export type Batch = readonly Entry[];

const MAX_EVENTS = 100;
/** The API takes 1 MiB; what is around the events is little. */
const MAX_BYTES = 1_000_000;
/** So that a file of unmappable rows is not held in memory. */
const MAX_ROWS = 1_000;

/** @param afterRow rows up to this one are left out */
export async function* batchesOf(
  source: RowSource,
  mapping: Mapping,
  options: MapOptions,
  afterRow: number,
): AsyncGenerator<Batch> {
  let batch: Entry[] = [];
  let events = 0;
  let bytes = 0;
  for await (const row of source.rows()) {
    if (row.number <= afterRow) continue;
    const mapped = mapRow(row, mapping, options);
    const size = "event" in mapped ? Buffer.byteLength(JSON.stringify(mapped.event)) + 1 : 0;
    if (batch.length > 0 && (events >= MAX_EVENTS || batch.length >= MAX_ROWS || bytes + size > MAX_BYTES)) {
      yield batch;
      batch = [];
      events = 0;
      bytes = 0;
    }
    batch.push({ row, ...mapped });
    if ("event" in mapped) events += 1;
    bytes += size;
  }
  if (batch.length > 0) yield batch;
}

export const eventsOf = (batch: Batch): KeyedEvent[] =>
  batch.flatMap((entry) => ("event" in entry ? entry.event : []));
