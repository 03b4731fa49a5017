/**
 * A sandbox's clock is moved by months; the server that does it is killed with -9 again and again, and started anew. Nobody
 * asks for the move a second time: it goes on by itself, or at the other of two servers. In the end there is what a move
 * makes that nobody disturbs: the same invoices, line by line, and the same report.
 *
 * Broken on purpose: a group of steps committed half a second before it is noted in the move (63 of 159 were reported).
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { TestDatabase } from "../../packages/server/test/database.js";
import { type HttpClient, NoReply } from "./http-client.js";
import { countFrom, createRandom, sayReplay, seedFrom } from "./random.js";
import { expectSoundLedger } from "./sound-ledger.js";
import { startTwoServers, type TwoServers } from "./two-servers.js";

const SEED = seedFrom("CLOCK_SEED");
const KILLS = countFrom("CLOCK_KILLS", 1);
/** More than one group of steps, so that kills come between them and within. */
const CUSTOMERS = countFrom("CLOCK_CUSTOMERS", 53);
const MONTHS = 3;
const START = "2035-01-31T00:00:00Z";
const TARGET = "2035-04-30T00:00:00.000Z";
/** Where jobs take it up again, on a machine that is busy with other tests. */
const ENOUGH_MS = 240_000;

const open: TwoServers[] = [];
beforeAll(() => sayReplay("tests/system/clock-kills.test.ts", { CLOCK_SEED: SEED, CLOCK_KILLS: KILLS }));
afterAll(async () => {
  for (const two of open) await two.close();
}, 60_000);

// biome-ignore lint/suspicious/noExplicitAny: tests read answers of every shape
type Body = any;
const mustBy =
  (client: HttpClient) =>
  async (method: string, path: string, body?: object): Promise<Body> => {
    const reply = await client.call(method, path, body);
    if (reply.status >= 300)
      throw new Error(`${method} ${path}: ${reply.status} ${JSON.stringify(reply.body)}`);
    return reply.body;
  };

/** Plans of every model, monthly and yearly, and customers who have used more than they include. */
async function furnish(client: HttpClient): Promise<void> {
  const must = mustBy(client);
  await must("POST", "/features", { name: "Calls", code: "calls", type: "metered" });
  for (const consumptionModel of ["metered", "balance", "credits"]) {
    const code = consumptionModel;
    const isBalance = code === "balance";
    await must("POST", "/plans", {
      name: code,
      code,
      consumptionModel,
      ...(isBalance ? { blockOnExhaustion: false } : {}),
    });
    for (const billingInterval of ["monthly", "quarterly"])
      await must("POST", `/plans/${code}/prices`, {
        billingInterval,
        price: 2_000,
        ...(isBalance ? { includedBalance: 1_000 } : {}),
        ...(code === "credits" ? { includedCredits: 10 } : {}),
      });
    await must("POST", `/plans/${code}/features`, {
      featureId: "calls",
      ...(code === "credits" ? { creditsPerUnit: 1 } : { overage: { enabled: true, unitPrice: 125 } }),
    });
  }
  await must("POST", "/test-clock", { frozenTime: START });
  for (let n = 0; n < CUSTOMERS; n++) {
    const customerId = `customer_${n}`;
    const isTrial = n % 10 === 7;
    await must("POST", "/customers", { id: customerId });
    await must("POST", "/subscriptions", {
      customerId,
      planCode: ["metered", "balance", "credits"][n % 3],
      billingInterval: n % 4 === 3 ? "quarterly" : "monthly",
      customTrialDays: isTrial ? 20 : 0,
    });
    if (!isTrial) await must("POST", "/usage/events", { customerId, feature: "calls", value: 1 + (n % 9) });
  }
}

/** Everything but what is another each time: ids, and numbers within one instant. */
const madeIn = async ({ pool }: TestDatabase): Promise<unknown[]> =>
  (
    await pool.query(
      `SELECT c.external_id, i.reason, i.status, i.total_nanos::text, i.period_start, i.period_end, i.issued_at, i.paid_at,
         (SELECT jsonb_agg(jsonb_build_array(l.kind, l.amount_nanos::text, l.description) ORDER BY l.kind, l.amount_nanos)
          FROM invoice_lines l WHERE l.customer_id = i.customer_id AND l.invoice_id = i.id) AS lines
       FROM invoices i JOIN customers c ON c.id = i.customer_id ORDER BY c.external_id, i.issued_at, i.reason`,
    )
  ).rows;

