/**
 * What one would write first: an interactive transaction per event, its statements prepared, on 16 connections, with
 * no HTTP in between. It does the same work on the same schema, on copies of the tables.
 */
import { createHash } from "node:crypto";
import { createHistogram } from "node:perf_hooks";
import type pg from "pg";
import type { Bench } from "../bench.js";
import { type Measurement, withCpu } from "../measure.js";
import {
  type ChargeNaively,
  checkpoint,
  countRows,
  createNaiveTables,
  featureIds,
  NAIVE_EVENTS,
  type NaiveAccount,
  type NaiveEvent,
  prepareNaive,
  readAccounts,
} from "../sql.js";
import {
  AI_FEATURE,
  type BenchEvent,
  costNanosOf,
  customerId,
  eventsOf,
  FIXED_FEATURE,
  MARGIN_BASIS_POINTS,
  MODEL,
  type ModelPrices,
  UNIT_PRICE_RATE,
} from "../workload.js";

const CONNECTIONS = 16;
const NANOS_PER_RATE_UNIT = 100_000n;

interface Known {
  readonly accounts: ReadonlyMap<string, NaiveAccount>;
  readonly fixedFeatureId: string;
  readonly aiFeatureId: string;
  readonly modelPriceId: string;
  readonly prices: ModelPrices;
}

export class Naive {
  private constructor(
    private readonly bench: Bench,
    private readonly pool: pg.Pool,
    private readonly known: Known,
    private readonly charge: ChargeNaively,
  ) {}

  /** @param pool with {@link CONNECTIONS} connections at least */
  static async prepare(bench: Bench, pool: pg.Pool): Promise<Naive> {
    await createNaiveTables(pool);
    const features = await featureIds(pool);
    const known: Known = {
      accounts: await readAccounts(pool),
      fixedFeatureId: features.get(FIXED_FEATURE)!,
      aiFeatureId: features.get(AI_FEATURE)!,
      modelPriceId: bench.population.modelPriceUuid,
      prices: bench.population.prices,
    };
    return new Naive(bench, pool, known, await prepareNaive(pool));
  }

  measureSpread = (round: number): Promise<Measurement> => this.#measure(`naive-${round}`);

  measureOneBalance = (round: number): Promise<Measurement> =>
    this.#measure(`naive-hot-${round}`, this.bench.population.hotCustomer);

  async #measure(name: string, onlyCustomer?: number): Promise<Measurement> {
    const { seed, sizes, population, instance } = this.bench;
    const warmUp = Math.ceil(sizes.naiveEvents / 10);
    const stream = { seed, name, customers: population.customers, onlyCustomer };
    const events = eventsOf(stream, sizes.naiveEvents + warmUp);
    const before = await countRows(this.pool, NAIVE_EVENTS);
    await checkpoint(this.pool);
    await this.#chargeAll(events.slice(0, warmUp), () => {});

    const latencies = createHistogram();
    const ownBefore = process.cpuUsage();
    const startedAt = performance.now();
    const { postgres } = await withCpu({ server: undefined, postmaster: instance.postmasterPid }, () =>
      this.#chargeAll(events.slice(warmUp), (ms) => latencies.record(Math.max(1, Math.round(ms * 1_000)))),
    );
    const seconds = (performance.now() - startedAt) / 1_000;
    const { user, system } = process.cpuUsage(ownBefore);
    const recorded = (await countRows(this.pool, NAIVE_EVENTS)) - before;
    if (recorded !== events.length)
      throw new Error(`${name}: ${recorded} of ${events.length} events are there`);
    const percentile = (percent: number): number => latencies.percentile(percent) / 1_000;
    return {
      events: sizes.naiveEvents,
      seconds,
      latencyMs: { p50: percentile(50), p95: percentile(95), p99: percentile(99) },
      cpuMs: { server: undefined, postgres, client: (user + system) / 1_000 },
    };
  }

  async #chargeAll(events: readonly BenchEvent[], onDone: (ms: number) => void): Promise<void> {
    let next = 0;
    const one = async (): Promise<void> => {
      const client = await this.pool.connect();
      try {
        while (next < events.length) {
          const startedAt = performance.now();
          await this.charge(client, this.#rowOf(events[next++]!));
          onDone(performance.now() - startedAt);
        }
        client.release();
      } catch (error) {
        client.release(true);
        throw error;
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, one));
  }

  #rowOf(event: BenchEvent): NaiveEvent {
    const { known } = this;
    const isAi = event.kind === "ai";
    return {
      account: known.accounts.get(customerId(event.customer))!,
      featureId: isAi ? known.aiFeatureId : known.fixedFeatureId,
      key: event.key,
      keyDigest: createHash("sha256").update(event.key).digest("hex").slice(0, 32),
      quantity: isAi ? null : event.value,
      unitPriceNanos: isAi ? null : BigInt(UNIT_PRICE_RATE) * NANOS_PER_RATE_UNIT,
      model: isAi ? MODEL : null,
      modelPriceId: isAi ? known.modelPriceId : null,
      inputTokens: isAi ? event.inputTokens : null,
      outputTokens: isAi ? event.outputTokens : null,
      cacheReadTokens: isAi ? event.cacheReadTokens : null,
      marginBasisPoints: isAi ? MARGIN_BASIS_POINTS : null,
      costNanos: costNanosOf(event, known.prices),
      at: new Date(),
    };
  }
}
