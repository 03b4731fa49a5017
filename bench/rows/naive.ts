/**
 * What one would write first: an interactive transaction per event, its statements prepared, on 16 connections, with
 * no HTTP in between. It does the same work on the same schema, on copies of the tables.
 */
import { createHash } from "node:crypto";
import { createHistogram } from "node:perf_hooks";
import { typeid } from "typeid-js";
import type { Bench } from "../bench.js";
import {
  type Account,
  type ChargeNaively,
  createNaiveTables,
  NAIVE_EVENTS,
  type NaiveEvent,
  prepareNaive,
  readAccounts,
} from "../columns.js";
import { Consumption } from "../consumption.js";
import { checkpoint, countRows } from "../database.js";
import { type Measurement, withOwnCpu } from "../measure.js";
import { type BenchEvent, customerId, eventsOf } from "../workload.js";

const CONNECTIONS = 16;
/** What no transaction per event will reach: events are made for so many. */
const MAX_PER_SECOND = 6_000;

export class Naive {
  private constructor(
    private readonly bench: Bench,
    private readonly accounts: ReadonlyMap<string, Account>,
    private readonly consumption: Consumption,
    private readonly charge: ChargeNaively,
  ) {}

  static async prepare(bench: Bench): Promise<Naive> {
    const { db } = bench.instance;
    await createNaiveTables(db);
    return new Naive(bench, await readAccounts(db), await Consumption.prepare(bench), await prepareNaive(db));
  }

  measureSpread = (round: number): Promise<Measurement> => this.#measure(`naive-${round}`);

  measureOneBalance = (round: number): Promise<Measurement> =>
    this.#measure(`naive-hot-${round}`, this.bench.population.hotCustomer);

  async #measure(name: string, onlyCustomer?: number): Promise<Measurement> {
    const { seed, sizes, population, instance } = this.bench;
    const stream = { seed, name, customers: population.customers, onlyCustomer };
    const most = Math.ceil(((sizes.warmUpMs + sizes.runMs) / 1_000) * MAX_PER_SECOND);
    const events = eventsOf(stream, most);
    const before = await countRows(instance.db, NAIVE_EVENTS);
    await checkpoint(instance.db);
    const warmUp = await this.#chargeFor(sizes.warmUpMs, events, () => {});
    const latencies = createHistogram();
    const { result: charged, ...figures } = await withOwnCpu(instance.postmasterPid, () =>
      this.#chargeFor(sizes.runMs, events.slice(warmUp), (ms) =>
        latencies.record(Math.max(1, Math.round(ms * 1_000))),
      ),
    );
    const recorded = (await countRows(instance.db, NAIVE_EVENTS)) - before;
    if (recorded !== warmUp + charged)
      throw new Error(`${name}: ${recorded} of ${warmUp + charged} events are there`);
    const percentile = (percent: number): number => latencies.percentile(percent) / 1_000;
    const latencyMs = { p50: percentile(50), p95: percentile(95), p99: percentile(99) };
    return { events: charged, latencyMs, ...figures };
  }

  /** @returns how many of the events, in order, were charged in that time */
  async #chargeFor(
    forMs: number,
    events: readonly BenchEvent[],
    onCharged: (ms: number) => void,
  ): Promise<number> {
    const deadline = performance.now() + forMs;
    let next = 0;
    const one = async (): Promise<void> => {
      const client = await this.bench.instance.db.connect();
      try {
        while (next < events.length) {
          const startedAt = performance.now();
          if (startedAt > deadline) break;
          await this.charge(client, this.#rowOf(events[next++]!));
          onCharged(performance.now() - startedAt);
        }
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
    return next;
  }

  #rowOf(event: BenchEvent): NaiveEvent {
    return {
      ...this.consumption.of(event),
      account: this.accounts.get(customerId(event.customer))!,
      // Sorted by time, as the server's own are.
      id: typeid().toUUID(),
      key: event.key,
      keyDigest: createHash("sha256").update(event.key).digest("hex").slice(0, 32),
      at: new Date(),
    };
  }
}
