/** `COPY` of the very rows that the batch row recorded, into a table of the same shape and indexes. */
import type { Bench } from "../bench.js";
import { type Measurement, withCpu } from "../measure.js";
import { checkpoint, copyIn, copyOut, copyShape, EVENTS, empty, pages } from "../sql.js";
import { measureBatch } from "./batch.js";

const TABLE = "bench_ceiling";

export class Ceiling {
  private constructor(
    private readonly bench: Bench,
    private readonly rows: readonly Buffer[],
  ) {}

  /** Records a batch row's events, and reads their rows. */
  static async prepare(bench: Bench): Promise<Ceiling> {
    await copyShape(bench.db, EVENTS, TABLE);
    const fromPage = await pages(bench.db, EVENTS);
    const { events } = await measureBatch(bench, "ceiling");
    return new Ceiling(bench, await copyOut(bench.db, EVENTS, fromPage, events));
  }

  async measure(): Promise<Measurement> {
    const { db, instance } = this.bench;
    await empty(db, TABLE);
    await checkpoint(db);
    const ownBefore = process.cpuUsage();
    const startedAt = performance.now();
    const { result: events, postgres } = await withCpu(
      { server: undefined, postmaster: instance.postmasterPid },
      () => copyIn(db, TABLE, this.rows),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(ownBefore);
    return { events, seconds, cpuMs: { server: undefined, postgres, client: (user + system) / 1_000 } };
  }
}
