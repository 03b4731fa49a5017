/** `COPY` of the very rows that a batch has recorded, into a table of the same shape and indexes. */
import type { Bench } from "../bench.js";
import { checkpoint, copyIn, copyOut, copyShape, EVENTS, empty, pages } from "../database.js";
import { type Measurement, withOwnCpu } from "../measure.js";
import { measureBatch } from "./batch.js";

const TABLE = "bench_ceiling";

export class Ceiling {
  private constructor(
    private readonly bench: Bench,
    private readonly rows: readonly Buffer[],
  ) {}

  /** Records so many events in batches, and reads their rows back. */
  static async prepare(bench: Bench): Promise<Ceiling> {
    const { db } = bench.instance;
    await copyShape(db, EVENTS, TABLE);
    const fromPage = await pages(db, EVENTS);
    let recorded = 0;
    for (let part = 1; recorded < bench.sizes.ceilingRows; part++)
      recorded += (await measureBatch(bench, `ceiling-${part}`)).acknowledged;
    return new Ceiling(bench, await copyOut(db, EVENTS, fromPage, bench.sizes.ceilingRows));
  }

  /** As often as fills the time, each time into the table emptied again; what is between is not counted. */
  async measure(): Promise<Measurement> {
    const { db, postmasterPid } = this.bench.instance;
    const copies: Measurement[] = [];
    await checkpoint(db);
    do {
      await empty(db, TABLE);
      const { result, ...figures } = await withOwnCpu(postmasterPid, () => copyIn(db, TABLE, this.rows));
      copies.push({ events: result, ...figures });
    } while (sum(copies, ({ seconds }) => seconds) * 1_000 < this.bench.sizes.runMs / 2);
    return together(copies);
  }
}

const sum = <T>(items: readonly T[], of: (item: T) => number): number =>
  items.reduce((total, item) => total + of(item), 0);

function together(copies: readonly Measurement[]): Measurement {
  const cpu = (who: "postgres" | "client"): number | undefined =>
    copies.every(({ cpuMs }) => cpuMs[who] !== undefined)
      ? sum(copies, ({ cpuMs }) => cpuMs[who]!)
      : undefined;
  return {
    events: sum(copies, ({ events }) => events),
    seconds: sum(copies, ({ seconds }) => seconds),
    cpuMs: { server: undefined, postgres: cpu("postgres"), client: cpu("client") },
  };
}
