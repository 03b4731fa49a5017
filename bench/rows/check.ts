/** Asking whether usage would be allowed. */
import type { Bench } from "../bench.js";
import type { Measurement } from "../measure.js";
import { jobOf, measureOverHttp } from "./over-http.js";

export const CHECK_IN_FLIGHT = 64;

export const measureCheck = (bench: Bench, round: number): Promise<Measurement> =>
  measureOverHttp(
    bench,
    jobOf(bench, bench.instance.url, {
      path: "/usage/check",
      shape: "check",
      stream: { name: `check-${round}` },
      requests: bench.sizes.checkRequests,
      inFlight: CHECK_IN_FLIGHT,
      expected: { status: 200, text: '"allowed":true' },
    }),
    bench.instance.pid,
  );
