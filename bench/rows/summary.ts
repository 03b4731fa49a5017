/** A month of one customer by day, with many events stored and with few, in turn. The busiest customer is asked for. */
import { Pool } from "undici";
import type { Bench } from "../bench.js";
import { countRollups, readAccounts } from "../columns.js";
import { median } from "../measure.js";
import { customerId } from "../workload.js";

export const FEW_EVENTS = 1_000;
const WARM_UP_CALLS = 20;
const CUSTOMER = customerId(1);
const PATH = `/api/v1/usage/summary?customerId=${CUSTOMER}&groupBy=day`;

export interface Summary {
  /** Medians of the same call. */
  readonly fewMs: number;
  readonly manyMs: number;
  /** The customer's hourly totals, which it reads. */
  readonly fewTotals: number;
  readonly manyTotals: number;
  readonly calls: number;
}

export async function measureSummary(few: Bench, many: Bench): Promise<Summary> {
  const sides = [few, many].map((bench) => ({
    bench,
    pool: new Pool(bench.instance.url),
    times: [] as number[],
  }));
  try {
    for (let call = 0; call < WARM_UP_CALLS + few.sizes.summaryCalls; call++) {
      for (const { bench, pool, times } of sides) {
        const ms = await timeOf(pool, bench);
        if (call >= WARM_UP_CALLS) times.push(ms);
      }
    }
  } finally {
    await Promise.all(sides.map(({ pool }) => pool.close()));
  }
  return {
    fewMs: median(sides[0]!.times),
    manyMs: median(sides[1]!.times),
    fewTotals: await totalsOf(few),
    manyTotals: await totalsOf(many),
    calls: few.sizes.summaryCalls,
  };
}

async function timeOf(pool: Pool, { instance }: Bench): Promise<number> {
  const startedAt = performance.now();
  const { statusCode, body } = await pool.request({
    method: "GET",
    path: PATH,
    headers: instance.api.headers,
  });
  const text = await body.text();
  const ms = performance.now() - startedAt;
  if (statusCode !== 200) throw new Error(`${PATH} answered ${statusCode}: ${text.slice(0, 500)}`);
  return ms;
}

const totalsOf = async ({ instance }: Bench): Promise<number> =>
  countRollups(instance.db, (await readAccounts(instance.db)).get(CUSTOMER)!.customerId);
