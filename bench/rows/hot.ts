/** One event a request over HTTP, all on one blocking balance; and whether that balance is right to the unit. */
import type { Bench } from "../bench.js";
import type { Measurement } from "../measure.js";
import { costNanosOf, eventsOf, INCLUDED_BALANCE_RATE } from "../workload.js";
import { jobOf, measureRecording } from "./over-http.js";

export const HOT_IN_FLIGHT = 256;
const NANOS_PER_RATE_UNIT = 100_000n;

export class HotBalance {
  #spentNanos = 0n;
  #events = 0;

  async measure(bench: Bench, round: number): Promise<Measurement> {
    const job = jobOf(bench, bench.instance.url, {
      path: "/usage/events",
      shape: "track",
      stream: { name: `hot-${round}`, onlyCustomer: bench.population.hotCustomer },
      requests: bench.sizes.hotRequests,
      inFlight: HOT_IN_FLIGHT,
      expected: { status: 201 },
    });
    const measurement = await measureRecording(bench, job);
    const events = eventsOf(job.stream, job.requests + job.warmUpRequests);
    this.#events += events.length;
    for (const event of events) this.#spentNanos += costNanosOf(event, bench.population.prices);
    await this.#compare(bench);
    return measurement;
  }

  /** @throws Error when the balance is not what the arithmetic says */
  async #compare(bench: Bench): Promise<void> {
    const { remaining } = await bench.api.get(`/subscriptions/${bench.population.hotSubscriptionId}/balance`);
    const expected = BigInt(INCLUDED_BALANCE_RATE) - this.#spentNanos / NANOS_PER_RATE_UNIT;
    if (this.#spentNanos % NANOS_PER_RATE_UNIT !== 0n || BigInt(remaining) !== expected) {
      throw new Error(
        `hot: after ${this.#events} events the balance is ${remaining} rate units, and ${expected} by arithmetic`,
      );
    }
  }
}
