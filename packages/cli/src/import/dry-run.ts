/** What an import would send, without sending it. */
import { EXIT, type ExitCode } from "../exit-codes.js";
import type { Terminal } from "../terminal.js";
import { type MapOptions, mapRow } from "./map-row.js";
import type { Mapping } from "./mapping.js";
import type { Scan } from "./scan-file.js";
import type { RowSource } from "./source-row.js";

interface DryRun {
  readonly source: RowSource;
  readonly scan: Scan;
  readonly mapping: Mapping;
  readonly mapOptions: MapOptions;
}

const EVENTS_SHOWN = 3;

export async function dryRun(job: DryRun, terminal: Terminal): Promise<ExitCode> {
  const { rows, unmappable } = job.scan;
  terminal.out.write(`The first events that would be sent:\n`);
  for (const event of await firstEvents(job)) terminal.out.write(`${JSON.stringify(event)}\n`);
  terminal.out.write(`${rows} rows, ${rows - unmappable} of them mappable. Nothing was sent.\n`);
  return unmappable > 0 ? EXIT.flawed : EXIT.done;
}

async function firstEvents({ source, mapping, mapOptions }: DryRun): Promise<object[]> {
  const events: object[] = [];
  for await (const row of source.rows()) {
    const mapped = mapRow(row, mapping, mapOptions);
    if ("event" in mapped) events.push(mapped.event);
    if (events.length === EVENTS_SHOWN) break;
  }
  return events;
}
