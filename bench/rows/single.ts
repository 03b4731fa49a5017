/** One event a request over HTTP, spread over the customers. */
import type { Bench } from "../bench.js";
import type { Measurement } from "../measure.js";
import { jobOf, measureRecording } from "./over-http.js";

export const SINGLE_IN_FLIGHT = 64;

export const measureSingle = (bench: Bench, round: number): Promise<Measurement> =>
  measureRecording(
    bench,
    jobOf(bench, bench.instance.url, {
      path: "/usage/events",
      shape: "track",
      stream: { name: `single-${round}` },
      requests: bench.sizes.singleRequests,
      inFlight: SINGLE_IN_FLIGHT,
      expected: { status: 201 },
    }),
  );