const invoicesIn = async ({ pool }: TestDatabase): Promise<number> =>
  (await pool.query("SELECT count(*)::int AS all FROM invoices")).rows[0].all;

/** @returns the whole of it, once it is over */
const over = (client: HttpClient): Promise<Body> =>
  vi.waitUntil(
    async () => {
      const { body } = await client.call("GET", "/test-clock");
      return body.status === "ready" && body.run.targetTime === TARGET && body.run;
    },
    { timeout: ENOUGH_MS, interval: 100 },
  );

const reportOf = ({ status, from, frozenTime, targetTime, progress, counts, invoices, failed }: Body) => ({
  status,
  from,
  frozenTime,
  targetTime,
  progress,
  counts,
  invoices,
  failed,
});

interface Place {
  readonly two: TwoServers;
  readonly database: TestDatabase;
}

async function furnished(): Promise<Place> {
  const two = await startTwoServers(4);
  open.push(two);
  await furnish(two.clients[0]);
  return { two, database: two.database };
}

let undisturbed: { readonly made: unknown[]; readonly report: Body };
beforeAll(async () => {
  const { two, database } = await furnished();
  await mustBy(two.clients[0])("POST", "/test-clock", { frozenTime: TARGET });
  const report = reportOf(await over(two.clients[1]));
  undisturbed = { made: await madeIn(database), report };
  expect(undisturbed.made.length).toBeGreaterThan(CUSTOMERS * (MONTHS / 2));
}, 2 * ENOUGH_MS);

/** Asks, and does not wait: whoever asks may die with the server. */
function ask(client: HttpClient): Promise<unknown> {
  return client.call("POST", "/test-clock", { frozenTime: TARGET }).catch((error: unknown) => {
    if (!(error instanceof NoReply)) throw error;
  });
}

async function expectTheSame({ two, database }: Place): Promise<void> {
  const report = reportOf(await over(two.clients[1]));
  expect(report).toEqual(undisturbed.report);
  expect(await madeIn(database)).toEqual(undisturbed.made);
  const { rows } = await database.pool.query(
    "SELECT count(*)::int AS all, count(DISTINCT number)::int AS distinct, max(number)::int AS last FROM invoices WHERE number IS NOT NULL",
  );
  expect(rows[0].distinct).toBe(rows[0].all);
  expect(rows[0].last).toBe(rows[0].all);
  await expectSoundLedger(two.env);
}

test(
  "servers killed -9 in a move and started anew: it goes on by itself, to the same invoices and the same report",
  async () => {
    const place = await furnished();
    const { two } = place;
    const random = createRandom(SEED);
    // The first time soon, or a quick machine is through with it before.
    let wanted = (await invoicesIn(place.database)) + random.int(10);
    const asked = ask(two.clients[0]);
    let kills = 0;
    while (kills < KILLS) {
      const seen = await vi.waitUntil(
        async () => {
          if ((await invoicesIn(place.database)) > wanted) return "more";
          const { body: clock } = await two.clients[1].call("GET", "/test-clock");
          return clock.status === "ready" && clock.run?.targetTime === TARGET && "over";
        },
        { timeout: ENOUGH_MS, interval: 5 },
      );
      if (seen === "over") break;
      // Both, so that nobody is left to go on.
      await Promise.all([two.restart(0, "SIGKILL"), two.restart(1, "SIGKILL")]);
      kills += 1;
      // Somewhere further on than the last time: as soon as so much is committed, whatever was noted of it.
      wanted = (await invoicesIn(place.database)) + random.int(40);
    }
    await asked;
    console.log(`clock: ${kills} kills of both servers (CLOCK_SEED=${SEED})`);
    expect(kills).toBeGreaterThan(0);
    await expectTheSame(place);
  },
  2 * ENOUGH_MS,
);

test(
  "the server that was asked is killed -9 and stays away: the other one ends the move",
  async () => {
    const place = await furnished();
    const { two } = place;
    const asked = ask(two.clients[0]);
    await vi.waitUntil(
      async () => {
        const { run } = (await two.clients[1].call("GET", "/test-clock")).body;
        return run?.targetTime === TARGET && run.progress.done > 0;
      },
      { timeout: ENOUGH_MS, interval: 5 },
    );
    await two.end(0, "SIGKILL");
    await asked;
    // Whoever asks the other one for the same time has joined, and who asks for another is refused.
    const joined = await two.clients[1].call("POST", "/test-clock", { frozenTime: TARGET });
    expect([200, 202]).toContain(joined.status);
    await expectTheSame(place);
  },
  2 * ENOUGH_MS,
);
