/** Events in requests of 100 over HTTP. */
import type { Bench } from "../bench.js";
import type { Measurement } from "../measure.js";
import { jobOf, measureRecording } from "./over-http.js";

/** Enough that requests are read and answered while the last group commits. */
export const BATCH_IN_FLIGHT = 32;

export const measureBatch = (bench: Bench, round: number | string): Promise<Measurement> =>
  measureRecording(
    bench,
    jobOf(bench, bench.instance.url, {
      path: "/usage/events/batch",
      shape: "batch",
      stream: { name: `batch-${round}` },
      requests: bench.sizes.batchRequests,
      inFlight: BATCH_IN_FLIGHT,
      expected: { status: 200, text: '"recorded":100' },
    }),
  );
