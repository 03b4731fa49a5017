/** Asking whether usage would be allowed. */
import type { Bench } from "../bench.js";
import { jobOf, measureOverHttp, type OverHttp } from "./over-http.js";

export const CHECK_IN_FLIGHT = 64;
const MAX_PER_SECOND = 40_000;

export const measureCheck = (bench: Bench, round: number): Promise<OverHttp> =>
  measureOverHttp(
    bench,
    jobOf(bench, bench.instance.url, {
      path: "/usage/check",
      shape: "check",
      stream: { name: `check-${round}` },
      inFlight: CHECK_IN_FLIGHT,
      expected: { status: 200, text: '"allowed":true' },
      maxPerSecond: MAX_PER_SECOND,
    }),
    bench.instance.pid,
  );
