/** One event a request over HTTP, spread over the customers. */
import type { Bench } from "../bench.js";
import { jobOf, measureRecording, type OverHttp } from "./over-http.js";

export const SINGLE_IN_FLIGHT = 64;
const MAX_PER_SECOND = 40_000;

export const measureSingle = (bench: Bench, round: number): Promise<OverHttp> =>
  measureRecording(
    bench,
    jobOf(bench, bench.instance.url, {
      path: "/usage/events",
      shape: "track",
      stream: { name: `single-${round}` },
      inFlight: SINGLE_IN_FLIGHT,
      expected: { status: 201 },
      maxPerSecond: MAX_PER_SECOND,
    }),
  );
