/** One event a request over HTTP, all on one blocking balance; and whether that balance is right to the unit. */
import type { Bench } from "../bench.js";
import { costNanosOf, eventsOf, INCLUDED_BALANCE_RATE, NANOS_PER_RATE_UNIT } from "../workload.js";
import { jobOf, measureRecording, type OverHttp } from "./over-http.js";

export const HOT_IN_FLIGHT = 256;
const MAX_PER_SECOND = 40_000;

export class HotBalance {
  #spentNanos = 0n;
  #events = 0;

  constructor(private readonly bench: Bench) {}

  /** @throws Error when the balance afterwards is not what the arithmetic says */
  async measure(round: number): Promise<OverHttp> {
    const { bench } = this;
    const job = jobOf(bench, bench.instance.url, {
      path: "/usage/events",
      shape: "track",
      stream: { name: `hot-${round}`, onlyCustomer: bench.population.hotCustomer },
      inFlight: HOT_IN_FLIGHT,
      expected: { status: 201 },
      maxPerSecond: MAX_PER_SECOND,
    });
    const result = await measureRecording(bench, job);
    for (const event of eventsOf(job.stream, result.acknowledged)) {
      this.#events += 1;
      this.#spentNanos += costNanosOf(event, bench.population.prices);
    }
    await this.#compare();
    return result;
  }

  async #compare(): Promise<void> {
    const { instance, population } = this.bench;
    const { remaining } = await instance.api.get(`/subscriptions/${population.hotSubscriptionId}/balance`);
    const expected = BigInt(INCLUDED_BALANCE_RATE) * NANOS_PER_RATE_UNIT - this.#spentNanos;
    const found = BigInt(remaining) * NANOS_PER_RATE_UNIT;
    if (found !== expected) {
      throw new Error(
        `hot: after ${this.#events} events the balance is ${found} nanos, and by arithmetic ${expected}`,
      );
    }
  }
}
