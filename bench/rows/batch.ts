/** Events in requests of 100 over HTTP. */
import type { Bench } from "../bench.js";
import { jobOf, measureRecording, type OverHttp } from "./over-http.js";

/** Enough that requests are read and answered while the last group commits. */
export const BATCH_IN_FLIGHT = 32;
const MAX_REQUESTS_PER_SECOND = 400;

export const measureBatch = (bench: Bench, name: string, runMs?: number): Promise<OverHttp> =>
  measureRecording(
    bench,
    jobOf(bench, bench.instance.url, {
      path: "/usage/events/batch",
      shape: "batch",
      stream: { name },
      inFlight: BATCH_IN_FLIGHT,
      expected: { status: 200, text: '"recorded":100' },
      maxPerSecond: MAX_REQUESTS_PER_SECOND,
      ...(runMs === undefined ? {} : { runMs }),
    }),
  );
