/** What HTTP, authentication, parsing and validation alone cost: see empty-server.ts. */
import type { Bench } from "../bench.js";
import type { Measurement } from "../measure.js";
import { jobOf, measureOverHttp } from "./over-http.js";

export function measureEmpty(bench: Bench, round: number, inFlight: number): Promise<Measurement> {
  const { url, pid } = bench.emptyServer!;
  const job = jobOf(bench, url, {
    path: "/empty",
    shape: "track",
    stream: { name: `empty-${inFlight}-${round}` },
    requests: bench.sizes.emptyRequests,
    inFlight,
    expected: { status: 201, text: '{"object":"empty"}' },
  });
  return measureOverHttp(bench, job, pid);
}
