/** Batches on an instance with many events stored against the same on one with none, in turn; and what storing takes. */
import type { Bench } from "../bench.js";
import { EVENTS, ROLLUPS, sizeOf, type TableSize } from "../database.js";
import { type Measurement, type Result, summarize } from "../measure.js";
import { measureBatch } from "./batch.js";

export interface Growth {
  readonly fresh: Result;
  readonly filled: Result;
}

export async function measureGrowth(fresh: Bench, filled: Bench): Promise<Growth> {
  const measured = { fresh: [] as Measurement[], filled: [] as Measurement[] };
  for (let round = 1; round <= fresh.sizes.growthRounds; round++) {
    for (const [name, bench] of [
      ["fresh", fresh],
      ["filled", filled],
    ] as const) {
      const { measurement } = await measureBatch(bench, `growth-${round}`);
      measured[name].push(measurement);
      const rate = Math.round(measurement.events / measurement.seconds).toLocaleString("en");
      bench.say(`growth, round ${round} of ${fresh.sizes.growthRounds}: ${name}: ${rate}/s`);
    }
  }
  return { fresh: summarize(measured.fresh), filled: summarize(measured.filled) };
}

/** What the stored events take on disk. */
export interface Storage {
  readonly events: number;
  readonly tables: readonly TableSize[];
}

export const measureStorage = async ({ instance, sizes }: Bench): Promise<Storage> => ({
  events: sizes.storedEvents,
  tables: [await sizeOf(instance.db, EVENTS), await sizeOf(instance.db, ROLLUPS)],
});
